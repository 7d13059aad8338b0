"""Checks run over a sheet, with the computation written out."""

from __future__ import annotations

from datetime import date

import pytest

from congvu.foundation.journal.rules import SYSTEM
from congvu.kernel.formula.checks import Severity, Verdict
from congvu.kernel.periods import Window
from congvu.oversight.indicators import selectors
from congvu.oversight.indicators.checking import OPEN, findings, listed
from congvu.oversight.indicators.rules.notes import days_in
from congvu.oversight.indicators.rules.origins import Origin
from congvu.oversight.indicators.services import entering
from congvu.oversight.indicators.services.computing import refresh
from congvu.oversight.indicators.tests.make import make_period, put
from tests.world import NOW

YEAR = Window(date(2020, 12, 15), date(2021, 12, 15))


@pytest.fixture
def commune(world):
    return world.units["commune"].pk


@pytest.fixture
def period(world):
    return make_period(world.units["province"].pk)


def found(commune, period, **more):
    return {one.code: one for one in findings(selectors.sheet(commune, period.pk), **more)}


@pytest.mark.django_db
def test_a_sum_that_does_not_add_up_is_written_out(commune, period):
    put(commune, period, c2_2="4738", c2_3="49120", c2_4="53850")
    finding = found(commune, period)["T1"]
    assert finding.computation == "4.738 + 49.120 = 53.858 ≠ 53.850"
    assert finding.cells == ("2.4", "2.2", "2.3")
    assert (finding.severity, finding.verdict) == (Severity.BLOCKS, Verdict.FAILS)
    assert finding.mended_by == (SYSTEM.code,)


@pytest.mark.django_db
def test_what_is_not_reported_yet_is_not_wrong(commune, period):
    put(commune, period, c2_2="5")
    assert "T2" not in found(commune, period)
    assert found(commune, period, verdicts=OPEN)["T2"].verdict is Verdict.CANNOT_TELL


@pytest.mark.django_db
def test_another_figure_than_the_computed_one_needs_a_reason(world, commune, period):
    put(commune, period, Origin.COMPUTED, c1_1_1="4")
    mai = world.staff("mai")
    made = entering.enter(mai, commune, period.pk, "1.1.1", "5", seen=None, at=NOW)
    finding = found(commune, period)["G.khac.1.1.1"]
    assert (finding.severity, finding.mended_by) == (Severity.NEEDS_REASON, ("mai",))
    assert finding.computation == "4 ≠ 5"
    entering.enter(
        mai, commune, period.pk, "1.1.1", "5", reason="Bài chưa vào sổ", seen=made.pk, at=NOW
    )
    assert "G.khac.1.1.1" not in found(commune, period)


@pytest.mark.django_db
def test_a_per_cent_that_is_not_that_of_its_numbers_is_found(commune, period):
    put(commune, period, c2_6="26600/27266=98.44")
    assert "98,44" in found(commune, period)["G.tyle.2.6"].computation
    put(commune, period, c2_6="26/28=92.86")
    assert not found(commune, period)


@pytest.mark.django_db
def test_days_in_a_note_are_counted_and_those_outside_told(commune, period):
    put(commune, period, c2_2="3")
    told = listed(
        selectors.sheet(commune, period.pk), {"2.2": "QĐ 01 14/1; 02 07/2; 03 25/10/2025"}
    )
    assert (told["2.2.listed"], told["2.2.outside"]) == (3, 1)


@pytest.mark.parametrize(
    ("note", "days"),
    [
        ("QĐ 01 14/9; 02 07/10", [date(2021, 9, 14), date(2021, 10, 7)]),
        ("KH 05/KH-UBND 21/01/2021 (kiểm tra 11/26 đơn vị)", [date(2021, 1, 21)]),
        ("QĐ 211 ngày 17/01/2020; ngày 20/12", [date(2020, 1, 17), date(2020, 12, 20)]),
        ("26.600/27.266; 219/226; 4738/4747; 31/2", []),
    ],
)
def test_days_of_a_note_are_told_from_fractions_and_numbers(note, days):
    assert list(days_in(note, YEAR)) == days


@pytest.mark.django_db
def test_a_blank_that_is_one_only_for_its_length_is_told_with_its_computation(commune, period):
    put(commune, period, c2_2="99999999999999", c2_3="1")
    refresh(commune, period.pk, by=SYSTEM, at=NOW)
    assert selectors.sheet(commune, period.pk).row("2.4").chosen is None
    finding = found(commune, period)["G.dai.2.4"]
    assert finding.computation == "99.999.999.999.999 + 1 = 100.000.000.000.000"
    assert (finding.cells, finding.severity) == (("2.4",), Severity.INFORMATION)
    put(commune, period, c2_4="5")
    assert "G.dai.2.4" not in found(commune, period)


@pytest.mark.django_db
def test_a_blank_of_blanks_and_a_figure_that_is_kept_are_not_called_too_long(commune, period):
    assert not [code for code in found(commune, period) if code.startswith("G.dai")]
    put(commune, period, c2_2="99999999999998", c2_3="1")
    refresh(commune, period.pk, by=SYSTEM, at=NOW)
    assert selectors.sheet(commune, period.pk).row("2.4").chosen is not None
    assert not [code for code in found(commune, period) if code.startswith("G.dai")]
