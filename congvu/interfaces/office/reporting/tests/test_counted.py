"""From a counted figure to what was counted: the page is there and shows as many."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine
from django.urls import reverse

from congvu.casework.dossiers.services import closing
from congvu.casework.dossiers.tests.make import accepted, processing, result
from congvu.casework.surveys.rules import FEWEST
from congvu.casework.surveys.services import enter_paper_reply, take_back_paper_reply
from congvu.instruments.catalogue import by_post
from congvu.instruments.catalogue.models import Procedure
from congvu.interfaces.office.reporting.sources import PAGES, behind
from congvu.interfaces.office.reporting.tests.reading import acting, shown
from congvu.oversight.indicators import sources
from congvu.oversight.indicators.rules.addresses import SourceKind
from congvu.oversight.indicators.selectors import Row
from congvu.oversight.indicators.services.computing import refresh
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.services import life
from congvu.oversight.reporting.tests import quarter
from tests.answers import put_away
from tests.journeys.test_role_matrix import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db


def counted(report: Report, kind: SourceKind) -> list[Row]:
    rows = shown(report).rows
    return [one for one in rows if one.indicator.source.kind is kind and one.computed]


def test_a_figure_that_stayed_the_same_opens_to_the_dossiers_of_the_newest_count(
    world: World,
) -> None:
    begun = quarter.AT - timedelta(days=30)
    gone = processing(world, begun - timedelta(days=5))
    with time_machine.travel(begun, tick=False):
        mai = world.staff("mai", begun.date())
        report = life.open_report(quarter.ask(world), "xa-quy", by=mai, at=begun)
    closing.resolve(
        gone,
        seen=gone.version,
        results=[result()],
        by=quarter.who(world, "hoa"),
        at=begun + timedelta(days=1),
    )
    come = accepted(world, quarter.AT - timedelta(days=4))
    refresh(report.unit_id, report.period_id, by=quarter.who(world, "mai"), at=quarter.AT)
    pending = shown(report).row("06a.xa.11")
    assert pending.computed
    assert (pending.cell.amount, pending.computed.as_of) == (1, begun)
    page = reverse("office-reporting-dossiers", args=[report.uuid, "06a.xa.11", "so-lieu"])
    told = signed_in(world, "mai").get(page).context
    assert [line.code for line in told["rows"]] == [come.code]
    assert told["now"] == 1


def test_a_figure_that_counts_no_dossiers_has_no_list_of_them(world: World, report: Report) -> None:
    client = signed_in(world, "mai")
    for code, part in (("1.1.1", "so-lieu"), ("3.6.6", "tu-so"), ("3.6.6", "x"), ("x", "so-lieu")):
        answer = client.get(reverse("office-reporting-dossiers", args=[report.uuid, code, part]))
        assert answer.status_code == 404, (code, part)
        put_away(answer)


@pytest.mark.parametrize("kind", [SourceKind.CATALOGUE, SourceKind.UNITS])
def test_a_counted_figure_opens_to_as_many_lines_as_it_says(
    world: World, report: Report, kind: SourceKind
) -> None:
    client = signed_in(world, "mai")
    mai = acting(world, "mai")
    rows = counted(report, kind)
    assert any(row.cell.amount for row in rows)
    for row in rows:
        (there,) = behind(report, shown(report), row, mai)
        answer = client.get(there.url)
        said = answer.content.decode()
        put_away(answer)
        assert answer.status_code == 200, row.code
        assert len(re.findall(r'<th scope="row"', said)) == row.cell.amount, row.code


def test_procedures_announced_for_the_post_open_to_the_same_procedures(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = Procedure.objects.values_list("code", flat=True)
    told = by_post.Announcement("H99", "mẫu", date(2025, 1, 1), None, frozenset({*codes[:40], "x"}))
    monkeypatch.setattr(by_post, "announcements", lambda: (told,))
    report = quarter.begin(world, quarter.ask(world))
    (row,) = (one for one in counted(report, SourceKind.CATALOGUE) if one.code == "7.5.1")
    mai = acting(world, "mai")
    (there,) = behind(report, shown(report), row, mai)
    answer = signed_in(world, "mai").get(there.url)
    said = answer.content.decode()
    put_away(answer)
    assert row.cell.amount
    assert len(re.findall(r'<th scope="row"', said)) == row.cell.amount
    without = there.url.split("&don_vi=")[0]
    answer = signed_in(world, "mai").get(without)
    assert answer.context["rows"] == []  # nobody's list is asked for
    put_away(answer)


def reply_by_paper(world: World, many: int) -> None:
    lan = quarter.who(world, "lan")
    for number in range(many):
        enter_paper_reply(
            str(number), {"access": 5, "officer": 4}, on=date(2026, 2, 2), by=lan, at=quarter.AT
        )


def test_survey_figures_open_to_the_same_replies_of_the_days_of_the_report(world: World) -> None:
    reply_by_paper(world, FEWEST)
    report = quarter.begin(world, quarter.ask(world))
    rows = {one.code: one for one in counted(report, SourceKind.SURVEYS)}
    (ratio,) = (row for row in shown(report).rows
                if row.code == "1.5.3")  # fmt: skip
    take_back_paper_reply(
        "0", year=2026, reason="Nhầm", by=quarter.who(world, "lan"), at=quarter.later(9 * 24 * 60)
    )
    mai = acting(world, "mai")
    client = signed_in(world, "mai")
    assert rows.keys() == {"1.5.1", "1.5.2"}
    for row in (*rows.values(), ratio):
        for there in behind(report, shown(report), row, mai):
            answer = client.get(there.url)
            found = answer.context["found"]
            put_away(answer)
            assert found.whole.replies == rows["1.5.1"].cell.amount == FEWEST
            assert (found.whole.satisfied, found.whole.answers, found.way) == (10, 10, 1)
            assert found.taken_back_after == 1
    minh = acting(world, "minh")
    assert not behind(report, shown(report), ratio, minh)


def test_survey_replies_of_days_of_ones_own_are_not_shown_and_few_replies_stay_hidden(
    world: World,
) -> None:
    reply_by_paper(world, FEWEST - 1)
    report = quarter.begin(world, quarter.ask(world))
    page = reverse("office-reporting-surveys", args=[report.uuid])
    client = signed_in(world, "mai")
    for days in ("", "?tu=15/12/2025&den=13/03/2026", "?tu=01/02/2026&den=02/02/2026"):
        answer = client.get(page + days)
        put_away(answer)
        assert answer.status_code == 404, days
    answer = client.get(page + "?tu=15/12/2025&den=14/03/2026")
    said = answer.content.decode()
    put_away(answer)
    assert answer.context["found"].whole.percent is None
    assert said.count("&lt; 5") == 2  # of the two questions that were answered


def test_every_kind_of_source_that_counts_has_its_page() -> None:
    folder = Path(sources.__file__).parent
    written = {
        kind
        for file in folder.glob("*.py")
        for kind in re.findall(r'kind="([a-z_]+)"', file.read_text("utf-8"))
    }
    assert {"surveys", "catalogue", "facts"} <= written
    assert written <= PAGES.keys()


def test_an_address_that_names_no_procedures_is_not_found(world: World, report: Report) -> None:
    client = signed_in(world, "mai")
    page = reverse("office-reporting-procedures")
    days = "tu=01/01/2026&den=31/03/2026"
    for query in ("", f"nguon=in_force&{days}", "nguon=in_force&cap=commune&tu=1&den=2"):
        assert client.get(f"{page}?{query}").status_code == 404
    assert client.get(f"{page}?nguon=everything&cap=commune&{days}").status_code == 422
