"""Tables of a DOCX: what stands side by side, tables in the text, annexes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from congvu.oversight.reporting.rendering import paper
from congvu.oversight.reporting.rendering.docx_parts import twips
from congvu.oversight.reporting.rendering.docx_runs import RunWriter, paragraph, words
from congvu.oversight.reporting.rules import manuscript as m
from congvu.oversight.reporting.rules import tags
from congvu.oversight.reporting.rules.headings import annex_heading

NARROWEST: Final = 12.5
"""A column of this width holds its "STT" in one line."""
_KEEP: Final = "<w:keepNext/>"
_LAST_ROWS: Final = 2
SIDES: Final = 2 * 1.23
"""Millimetres between the lines of a cell and its words, left and right."""
_ALIGNS: Final = {"left": "left", "center": "center", "right": "right"}


def side_by_side(widths: Sequence[float], cells: Sequence[str]) -> str:
    """Return a row without borders, the way official documents set things beside each other."""
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for width, cell in zip(widths, cells, strict=True)
    )
    return f"{_opening(widths, 'TableNormal')}<w:tr><w:trPr><w:cantSplit/></w:trPr>{inside}</w:tr></w:tbl>"


def rule(length: float, room: float) -> str:
    """Return a thin line of that length, centred in the room (millimetres)."""
    side = twips(max(0.0, (room - length) / 2))
    border = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
    return paragraph("Rule", "", f'{border}<w:ind w:left="{side}" w:right="{side}"/>')


def grid(writer: RunWriter, table: m.Grid, *, kept: bool = False) -> str:
    """Return a table of the text, its heading repeated on every page.

    The last rows of one that is `kept` stand on the page of what follows: a signature is not alone.
    """
    widths = grid_widths(table)
    head = "".join(
        _cell(paragraph("Cell", words(title, "<w:b/><w:bCs/>"), '<w:jc w:val="center"/>'), width)
        for title, width in zip(table.columns, widths, strict=True)
    )
    rows = [_row(head, head=True)]
    aligns = [f'<w:jc w:val="{align}"/>' for align in m.aligns(table)]
    for at, row in enumerate(table.rows):
        keep = _KEEP if kept and at >= len(table.rows) - _LAST_ROWS else ""
        cells = (
            _cell(paragraph("Cell", writer.runs(runs), keep + align), width)
            for runs, width, align in zip(row, widths, aligns, strict=True)
        )
        rows.append(_row("".join(cells)))
    return f"{_opening(widths, 'TableGrid')}{''.join(rows)}</w:tbl>"


def annex(writer: RunWriter, it: m.Annex) -> str:
    """Return the table of an annex, its one or two rows of headings repeated on every page."""
    widths = shares([column.width for column in it.columns], paper.inner(landscape=it.landscape))
    rows = [*_annex_heads(it, widths)]
    for row in it.rows:
        cells = (
            _cell(_annex_cell(writer, cell, column.align, width, heading=row.heading), width)
            for cell, column, width in zip(row.cells, it.columns, widths, strict=True)
        )
        rows.append(_row("".join(cells)))
    return f"{_opening(widths, 'TableGrid')}{''.join(rows)}</w:tbl>"


def shares(parts: Sequence[float], room: float) -> list[float]:
    """Return the widths in millimetres of columns that share the room, none below NARROWEST."""
    narrow = [room * part / sum(parts) < NARROWEST for part in parts]
    left = room - NARROWEST * sum(narrow)
    wide = sum(part for part, is_narrow in zip(parts, narrow, strict=True) if not is_narrow)
    if not wide or left <= 0:
        return [room / len(parts)] * len(parts)
    return [
        NARROWEST if is_narrow else left * part / wide
        for part, is_narrow in zip(parts, narrow, strict=True)
    ]


def grid_widths(table: m.Grid) -> list[float]:
    """Return the widths of a table's columns: as it says, else by what stands in them."""
    return shares(table.widths or _by_length(table), paper.inner(landscape=table.landscape))


def _by_length(table: m.Grid) -> list[float]:
    """Return shares by the longest words of each column, within bounds."""
    longest = [
        max([len(title), *(len(m.plain(row[at])) for row in table.rows)])
        for at, title in enumerate(table.columns)
    ]
    return [min(60, max(8, length)) for length in longest]


def _annex_heads(it: m.Annex, widths: Sequence[float]) -> list[str]:
    made = []
    for line in annex_heading(it.columns):
        cells = []
        for cell in line:
            across = "" if cell.across == 1 else f'<w:gridSpan w:val="{cell.across}"/>'
            merged = "" if cell.merge == "" else f'<w:vMerge w:val="{cell.merge}"/>'
            said = words(cell.title, "<w:b/><w:bCs/>") if cell.title else ""
            cells.append(
                _cell(
                    paragraph("Cell", said, '<w:jc w:val="center"/>'),
                    sum(widths[cell.at : cell.at + cell.across]), across + merged,
                )
            )  # fmt: skip
        made.append(_row("".join(cells), head=True))
    return made


def _annex_cell(writer: RunWriter, cell: m.Cell, align: str, width: float, *, heading: bool) -> str:
    # A heading does not stand alone at the foot of a page.
    look, keep = ("<w:b/><w:bCs/>", _KEEP) if heading else ("", "")
    if paper.says_words(cell):
        align = "left"
    if cell.code and cell.text:
        inside = writer.figure(cell.key, cell.text, look)
    elif cell.code:  # an empty control would show its own prompt; the bookmark keeps the place
        inside = writer.bookmark(tags.figure_bookmark(cell.key))
    else:
        said = paper.choices(cell.text, width - SIDES)
        inside = words(said, look) if said else ""
    return paragraph("Cell", inside, f'{keep}<w:jc w:val="{_ALIGNS[align]}"/>')


def _cell(inside: str, width: float, more: str = "") -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{more}'
        f'<w:vAlign w:val="center"/></w:tcPr>{inside}</w:tc>'
    )


def _row(cells: str, *, head: bool = False) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{cells}</w:tr>"


def _opening(widths: Sequence[float], style: str) -> str:
    columns = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{twips(sum(widths))}" '
        f'w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
    )
