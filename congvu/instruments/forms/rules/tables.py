"""Where the cells of a table stand: heads, groups, spanning cells and the footer, in rows."""

from dataclasses import dataclass

from congvu.instruments.forms.rules.blocks import Align, Column, Grid, Table
from congvu.instruments.forms.rules.templates import Run, Text

# A cell with more words than this may break across pages; shorter rows stay in one piece.
_LONG = 500


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at column `at` of its row; `tall` cells carry the row's least height."""

    at: int
    text: Text
    align: Align
    across: int = 1
    down: int = 1
    tall: bool = False

    @property
    def is_long(self) -> bool:
        return sum(len(run.text) for run in self.text) > _LONG


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Widths are shares of the page's width; a body entry is one record, of one or two rows."""

    widths: tuple[int, ...]
    head: tuple[Row, ...]
    body: tuple[tuple[Row, ...], ...]
    foot: Row


def lay_out(grid: Grid) -> Layout:
    """Return the cells of the table row by row; a cell that spans stands in its first row only."""
    plan = grid.plan
    return Layout(
        widths=tuple(column.width for column in plan.columns),
        head=_head(plan),
        body=tuple(
            _record(plan, cells, spans) for cells, spans in zip(grid.rows, grid.spans, strict=True)
        ),
        foot=tuple(
            Cell(at, text, column.align)
            for at, (text, column) in enumerate(zip(plan.footer, plan.columns, strict=False))
        ),
    )


def _bold(text: Text) -> Text:
    return tuple(Run(run.text, bold=True, italic=run.italic, blank=run.blank) for run in text)


def _members(plan: Table[Text], code: str) -> int:
    return sum(column.group == code for column in plan.columns)


def _starts_group(plan: Table[Text], at: int) -> bool:
    code = plan.columns[at].group
    return bool(code) and (at == 0 or plan.columns[at - 1].group != code)


def _head(plan: Table[Text]) -> tuple[Row, ...]:
    groups = {group.code: group for group in plan.groups}
    down = 2 if groups else 1
    first, second = [], []
    for at, column in enumerate(plan.columns):
        title = Cell(at, _bold(column.title), "center", down=1 if column.group else down)
        if not column.group:
            first.append(title)
            continue
        if _starts_group(plan, at):
            group = groups[column.group]
            across = _members(plan, group.code)
            first.append(Cell(at, _bold(group.title), "center", across=across))
        if column.title:
            second.append(title)
    rows = [first, second] if second else [_flat(first)]
    if plan.column_numbers:
        rows.append([Cell(at, (Run(f"({at + 1})", italic=True),), "center") for at in _all(plan)])
    return tuple(tuple(row) for row in rows)


def _flat(row: list[Cell]) -> list[Cell]:
    """Return a head without second row: groups whose columns have no titles of their own."""
    return [Cell(cell.at, cell.text, cell.align, across=cell.across) for cell in row]


def _all(plan: Table[Text]) -> range:
    return range(len(plan.columns))


def _record(plan: Table[Text], cells: tuple[Text, ...], spans: tuple[Text, ...]) -> tuple[Row, ...]:
    spanning = [group.code for group in plan.groups if group.value is not None]
    if not spanning:
        return (tuple(_cell(plan, at, cells, down=1) for at in _all(plan)),)
    above: list[Cell] = []
    below: list[Cell] = []
    for at, column in enumerate(plan.columns):
        if column.group not in spanning:
            above.append(_cell(plan, at, cells, down=2))
            continue
        if _starts_group(plan, at):
            across = _members(plan, column.group)
            above.append(Cell(at, spans[spanning.index(column.group)], "center", across=across))
        below.append(_cell(plan, at, cells, down=1))
    return tuple(above), tuple(below)


def _cell(plan: Table[Text], at: int, cells: tuple[Text, ...], *, down: int) -> Cell:
    column: Column[Text] = plan.columns[at]
    return Cell(at, cells[at], column.align, down=down, tall=down == 1)
