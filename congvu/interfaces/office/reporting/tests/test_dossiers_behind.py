"""From a figure of dossiers to the dossiers: exactly those, in two clicks, named in the own office only."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from django.urls import resolve, reverse

from congvu.foundation.journal.rules import SYSTEM
from congvu.interfaces.office.administration.tests.make import html, rows_of
from congvu.interfaces.office.reporting import dossiers
from congvu.interfaces.office.reporting.sources import behind
from congvu.interfaces.office.reporting.tests.reading import acting, shown
from congvu.oversight.indicators.selectors import Figure
from congvu.oversight.indicators.services.computing import refresh
from congvu.oversight.indicators.services.consolidating import consolidate
from congvu.oversight.indicators.services.entering import enter
from congvu.oversight.indicators.sources import facts
from congvu.oversight.indicators.sources.asked import Number
from congvu.oversight.reporting.services import life
from congvu.oversight.reporting.tests import quarter
from tests.answers import put_away
from tests.journeys.test_role_matrix import signed_in
from tests.world import World

pytestmark = pytest.mark.django_db


def sides(figure: Figure) -> list[Decimal | None]:
    """Return what the pages behind a figure show, in their order."""
    if "source" in figure.evidence:
        return [figure.cell.amount]
    return [figure.cell.numerator, figure.cell.denominator]


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
            amount = answer.context["opened"].amount
            seen += [line.code for line in answer.context["rows"]]
            address = answer.context["next_url"]
            put_away(answer)
        assert len(set(seen)) == len(seen) == amount > 2


def test_what_moved_since_the_count_is_told_beside_the_list(
    village: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = quarter.begin(village, quarter.ask(village))
    monkeypatch.setattr(
        facts, "read", lambda asked, _scope: dict.fromkeys(asked, Number(Decimal(99)))
    )
    page = reverse("office-reporting-dossiers", args=[report.uuid, "3.6.6", "so-lieu"])
    said = html(signed_in(village, "mai").get(page))
    assert "99 hồ sơ</strong>; lúc đếm cho báo cáo là 7. Từ đó đến nay" in said
    assert "Báo cáo dùng số 120 do người nhập" in said


def test_the_page_of_a_sum_names_the_count_as_the_platforms_own(village: World) -> None:
    period = quarter.ask(village)
    quarter.begin(village, period)
    province, quan = village.units["province"], quarter.who(village, "quan")
    consolidate(province.pk, period.pk, by=SYSTEM, at=quarter.later(5))
    report = life.open_report(period, "tinh", by=quan, at=quarter.later(6))
    refresh(province.pk, period.pk, by=quan, at=quarter.later(7))
    counted = shown(report).row("3.6.6").computed
    assert counted
    assert counted.cell.amount != 120  # the one report that was added up says so

    client = signed_in(village, "quan")
    page = html(client.get(reverse("office-reporting-cell", args=[report.uuid, "3.6.6"])))
    assert f"Xem số hệ thống tự đếm: {counted.cell.amount:.0f}" in page
    assert "Xem những gì được đếm" not in page
    records = reverse("office-reporting-dossiers", args=[report.uuid, "3.6.6", "so-lieu"])
    page = html(client.get(records))
    assert " hồ sơ</strong> mà hệ thống tự đếm." in page
    assert "Báo cáo dùng số 120 cộng từ báo cáo đã tiếp nhận của các đơn vị" in page
    assert "Xem từng đơn vị" in page


def test_a_side_that_a_person_typed_opens_to_its_own_page(village: World) -> None:
    report = quarter.begin(village, quarter.ask(village))
    mai = quarter.who(village, "mai")
    place = (report.unit_id, report.period_id)
    enter(mai, *place, "06a.xa.7", "500", reason="Sổ giấy", seen=None, at=quarter.AT)
    refresh(*place, by=mai, at=quarter.later(1))
    ratio = next(
        row for row in shown(report).rows
        if row.computed and "06a.xa.7" in str(row.computed.evidence.get("denominator"))
    )  # fmt: skip
    *_rest, denominator = behind(report, shown(report), ratio, acting(village, "mai"))
    assert ratio.computed
    assert ratio.computed.cell.denominator == 500
    assert resolve(denominator.url).url_name == "office-reporting-cell"


def test_the_list_needs_few_statements(
    village: World, django_assert_max_num_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    report = quarter.begin(village, quarter.ask(village))
    client = signed_in(village, "mai")
    for code, part in (("3.6.6", "so-lieu"), ("7.4.3", "mau-so"), ("sohoa.tyle", "tu-so")):
        page = reverse("office-reporting-dossiers", args=[report.uuid, code, part])
        put_away(client.get(page))
        with django_assert_max_num_queries(32):
            put_away(client.get(page))
