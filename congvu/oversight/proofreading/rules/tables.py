"""Rows of a table read as statements: label, unit, value, note; and what the rows must give together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from congvu.oversight.proofreading.rules.blocks import Block, Kind
from congvu.oversight.proofreading.rules.figures import Figure, is_share
from congvu.oversight.proofreading.rules.findings import (
    Basis,
    Finding,
    Quote,
    Severity,
    added,
    quote,
    quotes_of,
    shown,
)
from congvu.oversight.proofreading.rules.findings import (
    named as named_value,
)
from congvu.oversight.proofreading.rules.roles import complete, level_of
from congvu.oversight.proofreading.rules.subjects import phrase
from congvu.oversight.proofreading.rules.units import known

_CHOICE = re.compile(r"=\s?[01]\b")
_COUNTS = re.compile(r"^[-+ ]*(?:tong )?so (?:luong)?")
_TOTAL = re.compile(r"^[-+ ]*(?:tong|cong)\b")


@dataclass(frozen=True, eq=False)
class Row:
    """One row of an annex: what is asked, in which unit, the answer, the note."""

    block: Block
    label: str  # folded, abbreviations in full
    label_cell: int
    unit: str
    value: Figure | None
    noted: tuple[Figure, ...]
    numbered: bool

    @cached_property
    def yes_or_no(self) -> bool:
        return bool(_CHOICE.search(self.unit))

    @property
    def sub(self) -> bool:
        """Whether it is a part of the row above: "- cấp xã"."""
        return self.block.cell(self.label_cell).lstrip()[:1] in ("-", "–", "+")

    def quote_all(self) -> tuple[int, int]:
        first = self.block.cells[self.label_cell][0]
        last = max((end for start, end in self.block.cells if end > start), default=first)
        return first, last


def rows_of(blocks: Sequence[Block], figures: dict[int, list[Figure]]) -> list[Row]:
    rows = (_row(block, figures[block.number]) for block in blocks if block.kind is Kind.ROW)
    return [row for row in rows if row is not None]


def _row(block: Block, own: list[Figure]) -> Row | None:
    cells = [block.cell(index) for index in range(len(block.cells))]
    lettered = [index for index, cell in enumerate(cells) if re.search(r"[^\W\d_]{2}", cell)]
    if not lettered:
        return None
    label = lettered[0]
    whole = {figure.cell for figure in own if _fills(block, figure)}
    unit = next(
        (
            cell
            for index, cell in enumerate(cells)
            if index > label and (known(cell) or _CHOICE.search(cell))
        ),
        "",
    )
    value = next((figure for figure in own if figure.cell in whole and figure.cell > label), None)
    noted = tuple(figure for figure in own if figure.cell not in whole and figure.cell > label)
    return Row(block, phrase(cells[label]), label, unit, value, noted, bool(cells[0]) and label > 0)


def _fills(block: Block, figure: Figure) -> bool:
    start, end = block.cells[figure.cell]
    return figure.start == start and end - figure.end <= 2


def wrong_rows(rows: Sequence[Row]) -> Iterator[Finding]:
    for index in range(len(rows)):
        yield from _total_of_subrows(rows, index)
        yield from _more_than_found(rows, index)
        yield from _over_hundred(rows, index)
    for row in rows:
        yield from _split_in_its_note(row)
    yield from _count_asked_yes_no(rows)
    yield from _two_levels(rows)
    yield from _procedures_for_dossiers(rows)


def _total_of_subrows(rows: Sequence[Row], index: int) -> Iterator[Finding]:
    row = rows[index]
    if row.value is None or row.sub or is_share(row.value):
        return
    below = list(_until(rows, index, sub=True))
    if not below and _TOTAL.search(row.label):
        below = list(_until(rows, index, sub=False))[:3]
        for size in (2, 3):
            if complete([one.label for one in below[:size]]):
                below = below[:size]
                break
        else:
            return
    parts = [
        one.value for one in below if one.value and one.unit == row.unit and not is_share(one.value)
    ]
    if len(parts) < 2 or len(parts) != len(below):
        return
    whole = sum((part.value for part in parts), Decimal(0))
    if (
        whole != row.value.value
        and row.value.value
        and Decimal("0.5") <= whole / row.value.value <= 2
    ):
        yield Finding(
            "sum_mismatch", Severity.ERROR, Basis.ARITHMETIC,
            f"Các dòng bên dưới cộng lại bằng {shown(whole)}, khác tổng đã nêu {named_value(row.value)}.",
            f"{added([part.value for part in parts])} = {shown(whole)} ≠ {shown(row.value.value)}",
            quotes_of([row.value, *parts]),
        )  # fmt: skip


def _split_in_its_note(row: Row) -> Iterator[Finding]:
    """As in “279 | Cấp huyện: 201 Cấp xã: 78”: the note parts the value of its row by level."""
    parts = [figure for figure in row.noted if not is_share(figure)]
    if row.value is None or len(parts) < 2 or is_share(row.value) or row.yes_or_no:
        return
    named = [part for part in parts if level_of(part.before) and part.of is None]
    levels = {level_of(part.before) for part in named}
    whole = sum((part.value for part in named), Decimal(0))
    if len(named) == len(parts) == len(levels) and whole != row.value.value:
        yield Finding(
            "sum_mismatch", Severity.ERROR, Basis.ARITHMETIC,
            f"Ghi chú chia thành {shown(whole)}, khác số của dòng {named_value(row.value)}.",
            f"{added([part.value for part in named])} = {shown(whole)} ≠ {shown(row.value.value)}",
            quotes_of([row.value, *named]),
        )  # fmt: skip


def _until(rows: Sequence[Row], index: int, *, sub: bool) -> Iterator[Row]:
    for row in rows[index + 1 : index + 61]:
        if row.numbered or row.sub is not sub or row.block.table != rows[index].block.table:
            return
        yield row


def _more_than_found(rows: Sequence[Row], index: int) -> Iterator[Finding]:
    """As in "Số vấn đề phát hiện" and, right below, "Số vấn đề phát hiện đã xử lý xong": a part of it."""
    if index + 1 >= len(rows):
        return
    row, part = rows[index], rows[index + 1]
    core = re.sub(r" qua (?:kiem tra|thanh tra)$", "", row.label)
    if row.value is None or part.value is None or row.unit != part.unit or len(core) < 12:
        return
    if (
        part.label.startswith(core)
        and "da " in part.label[len(core) :]
        and part.value.value > row.value.value
    ):
        yield Finding(
            "exceeds_total", Severity.ERROR, Basis.ARITHMETIC,
            f"Phần đã xử lý ({shown(part.value.value)}) nhiều hơn toàn bộ ({shown(row.value.value)}).",
            f"{shown(part.value.value)} > {shown(row.value.value)}", quotes_of([row.value, part.value]),
        )  # fmt: skip


def _over_hundred(rows: Sequence[Row], index: int) -> Iterator[Finding]:
    """Shares of one whole, in rows under it, whose names begin alike and then part ways."""
    row = rows[index]
    if not row.sub or not row.value or not is_share(row.value):
        return
    after = rows[index + 1] if index + 1 < len(rows) else None
    if not after or not after.sub or not after.value or not is_share(after.value):
        return
    first, second = _plain(row), _plain(after)
    common = len(_common(first, second))
    total = row.value.value + after.value.value
    if common >= 30 and common >= 0.6 * min(len(first), len(second)) and total > 100:
        yield Finding(
            "percent_over_100", Severity.WARNING, Basis.ARITHMETIC,
            "Hai tỷ lệ của cùng một tổng cộng lại quá 100%; nếu chúng loại trừ nhau thì có số sai.",
            f"{shown(row.value.value)} + {shown(after.value.value)} = {shown(total)} > 100",
            quotes_of([row.value, after.value]),
        )  # fmt: skip


def _plain(row: Row) -> str:
    cell = row.block.cell(row.label_cell)
    return phrase(re.sub(r"\([^()]*\)", "", cell))


def _common(one: str, other: str) -> str:
    size = next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    return one[:size]


def _count_asked_yes_no(rows: Sequence[Row]) -> Iterator[Finding]:
    wrong = [
        row
        for row in rows
        if row.yes_or_no and _COUNTS.match(row.label) and "so hoa" not in row.label
    ]
    if wrong:
        yield Finding(
            "unit_mismatch", Severity.WARNING, Basis.NOTATION,
            "Chỉ tiêu hỏi số lượng nhưng đơn vị tính là Có/Không.",
            f"“số lượng” ≠ “{wrong[0].unit}”", tuple(quote(row.block, *row.quote_all()) for row in wrong),
        )  # fmt: skip


_BOTH_LEVELS = re.compile(r"muc do (\d) ?(?:va )?(\d)\b")
_ONE_LEVEL = re.compile(r"muc do (\d)(?! ?(?:va )?\d)")


def _two_levels(rows: Sequence[Row]) -> Iterator[Finding]:
    """A row that counts two levels together, and rows that count each of them."""
    single: dict[tuple[str, str], Row] = {}
    for row in rows:
        one = _ONE_LEVEL.search(row.label)
        if one and row.value and not is_share(row.value) and (verb := _verb(row.label)):
            single.setdefault((verb, one.group(1)), row)
    for row in rows:
        both = _BOTH_LEVELS.search(row.label)
        if not both or not row.value or is_share(row.value):
            continue
        parts = [single.get((_verb(row.label), level)) for level in both.groups()]
        values = [part.value for part in parts if part and part.value]
        whole = sum((value.value for value in values), Decimal(0))
        if len(values) == 2 and _verb(row.label) and whole != row.value.value:
            yield Finding(
                "annex_internal", Severity.WARNING, Basis.CROSS_REFERENCE,
                "Số của hai mức độ gộp lại khác số nêu chung trong cùng phụ lục.",
                f"{added([value.value for value in values])} = {shown(whole)} ≠ {shown(row.value.value)}",
                quotes_of([row.value, *values]),
            )  # fmt: skip


def _verb(label: str) -> str:
    match = re.search(r"cung cap|tich hop|cong bo|cong khai|tiep nhan|giai quyet|xu ly", label)
    return match.group() if match else ""


_PROCEDURES_HANDLED = re.compile(
    r"(?:so luong |so )?(?:tthc|thu tuc hanh chinh) da (?:duoc )?(?:giai quyet|tiep nhan)"
)


def _procedures_for_dossiers(rows: Sequence[Row]) -> Iterator[Finding]:
    """A row about dossiers whose note counts procedures: the number speaks of dossiers."""
    wrong: list[Quote] = []
    for row in rows:
        if not re.search(r"\bho so\b", row.label):
            continue
        for cell in sorted({figure.cell for figure in row.noted}):
            start, end = row.block.cells[cell]
            note = row.block.bare[start:end]
            if _PROCEDURES_HANDLED.search(note) and "ho so" not in note:
                wrong.append(quote(row.block, start, end))
    if wrong:
        yield Finding(
            "unit_mismatch", Severity.WARNING, Basis.NOTATION,
            "Dòng đếm hồ sơ nhưng ghi chú gọi là thủ tục (TTHC).", "“hồ sơ” ≠ “TTHC”", tuple(wrong),
        )  # fmt: skip
