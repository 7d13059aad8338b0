"""Tables of many numbers: totals down, totals across, shares across, as most of the rows have them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations, pairwise

from congvu.oversight.proofreading.rules.blocks import Block, Kind
from congvu.oversight.proofreading.rules.figures import Figure, is_share
from congvu.oversight.proofreading.rules.findings import (
    Basis,
    Finding,
    Severity,
    added,
    quotes_of,
    shown,
)
from congvu.oversight.proofreading.rules.percents import off

_TOTAL = re.compile(
    r"(?:tong cong|tong so|tong|cong|toan huyen|toan tinh|toan xa)(?: \([^)]*\))?:?$"
)
_ROMAN = re.compile(r"[IVX]+\.?")
_NOT_ADDED = re.compile(r"%|ty le|ti le|binh quan|diem|xep hang|\bnam \d")


@dataclass(slots=True)
class Grid:
    """The rows of a table that hold numbers, and the folded words above each column."""

    rows: list[tuple[Block, dict[int, Figure]]] = field(default_factory=list)
    heads: dict[int, str] = field(default_factory=dict)


Rows = list[tuple[Block, dict[int, Figure]]]


def wrong_columns(blocks: Sequence[Block], figures: dict[int, list[Figure]]) -> Iterator[Finding]:
    for grid in _grids(blocks, figures):
        yield from _down(grid)
        yield from _across(grid.rows)
        yield from _shares(grid.rows)


def _grids(blocks: Sequence[Block], figures: dict[int, list[Figure]]) -> Iterator[Grid]:
    grids: dict[int, Grid] = {}
    for block in blocks:
        if block.kind is not Kind.ROW:
            continue
        grid = grids.setdefault(block.table, Grid())
        filled = {
            one.cell: one
            for one in figures[block.number]
            if one.of is None
            and block.cells[one.cell][0] == one.start
            and block.cells[one.cell][1] - one.end <= 2
        }
        if filled:
            grid.rows.append((block, filled))
        elif not grid.rows:
            for column, (start, end) in enumerate(block.cells):
                grid.heads[column] = f"{grid.heads.get(column, '')} {block.bare[start:end]}"
    yield from (grid for grid in grids.values() if len(grid.rows) >= 3)


def _label(block: Block) -> str:
    return next(
        (block.bare[s:e] for s, e in block.cells[:3] if re.search(r"[^\W\d_]{2}", block.text[s:e])),
        "",
    )


def _down(grid: Grid) -> Iterator[Finding]:
    rows = grid.rows
    totals = [index for index, (block, _) in enumerate(rows) if _TOTAL.match(_label(block))]
    if len(totals) != 1 or totals[0] not in (0, len(rows) - 1):
        return
    total_row = rows[totals[0]][1]
    body = [row for index, row in enumerate(rows) if index != totals[0]]
    readings = [body, [row for row in body if _ROMAN.fullmatch(row[0].cell(0))]]
    readings.append([row for row in body if not _ROMAN.fullmatch(row[0].cell(0))])
    columns = [
        column
        for column, one in total_row.items()
        if not is_share(one) and _summable(body, column, grid.heads.get(column, ""))
    ]
    wrong = [
        column
        for column in columns
        if not any(_holds(rows, column, total_row) for rows in readings)
    ]
    for column in wrong:
        total = total_row[column]
        choices = [[row[column] for _, row in some if column in row] for some in readings]
        parts = min(
            (some for some in choices if len(some) >= 2),
            key=lambda some: abs(sum(one.value for one in some) - total_row[column].value),
        )
        whole = sum((part.value for part in parts), Decimal(0))
        share = whole / total.value if total.value else Decimal(0)
        near = Decimal("0.8") <= share <= Decimal("1.25")
        if near or (len(wrong) * 2 <= len(columns) and share):
            yield _wrong(total, parts)


def _summable(body: Rows, column: int, head: str) -> bool:
    """A running number, a year or a share in a column is not added up."""
    values = [row[column].value for _, row in body if column in row]
    running = all(after - value == 1 for value, after in pairwise(values))
    part = [row[column] for _, row in body if column in row]
    if _NOT_ADDED.search(head) or (not head.strip() and any(one.decimals for one in part)):
        return False
    return (
        len(values) >= 2
        and not (running and values[:1] == [1])
        and not any(is_share(row[column]) for _, row in body if column in row)
    )


def _holds(rows: Rows, column: int, total: dict[int, Figure]) -> bool:
    values = [row[column].value for _, row in rows if column in row]
    return bool(values) and sum(values) == total[column].value


def _across(grid: Rows) -> Iterator[Finding]:
    """If most rows have column t = a + … + b, a row that has not is wrong."""
    columns = sorted({column for _, row in grid for column in row})[:14]
    told: set[tuple[int, int]] = set()
    for total in columns:
        for size in range(5, 1, -1):
            for at in range(len(columns) - size + 1):
                group = columns[at : at + size]
                if total in group or abs(columns.index(total) - at) > size + 1:
                    continue
                for figure, parts in _exceptions(grid, total, group):
                    if figure.span not in told:
                        told.add(figure.span)
                        yield _wrong(figure, parts)


def _exceptions(grid: Rows, total: int, group: list[int]) -> Iterator[tuple[Figure, list[Figure]]]:
    full = [row for _, row in grid if total in row and all(column in row for column in group)]
    full = [row for row in full if not any(is_share(row[column]) for column in [total, *group])]
    good = [row for row in full if sum(row[column].value for column in group) == row[total].value]
    weighty = [row for row in good if sum(1 for column in group if row[column].value) >= 2]
    if len(weighty) >= 3 and len(good) * 3 >= len(full) * 2:
        for row in full:
            if row not in good:
                yield row[total], [row[column] for column in group]


Relation = tuple[int, tuple[int, ...]]  # a column, and the one or two whose sum it is a share of


def _shares(grid: Rows) -> Iterator[Finding]:
    """If in most rows the share is one column of another, a row that no such rule explains is wrong."""
    columns = sorted({column for _, row in grid for column in row})[:12]
    for share in columns:
        marked = [
            row for _, row in grid if share in row and (is_share(row[share]) or row[share].decimals)
        ]
        if len(marked) < 3:
            continue
        others = [column for column in columns if column != share]
        bottoms = [(column,) for column in others] + list(combinations(others, 2))
        usual = [
            (top, bottom)
            for top in others
            for bottom in bottoms
            if bottom != (top,) and _usual(marked, share, (top, bottom))
        ]
        for row in marked:
            ratios = [(one, ratio) for one in usual if (ratio := _ratio(row, one)) is not None]
            if ratios and all(off(row[share], ratio) for _, ratio in ratios):
                yield _wrong_share(row, share, *ratios[0])


def _ratio(row: dict[int, Figure], relation: Relation) -> Decimal | None:
    top, bottom = relation
    if top not in row or any(column not in row for column in bottom):
        return None
    whole = sum((row[column].value for column in bottom), Decimal(0))
    return row[top].value / whole * 100 if whole else None


def _usual(rows: list[dict[int, Figure]], share: int, relation: Relation) -> bool:
    good = full = 0
    for row in rows:
        ratio = _ratio(row, relation)
        if ratio is not None:
            full += 1
            good += bool(ratio) and not off(row[share], ratio)
        if full == 6 and good < 3:
            return False
    return good >= 3 and good * 3 >= full * 2


def _wrong_share(row: dict[int, Figure], share: int, relation: Relation, ratio: Decimal) -> Finding:
    top, bottom = row[relation[0]], [row[column] for column in relation[1]]
    whole = added([one.value for one in bottom])
    whole = f"({whole})" if len(bottom) > 1 else whole
    rounding = off(row[share], ratio) == "rounding"
    return Finding(
        "percent_rounding" if rounding else "percent_mismatch",
        Severity.ROUNDING if rounding else Severity.ERROR, Basis.ARITHMETIC,
        f"Tỷ lệ {row[share].written} không khớp với các số cùng dòng.",
        f"{shown(top.value)} / {whole} = {shown(ratio.quantize(Decimal('0.0001')))} % ≠ {row[share].written} %",
        quotes_of([top, *bottom, row[share]]),
    )  # fmt: skip


def _wrong(total: Figure, parts: Sequence[Figure]) -> Finding:
    whole = shown(sum((part.value for part in parts), Decimal(0)))
    return Finding(
        "sum_mismatch", Severity.ERROR, Basis.ARITHMETIC,
        f"Các số trong bảng cộng lại bằng {whole}, khác tổng đã nêu {shown(total.value)}.",
        f"{added([part.value for part in parts])} = {whole} ≠ {shown(total.value)}",
        quotes_of([total, *parts]),
    )  # fmt: skip
