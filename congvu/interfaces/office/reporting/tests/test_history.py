"""What a cell held: who wrote it, when it was known, its grounds; an earlier value taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from congvu.interfaces.office.reporting.tests.reading import shown
from congvu.oversight.indicators.models import Value
from congvu.oversight.indicators.rules.origins import Origin
from congvu.oversight.indicators.services.entering import enter
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.services import life
from congvu.oversight.reporting.tests import quarter
from tests.answers import put_away
from tests.journeys.test_role_matrix import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db

CODE = "5.4.2"


def put(
    world: World, report: Report, typed: str, *, minutes: int, seen: Value | None = None, **more
) -> Value:
    made = enter(
        quarter.who(world, "mai"),
        report.unit_id,
        report.period_id,
        CODE,
        typed,
        seen=seen.pk if seen else None,
        at=quarter.later(minutes),
        **more,
    )
    assert made is not None
    return made


def page(world: World, name: str, report: Report) -> str:
    answer = signed_in(world, name).get(reverse("office-reporting-cell", args=[report.uuid, CODE]))
    said = answer.content.decode()
    put_away(answer)
    assert answer.status_code == 200
    return said


def take_back(world: World, name: str, report: Report, value: Value, seen: Value) -> int:
    answer = signed_in(world, name).post(
        reverse("office-reporting-restore", args=[report.uuid, CODE]),
        {"value": value.pk, "seen": seen.pk},
    )
    put_away(answer)
    return answer.status_code


def test_the_page_names_who_wrote_a_figure_and_of_which_unit(world: World, report: Report) -> None:
    put(world, report, "31", minutes=1)
    mai = quarter.who(world, "mai")
    ours = page(world, "hoa", report)
    assert mai.full_name in ours
    assert mai.unit_name in ours
    sent = quarter.submitted(world, report)
    theirs = page(world, "quan", sent)  # the superior reads the unit, as of everything inside
    assert mai.full_name not in theirs
    assert theirs.count(mai.unit_name) > page_without_history(theirs).count(mai.unit_name)


def page_without_history(said: str) -> str:
    return said[: said.index("Ai ghi, khi nào")]


def test_an_estimate_says_of_which_day_it_is(world: World, report: Report) -> None:
    put(
        world,
        report,
        "30",
        minutes=1,
        origin=Origin.ESTIMATED,
        as_of=quarter.AT - timedelta(days=3),
    )
    day = quarter.AT - timedelta(days=3)
    assert f"số tính đến {day:%d/%m/%Y}" in page(world, "mai", report)
    put(world, report, "31", minutes=2)
    assert page(world, "mai", report).count("số tính đến") == 1


def test_an_earlier_figure_is_taken_back_with_its_reason(world: World, report: Report) -> None:
    first = put(world, report, "31", minutes=1, reason="theo sổ")
    second = put(world, report, "32", minutes=2, seen=first)
    assert page(world, "mai", report).count("Lấy lại số này") == 1
    assert "Lấy lại số này" not in page(world, "hoa", report)
    assert take_back(world, "mai", report, first, second) == 302
    row = shown(report).row(CODE)
    assert row.entered is not None
    assert (row.entered.cell.amount, row.entered.reason) == (31, "theo sổ")
    assert Value.objects.filter(code=CODE, unit=report.unit_id).count() == 3


def test_only_who_types_takes_back_and_only_while_it_is_open(world: World, report: Report) -> None:
    first = put(world, report, "31", minutes=1)
    second = put(world, report, "32", minutes=2, seen=first)
    assert take_back(world, "minh", report, first, second) == 403
    assert take_back(world, "kien", report, first, second) == 403
    report = life.check(
        report, seen=report.revision, by=quarter.who(world, "mai"), at=quarter.later(3)
    )
    assert "Lấy lại số này" not in page(world, "mai", report)
    assert take_back(world, "mai", report, first, second) == 302
    assert shown(report).row(CODE).cell.amount == 32


def test_who_takes_back_unseen_is_told_who_wrote_meanwhile(world: World, report: Report) -> None:
    first = put(world, report, "31", minutes=1)
    second = put(world, report, "32", minutes=2, seen=first)
    put(world, report, "33", minutes=3, seen=second)
    client = signed_in(world, "mai")
    url = reverse("office-reporting-restore", args=[report.uuid, CODE])
    answer = client.post(url, {"value": first.pk, "seen": second.pk})
    assert "33" in str(next(iter(get_messages(answer.wsgi_request))))
    for nonsense in ("", "x", "999999999"):
        answer = client.post(url, {"value": nonsense, "seen": second.pk})
        assert answer.status_code == 302
    assert shown(report).row(CODE).cell.amount == 33


def test_the_grounds_of_a_figure_are_kept_with_it_and_shown(world: World, report: Report) -> None:
    mai = signed_in(world, "mai")
    url = reverse("office-reporting-cell", args=[report.uuid, CODE])
    assert 'name="paper"' not in page(world, "mai", report)  # nothing entered, nothing to ground
    first = put(world, report, "31", minutes=1, reason="theo sổ")
    assert 'name="paper"' in page(world, "mai", report)
    assert 'name="paper"' not in page(world, "hoa", report)
    answer = mai.post(url, {"paper": " Báo cáo số  12/BC-UBND ", "seen": first.pk})
    assert answer.status_code == 302
    entered = shown(report).row(CODE).entered
    assert entered is not None
    assert entered.evidence == {"paper": "Báo cáo số 12/BC-UBND"}
    assert (entered.cell.amount, entered.reason) == (31, "theo sổ")
    link = "https://xa.example/van-ban/12"
    assert mai.post(url, {"paper": link, "seen": entered.id}).status_code == 302
    said = page(world, "hoa", report)
    assert f'<a href="{link}"' in said
    assert "Báo cáo số 12/BC-UBND" in said


@pytest.mark.parametrize(
    "typed", ["http://xa.example/12", "javascript://x", "https://xa.example/ hai", "x" * 301]
)
def test_grounds_that_cannot_be_kept_stay_typed(world: World, report: Report, typed: str) -> None:
    first = put(world, report, "31", minutes=1)
    url = reverse("office-reporting-cell", args=[report.uuid, CODE])
    answer = signed_in(world, "mai").post(url, {"paper": typed, "seen": first.pk})
    said = answer.content.decode()
    put_away(answer)
    assert answer.status_code == 422
    assert f'value="{typed}"' in said
    assert "field__error" in said
    assert shown(report).row(CODE).seen == first.pk


def test_grounds_are_kept_unseen_over_nobody_and_in_no_closed_report(
    world: World, report: Report
) -> None:
    first = put(world, report, "31", minutes=1)
    put(world, report, "32", minutes=2, seen=first)
    url = reverse("office-reporting-cell", args=[report.uuid, CODE])
    for name, status in (("mai", 409), ("minh", 403)):
        answer = signed_in(world, name).post(url, {"paper": "Sổ 3", "seen": first.pk})
        put_away(answer)
        assert answer.status_code == status
    report = life.check(
        report, seen=report.revision, by=quarter.who(world, "mai"), at=quarter.later(3)
    )
    answer = signed_in(world, "mai").post(url, {"paper": "Sổ 3", "seen": first.pk})
    said = answer.content.decode()
    put_away(answer)
    assert answer.status_code == 409
    assert 'value="Sổ 3"' in said
    entered = shown(report).row(CODE).entered
    assert entered is not None
    assert entered.evidence == {}
