"""Works a sheet out: what sources told, what is a formula of other rows, what is a ratio of two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from congvu.kernel.formula import Formula, Rounding, RoundingMode, calculation_order, parse
from congvu.kernel.formula.tree import show
from congvu.oversight.indicators.rules.addresses import Source, SourceKind
from congvu.oversight.indicators.rules.cells import BLANK, Cell, ratio
from congvu.oversight.indicators.rules.sets import Indicator, ValueType, base_code
from congvu.oversight.indicators.rules.typed import PLACES

_NO_RESULT = parse("0")
_KEPT = Rounding(RoundingMode.HALF_UP, PLACES)


@dataclass(frozen=True, slots=True)
class Worked:
    """A cell worked out; `computation` writes a formula out with its figures."""

    cell: Cell
    computation: str = ""


def asked_of_sources(indicator: Indicator) -> tuple[Source, ...]:
    """Return the sources that somebody else must answer for a row; formulas are worked out here."""
    named = (indicator.source, indicator.numerator, indicator.denominator)
    if indicator.source.kind is not SourceKind.RATIO:
        named = (indicator.source, None, None)
    return tuple(
        one for one in named if one is not None and one.is_computed and one.kind not in _HERE
    )


_HERE = frozenset({SourceKind.FORMULA, SourceKind.INDICATOR, SourceKind.RATIO})


def in_order(indicators: Iterable[Indicator]) -> tuple[Indicator, ...]:
    """Return the computed rows, each after those that it uses. Raises Circular."""
    computed = {one.code: one for one in indicators if one.source.is_computed}
    order = calculation_order({code: _uses(one) for code, one in computed.items()})
    return tuple(computed[code] for code in order)


def work_out(
    indicators: Iterable[Indicator],
    told: Mapping[str, Mapping[Source, Decimal | None]],
    stronger: Mapping[str, Cell],
    weaker: Mapping[str, Cell],
    rounding: Rounding,
) -> dict[str, Worked]:
    """Return every computed row that has a figure.

    `told` holds what sources answered, by row. A formula looks at what the report shows: at
    `stronger` cells (entered, consolidated) before what is worked out here, and at `weaker` ones
    where nothing is.
    """
    shown: dict[str, Cell] = dict(weaker) | dict(stronger)
    found: dict[str, Worked] = {}
    for indicator in in_order(indicators):
        worked = _one(indicator, told.get(indicator.code, {}), shown, rounding)
        if not worked.cell.is_blank:
            found[indicator.code] = worked
            shown[indicator.code] = stronger.get(indicator.code, worked.cell)
    return found


def too_long(indicator: Indicator, shown: Mapping[str, Cell], rounding: Rounding) -> str:
    """Return the computation of a row that other rows give with more digits than are kept, else "".

    Nothing is written for it when the sheet is computed: who reads its blank must be told why.
    """
    if indicator.source.kind not in _HERE:
        return ""
    worked = _one(indicator, {}, shown, rounding)
    if worked.cell.is_blank or worked.cell.is_kept:
        return ""
    cell = worked.cell
    if cell.numerator is not None and cell.denominator is not None:
        return f"{show(cell.numerator)} : {show(cell.denominator)}"
    return f"{worked.computation} = {show(cell.amount)}" if cell.amount is not None else ""


def numbers_of(cells: Mapping[str, Cell], names: Iterable[str]) -> dict[str, Decimal | None]:
    """Return the figures that names mean: `3.6.3`, `3.6.3.numerator`, `3.6.3.denominator`."""
    found: dict[str, Decimal | None] = {}
    for name in names:
        cell = cells.get(base_code(name), BLANK)
        if name.endswith(".numerator"):
            found[name] = cell.numerator
        elif name.endswith(".denominator"):
            found[name] = cell.denominator
        else:
            found[name] = cell.amount
    return found


def _uses(indicator: Indicator) -> Formula:
    """Return a formula that uses the rows which this one uses, to put rows in order."""
    names: set[str] = set()
    for source in (indicator.source, indicator.numerator, indicator.denominator):
        if source is not None and source.kind is SourceKind.FORMULA:
            names |= {base_code(name) for name in source.formula.names}
        elif source is not None and source.kind is SourceKind.INDICATOR:
            names.add(source.address)
    return replace(_NO_RESULT, names=frozenset(names))


def _one(
    indicator: Indicator,
    told: Mapping[Source, Decimal | None],
    shown: Mapping[str, Cell],
    rounding: Rounding,
) -> Worked:
    source = indicator.source
    if source.kind is SourceKind.RATIO:
        above = _value(indicator.numerator, told, shown)
        below = _value(indicator.denominator, told, shown)
        return Worked(ratio(above, below, rounding))
    value = _value(source, told, shown)
    if value is None:
        return Worked(BLANK)
    if source.kind is SourceKind.FORMULA:
        formula = source.formula
        written = formula.written(numbers_of(shown, formula.names))
        return Worked(Cell(_fitting(indicator, value, rounding)), written)
    return Worked(Cell(_fitting(indicator, value, rounding)))


def _value(
    source: Source | None, told: Mapping[Source, Decimal | None], shown: Mapping[str, Cell]
) -> Decimal | None:
    if source is None:
        return None
    if source.kind is SourceKind.INDICATOR:
        return shown.get(source.address, BLANK).amount
    if source.kind is SourceKind.FORMULA:
        formula = source.formula
        return formula.value(numbers_of(shown, formula.names))
    return told.get(source)


def _fitting(indicator: Indicator, value: Decimal, rounding: Rounding) -> Decimal:
    """Return the value as its row holds it: a yes or no from a number, a ratio rounded.

    Anything else has the places that are kept: what comes out again the next day is the same.
    """
    if indicator.value_type is ValueType.YES_NO:
        return Decimal(value > 0)
    if indicator.value_type is ValueType.RATIO:
        return rounding.apply(value)
    return _KEPT.apply(value) if value % 1 else value
