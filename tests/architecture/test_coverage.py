"""The table of functions claims nothing that is not there: screen, register, count, command, test."""

from dataclasses import replace

import pytest

from tests.architecture import coverage, pages

HOW = f"{pages.REGENERATE}=1 bin/test tests/architecture/test_coverage.py"


def test_every_function_of_the_table_has_its_row():
    assert [row.code for row in coverage.rows()] == coverage.expected()


@pytest.mark.parametrize("row", coverage.rows(), ids=lambda row: row.code)
def test_a_row_claims_only_what_is_there(row):
    assert coverage.faults(row) == []


def test_every_figure_of_the_annex_belongs_to_a_function():
    claimed = {code for row in coverage.rows() for code in row.indicators}
    asked = {row.code for row in coverage.annex().rows() if not row.is_heading}
    assert asked == claimed


def test_the_page_says_what_the_file_says():
    assert pages.is_up_to_date(pages.REFERENCE / "coverage.md", coverage.page()), HOW


@pytest.mark.parametrize(
    "claimed",
    [
        {"where": ("route:office-nowhere",)},
        {"where": ("register:khong-co",)},
        {"where": ("register:ke-hoach.khong-co",)},
        {"where": ("units:to-chuc.khong-co",)},
        {"where": ("documents:khong-co",)},
        {"where": ("tag:khong-co",)},
        {"where": ("command:runserver",)},
        {"where": ("file:docs/none.md",)},
        {"where": ("page:office-home",)},
        {"where": ()},
        {"tests": ("tests/architecture/test_coverage.py::test_nothing",)},
        {"tests": ("tests/architecture/none.py::test_nothing",)},
        {"tests": ("tests/architecture/coverage.py::faults",)},
        {"tests": ()},
        {"indicators": ("9.9",)},
        {"indicators": ("5.6",)},
        {"state": "done"},
        {"state": "later"},
        {"state": "partly", "note": ""},
        {"code": "F2"},
    ],
    ids=str,
)
def test_a_claim_of_what_is_not_there_is_found(claimed):
    sound = coverage.rows()[0]
    assert coverage.faults(sound) == []
    assert coverage.faults(replace(sound, **claimed))
