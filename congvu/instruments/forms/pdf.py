"""Printing a filled form as PDF, with the typesetter and the four fonts that we ship."""

import json
import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import typst

from congvu.instruments.forms import codes
from congvu.instruments.forms.rules import blocks
from congvu.instruments.forms.rules.tables import Cell, Row, lay_out
from congvu.instruments.forms.rules.templates import Text, keep_together, plain, with_breaks

_ROOM = Path(__file__).resolve().parent
_compilers = threading.local()
_MANY_ROWS = 100
_REMEMBERED = 10


def print_pdf(sheet: blocks.Sheet) -> bytes:
    """Return the sheet as PDF. Equal sheets give equal bytes: no clock is read.

    A sheet that runs over its page is set smaller if that brings it back onto one page.
    """
    _, printed = _fit(sheet)
    if any(isinstance(one, blocks.Grid) and len(one.rows) > _MANY_ROWS for one in sheet.blocks):
        _forget()
    return printed


def fitted(sheet: blocks.Sheet) -> blocks.Sheet:
    """Return the sheet with the size of letters at which its PDF is printed."""
    return sheet if sheet.least_size == sheet.size else _fit(sheet)[0]


def _fit(sheet: blocks.Sheet) -> tuple[blocks.Sheet, bytes]:
    plain_sheet = _plain_sheet(sheet)
    printed = _compile(plain_sheet)
    if sheet.least_size < sheet.size and _pages(printed) > 1:
        for size in range(sheet.size - 1, sheet.least_size - 1, -1):
            smaller = _compile({**plain_sheet, "size": size})
            if _pages(smaller) == 1:
                return replace(sheet, size=size), smaller
    return sheet, printed


def _compile(plain_sheet: dict[str, Any]) -> bytes:
    inputs = {"sheet": json.dumps(plain_sheet, ensure_ascii=False)}
    printed = _compiler().compile(format="pdf", sys_inputs=inputs)
    if not isinstance(printed, bytes):  # the typesetter gives a list of pages for pictures only
        raise TypeError("the typesetter returned no PDF")
    return printed


def _pages(printed: bytes) -> int:
    document = pypdfium2.PdfDocument(printed)
    try:
        return len(document)
    finally:
        document.close()


def _forget() -> None:
    """Make the typesetter drop what it remembers of a long table: it keeps ten compilations."""
    empty = _plain_sheet(blocks.Sheet("", blocks.PAPERS["A5"], 11, 11, (), "", "", ""))
    for _ in range(_REMEMBERED + 1):
        _compile(empty)


def _compiler() -> typst.Compiler:
    """Return this thread's compiler; it keeps fonts and the read template between forms."""
    compiler: typst.Compiler | None = getattr(_compilers, "typst", None)
    if compiler is None:
        fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[_ROOM / "fonts"],
        )
        compiler = typst.Compiler(_ROOM / "form.typ", root=_ROOM, font_paths=fonts)
        _compilers.typst = compiler
    return compiler


def _plain_sheet(sheet: blocks.Sheet) -> dict[str, Any]:
    made = [_PLAIN[type(block)](block) for block in sheet.blocks]
    for one, following in zip(made, [*made[1:], {"type": ""}], strict=False):
        # What stands before the signatures goes to the next page with them.
        one["sticky"] = following["type"] == "signatures"
    paper = sheet.paper
    return {
        "title": sheet.title,
        "paper": {
            side: getattr(paper, side)
            for side in ("width", "height", "top", "right", "bottom", "left")
        },
        "size": sheet.size,
        "mark": sheet.mark,
        "foot": sheet.foot,
        "running": sheet.running,
        "nation": blocks.NATION,
        "motto": blocks.MOTTO,
        "recipients": blocks.RECIPIENTS,
        "blocks": made,
    }


def _runs(text: Text, longest: int = 40) -> list[tuple[str, int]]:
    return [
        (with_breaks(run.text, longest), run.bold + 2 * run.italic + 4 * run.blank) for run in text
    ]


def _line_runs(lines: tuple[blocks.Line[Text], ...]) -> list[list[tuple[str, int]]]:
    return [_runs(line.text) for line in lines]


def _many(texts: tuple[Text, ...]) -> list[list[tuple[str, int]]]:
    return [_runs(text) for text in texts]


def _letterhead(block: blocks.Letterhead[Text]) -> dict[str, Any]:
    return {
        "type": "letterhead",
        "parent": _runs(keep_together(block.parent)),
        "unit": _runs(keep_together(block.unit)),
        "left": _line_runs(block.left),
        "right": _line_runs(block.right),
    }


def _codes(block: blocks.Codes[Text]) -> dict[str, Any]:
    code = plain(block.code)
    bars = codes.barcode(code) if block.barcode and codes.is_encodable(code) else None
    return {
        "type": "codes",
        "code": _runs(block.code),
        "bars": bars.svg if bars else None,
        "modules": bars.modules if bars else 0,
        "square": codes.qr_svg(code) if block.qr else None,
        "lines": _line_runs(block.lines),
    }


def _title(block: blocks.Title[Text]) -> dict[str, Any]:
    return {
        "type": "title",
        "text": _runs(block.text),
        "subtitle": _runs(block.subtitle),
        "ruled": block.ruled,
        "scale": block.scale,
        "space": block.space,
    }


def _paragraph(block: blocks.Paragraph[Text]) -> dict[str, Any]:
    return {
        "type": "paragraph",
        "text": _runs(block.text),
        "align": block.align,
        "indent": block.indent,
        "scale": block.scale,
    }


def _lines(block: blocks.Lines[Text]) -> dict[str, Any]:
    lines = _line_runs(block.lines)
    return {"type": "lines", "lines": lines, "indent": block.indent}


def _cell(cell: Cell, row: int) -> dict[str, Any]:
    return {
        "at": cell.at,
        # Said, not left to be found: the typesetter searches from the first row for every cell.
        "row": row,
        "text": _runs(cell.text, longest=12),
        "align": cell.align,
        "across": cell.across,
        "down": cell.down,
        "tall": cell.tall,
        "long": cell.is_long,
    }


def _rows(rows: Iterable[Row], first: int) -> list[dict[str, Any]]:
    return [_cell(cell, at) for at, row in enumerate(rows, start=first) for cell in row]


def _grid(block: blocks.Grid) -> dict[str, Any]:
    layout = lay_out(block)
    body = [row for record in layout.body for row in record]
    above = len(layout.head)
    return {
        "type": "table",
        "widths": layout.widths,
        "scale": block.plan.scale,
        "row_height": block.plan.row_height,
        "head": _rows(layout.head, 0),
        "body": _rows([*body, layout.foot], above),
    }


def _signatures(block: blocks.Signatures[Text]) -> dict[str, Any]:
    people = [
        {"title": _runs(one.title), "note": _runs(one.note), "name": _runs(one.name)}
        for one in block.columns
    ]
    return {
        "type": "signatures",
        "columns": people,
        "recipients": _many(block.recipients),
        "space": block.space,
    }


def _page_break(_block: blocks.PageBreak) -> dict[str, Any]:
    return {"type": "page_break"}


_PLAIN: dict[type, Callable[[Any], dict[str, Any]]] = {
    blocks.Letterhead: _letterhead,
    blocks.Codes: _codes,
    blocks.Title: _title,
    blocks.Paragraph: _paragraph,
    blocks.Lines: _lines,
    blocks.Grid: _grid,
    blocks.Signatures: _signatures,
    blocks.PageBreak: _page_break,
}
