"""A period is opened with groups that have days of their own, and mended while nobody relies on its days."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from congvu.foundation.journal.models import Entry
from congvu.interfaces.office.reporting import period_form
from congvu.kernel.periods import Window
from congvu.oversight.indicators.models import IndicatorSetVersion, ReportingPeriod
from congvu.oversight.indicators.selectors import windows_of
from congvu.oversight.reporting.services import life
from congvu.oversight.reporting.tests import quarter
from tests.answers import put_away
from tests.journeys.test_role_matrix import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db

NEW = {
    "set_code": "xa-2025",
    "period": "2026Q2",
    "first_day": "15/03/2026",
    "last_day": "14/06/2026",
    "due_on": "18/06/2026",
    "asked_by": "Công văn số 20/SNV-CCHC",
}
STAFF, RULES = "xa-2025|4", "xa-2025|2"


@pytest.fixture
def period(world: World) -> ReportingPeriod:
    return quarter.ask(world)


@pytest.fixture
def quan(world: World) -> Client:
    return signed_in(world, "quan")


def opened(client: Client, **said: str) -> HttpResponse:
    return client.post(reverse("office-reporting-period-new"), {**NEW, **said})


def change_url(period: ReportingPeriod) -> str:
    return reverse("office-reporting-period-change", args=[period.pk])


def mended(client: Client, period: ReportingPeriod, **said: str) -> HttpResponse:
    """Read the form and send it back with some fields changed."""
    found: dict[str, Any] = client.get(change_url(period)).context["form"].initial
    told = {
        name: value.strftime("%d/%m/%Y") if isinstance(value, date) else value
        for name, value in found.items()
    }
    return client.post(change_url(period), {**told, **said})


def test_a_group_may_have_a_cut_off_day_of_its_own(period: ReportingPeriod, quan: Client) -> None:
    done = opened(quan, group_0=STAFF, to_0="31/05/2026")
    assert done.status_code == 302
    made = ReportingPeriod.objects.get(code="2026Q2")
    windows = windows_of(made)
    assert windows["4"] == Window.inclusive(date(2026, 3, 15), date(2026, 5, 31))
    assert windows["3"] == made.window
    page = quan.get(done["Location"]).content.decode()
    assert "Nhóm có ngày chốt riêng" in page
    assert "15/03/2026 – 31/05/2026" in page
    note = Entry.objects.get(action="indicators.open_period", object_code="2026Q2")
    assert json.loads(note.detail.values)["groups"] == {"4": ["2026-03-15", "2026-05-31"]}


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"to_0": "31/05/2026"}, "Hãy chọn nhóm"),
        ({"group_0": STAFF}, "Hãy ghi ngày cuối của nhóm."),
        (
            {"group_0": STAFF, "from_0": "01/06/2026", "to_0": "31/05/2026"},
            "Ngày cuối phải từ ngày đầu trở đi.",
        ),
        ({"group_0": STAFF, "to_0": "31/13/2026"}, "Ngày này không có thật"),
        (
            {"group_0": STAFF, "to_0": "31/05/2026", "group_1": STAFF, "to_1": "30/05/2026"},
            "Nhóm này đã có ở dòng trên.",
        ),
        ({"group_0": "xa-2025|khong-co", "to_0": "31/05/2026"}, "khong-co"),
    ],
)
def test_days_of_a_group_that_cannot_be_are_told_and_nothing_typed_is_lost(
    period: ReportingPeriod, quan: Client, said: dict[str, str], why: str
) -> None:
    refused = opened(quan, **said)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert why in page
    assert '<details class="own-days" open>' in page
    for value in (NEW["asked_by"], NEW["last_day"], *said.values()):
        assert value in page or "|" in value
    assert not ReportingPeriod.objects.filter(code="2026Q2").exists()
    put_away(refused)


def test_a_group_of_another_set_is_refused(
    period: ReportingPeriod, quan: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = list(IndicatorSetVersion.objects.defer("content"))
    other = next(one.code for one in every if one.code != "xa-2025")
    monkeypatch.setattr(period_form, "sets_to_ask", lambda on: every)
    refused = opened(quan, set_code=other, group_0=STAFF, to_0="31/05/2026")
    assert refused.status_code == 422
    assert "không thuộc bộ chỉ tiêu đã chọn" in refused.content.decode()
    put_away(refused)


def test_more_rows_keep_what_was_typed_and_judge_nothing(
    period: ReportingPeriod, quan: Client
) -> None:
    answer = opened(quan, more="1", group_1=STAFF, to_1="hom qua", due_on="")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "hom qua" in page
    assert "Chưa ghi được" not in page
    assert 'name="group_3"' in page
    assert not ReportingPeriod.objects.filter(code="2026Q2").exists()


def test_a_period_opened_with_a_wrong_day_is_mended_before_anybody_begins(
    period: ReportingPeriod, quan: Client
) -> None:
    assert (
        change_url(period)
        in quan.get(reverse("office-reporting-board", args=[period.pk])).content.decode()
    )
    done = mended(
        quan, period, last_day="15/03/2026", due_on="20/03/2026", group_0=RULES, to_0="28/02/2026"
    )
    assert done.status_code == 302
    period.refresh_from_db()
    assert (period.last_day, period.due_on) == (date(2026, 3, 15), date(2026, 3, 20))
    assert windows_of(period)["2"].last_day == date(2026, 2, 28)
    note = Entry.objects.get(action="indicators.change_period")
    assert (json.loads(note.detail.values)["to"], note.actor_code) == ("2026-03-15", "quan")
    again = mended(quan, period, group_0="", from_0="", to_0="")
    assert again.status_code == 302
    assert windows_of(period)["2"] == period.window


def test_once_a_report_was_begun_only_the_due_day_and_the_letter_change(
    world: World, period: ReportingPeriod, quan: Client
) -> None:
    report = quarter.begin(world, period)
    assert "1 đơn vị đã lập báo cáo" in quan.get(change_url(period)).content.decode()
    refused = mended(quan, period, last_day="15/03/2026", asked_by="Công văn số 99")
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Đã có 1 đơn vị lập báo cáo theo các ngày cũ" in page
    assert "15/03/2026" in page
    assert "Công văn số 99" in page
    put_away(refused)
    period.refresh_from_db()
    assert period.last_day == date(2026, 3, 14)
    assert mended(quan, period, due_on="25/03/2026").status_code == 302
    period.refresh_from_db()
    assert period.due_on == date(2026, 3, 25)
    mai = quarter.who(world, "mai")
    life.discard(report, seen=report.revision, by=mai, at=quarter.later(1))
    assert mended(quan, period, last_day="15/03/2026").status_code == 302


def test_who_mends_what_another_mended_meanwhile_is_told_and_saves_again(
    period: ReportingPeriod, quan: Client
) -> None:
    before = quan.get(change_url(period)).context["form"].initial["seen"]
    assert mended(quan, period, due_on="19/03/2026").status_code == 302
    stale = mended(quan, period, seen=before, due_on="21/03/2026")
    page = stale.content.decode()
    assert stale.status_code == 409
    assert "vừa được người khác sửa" in page
    assert "21/03/2026" in page
    fresh = stale.context["form"].data["seen"]
    put_away(stale)
    assert mended(quan, period, seen=fresh, due_on="21/03/2026").status_code == 302


def test_a_due_day_before_the_period_is_refused_in_words(
    period: ReportingPeriod, quan: Client
) -> None:
    refused = mended(quan, period, due_on="01/12/2025")
    assert refused.status_code == 422
    assert "Hạn gửi trước ngày đầu kỳ." in refused.content.decode()
    put_away(refused)
