"""Which rows deserve a look: each reason by itself, and the rule against a slow referee."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.kernel.formula.checks import Verdict
from congvu.oversight.indicators.rules.addresses import Source, SourceKind
from congvu.oversight.indicators.rules.cells import BLANK, Cell
from congvu.oversight.indicators.rules.looking import Beside, Reason, Standing, Why, look
from congvu.oversight.indicators.rules.origins import Origin
from congvu.oversight.indicators.rules.sets import Band, Indicator, Kind, RollUp, ValueType

D = Decimal
HALF = Band(frozenset({"3.6.6"}), D(50))
POINTS = Band(frozenset({"3.6.8"}), D(5), in_points=True)
COUNTED = Standing(
    cell=Cell(D(120)),
    origin=Origin.COMPUTED,
    worked_out=Cell(D(120)),
    opens=True,
    previous=Cell(D(110)),
    last_year=Cell(D(100)),
    has_earlier=True,
)


def row(value_type: ValueType = ValueType.COUNT) -> Indicator:
    source = Source(SourceKind.NONE)
    return Indicator("3.6.6", "Hồ sơ", "Files", "", value_type, Kind.FLOW, source, RollUp.SUM)


def why(standing: Standing, value_type: ValueType = ValueType.COUNT) -> list[Why]:
    return [one.why for one in look(row(value_type), standing, HALF).reasons]


def at(amount: int | str | None, **changes: object) -> Standing:
    """Return a counted figure of that amount."""
    cell = BLANK if amount is None else Cell(D(amount))
    told = {"cell": cell, "worked_out": cell if amount is not None else None, **changes}
    return replace(COUNTED, **told)


def test_a_counted_figure_within_the_band_does_not_deserve_a_look() -> None:
    found = look(row(), COUNTED, HALF)
    assert not found.deserves
    assert found.compared is Verdict.HOLDS


def test_a_counted_figure_needs_no_eye_merely_because_nothing_stands_beside_it() -> None:
    alone = at(120, previous=BLANK, last_year=BLANK, has_earlier=False)
    found = look(row(), alone, HALF)
    assert not found.deserves
    assert found.compared is Verdict.CANNOT_TELL


def test_a_blank_deserves_a_look_when_nothing_tells_whether_it_may_be_one() -> None:
    blank = Standing()
    assert why(blank) == [Why.BLANK]
    assert why(replace(blank, has_earlier=True)) == []
    assert look(row(), at(None, last_year=BLANK, origin=None), HALF).reasons == (
        Reason(Why.GONE_BLANK, Beside.PREVIOUS),
    )


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"finding": True}, [Why.FINDING]),
        ({"finding": False}, [Why.SETTLED]),
        ({"opens": False}, [Why.NO_RECORDS]),
        ({"is_estimated": True}, [Why.ESTIMATED]),
        ({"returned": Cell(D(119))}, [Why.SINCE_RETURN]),
        ({"returned": BLANK, "handed_on": BLANK}, [Why.SINCE_RETURN, Why.SINCE_HANDED_ON]),
        ({"returned": Cell(D("120.0")), "handed_on": Cell(D(120))}, []),
        ({"origin": Origin.ENTERED}, []),
        ({"origin": Origin.ENTERED, "worked_out": Cell(D(121))}, [Why.OVER_COMPUTED]),
        ({"origin": Origin.ENTERED, "worked_out": None}, [Why.TYPED]),
        ({"origin": Origin.ENTERED, "worked_out": None, "is_brought": True}, [Why.BROUGHT]),
        ({"origin": Origin.CONSOLIDATED}, []),
    ],
)
def test_each_reason_is_told(changes: dict[str, object], told: list[Why]) -> None:
    assert why(replace(COUNTED, **changes)) == told


def test_a_change_counts_beyond_the_band_and_not_on_it() -> None:
    on_it, beyond = at(165, last_year=BLANK), at(166, last_year=BLANK)
    assert why(on_it) == []
    assert why(beyond) == [Why.CHANGED]
    less = at(50, previous=BLANK)
    assert why(less) == []
    assert look(row(), at(49, previous=BLANK), HALF).reasons == (
        Reason(Why.CHANGED, Beside.LAST_YEAR),
    )


def test_a_ratio_is_compared_in_points() -> None:
    ratio = row(ValueType.RATIO)
    was = Cell(D("98.2"), D(491), D(500))
    for amount, told in (("93.2", ()), ("93.1", (Reason(Why.CHANGED, Beside.PREVIOUS),))):
        standing = at(amount, previous=was, last_year=BLANK)
        assert look(ratio, standing, POINTS).reasons == told


def test_from_zero_and_to_zero_always_count() -> None:
    assert why(at(0, last_year=BLANK)) == [Why.ZERO]
    assert why(at(1, previous=Cell(D(0)), last_year=BLANK)) == [Why.NOT_ZERO]
    assert why(at(0, previous=Cell(D(0)), last_year=BLANK)) == []


def test_without_a_band_another_figure_cannot_be_told() -> None:
    found = look(row(), at(900, last_year=BLANK), None)
    assert (found.reasons, found.compared) == ((), Verdict.CANNOT_TELL)
    assert look(row(), at(110, last_year=BLANK), None).compared is Verdict.HOLDS


def test_another_choice_is_another_however_near() -> None:
    assert why(at(2, previous=Cell(D(1)), last_year=BLANK), ValueType.CHOICE) == [Why.OTHER]
    assert why(at(0, previous=Cell(D(1)), last_year=BLANK), ValueType.YES_NO) == [Why.OTHER]


def test_a_per_cent_of_nothing_is_no_blank_and_compares_with_nothing() -> None:
    nothing = Cell(None, D(0), D(0))
    standing = replace(COUNTED, cell=nothing, worked_out=nothing)
    assert why(standing, ValueType.RATIO) == [Why.GONE_BLANK] * 2
    assert why(replace(standing, previous=nothing, last_year=BLANK), ValueType.RATIO) == []


def test_a_heading_never_deserves_a_look() -> None:
    assert not look(row(ValueType.HEADING), Standing(finding=True), HALF).deserves


AMOUNTS = st.sampled_from([D(one) for one in ("0", "1", "2", "2.5", "3", "10", "15", "15.1", "20")])
CELLS = st.one_of(
    st.just(BLANK),
    st.builds(Cell, AMOUNTS),
    st.just(Cell(None, D(0), D(0))),
    st.builds(lambda text: Cell(text=text), st.sampled_from(["a", "b"])),
)
STANDINGS = st.builds(
    Standing,
    cell=CELLS,
    origin=st.sampled_from([None, Origin.COMPUTED, Origin.ENTERED, Origin.CONSOLIDATED]),
    worked_out=st.one_of(st.none(), CELLS),
    opens=st.booleans(),
    is_brought=st.booleans(),
    is_estimated=st.booleans(),
    previous=CELLS,
    last_year=CELLS,
    has_earlier=st.booleans(),
    returned=st.one_of(st.none(), CELLS),
    handed_on=st.one_of(st.none(), CELLS),
    finding=st.sampled_from([None, True, False]),
)
BANDS = st.one_of(st.none(), st.builds(Band, st.just(frozenset()), AMOUNTS, st.booleans()))
TYPES = st.sampled_from(list(ValueType))


def _same(one: Cell, other: Cell) -> bool:
    """Say in the referee's words whether two figures are one."""
    if None not in (one.numerator, other.numerator):
        return [one.numerator, one.denominator] == [other.numerator, other.denominator]
    return [one.amount, one.text] == [other.amount, other.text]


def _moved(cell: Cell, was: Cell, band: Band | None) -> bool:
    """Whether one number is beyond the band of another, neither of them nought; in fractions."""
    if band is None:
        return False
    now, then, most = (Fraction(str(one)) for one in (cell.amount, was.amount, band.most))
    low, high = (then - most, then + most) if band.in_points else (
        then - then * most / 100, then + then * most / 100,
    )  # fmt: skip
    return not low <= now <= high


def referee(
    value_type: ValueType, s: Standing, band: Band | None
) -> set[tuple[Why, Beside | None]]:
    """Say every reason from a list of questions, each asked by itself."""
    if value_type is ValueType.HEADING:
        return set()
    typed = s.origin is Origin.ENTERED
    backed = s.worked_out is not None and _same(s.cell, s.worked_out)
    measured = value_type in (ValueType.COUNT, ValueType.MONEY, ValueType.RATIO)
    general: dict[Why, bool] = {
        Why.SINCE_RETURN: s.returned is not None and not _same(s.cell, s.returned),
        Why.SINCE_HANDED_ON: s.handed_on is not None and not _same(s.cell, s.handed_on),
        Why.FINDING: s.finding is True,
        Why.SETTLED: s.finding is False,
        Why.OVER_COMPUTED: typed and s.worked_out is not None and not backed,
        Why.BROUGHT: typed and not backed and s.is_brought,
        Why.TYPED: typed and s.worked_out is None and not s.is_brought,
        Why.ESTIMATED: s.is_estimated,
        Why.NO_RECORDS: s.origin is not None and s.worked_out is not None and not s.opens,
        Why.BLANK: not s.has_earlier
        and s.cell.amount is None
        and s.cell.numerator is None
        and not s.cell.text,
    }
    found: set[tuple[Why, Beside | None]] = {(one, None) for one, is_so in general.items() if is_so}
    for beside, was in ((Beside.PREVIOUS, s.previous), (Beside.LAST_YEAR, s.last_year)):
        said_now = s.cell.amount is not None or s.cell.text != ""
        said_then = was.amount is not None or was.text != ""
        if said_then and not said_now:
            found.add((Why.GONE_BLANK, beside))
        if not (said_then and said_now) or (s.cell.amount, s.cell.text) == (was.amount, was.text):
            continue
        if not measured or None in (s.cell.amount, was.amount):
            found.add((Why.OTHER, beside))
        elif s.cell.amount == 0 or was.amount == 0:
            if s.cell.amount != was.amount:
                found.add((Why.ZERO if s.cell.amount == 0 else Why.NOT_ZERO, beside))
        elif _moved(s.cell, was, band):
            found.add((Why.CHANGED, beside))
    return found


@settings(max_examples=100)
@given(TYPES, STANDINGS, BANDS)
def test_the_rule_says_what_a_slow_referee_says(
    value_type: ValueType, standing: Standing, band: Band | None
) -> None:
    told = look(row(value_type), standing, band).reasons
    assert {(one.why, one.beside) for one in told} == referee(value_type, standing, band)
    assert len(set(told)) == len(told)


@settings(max_examples=60)
@given(TYPES, STANDINGS, BANDS)
def test_a_wider_band_never_finds_more(
    value_type: ValueType, standing: Standing, band: Band | None
) -> None:
    if band is None:
        return
    wider = replace(band, most=band.most * 2)
    asked: Callable[[Band], set[Reason]] = lambda one: set(  # noqa: E731 - asked twice
        look(row(value_type), standing, one).reasons
    )
    assert asked(wider) <= asked(band)
