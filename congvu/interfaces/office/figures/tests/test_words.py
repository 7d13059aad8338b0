"""Reporting periods and titles in the language of the reader."""

import pytest
from django.utils.translation import override

from congvu.interfaces.office.figures.words import period_label, title, unit_of_count
from congvu.kernel.periods import parse
from congvu.oversight.statistics.selectors import form_layout


@pytest.mark.parametrize(
    ("code", "vietnamese", "english"),
    [
        ("2026M03", "Tháng 3 năm 2026", "Month 3 of 2026"),
        ("2026Q4", "Quý IV năm 2026", "Quarter 4 of 2026"),
        ("2026H1", "6 tháng đầu năm 2026", "Half 1 of 2026"),
        ("2026N1", "9 tháng đầu năm 2026", "First 9 months of 2026"),
        ("2026", "Năm 2026", "Year 2026"),
    ],
)
def test_a_period_speaks_both_languages(code, vietnamese, english):
    with override("vi"):
        assert period_label(parse(code)) == vietnamese
    with override("en"):
        assert period_label(parse(code)) == english


def test_the_form_has_an_english_title():
    with override("en"):
        assert title(form_layout()).startswith("State and results")


def test_what_is_counted_has_an_english_name():
    assert unit_of_count(form_layout()) == "Số hồ sơ thủ tục hành chính"
    with override("en"):
        assert unit_of_count(form_layout()) == ("Number of dossiers of administrative procedures")
