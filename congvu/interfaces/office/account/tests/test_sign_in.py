"""Signing in and out with name and password, and what the journal keeps of it."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils.timezone import now

from congvu.foundation.journal.selectors import list_entries
from congvu.foundation.people import services
from congvu.foundation.people.models import Account
from congvu.interfaces.office.account.tests.conftest import HOME
from tests.world import PASSWORD, World

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


def sign_in(client: Client, name: str = "lan", password: str = PASSWORD, **more: str):
    return client.post(LOGIN, {"login": name, "password": password, **more})


def acts(name: str = "lan") -> list[str]:
    return [entry.action for entry in list_entries(obj_type="account", obj_code=name)]


def test_the_right_password_opens_the_page_one_wanted(local: Client):
    answer = local.get(HOME)
    assert answer["Location"] == f"{LOGIN}?next={HOME}"

    answer = sign_in(local, next=HOME)

    assert answer["Location"] == HOME
    page = local.get(HOME)
    assert page.status_code == 200
    assert "Nguyễn Thị Lan" in page.content.decode()
    assert page.wsgi_request.staff.code == "lan"


def test_the_name_may_be_typed_in_capitals(local: Client):
    assert sign_in(local, " LAN ").status_code == 302


def test_signing_in_begins_the_idle_days_anew_and_is_journalled(local: Client, world: World):
    sign_in(local)

    account = world.account("lan")
    assert now() - account.last_seen_at < timedelta(minutes=1)
    entry = list_entries(obj_type="account", obj_code="lan")[0]
    assert (entry.action, entry.unit, entry.actor) == ("sign_in", "system", "lan")
    assert entry.values == {"address": "127.0.0.1", "how": "password"}


def test_a_wrong_password_says_so_in_vietnamese_and_is_journalled(local: Client):
    answer = sign_in(local, password="sai")

    assert "Tên đăng nhập hoặc mật khẩu không đúng." in answer.content.decode()
    assert acts()[0] == "sign_in_failed"


def test_an_unknown_name_is_told_the_same_and_never_kept(local: Client):
    answer = sign_in(local, "mat-khau-go-nham")

    assert "Tên đăng nhập hoặc mật khẩu không đúng." in answer.content.decode()
    assert acts("?")[0] == "sign_in_failed"
    assert acts("mat-khau-go-nham") == []


def test_five_wrong_passwords_lock_and_the_administrator_unlocks(local: Client, world: World):
    for _ in range(4):
        sign_in(local, password="sai")
    locked = sign_in(local, password="sai")
    assert locked.status_code == 429
    assert "Tạm khóa đăng nhập" in locked.content.decode()
    assert sign_in(local).status_code == 429
    assert acts()[:2] == ["sign_in_locked", "sign_in_locked"]

    services.unlock_account(world.account("lan"), by=world.staff("yen"), at=now())

    assert sign_in(local).status_code == 302


@pytest.mark.parametrize(
    "elsewhere",
    ["https://xau.example/", "//xau.example/", "javascript:alert(1)", "https:/\\xau.example"],
)
def test_nobody_is_sent_to_a_foreign_address(local: Client, elsewhere: str):
    answer = local.post(f"{LOGIN}?next={quote(elsewhere)}", {"login": "lan", "password": PASSWORD})
    assert answer["Location"] == "/"


def test_there_is_no_sign_up_and_no_reset_by_mail(local: Client):
    for path in ("signup", "password/reset", "email"):
        assert local.get(f"/accounts/{path}/").status_code == 404
    page = local.get(LOGIN).content.decode()
    assert "signup" not in page


def test_signing_out_asks_once_and_is_journalled(local: Client):
    sign_in(local)
    assert local.get("/accounts/logout/").status_code == 200

    local.post("/accounts/logout/")

    assert acts()[0] == "sign_out"
    assert local.get(HOME).status_code == 302


def test_a_disabled_account_is_told_so_only_with_the_right_password(local: Client, world: World):
    services.disable_account(
        world.account("lan"), reason="Nghỉ việc", by=world.staff("yen"), at=now()
    )

    assert sign_in(local, password="sai").status_code == 200
    answer = sign_in(local)

    assert answer["Location"] == "/accounts/inactive/"
    assert "vô hiệu" in local.get("/accounts/inactive/").content.decode()
    assert local.get(HOME).status_code == 302


def test_disabling_ends_open_sessions(local: Client, world: World):
    sign_in(local)
    services.disable_account(
        world.account("lan"), reason="Nghỉ việc", by=world.staff("yen"), at=now()
    )

    assert local.get(HOME).status_code == 302


def test_an_account_idle_for_45_days_is_disabled_at_the_door(local: Client, world: World):
    Account.objects.filter(username="lan").update(last_seen_at=now() - timedelta(days=46))

    assert sign_in(local)["Location"] == "/accounts/inactive/"
    assert not world.account("lan").is_active
    assert acts()[0] == "disable_account"


def test_a_temporary_password_is_changed_before_anything_else(local: Client, world: World):
    password = services.reset_password(world.account("lan"), by=world.staff("yen"), at=now())
    sign_in(local, password=password)

    answer = local.get(HOME)
    assert answer["Location"] == f"/accounts/password/?next={HOME}"
    page = local.get("/accounts/password/")
    assert "mật khẩu tạm" in page.content.decode()

    new = {"old": password, "new": "Mat-khau-moi-7", "again": "Mat-khau-moi-7", "next": HOME}
    assert local.post("/accounts/password/", new)["Location"] == HOME
    assert local.get(HOME).status_code == 200


def test_a_password_change_keeps_this_session_and_ends_the_others(local: Client, world: World):
    other = Client(SERVER_NAME="localhost")
    sign_in(local)
    sign_in(other)

    new = {"old": PASSWORD, "new": "Mat-khau-moi-7", "again": "Mat-khau-moi-7"}
    assert local.post("/accounts/password/", new).status_code == 302

    assert local.get(HOME).status_code == 200
    assert other.get(HOME).status_code == 302


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"old": "sai", "new": "Mat-khau-moi-7", "again": "Mat-khau-moi-7"}, "không đúng"),
        ({"old": PASSWORD, "new": "Mat-khau-moi-7", "again": "khac"}, "không giống nhau"),
        ({"old": PASSWORD, "new": "ngan", "again": "ngan"}, "ít nhất 8 ký tự"),
        ({"old": PASSWORD, "new": PASSWORD, "again": PASSWORD}, "đã dùng gần đây"),
        ({}, "trường này"),
    ],
)
def test_a_password_that_cannot_be_taken_is_explained(local: Client, form, said: str):
    sign_in(local)

    answer = local.post("/accounts/password/", form)

    assert answer.status_code == 422
    assert said in answer.content.decode().lower()


def test_a_person_without_a_position_today_is_told_so(local: Client, world: World):
    services.end_position(
        world.position("lan"), ends_on=now().date(), by=world.staff("yen"), at=now()
    )
    sign_in(local)

    assert local.get(HOME)["Location"] == "/accounts/no-position/"
    assert "không giữ chức vụ" in local.get("/accounts/no-position/").content.decode()
