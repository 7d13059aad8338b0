"""The dossiers behind a figure: exactly those, with names of people only for the own office."""

from __future__ import annotations

import pytest

from congvu.interfaces.office.administration.tests.make import html, rows_of
from congvu.interfaces.office.figures import views
from congvu.oversight.statistics import selectors

CELL = "/bieu/06a/ho-so/"
MARCH = {"period": "2026M03", "as_of": "31/03/2026"}
APPLICANT = "Nguyễn Văn Tư"


@pytest.mark.parametrize("column", [f"c{number}" for number in range(3, 14)])
def test_a_column_opens_to_as_many_dossiers_as_it_says(hoa, column):
    answer = hoa.get(CELL, {**MARCH, "column": column})

    assert len(answer.context["rows"]) == answer.context["figure"]
    assert f"{answer.context['figure']} hồ sơ" in html(answer)


@pytest.mark.parametrize("note", ["closed", "closed_late", "closed_near"])
def test_the_note_opens_too(hoa, note):
    answer = hoa.get(CELL, {**MARCH, "column": note})

    assert len(answer.context["rows"]) == answer.context["figure"]


def test_a_field_opens_to_its_own_dossiers(hoa):
    form = hoa.get("/bieu/06a/", MARCH).context["counted"]
    for row in form.rows:
        asked = {**MARCH, "column": "c3", "field": row.field.code}
        answer = hoa.get(CELL, asked)
        assert len(answer.context["rows"]) == row.figures[3]
        assert row.field.name in html(answer)


def test_the_own_office_sees_whose_dossiers_they_are_and_opens_them(hoa):
    answer = hoa.get(CELL, {**MARCH, "column": "c10"})

    page = html(answer)
    assert APPLICANT in page
    assert f'href="/ho-so/{answer.context["rows"][0].row.code}/' in page
    assert "Giải quyết quá hạn" in page


def test_the_province_sees_codes_and_nobodys_name(browser_of, village):
    asked = {**MARCH, "column": "c3", "unit": village.units["commune"].pk, "scope": "own"}
    quan = browser_of("quan")

    answer = quan.get(CELL, asked)

    page = html(answer)
    assert len(answer.context["rows"]) == 7
    assert answer.context["rows"][0].row.code in page
    assert APPLICANT not in page
    assert "/ho-so/H99" not in page
    assert APPLICANT not in str(rows_of(quan.get(f"{CELL}xlsx/", asked)))


def test_the_list_goes_to_a_spreadsheet_whole(hoa):
    rows = rows_of(hoa.get(f"{CELL}xlsx/", {**MARCH, "column": "c3"}))

    assert len(rows) == 7
    assert {row[3] for row in rows} == {APPLICANT}


def test_a_long_list_is_walked_page_by_page(hoa, monkeypatch):
    monkeypatch.setattr(views.selectors, "cell_dossiers", _three_at_once(selectors.cell_dossiers))
    first = hoa.get(CELL, {**MARCH, "column": "c3"})
    seen = [line.row.code for line in first.context["rows"]]
    address = first.context["next_url"]
    while address:
        page = hoa.get(address)
        seen += [line.row.code for line in page.context["rows"]]
        address = page.context["next_url"]

    assert len(seen) == len(set(seen)) == 7
    assert "Trang sau" in html(first)


def _three_at_once(real):
    def three(*args, **changes):
        return real(*args, **{**changes, "limit": 3})

    return three


@pytest.mark.parametrize(
    "wrong",
    [{"column": "c1"}, {"column": ""}, {"column": "c3", "field": "khong-co"}, {"period": "x"}],
)
def test_what_is_no_figure_is_not_found(hoa, wrong):
    assert hoa.get(CELL, {**MARCH, "column": "c3", **wrong}).status_code == 404


def test_nothing_behind_a_nought_says_so(browser_of):
    assert "Con số ở ô này là 0" in html(browser_of("kien").get(CELL, {**MARCH, "column": "c3"}))


def test_neighbours_do_not_look_behind_our_figures(browser_of, village):
    asked = {**MARCH, "column": "c3", "unit": village.units["commune"].pk}

    assert browser_of("kien").get(CELL, asked).status_code == 404
    assert browser_of("yen").get(CELL, asked).status_code == 403


def test_the_list_needs_few_statements(hoa, django_assert_max_num_queries):
    asked = {**MARCH, "column": "c3"}
    hoa.get(CELL, asked)
    with django_assert_max_num_queries(26):
        hoa.get(CELL, asked)
