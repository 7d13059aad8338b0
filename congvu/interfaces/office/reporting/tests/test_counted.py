"""From a counted figure to what was counted: the page is there and shows as many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import time_machine
from django.urls import resolve, reverse

from congvu.casework.surveys.rules import FEWEST
from congvu.casework.surveys.services import enter_paper_reply, take_back_paper_reply
from congvu.instruments.catalogue import by_post
from congvu.instruments.catalogue.models import Procedure
from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.administration.tests.make import html, rows_of
from congvu.interfaces.office.reporting import dossiers
from congvu.interfaces.office.reporting.sources import PAGES, behind
from congvu.oversight.indicators import sources
from congvu.oversight.indicators.rules.addresses import SourceKind
from congvu.oversight.indicators.selectors import Figure, Row, Sheet
from congvu.oversight.indicators.selectors import sheet as sheet_of
from congvu.oversight.indicators.services.entering import enter
from congvu.oversight.indicators.sources import facts
from congvu.oversight.indicators.sources.asked import Number
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.tests import quarter
from tests.answers import put_away
from tests.journeys.test_role_matrix import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_the_quarter() -> Iterator[None]:
    with time_machine.travel(quarter.AT, tick=False):
        yield


@pytest.fixture
def report(world: World) -> Report:
    return quarter.begin(world, quarter.ask(world))


def shown(report: Report) -> Sheet:
    return sheet_of(report.unit_id, report.period_id)


def counted(report: Report, kind: SourceKind) -> list[Row]:
    rows = shown(report).rows
    return [one for one in rows if one.indicator.source.kind is kind and one.computed]


def sides(figure: Figure) -> list[Decimal | None]:
    """Return what the pages behind a figure show, in their order."""
    if "source" in figure.evidence:
        return [figure.cell.amount]
    return [figure.cell.numerator, figure.cell.denominator]


def acting(world: World, name: str) -> Acting:
    return Acting(quarter.who(world, name), quarter.AT, quarter.ON)


def test_every_figure_of_dossiers_opens_to_exactly_the_dossiers_that_it_counts(
    village: World,
) -> None:
    report = quarter.begin(village, quarter.ask(village))
    client, mai = signed_in(village, "mai"), acting(village, "mai")
    opened: dict[str, int] = {}
    for row in shown(report).rows:
        links = [one.url for one in behind(report, shown(report), row, mai) if "/ho-so/" in one.url]
        for url, amount in zip(links, sides(row.computed) if row.computed else (), strict=False):
            answer = client.get(url)
            told = answer.context
            rows, listed = told["rows"], {line.code for line in told["rows"]}
            put_away(answer)
            if told["counts_procedures"]:
                listed = {line.procedure for line in rows}
            assert len(listed) == amount == told["now"], row.code
            opened[row.code] = len(rows)
    columns_together = {"3.6.6", "3.6.8"}  # columns 4 and 5; columns 8 and 9 of column 7
    assert columns_together <= opened.keys()
    assert opened["3.6.6"] > 0
    assert len(opened) > 20


def test_no_computed_figure_stops_at_a_form_or_at_another_figure(village: World) -> None:
    report = quarter.begin(village, quarter.ask(village))
    found, mai = shown(report), acting(village, "mai")
    on_the_way = {"office-figures-06a", "office-reporting-cell"}
    for row in found.rows:
        for there in behind(report, found, row, mai):
            place = resolve(urlsplit(there.url).path)
            if place.url_name in on_the_way:
                named = found.row(place.kwargs["code"])
                assert named.computed is None, f"{row.code} → {named.code}"


def test_a_formula_opens_to_the_records_of_the_figures_that_it_adds(village: World) -> None:
    report = quarter.begin(village, quarter.ask(village))
    found = shown(report)
    row = found.row("3.6.7")
    assert row.computed
    source = {"kind": "formula", "source": "formula:[3.6.6] + [3.6.7.previous] + [gone.1]"}
    worked = replace(row.computed, evidence={"source": source})
    links = behind(report, found, replace(row, computed=worked), acting(village, "mai"))
    assert [one.label for one in links] == ["Xem chỉ tiêu 3.6.6", "Xem chỉ tiêu 3.6.7"]
    assert [resolve(one.url).kwargs["code"] for one in links] == ["3.6.6", "3.6.7"]


def test_the_dossiers_go_to_a_spreadsheet_page_by_page_with_names_for_the_own_office_only(
    village: World,
) -> None:
    report = quarter.begin(village, quarter.ask(village))
    for code in ("3.6.6", "3.6.7"):  # the computed figures stand
        typed = shown(report).row(code).entered
        place = (report.unit_id, report.period_id, code)
        enter(quarter.who(village, "mai"), *place, "", seen=typed and typed.id, at=quarter.AT)
    report = quarter.submitted(village, report)
    page = reverse("office-reporting-dossiers", args=[report.uuid, "3.6.6", "so-lieu"])
    own = signed_in(village, "mai").get(page)
    above = signed_in(village, "quan").get(page)
    assert own.context["rows"][0].applicant in html(own)
    assert [line.code for line in above.context["rows"]] == [
        line.code for line in own.context["rows"]
    ]
    assert {line.applicant for line in above.context["rows"]} == {""}
    assert "Chỉ hiện mã hồ sơ" in html(above)
    file = rows_of(signed_in(village, "quan").get(f"{page}xlsx/"))
    assert [row[0] for row in file] == [line.code for line in own.context["rows"]]
    assert {row[3] for row in file} == {""}


def test_a_long_list_is_walked_without_losing_or_doubling_a_dossier(
    village: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dossiers, "ROWS", 2)
    report = quarter.begin(village, quarter.ask(village))
    client = signed_in(village, "mai")
    for code, part in (("3.6.6", "so-lieu"), ("sohoa.tyle", "mau-so")):
        seen: list[str] = []
        address = reverse("office-reporting-dossiers", args=[report.uuid, code, part])
        while address:
            answer = client.get(address)
            amount = answer.context["counted"].amount
            seen += [line.code for line in answer.context["rows"]]
            address = answer.context["next_url"]
            put_away(answer)
        assert len(set(seen)) == len(seen) == amount > 2


def test_what_was_recorded_after_the_count_is_told_beside_the_list(
    village: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = quarter.begin(village, quarter.ask(village))
    monkeypatch.setattr(
        facts, "read", lambda asked, _scope: dict.fromkeys(asked, Number(Decimal(99)))
    )
    page = reverse("office-reporting-dossiers", args=[report.uuid, "3.6.6", "so-lieu"])
    said = html(signed_in(village, "mai").get(page))
    assert "99 hồ sơ</strong>" in said
    assert "lúc đếm cho báo cáo là 7," in said


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
    mai = Acting(quarter.who(world, "mai"), quarter.AT, quarter.ON)
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
    mai = Acting(quarter.who(world, "mai"), quarter.AT, quarter.ON)
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
    (ratio,) = (row for row in sheet_of(report.unit_id, report.period_id).rows
                if row.code == "1.5.3")  # fmt: skip
    take_back_paper_reply(
        "0", year=2026, reason="Nhầm", by=quarter.who(world, "lan"), at=quarter.later(9 * 24 * 60)
    )
    mai = Acting(quarter.who(world, "mai"), quarter.AT, quarter.ON)
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
    minh = Acting(quarter.who(world, "minh"), quarter.AT, quarter.ON)
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
