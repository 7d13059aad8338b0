"""Which rows of a sheet deserve a look, and why: an aid to whoever reads, never a check.

It hides nothing and stops nothing. Not here: what does not add up (`checking`), whose figures were
handed in before (`reporting.selectors.looking`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from congvu.kernel.formula.checks import Verdict
from congvu.oversight.indicators.rules.cells import BLANK, Cell
from congvu.oversight.indicators.rules.origins import Origin
from congvu.oversight.indicators.rules.sets import Band, Indicator, ValueType

MEASURED: Final = frozenset({ValueType.COUNT, ValueType.MONEY, ValueType.RATIO})
"""Values of which one can be more than another; the others are the same or not."""


class Why(StrEnum):
    """Why a row deserves a look, the most pressing first."""

    SINCE_RETURN = "since_return"
    SINCE_HANDED_ON = "since_handed_on"
    FINDING = "finding"
    SETTLED = "settled"
    OVER_COMPUTED = "over_computed"
    BROUGHT = "brought"
    TYPED = "typed"
    ESTIMATED = "estimated"
    NO_RECORDS = "no_records"
    GONE_BLANK = "gone_blank"
    BLANK = "blank"
    ZERO = "zero"
    NOT_ZERO = "not_zero"
    CHANGED = "changed"
    OTHER = "other"


class Beside(StrEnum):
    """What a figure is held against."""

    PREVIOUS = "previous"
    LAST_YEAR = "last_year"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason; `beside` is the period against which it is one, None when against none."""

    why: Why
    beside: Beside | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """All that the rule knows of one row.

    `worked_out` is what the platform computed or added up, `opens` whether records or units stand
    behind that. `previous` and `last_year` are blank where nothing was said then; `has_earlier`
    tells whether the sheet has any figure of an earlier period. `returned` is what the version
    handed in before said, `handed_on` what stood when the report was last laid before the leader;
    None without one. `finding` is True while a finding on the row is open, False when every one
    has its reason, None when there is none.
    """

    cell: Cell = BLANK
    origin: Origin | None = None
    worked_out: Cell | None = None
    opens: bool = False
    is_brought: bool = False
    is_estimated: bool = False
    previous: Cell = BLANK
    last_year: Cell = BLANK
    has_earlier: bool = False
    returned: Cell | None = None
    handed_on: Cell | None = None
    finding: bool | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """Why a row deserves a look, nothing when it does not.

    `compared` says what came of holding it against the earlier periods: within the band, beyond
    it, or nothing to tell it by.
    """

    reasons: tuple[Reason, ...] = ()
    compared: Verdict = Verdict.CANNOT_TELL

    @property
    def deserves(self) -> bool:
        return bool(self.reasons)


def look(indicator: Indicator, standing: Standing, band: Band | None) -> Look:
    """Say why a careful reader should look at a row, and how it compares with earlier periods.

    What the platform worked out of records that open, with no finding, needs no eye merely because
    nothing stands beside it: the records prove it better than another quarter would. `compared` then
    says that nothing could be told. A blank is the other way round: nothing proves it, so it
    deserves a look unless the earlier periods were blank as well. What somebody typed over a
    computed figure and says the same is as good as computed. Without a band a figure that is
    another one cannot be told; from or to zero always counts.
    """
    if indicator.is_heading:
        return Look()
    pairs = ((Beside.PREVIOUS, standing.previous), (Beside.LAST_YEAR, standing.last_year))
    told = [(beside, *_held_against(indicator, standing.cell, was, band)) for beside, was in pairs]
    reasons = (
        *_of_versions(standing),
        *_of_findings(standing),
        *_of_origin(standing),
        *_of_blank(standing),
        *(Reason(why, beside) for beside, why, _verdict in told if why),
    )
    return Look(reasons, _together([verdict for _beside, _why, verdict in told]))


def _of_versions(standing: Standing) -> Iterator[Reason]:
    if standing.returned is not None and not standing.cell.says(standing.returned):
        yield Reason(Why.SINCE_RETURN)
    if standing.handed_on is not None and not standing.cell.says(standing.handed_on):
        yield Reason(Why.SINCE_HANDED_ON)


def _of_findings(standing: Standing) -> Iterator[Reason]:
    if standing.finding is not None:
        yield Reason(Why.FINDING if standing.finding else Why.SETTLED)


def _of_origin(standing: Standing) -> Iterator[Reason]:
    other = standing.worked_out
    if standing.origin is Origin.ENTERED:
        if other is not None and not standing.cell.says(other):
            yield Reason(Why.OVER_COMPUTED)
        if other is None or not standing.cell.says(other):
            if standing.is_brought:
                yield Reason(Why.BROUGHT)
            elif other is None:
                yield Reason(Why.TYPED)
    if standing.is_estimated:
        yield Reason(Why.ESTIMATED)
    if standing.origin is not None and other is not None and not standing.opens:
        yield Reason(Why.NO_RECORDS)


def _of_blank(standing: Standing) -> Iterator[Reason]:
    if standing.cell.is_blank and not standing.has_earlier:
        yield Reason(Why.BLANK)


def _held_against(
    indicator: Indicator, cell: Cell, was: Cell, band: Band | None
) -> tuple[Why | None, Verdict]:
    """Return the reason and the verdict of one comparison."""
    if _is_empty(was):
        return None, Verdict.CANNOT_TELL
    if _is_empty(cell):
        return Why.GONE_BLANK, Verdict.FAILS
    if cell.amount == was.amount and cell.text == was.text:
        return None, Verdict.HOLDS
    if indicator.value_type not in MEASURED or cell.amount is None or was.amount is None:
        return Why.OTHER, Verdict.FAILS
    return _measured(cell.amount, was.amount, band)


def _measured(amount: Decimal, was: Decimal, band: Band | None) -> tuple[Why | None, Verdict]:
    if not amount or not was:
        return (Why.NOT_ZERO if amount else Why.ZERO), Verdict.FAILS
    if band is None:
        return None, Verdict.CANNOT_TELL
    moved = abs(amount - was)
    within = moved <= band.most if band.in_points else 100 * moved <= band.most * abs(was)
    return (None, Verdict.HOLDS) if within else (Why.CHANGED, Verdict.FAILS)


def _is_empty(cell: Cell) -> bool:
    """Whether there is nothing to compare: a blank, and a per cent of nothing."""
    return cell.amount is None and not cell.text


def _together(verdicts: list[Verdict]) -> Verdict:
    """Return FAILS when one comparison does, HOLDS when one holds, else that it cannot be told."""
    return next(
        (one for one in (Verdict.FAILS, Verdict.HOLDS) if one in verdicts), Verdict.CANNOT_TELL
    )
