"""Five steps through the sample: for its people, on this machine; nowhere else is there a trace of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from congvu.foundation.journal.models import Entry
from congvu.foundation.people.models import Account
from congvu.foundation.people.services import mark_installation
from congvu.foundation.people.tests.make import freshen
from congvu.oversight.reporting.tests import quarter
from tests.answers import put_away
from tests.world import NOW, World

CAST = ("lan", "hoa", "mai", "quan", "dung")
ENDS: dict[str, tuple[str, ...]] = {
    "tiep-nhan": ("lan", "office-desk-intake"),
    "qua-han": ("hoa", "office-home-list", "qua-han"),
    "so-lieu": ("mai", "office-figures-06a"),
    "bao-cao": ("mai", "office-reporting"),
    "tinh": ("quan", "office-reporting"),
}


@pytest.fixture(autouse=True)
def _today(world: World) -> Iterator[None]:
    freshen(*Account.objects.all())
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def sample(world: World) -> World:
    mark_installation(name="Tỉnh Minh Châu", is_sample=True, at=NOW)
    for name in CAST:
        account = world.account(name)
        account.is_sample = True
        account.save(update_fields=["is_sample"])
    return world


def come_in(name: str, client: Client | None = None, to: str = "") -> Client:
    client = client or Client(SERVER_NAME="localhost")
    answer = client.post(reverse("account_sample_sign_in"), {"username": name, "next": to})
    assert answer.status_code == 302
    return client


def test_each_step_leads_there_or_offers_the_person_who_goes_there(sample: World) -> None:
    page = come_in("mai").get("/").content.decode()
    assert page.count("sample-steps__step") == 5
    assert page.count("bạn vào ngay") == 2
    assert f'href="{reverse("office-home-step", args=["so-lieu"])}"' in page
    for person in ("lan", "hoa", "quan"):
        assert f'name="username" value="{person}"' in page


def test_the_registrar_has_a_step_of_his_own_while_a_report_waits_for_a_number(
    sample: World,
) -> None:
    step = reverse("office-home-step", args=["cap-so"])
    with time_machine.travel(quarter.later(5), tick=False):
        freshen(*Account.objects.all())
        dung = come_in("dung")
        assert step not in dung.get("/").content.decode()
        report = quarter.approved(sample, quarter.begin(sample, quarter.ask(sample)))
        page = dung.get("/").content.decode()
        assert page.count("sample-steps__step") == 5
        assert f'<a class="sample-steps__name" href="{step}">Cấp số, gửi</a>' in page
        arrived = dung.get(step)
        assert arrived["Location"] == reverse("office-reporting-page", args=[report.uuid])
        put_away(arrived)
        assert step not in come_in("mai").get("/").content.decode()


@pytest.mark.parametrize("step", sorted(ENDS))
def test_one_click_changes_the_person_and_opens_the_step(sample: World, step: str) -> None:
    person, route, *named = ENDS[step]
    client = come_in("mai" if person != "mai" else "lan")
    come_in(person, client, to=reverse("office-home-step", args=[step]))
    answer = client.get(reverse("office-home-step", args=[step]))
    assert answer["Location"] == reverse(route, args=named)
    arrived = client.get(answer["Location"])
    assert arrived.status_code == 200
    put_away(arrived)


def test_the_change_of_person_ends_the_session_before_it(sample: World) -> None:
    come_in("hoa", come_in("mai"))
    told = list(Entry.objects.order_by("pk").values_list("action", flat=True))
    assert "sign_out" in told[told.index("sign_in") :]


def test_the_steps_are_put_away_and_come_back(sample: World) -> None:
    client = come_in("mai")
    client.post(reverse("office-home-steps"))
    page = client.get("/").content.decode()
    assert "sample-steps__step" not in page
    assert "Hiện lại năm bước" in page
    client.post(reverse("office-home-steps"), {"hien": "1"})
    assert "sample-steps__step" in client.get("/").content.decode()


def test_an_installation_that_is_no_sample_has_neither_steps_nor_addresses(world: World) -> None:
    client = Client(SERVER_NAME="localhost")
    client.force_login(world.account("lan"))
    assert "sample-steps" not in client.get("/").content.decode()
    for answer in (
        client.get(reverse("office-home-step", args=["so-lieu"])),
        client.post(reverse("office-home-steps")),
        client.post(reverse("account_sample_sign_in"), {"username": "hoa"}),
    ):
        assert answer.status_code == 404
        put_away(answer)
    assert client.session["_auth_user_id"] == str(world.account("lan").pk)


def test_from_another_machine_a_sample_person_does_not_even_stay_signed_in(
    sample: World, settings
) -> None:
    settings.ALLOWED_HOSTS = ["localhost", "motcua.example"]
    client = come_in("mai")
    away = client.get("/", SERVER_NAME="motcua.example", REMOTE_ADDR="10.0.0.7")
    assert away.status_code == 302
    assert away["Location"].startswith(reverse("account_login"))


def test_a_real_person_of_a_sample_installation_sees_no_steps(sample: World) -> None:
    client = Client(SERVER_NAME="localhost")
    client.force_login(sample.account("minh"))
    assert "sample-steps" not in client.get("/").content.decode()


def test_an_unknown_step_is_not_there(sample: World) -> None:
    answer = come_in("mai").get(reverse("office-home-step", args=["buoc-sau"]))
    assert answer.status_code == 404
    put_away(answer)
