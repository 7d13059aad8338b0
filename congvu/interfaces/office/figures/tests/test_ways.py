"""Ways of handing in and out and what is digital: each figure opens to exactly its dossiers."""

from __future__ import annotations

import pytest

from congvu.interfaces.office.administration.tests.make import html
from congvu.interfaces.office.figures.ways import LACKING, LINES
from tests.answers import put_away

PAGE = "/bieu/cach-nop-tra/"
LIST = "/bieu/cach-nop-tra/ho-so/"
MARCH = {"period": "2026M03", "as_of": "31/03/2026"}


def told(answer) -> dict[str, int]:
    rows = [row for group in answer.context["groups"] for row in group["rows"]]
    return dict(zip(LINES, (int(row["amount"]) for row in rows), strict=True))


def test_every_figure_opens_to_as_many_dossiers_as_it_says(hoa):
    figures = told(hoa.get(PAGE, MARCH))
    assert figures["tra"] == figures["tra-quay"] == 1
    assert figures["nop-bcci"] == 1
    assert figures["tiep-nhan"] > figures["so-hoa"]
    for code, amount in figures.items():
        answer = hoa.get(LIST, {**MARCH, "so": code})
        assert len(answer.context["rows"]) == amount, code
    lacking = hoa.get(LIST, {**MARCH, "so": LACKING.code}).context["rows"]
    assert len(lacking) == figures["tiep-nhan"] - figures["so-hoa"]


def test_a_day_earlier_less_was_handed_out(hoa):
    assert told(hoa.get(PAGE, {**MARCH, "as_of": "04/03/2026"}))["tra"] == 0


def test_the_list_names_nobody_and_goes_to_the_own_dossiers(hoa):
    answer = hoa.get(LIST, {**MARCH, "so": "tra-quay"})
    assert "Nguyễn Văn Tư" not in html(answer)
    assert "/ho-so/" in html(answer)
    assert "1.004873" in html(answer)


def test_the_province_sees_its_communes_together_and_no_link_to_a_dossier(browser_of):
    quan = browser_of("quan")
    assert told(quan.get(PAGE, MARCH))["tra"] == 1
    rows = quan.get(LIST, {**MARCH, "so": "tra"}).context["rows"]
    assert [row.is_own for row in rows] == [False]


def test_the_list_is_a_spreadsheet_too(hoa):
    answer = hoa.get(f"{LIST}xlsx/", {**MARCH, "so": "tra"})
    assert answer.status_code == 200
    put_away(answer)


@pytest.mark.parametrize("code", ["", "khong-co"])
def test_a_figure_that_does_not_exist_is_not_found(hoa, code):
    assert hoa.get(LIST, {**MARCH, "so": code}).status_code == 404


def test_nothing_of_nothing_is_no_share(hoa):
    answer = hoa.get(PAGE, {"period": "2025M01", "as_of": "31/03/2026"})
    shares = [row["share"] for group in answer.context["groups"] for row in group["rows"]]
    assert set(shares) == {None}
