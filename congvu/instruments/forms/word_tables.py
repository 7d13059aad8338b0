"""Tables of a DOCX: the ones with borders, written as XML text, and what all tables share."""

from typing import Any, Final
from xml.sax.saxutils import escape

from docx.document import Document as DocumentType
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.table import Table

from congvu.instruments.forms.rules.tables import Cell, Row
from congvu.instruments.forms.rules.templates import Run

DOTS: Final = "." * 24
_NAMESPACE: Final = nsdecls("w")
_ALIGNS: Final = {"left": "left", "center": "center", "right": "right", "justify": "both"}


class GridWriter:
    """Writes a table with borders as XML text: a book of a year has a hundred thousand cells."""

    def __init__(
        self, document: DocumentType, widths: list[float], size: float, row_height: int
    ) -> None:
        table = document.add_table(rows=0, cols=len(widths))
        table.style = document.styles["Table Grid"]
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        set_margins(table, 1.2)
        self.table = table
        self.widths = widths
        self.size = round(size * 2)
        self.row_height = row_height

    def row(self, row: Row, *, head: bool = False, under: Row = ()) -> None:
        """Write one row; cells of `under`, the row above, that reach down continue in it."""
        merged = [cell for cell in under if cell.down > 1]
        cells = [(cell, False) for cell in row] + [(cell, True) for cell in merged]
        cells.sort(key=lambda one: one[0].at)
        look = "<w:cantSplit/>" + ("<w:tblHeader/>" if head else "")
        if not head and self.row_height and any(cell.tall for cell in row):
            look = f'<w:cantSplit/><w:trHeight w:val="{_twips(self.row_height)}"/>'
        body = "".join(self._cell(cell, continued=continued) for cell, continued in cells)
        line = f"<w:tr {_NAMESPACE}><w:trPr>{look}</w:trPr>{body}</w:tr>"
        self.table._tbl.append(parse_xml(line))  # noqa: SLF001

    def _cell(self, cell: Cell, *, continued: bool) -> str:
        width = _twips(sum(self.widths[cell.at : cell.at + cell.across]))
        look = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        if cell.across > 1:
            look += f'<w:gridSpan w:val="{cell.across}"/>'
        if cell.down > 1:
            look += f'<w:vMerge w:val="{"continue" if continued else "restart"}"/>'
        words = "" if continued else "".join(self._run(run) for run in cell.text)
        align = _ALIGNS[cell.align]
        return (
            f'<w:tc><w:tcPr>{look}<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>'
            f'<w:spacing w:after="0"/><w:jc w:val="{align}"/></w:pPr>{words}</w:p></w:tc>'
        )

    def _run(self, run: Run) -> str:
        look = ("<w:b/>" if run.bold else "") + ("<w:i/>" if run.italic else "")
        lines = (DOTS if run.blank else run.text).split("\n")
        words = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)
        return f'<w:r><w:rPr>{look}<w:sz w:val="{self.size}"/></w:rPr>{words}</w:r>'


def set_margins(table: Table, side: float) -> None:
    """Let the table begin at the margin of the page, its cells padded by `side` millimetres."""
    properties = table._tbl.tblPr  # noqa: SLF001
    indent = OxmlElement("w:tblInd")
    indent.set(qn("w:w"), _twips(side))
    indent.set(qn("w:type"), "dxa")
    padding = OxmlElement("w:tblCellMar")
    for edge, room in (("top", side / 3), ("left", side), ("bottom", side / 3), ("right", side)):
        child = OxmlElement(f"w:{edge}")
        child.set(qn("w:w"), _twips(room))
        child.set(qn("w:type"), "dxa")
        padding.append(child)
    properties.append(indent)
    properties.append(padding)


def keep_whole(row: Any) -> None:
    row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _twips(millimetres: float) -> str:
    return str(round(millimetres * 1440 / 25.4))
