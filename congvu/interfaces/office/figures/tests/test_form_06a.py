"""Form 06a on the screen: the figures, their choices, their files, the reach of who asks."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from congvu.foundation.units.models import Succession
from congvu.interfaces.office.administration.tests.make import html
from congvu.interfaces.office.figures import asking

FORM = "/bieu/06a/"
MARCH = {"period": "2026M03", "as_of": "31/03/2026"}


def figures(answer):
    return [cell.value for cell in answer.context["table"].total.cells]


def test_the_form_opens_with_this_quarter_of_the_own_office(hoa):
    answer = hoa.get(FORM)

    assert answer.context["question"].first_day == date(2026, 4, 1)
    assert "Xã Minh Tâm" in html(answer)


def test_march_is_counted_as_the_form_counts_it(hoa):
    answer = hoa.get(FORM, MARCH)

    assert figures(answer) == [7, 0, 6, 1, 3, 1, 1, 1, 4, 1, 3]
    page = html(answer)
    for words in ("7 = 8 + 9 + 10", "3=7+11", "đúng ở mọi dòng", "Quy tắc xếp ô", "ngay trước hạn"):
        assert words in page


def test_every_number_is_a_link(hoa):
    table = hoa.get(FORM, MARCH).context["table"]

    for line in (table.total, *table.lines):
        assert len(line.cells) == 11
        assert all(cell.url.startswith("/bieu/06a/ho-so/?") for cell in line.cells)


def test_the_three_rates_stand_side_by_side_with_their_names(hoa):
    answer = hoa.get(FORM, MARCH)

    assert [rate.definition.value for rate, _, _ in answer.context["rates"]] == [
        "06a",
        "766",
        "due",
    ]
    assert "66,67" in html(answer)
    assert "Quyết định 766" in html(answer)


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ({"period": "2026M03"}, date(2026, 3, 1)),
        ({"first": "05/02/2026", "last": "20/03/2026"}, date(2026, 2, 5)),
        # the period was left as it stood, the days beside it were typed
        (
            {"period": "2026M03", "was": "2026M03", "first": "05/02/2026", "last": "20/03/2026"},
            date(2026, 2, 5),
        ),
        # another period was chosen over the days that stood there
        (
            {"period": "2026Q1", "was": "", "first": "05/02/2026", "last": "20/03/2026"},
            date(2026, 1, 1),
        ),
    ],
)
def test_a_period_or_two_days_make_the_window(hoa, asked, first):
    assert hoa.get(FORM, asked).context["question"].first_day == first


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"first": "05/03/2026"}, "Hãy chọn kỳ, hoặc ghi cả hai ngày"),
        ({"first": "05/03/2026", "last": "01/02/2026"}, "Ngày cuối kỳ"),
        ({"period": "2026M03", "as_of": "01/02/2026"}, "trước ngày đầu kỳ"),
        ({"period": "2026M03", "as_of": "31/02/2026"}, "không có thật"),
        ({"period": "2026M77"}, "Kỳ"),
        ({"scope": "all"}, "Phạm vi"),
        ({"first": "05/03/1999", "last": "01/02/2100"}, "từ 2000 đến 2099"),
    ],
)
def test_a_question_that_cannot_be_is_refused_in_place(hoa, asked, said):
    answer = hoa.get(FORM, asked)

    assert answer.status_code == 422
    assert said in html(answer)
    assert "table" not in answer.context


def test_own_and_subtree_are_two_named_scopes(browser_of, village):
    quan = browser_of("quan")

    whole = quan.get(FORM, MARCH)
    assert figures(whole)[0] == 7
    assert "gồm cả đơn vị trực thuộc" in html(whole)
    alone = quan.get(FORM, {**MARCH, "scope": "own"})
    assert figures(alone)[0] == 0


def test_the_units_below_are_compared(browser_of):
    page = html(browser_of("quan").get(FORM, MARCH))

    assert "So sánh các đơn vị trực thuộc" in page
    assert "Xã Minh Tâm" in page.split("So sánh các đơn vị trực thuộc")[1]


def test_months_and_ages_have_their_tables_beside_them(hoa):
    answer = hoa.get(FORM, MARCH)
    page = html(answer)

    assert page.count("chart__column") == 12
    assert "Bảng số liệu" in page
    assert answer.context["open_total"] == 4
    assert 'x="' in page
    assert "," not in page.split('class="chart__column" x="')[1].split('"')[0]


def test_a_leader_asks_for_the_units_that_went_into_the_own(hoa, village):
    former = village.units["neighbour"]
    assert hoa.get(FORM, {"unit": former.pk}).status_code == 404

    Succession.objects.create(
        from_unit=former, to_unit=village.units["commune"], on=date(2026, 3, 1), is_main=True
    )

    assert hoa.get(FORM, {"unit": former.pk}).status_code == 200


def test_one_of_many_units_is_found_by_its_name_and_no_stranger(browser_of, monkeypatch, village):
    monkeypatch.setattr(asking, "FEW", 1)
    quan = browser_of("quan")
    page = html(quan.get(FORM, MARCH))
    assert 'hx-get="/bieu/don-vi/"' in page
    assert 'hx-include="closest form"' in page
    assert "Bộ máy ngày 31/03/2026" in page

    found = html(quan.get("/bieu/don-vi/", {**MARCH, "unit_text": "minh loc"}))
    assert "Xã Minh Lộc" in found
    chosen = quan.get(
        FORM, {**MARCH, "unit": village.units["neighbour"].pk, "unit_text": "minh loc"}
    )
    assert "Xã Minh Lộc" in html(chosen)
    assert "Sở Nội vụ" not in html(browser_of("hoa").get("/bieu/don-vi/", {"unit_text": "so noi"}))


@pytest.mark.parametrize("name", ["lan", "minh", "dung", "hanh", "mai"])
def test_everybody_of_the_office_sees_its_form(browser_of, name):
    answer = browser_of(name).get(FORM, MARCH)

    assert figures(answer)[0] == 7


@pytest.mark.parametrize(
    ("name", "unit", "status"),
    [
        ("kien", "commune", 404),
        ("lan", "neighbour", 404),
        ("hoa", "province", 404),
        ("quan", "neighbour", 200),
        ("yen", "commune", 403),
    ],
)
def test_figures_of_others_are_not_there(browser_of, village, name, unit, status):
    answer = browser_of(name).get(FORM, {**MARCH, "unit": village.units[unit].pk})

    assert answer.status_code == status


def test_the_files_are_laid_out_like_the_form(hoa):
    sheet = hoa.get(f"{FORM}xlsx/", MARCH)
    rows = CalamineWorkbook.from_filelike(BytesIO(sheet.content)).get_sheet_by_index(0).to_python()
    assert any("Xã Minh Tâm" in str(cell) for row in rows for cell in row)
    assert "bieu-06a-h99-101-20260301-20260331.xlsx" in sheet["Content-Disposition"]
    printed = hoa.get(f"{FORM}pdf/", MARCH)
    assert printed.content.startswith(b"%PDF")


def test_an_empty_office_has_a_form_of_noughts(browser_of):
    answer = browser_of("kien").get(FORM, MARCH)

    assert figures(answer) == [0] * 11
    assert "Không có hồ sơ nào trong kỳ này" in html(answer)
    assert "So sánh các đơn vị" not in html(answer)


def test_the_page_needs_a_fixed_number_of_statements(hoa, django_assert_max_num_queries):
    hoa.get(FORM, MARCH)
    with django_assert_max_num_queries(62):
        hoa.get(FORM, MARCH)
