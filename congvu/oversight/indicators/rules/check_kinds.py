"""Kinds of checks that a set's file names: sums, parts, shares, ratios …; each makes plain checks.

A kind is a way to write a check down without formulas; what none of them says is a `statement`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from congvu.instruments.catalogue.toml_tables import Table
from congvu.kernel.errors import Invalid
from congvu.kernel.formula import Missing, Rounding
from congvu.kernel.formula.checks import Check, Severity, parse_condition
from congvu.oversight.indicators.rules.sets import Band, Fate, Indicator, ValueType


@dataclass(frozen=True, slots=True)
class Statement:
    """One check in writing: what must hold, when, of which row; `{row}` in a message is filled."""

    holds: str
    row: str = ""
    only_if: tuple[str, ...] = ()


Rows = Mapping[str, Indicator]
Maker = Callable[[Table, Rows], Iterator[Statement]]


@dataclass(frozen=True, slots=True)
class CheckKind:
    """How a kind reads its own keys, and what it says and does when the file does not say."""

    make: Maker
    severity: Severity
    message: str
    missing: Missing = Missing.BLANK_IF_ANY
    is_rounded: bool = False


def read_checks(table: Table, rows: Rows, rounding: Rounding) -> list[Check]:
    """Read one `[[checks]]` table into its checks. Raises Wrong."""
    code, name = table.text("code"), table.choice("kind", KINDS)
    kind = KINDS[name]
    severity = Severity(table.choice("severity", set(Severity), kind.severity))
    missing = Missing(table.choice("missing", set(Missing), kind.missing))
    message = table.text("message", kind.message)
    only_if = table.texts("only_if", ())
    tolerance = _tolerance(table)
    statements = list(kind.make(table, rows))
    table.done()
    checks = []
    for one in statements:
        try:
            held = parse_condition(one.holds)
            conditions = tuple(parse_condition(text) for text in (*one.only_if, *only_if))
        except Invalid as wrong:
            raise table.wrong("", wrong.message, "Sửa công thức.") from wrong
        row = rows.get(one.row)
        checks.append(
            Check(
                code=f"{code}.{one.row}" if len(statements) > 1 and one.row else code,
                left=held.left,
                relation=held.relation,
                right=held.right,
                severity=severity,
                message=message.replace("{row}", f"{row.code} {row.name}" if row else one.row),
                missing=missing,
                tolerance=tolerance,
                rounding=rounding if kind.is_rounded else None,
                only_if=conditions,
            )
        )
    return checks


def read_bands(table: Table, rows: Rows) -> list[Band]:
    """Return the band that one `[[checks]]` table states; none from a table of another kind.

    `band` is a check as well; `look` and `look_points` only say which rows deserve a look.
    """
    kind = table.choice("kind", KINDS)
    if kind not in _BANDS:
        return []
    types, in_points = _BANDS[kind]
    codes = _listed_rows(table, rows, lambda row: row.value_type in types)
    return [Band(frozenset(codes), Decimal(table.whole("percent")), in_points)]


def _tolerance(table: Table) -> Decimal:
    text = table.text("tolerance", "0").replace(",", ".")
    if not text.replace(".", "", 1).isdecimal():
        raise table.wrong("tolerance", "phải là số không âm.", 'Viết "0,1".')
    return Decimal(text)


def _listed_rows(table: Table, rows: Rows, fits: Callable[[Indicator], bool]) -> tuple[str, ...]:
    """Return the rows that the file names, else every row in force that fits."""
    named = table.texts("rows", ())
    return named or tuple(
        code for code, row in rows.items() if row.fate is not Fate.DROP and fits(row)
    )


def _plus(codes: tuple[str, ...]) -> str:
    return " + ".join(f"[{code}]" for code in codes)


def _sum(table: Table, _rows: Rows) -> Iterator[Statement]:
    total = table.text("total")
    yield Statement(f"[{total}] == {_plus(table.texts('parts'))}", total)


def _part(table: Table, _rows: Rows) -> Iterator[Statement]:
    part = table.text("part")
    yield Statement(f"[{part}] <= [{table.text('whole')}]", part)


def _shares(table: Table, _rows: Rows) -> Iterator[Statement]:
    parts = table.texts("parts")
    yield Statement(f"{_plus(parts)} <= 100", parts[0] if parts else "")


def _share(table: Table, rows: Rows) -> Iterator[Statement]:
    # revenue against its plan may pass 100; it is no row of an annex
    for code in _listed_rows(
        table, rows, lambda row: row.value_type is ValueType.RATIO and row.is_printed
    ):
        yield Statement(f"[{code}] <= 100", code)


def _ratio(table: Table, rows: Rows) -> Iterator[Statement]:
    for code in _listed_rows(table, rows, lambda row: row.value_type is ValueType.RATIO):
        yield Statement(f"[{code}] == 100 * [{code}.numerator] / [{code}.denominator]", code)


def _nothing(table: Table, rows: Rows) -> Iterator[Statement]:
    for code in _listed_rows(table, rows, lambda row: row.value_type is ValueType.RATIO):
        yield Statement(f"[{code}.given] == 0", code, (f"[{code}.denominator] == 0",))


def _opening(table: Table, _rows: Rows) -> Iterator[Statement]:
    opening = table.text("opening")
    yield Statement(f"[{opening}] == [{table.text('closing')}.closing]", opening)


def _growth(table: Table, _rows: Rows) -> Iterator[Statement]:
    flow = table.text("flow")
    yield Statement(f"[{flow}] <= [{table.text('cumulative')}]", flow)


def _band(table: Table, rows: Rows) -> Iterator[Statement]:
    percent = table.whole("percent")
    for code in _listed_rows(table, rows, lambda row: row.value_type is ValueType.COUNT):
        was = f"[{code}.previous]"
        yield Statement(f"100 * abs([{code}] - {was}) <= {percent} * {was}", code, (f"{was} > 0",))


def _look(table: Table, rows: Rows) -> Iterator[Statement]:
    """Read the keys of what is no check: nothing has to hold, see `read_bands`."""
    read_bands(table, rows)
    return iter(())


def _required(table: Table, rows: Rows) -> Iterator[Statement]:
    for code in _listed_rows(table, rows, lambda row: not row.is_heading and row.is_printed):
        yield Statement(f"[{code}.given] == 1", code)


def _inside(table: Table, rows: Rows) -> Iterator[Statement]:
    for code in _listed_rows(table, rows, lambda row: row.is_printed):
        yield Statement(f"[{code}.outside] == 0", code)


def _items(table: Table, rows: Rows) -> Iterator[Statement]:
    for code in _listed_rows(table, rows, lambda row: row.value_type is ValueType.COUNT):
        yield Statement(f"[{code}.listed] == [{code}]", code)


def _breakdown(table: Table, rows: Rows) -> Iterator[Statement]:
    for code in _listed_rows(table, rows, lambda row: row.value_type is ValueType.COUNT):
        yield Statement(f"[{code}.parts] == [{code}]", code)


_BANDS: Final[Mapping[str, tuple[frozenset[ValueType], bool]]] = {
    "band": (frozenset({ValueType.COUNT}), False),
    "look": (frozenset({ValueType.COUNT, ValueType.MONEY}), False),
    "look_points": (frozenset({ValueType.RATIO}), True),
}
"""Kinds that state a band: of which rows when a table names none, and whether in points."""

_FIGURES: Final = {
    ValueType.COUNT,
    ValueType.RATIO,
    ValueType.YES_NO,
    ValueType.CHOICE,
    ValueType.MONEY,
}


def _quoted(table: Table, rows: Rows) -> Iterator[Statement]:
    for code in _listed_rows(table, rows, lambda row: row.value_type in _FIGURES):
        yield Statement(f"[{code}.quoted] == [{code}]", code)


def _told(table: Table, rows: Rows) -> Iterator[Statement]:
    for code in _listed_rows(table, rows, lambda row: row.value_type in _FIGURES):
        yield Statement(f"[{code}.given] == 1", code, (f"[{code}.quoted.given] == 1",))


def _entered(table: Table, rows: Rows) -> Iterator[Statement]:
    for code in _listed_rows(table, rows, lambda row: row.value_type in _FIGURES):
        yield Statement(f"[{code}.computed] == [{code}]", code, (f"[{code}.reason] == 0",))


def _same(table: Table, _rows: Rows) -> Iterator[Statement]:
    first, *others = table.texts("rows")
    for other in others:
        yield Statement(f"[{first}] == [{other}]", other)


def _statement(table: Table, _rows: Rows) -> Iterator[Statement]:
    yield Statement(table.text("holds"), table.text("row", ""))


_BLOCKS, _REASON = Severity.BLOCKS, Severity.NEEDS_REASON
_SOME: Final = Missing.BLANK_IF_ALL

KINDS: Final[dict[str, CheckKind]] = {
    "sum": CheckKind(_sum, _BLOCKS, "{row}: tổng khác tổng các phần.", _SOME),
    "part": CheckKind(_part, _BLOCKS, "{row}: phần lớn hơn toàn bộ."),
    "shares": CheckKind(
        _shares, _BLOCKS, "Các tỷ lệ loại trừ nhau cộng lại vượt quá 100 %.", _SOME
    ),
    "share": CheckKind(_share, _REASON, "{row}: tỷ lệ vượt quá 100 %."),
    "ratio": CheckKind(
        _ratio, _BLOCKS, "{row}: tỷ lệ không bằng tử số chia mẫu số.", is_rounded=True
    ),
    "nothing_of_nothing": CheckKind(
        _nothing, _BLOCKS, "{row}: mẫu số bằng 0 thì không có tỷ lệ; để trống, bản in ghi “–”."
    ),
    "opening": CheckKind(
        _opening, _BLOCKS, "{row}: số kỳ trước chuyển sang khác số tồn cuối kỳ trước."
    ),
    "growth": CheckKind(_growth, _BLOCKS, "{row}: số trong kỳ lớn hơn số lũy kế."),
    "band": CheckKind(_band, _REASON, "{row}: tăng hoặc giảm bất thường so với kỳ trước."),
    "look": CheckKind(_look, Severity.INFORMATION, ""),
    "look_points": CheckKind(_look, Severity.INFORMATION, ""),
    "required": CheckKind(_required, _BLOCKS, "{row}: chưa có số liệu."),
    "inside": CheckKind(_inside, _BLOCKS, "{row}: có ngày nằm ngoài kỳ báo cáo."),
    "listed": CheckKind(_items, _REASON, "{row}: số mục liệt kê khác số liệu."),
    "quoted": CheckKind(
        _quoted, _BLOCKS, "{row}: số liệu trong lời văn khác phụ lục.", is_rounded=True
    ),
    "told": CheckKind(_told, _REASON, "{row}: lời văn có số liệu, phụ lục để trống."),
    "entered": CheckKind(
        _entered,
        _REASON,
        "{row}: số hệ thống tính khác số nhập; cần ghi lý do.",
        is_rounded=True,
    ),
    "breakdown": CheckKind(_breakdown, _BLOCKS, "{row}: số liệu khác tổng các mục chi tiết."),
    "same": CheckKind(_same, _REASON, "{row}: cùng một nội dung nhưng hai số liệu khác nhau."),
    "statement": CheckKind(_statement, _REASON, "{row}: số liệu mâu thuẫn."),
}
"""The kinds that a file may name."""
