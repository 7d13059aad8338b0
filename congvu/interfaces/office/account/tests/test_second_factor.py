"""One-time codes: who must, how a phone is connected, and one click on the sample."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.utils.timezone import now

from congvu.foundation.journal.selectors import list_entries
from congvu.foundation.people import session
from congvu.foundation.people.models import Account
from congvu.foundation.people.services import mark_installation
from congvu.interfaces.office.account.tests.conftest import HOME, LOCAL
from tests.world import NOW, PASSWORD, World

pytestmark = pytest.mark.django_db
SET_UP = "/accounts/codes/on/"


def code_of(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def connect_phone(account: Account) -> str:
    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    return secret


def sign_in(client: Client, name: str):
    return client.post("/accounts/login/", {"login": name, "password": PASSWORD, "next": HOME})


def acts(name: str) -> list[str]:
    return [entry.action for entry in list_entries(obj_type="account", obj_code=name)]


def test_an_administrator_connects_a_phone_before_anything_else(local: Client, world: World):
    sign_in(local, "yen")
    assert local.get(HOME)["Location"].startswith(SET_UP)
    page = local.get(SET_UP)
    assert "data:image/svg+xml;base64," in page.content.decode()

    secret = page.context["form"].secret
    answer = local.post(SET_UP, {"code": code_of(secret)})

    assert answer["Location"] == "/accounts/codes/recovery/"
    assert "Mã dự phòng" in local.get("/accounts/codes/recovery/").content.decode()
    assert local.get(HOME).status_code == 200
    assert acts("yen")[0] == "second_factor_on"


def test_a_wrong_first_code_connects_nothing(local: Client):
    sign_in(local, "yen")
    local.get(SET_UP)

    answer = local.post(SET_UP, {"code": "000000"})

    assert "Mã không đúng" in answer.content.decode()
    assert local.get(HOME)["Location"].startswith(SET_UP)


def test_with_a_phone_the_password_is_only_the_first_step(local: Client, world: World):
    secret = connect_phone(world.account("yen"))

    answer = sign_in(local, "yen")
    assert answer["Location"].startswith("/accounts/codes/enter/")
    assert local.get(HOME).status_code == 302
    wrong = local.post("/accounts/codes/enter/", {"code": "000000"})
    assert "Mã không đúng" in wrong.content.decode()
    assert acts("yen")[0] == "second_factor_failed"

    answer = local.post("/accounts/codes/enter/", {"code": code_of(secret)})

    assert answer["Location"] == HOME
    assert local.get(HOME).status_code == 200
    entry = list_entries(obj_type="account", obj_code="yen")[0]
    assert (entry.action, entry.values["how"]) == ("sign_in", "password+code")


def test_guessing_codes_is_stopped(local: Client, world: World):
    secret = connect_phone(world.account("yen"))
    sign_in(local, "yen")
    for _ in range(10):
        local.post("/accounts/codes/enter/", {"code": "000000"})

    answer = local.post("/accounts/codes/enter/", {"code": code_of(secret)})

    assert "Sai quá nhiều lần" in answer.content.decode()


def test_everybody_needs_a_phone_from_outside(abroad: Client):
    sign_in(abroad, "lan")

    assert abroad.get(HOME)["Location"].startswith(SET_UP)


def test_a_clerk_at_the_server_itself_needs_none(local: Client):
    sign_in(local, "lan")

    assert local.get(HOME).status_code == 200


def test_an_administrator_cannot_take_the_phone_off(local: Client, world: World):
    secret = connect_phone(world.account("yen"))
    sign_in(local, "yen")
    local.post("/accounts/codes/enter/", {"code": code_of(secret)})

    answer = local.post("/accounts/codes/off/")

    assert "Không thể tắt" in answer.content.decode()


def test_a_clerk_on_this_machine_may_take_it_off(local: Client, world: World):
    secret = connect_phone(world.account("lan"))
    sign_in(local, "lan")
    local.post("/accounts/codes/enter/", {"code": code_of(secret)})

    assert local.get("/accounts/codes/off/").status_code == 200
    assert local.post("/accounts/codes/off/")["Location"] == "/accounts/"
    assert acts("lan")[0] == "second_factor_off"


def test_important_changes_ask_for_the_password_again_when_the_sign_in_is_old(
    local: Client, world: World
):
    sign_in(local, "lan")
    kept = local.session
    kept[session.SIGNED_IN] -= 600
    kept.save()

    answer = local.get(SET_UP)
    assert answer["Location"].startswith("/accounts/again/")
    page = local.get(answer["Location"]).content.decode()
    assert "Xác nhận lại là bạn" in page
    again = local.post(answer["Location"], {"password": PASSWORD, "next": SET_UP})
    assert again["Location"] == SET_UP
    assert local.get(SET_UP).status_code == 200


def test_recovery_codes_are_renewed_and_downloaded(local: Client, world: World):
    sign_in(local, "lan")
    secret = local.get(SET_UP).context["form"].secret
    local.post(SET_UP, {"code": code_of(secret)})

    first = local.get("/accounts/codes/recovery/file/").content.decode()
    assert local.get("/accounts/codes/recovery/new/").status_code == 200
    local.post("/accounts/codes/recovery/new/")

    second = local.get("/accounts/codes/recovery/file/")
    assert second["Content-Type"].startswith("text/plain")
    assert first != second.content.decode()
    assert acts("lan")[0] == "second_factor_recovery_codes"


# One click on the cast of the sample


def click(client: Client, name: str):
    return client.post("/accounts/sample/", {"username": name, "next": HOME})


def test_the_cast_signs_in_with_one_click(local: Client, sample: World):
    page = local.get("/accounts/login/").content.decode()
    assert "Nguyễn Thị Lan" in page
    assert "Trần Văn Minh" not in page

    assert click(local, "lan")["Location"] == HOME
    assert local.get(HOME).wsgi_request.staff.code == "lan"
    assert list_entries(obj_type="account", obj_code="lan")[0].values["how"] == "sample"


def test_one_click_counts_as_the_code_for_the_sample_administrator(local: Client, sample: World):
    click(local, "yen")

    assert local.get(HOME).status_code == 200


def test_without_the_mark_there_is_no_click(local: Client, world: World):
    Account.objects.filter(username="lan").update(is_sample=True)

    assert "Nguyễn Thị Lan" not in local.get("/accounts/login/").content.decode()
    assert click(local, "lan").status_code == 404


def test_from_outside_there_is_no_click(abroad: Client, sample: World):
    assert "Nguyễn Thị Lan" not in abroad.get("/accounts/login/").content.decode()
    assert click(abroad, "lan").status_code == 404


@pytest.mark.parametrize("name", ["minh", "", "khong-co"])
def test_only_sample_people_can_be_clicked(local: Client, sample: World, name: str):
    assert click(local, name).status_code == 404


def test_a_clicked_session_ends_when_it_comes_from_outside(local: Client, sample: World, settings):
    click(local, "lan")
    settings.ALLOWED_HOSTS = ["motcua.example"]

    answer = local.get(HOME, SERVER_NAME="motcua.example", REMOTE_ADDR="10.0.0.7")

    assert answer["Location"] == "/accounts/login/"
    assert local.get(HOME, **LOCAL, follow=False).status_code == 400


@pytest.mark.parametrize("name", ["lan", "yen"])
def test_a_clicked_session_ends_with_the_mark(local: Client, sample: World, name: str):
    click(local, name)
    mark_installation(name="Tỉnh Minh Châu", is_sample=False, at=NOW)

    assert local.get(HOME)["Location"] == "/accounts/login/"


def test_the_password_of_the_cast_works_on_this_machine_only(
    local: Client, abroad: Client, sample: World, settings
):
    settings.ALLOWED_HOSTS = ["localhost", "motcua.example"]
    assert sign_in(local, "lan").status_code == 302

    assert "không đúng" in sign_in(abroad, "lan").content.decode()
    assert acts("lan")[0] == "sign_in_failed"


def test_the_password_of_the_cast_does_not_work_without_the_mark(local: Client, sample: World):
    mark_installation(name="Tỉnh Minh Châu", is_sample=False, at=NOW)

    assert "không đúng" in sign_in(local, "lan").content.decode()


def test_the_cast_neither_idles_nor_changes_passwords(local: Client, sample: World):
    Account.objects.update(last_seen_at=NOW, password_changed_at=NOW, created_at=NOW)
    with time_machine.travel(now() + timedelta(days=400)):
        click(local, "yen")
        assert local.get(HOME).status_code == 200
        assert sign_in(Client(**LOCAL), "lan")["Location"] == HOME


def test_a_real_administrator_changes_an_old_password_first(local: Client, world: World):
    Account.objects.update(password_changed_at=now() - timedelta(days=60))
    sign_in(local, "yen")

    assert local.get(HOME)["Location"].startswith("/accounts/password/")
