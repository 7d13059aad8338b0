"""A manuscript as PDF, with the typesetter and the fonts that we ship; no Word is needed."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import typst

from congvu.oversight.reporting.rendering import docx_tables, paper
from congvu.oversight.reporting.rules import manuscript as m
from congvu.oversight.reporting.rules.headings import annex_heading

_ROOM: Final = Path(__file__).resolve().parent
_MANY_ROWS: Final = 100
_WHERE: Final = (
    "query(<shown>).map(it => it.location().position())"
    ".map(at => (page: at.page, down: at.y / 297mm))"
)
_compilers = threading.local()


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page as PNG; `number` counts from the first page of the report."""

    number: int
    png: bytes


def to_pdf(manuscript: m.Manuscript) -> bytes:
    """Return the report as PDF, with the words of the DOCX in their order; equal gives equal."""
    sheet = json.dumps(_sheet(manuscript), ensure_ascii=False)
    printed = _compiler().compile(format="pdf", sys_inputs={"report": sheet})
    if not isinstance(printed, bytes):  # the typesetter gives a list of pages for pictures only
        raise TypeError("the typesetter returned no PDF")
    if sum(len(annex.rows) for annex in manuscript.annexes) > _MANY_ROWS:
        del _compilers.typst  # what it remembers of many cells is larger than what it saves
    return printed


def to_pictures(manuscript: m.Manuscript, *, dots_per_inch: int) -> tuple[bytes, ...]:
    """Return the pages of the PDF as PNG, in their order."""
    sheet = json.dumps(_sheet(manuscript), ensure_ascii=False)
    drawn = _compiler().compile(format="png", ppi=dots_per_inch, sys_inputs={"report": sheet})
    return (drawn,) if isinstance(drawn, bytes) else tuple(drawn or ())


def to_pictures_of_part(
    manuscript: m.Manuscript, part: str, *, dots_per_inch: int
) -> tuple[tuple[PagePicture, ...], float]:
    """Return the pages on which a part stands, and how far down the first of them it begins.

    They are those of the PDF, with what stands before and after the part; no page for a part that
    is not printed. The distance is a share of the page's height. Annexes are not drawn: nothing
    before them moves by them.
    """
    sheet = json.dumps(_sheet(replace(manuscript, annexes=()), shown=part), ensure_ascii=False)
    compiler = _compiler()
    drawn = compiler.compile(format="png", ppi=dots_per_inch, sys_inputs={"report": sheet})
    pages = [drawn] if isinstance(drawn, bytes) else drawn or []
    marks = json.loads(compiler.eval(_WHERE))
    if not marks:
        return (), 0.0
    first, last = marks[0]["page"], marks[-1]["page"]
    found = [PagePicture(at, pages[at - 1]) for at in range(first, last + 1)]
    return tuple(found), marks[0]["down"]


def _sheet(it: m.Manuscript, *, shown: str = "") -> dict[str, Any]:
    return {
        "title": f"{it.head.kind} {it.head.subject}".strip(),
        "mark": it.mark,
        "measures": _measures(),
        "head": _head(it.head),
        "blocks": _blocks(it, shown),
        "closing": {
            "widths": paper.CLOSING,
            "recipients": paper.recipient_lines(it.closing.recipients),
            "signer": paper.signer_lines(it.closing),
            "name": it.closing.name,
        },
        "annexes": [_annex(annex, it.head) for annex in it.annexes],
    }


def _measures() -> dict[str, float]:
    return {
        "top": paper.TOP, "bottom": paper.BOTTOM, "left": paper.LEFT, "right": paper.RIGHT,
        "header": paper.HEADER_AT, "indent": paper.INDENT, "text": paper.TEXT,
        "nation": paper.NATION, "motto": paper.MOTTO, "issuer": paper.ISSUER,
        "number": paper.NUMBER, "recipients_head": paper.RECIPIENTS_HEAD,
        "recipients": paper.RECIPIENTS, "table": paper.TABLE, "note": paper.NOTE,
        "after": paper.AFTER, "signature": paper.SIGNATURE,
    }  # fmt: skip


def _head(head: m.Head) -> dict[str, Any]:
    issuer = paper.issuer_lines(head)
    subject = paper.subject_lines(head)
    return {
        "widths": paper.LETTERHEAD,
        "superior": paper.superior_lines(head),
        "issuer": issuer,
        "issuer_rule": paper.issuer_rule(issuer),
        "nation": paper.NATION_TEXT,
        "motto": paper.MOTTO_TEXT,
        "motto_rule": paper.motto_rule(),
        "number": paper.number_line(head),
        "place": paper.place_line(head),
        "kind": head.kind,
        "subject": subject,
        "subject_rule": paper.subject_rule(subject),
        "addressees": paper.addressed(head),
    }


def _blocks(it: m.Manuscript, shown: str) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = [
        {"is": "ground", "runs": _runs(runs), "last": False, "shown": False} for runs in it.grounds
    ]
    for part in it.parts:
        blocks = (part.heading, *part.blocks) if part.heading else part.blocks
        made += [{**_block(block), "shown": part.code == shown} for block in blocks]
    if made:
        made[-1]["last"] = True
    return made


def _block(block: m.Block) -> dict[str, Any]:
    if isinstance(block, m.Heading):
        said = f"{block.number} {block.text}".strip()
        return {"is": "heading", "level": block.level, "text": said}
    if isinstance(block, m.Grid):
        return _grid(block)
    if isinstance(block, m.Item):
        sign = "- " if block.level == 1 else "+ "
        return {"is": "item", "runs": [["text", sign, 0], *_runs(block.runs)], "last": False}
    return {"is": block.style.value, "runs": _runs(block.runs), "last": False}


def _grid(grid: m.Grid) -> dict[str, Any]:
    heads = [[_head_cell(at, 0, title) for at, title in enumerate(grid.columns)]]
    return {
        "is": "grid", "landscape": grid.landscape, "heads": heads, "aligns": m.aligns(grid),
        "widths": docx_tables.grid_widths(grid),
        "rows": [{"bold": False, "cells": [_runs(cell) for cell in row]} for row in grid.rows],
    }  # fmt: skip


def _annex(annex: m.Annex, head: m.Head) -> dict[str, Any]:
    room = paper.inner(landscape=annex.landscape)
    widths = docx_tables.shares([column.width for column in annex.columns], room)
    return {
        "landscape": annex.landscape,
        "title": paper.annex_lines(annex),
        "reference": "\n".join(paper.attached_lines(annex, head)),
        "notes": annex.notes,
        "widths": widths,
        "aligns": [column.align for column in annex.columns],
        "heads": list(_annex_heads(annex.columns)),
        "rows": [
            {
                "bold": row.heading,
                "cells": [_cell(cell, room) for cell, room in zip(row.cells, widths, strict=True)],
                "left": [at for at, cell in enumerate(row.cells) if paper.says_words(cell)],
            }
            for row in annex.rows
        ],
    }


def _annex_heads(columns: Sequence[m.Column]) -> Iterator[list[dict[str, Any]]]:
    for y, line in enumerate(annex_heading(columns)):
        yield [
            _head_cell(cell.at, y, cell.title, cell.across, 2 if cell.merge else 1)
            for cell in line
            if cell.merge != "continue"
        ]


def _head_cell(x: int, y: int, title: str, across: int = 1, down: int = 1) -> dict[str, Any]:
    return {"x": x, "y": y, "title": title, "across": across, "down": down}


def _cell(cell: m.Cell, width: float) -> list[list[Any]]:
    said = cell.text if cell.code else paper.choices(cell.text, width - docx_tables.SIDES)
    return [["text", said, 0]] if said else []


def _runs(runs: m.Runs) -> list[list[Any]]:
    return [_run(run) for run in runs]


def _run(run: m.Run) -> list[Any]:
    if isinstance(run, m.Note):
        return ["note", _runs(run.runs), 0]
    said = run.shown if isinstance(run, m.Figure) else run.text
    gap = isinstance(run, m.Figure) and run.gap
    return ["text", said, run.bold + 2 * run.italic + 4 * gap]


def _compiler() -> typst.Compiler:
    """Return this thread's compiler; it keeps the fonts and the read template between reports."""
    compiler: typst.Compiler | None = getattr(_compilers, "typst", None)
    if compiler is None:
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[paper.FONTS]
        )
        compiler = typst.Compiler(_ROOM / "report.typ", root=_ROOM, font_paths=fonts)
        _compilers.typst = compiler
    return compiler
