"""Tables of many numbers: totals down, totals across, shares across, as most of the rows have them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

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
        parts = [row[column] for _, row in body if column in row]
        whole = sum((part.value for part in parts), Decimal(0))
        total = total_row[column]
        share = whole / total.value if total.value else Decimal(0)
        near = Decimal("0.8") <= share <= Decimal("1.25")
        if len(parts) >= 2 and (near or (len(wrong) * 2 <= len(columns) and share)):
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


def _shares(grid: Rows) -> Iterator[Finding]:
    """If in most rows the share is column a of column b, a row where it is not is wrong."""
    columns = sorted({column for _, row in grid for column in row})[:14]
    for share in columns:
        marked = [
            row for _, row in grid if share in row and (is_share(row[share]) or row[share].decimals)
        ]
        if len(marked) < 3:
            continue
        for top in columns:
            for bottom in columns:
                if len({top, bottom, share}) == 3:
                    yield from _wrong_share(marked, share, top, bottom)


def _wrong_share(
    rows: list[dict[int, Figure]], share: int, top: int, bottom: int
) -> Iterator[Finding]:
    full = [row for row in rows if top in row and bottom in row and row[bottom].value]
    verdicts = [off(row[share], row[top].value / row[bottom].value * 100) for row in full]
    good = sum(
        1 for verdict, row in zip(verdicts, full, strict=True) if not verdict and row[top].value
    )
    if good < 3 or good * 3 < len(full) * 2:
        return
    for row, verdict in zip(full, verdicts, strict=True):
        if verdict:
            ratio = row[top].value / row[bottom].value * 100
            rounding = verdict == "rounding"
            yield Finding(
                "percent_rounding" if rounding else "percent_mismatch",
                Severity.ROUNDING if rounding else Severity.ERROR, Basis.ARITHMETIC,
                f"Tỷ lệ {row[share].written} không khớp với {row[top].written}/{row[bottom].written}.",
                f"{shown(row[top].value)} / {shown(row[bottom].value)} = "
                f"{shown(ratio.quantize(Decimal('0.0001')))} % ≠ {row[share].written} %",
                quotes_of([row[top], row[bottom], row[share]]),
            )  # fmt: skip


def _wrong(total: Figure, parts: Sequence[Figure]) -> Finding:
    whole = shown(sum((part.value for part in parts), Decimal(0)))
    return Finding(
        "sum_mismatch", Severity.ERROR, Basis.ARITHMETIC,
        f"Các số trong bảng cộng lại bằng {whole}, khác tổng đã nêu {shown(total.value)}.",
        f"{added([part.value for part in parts])} = {whole} ≠ {shown(total.value)}",
        quotes_of([total, *parts]),
    )  # fmt: skip
