"""Printing a filled form as DOCX, for offices that finish a slip by hand.

Times New Roman, as NĐ 30/2020/NĐ-CP asks; it has the measures of the font in the PDF.
"""

import io
from collections.abc import Callable
from typing import Any, Final

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from congvu.instruments.forms import codes
from congvu.instruments.forms.rules import blocks
from congvu.instruments.forms.rules.tables import lay_out
from congvu.instruments.forms.rules.templates import Run, Text, keep_together, plain
from congvu.instruments.forms.word_tables import DOTS, GridWriter, keep_whole, set_margins

_FONT: Final = "Times New Roman"
_ALIGNS: Final = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def print_docx(sheet: blocks.Sheet) -> bytes:
    """Return the sheet as DOCX, with the same words in the same order as the PDF."""
    writer = _Writer(sheet)
    for block in sheet.blocks:
        if isinstance(block, blocks.Signatures) and writer.document.paragraphs:
            writer.document.paragraphs[-1].paragraph_format.keep_with_next = True
        writer.printers[type(block)](block)
    out = io.BytesIO()
    writer.document.save(out)
    return out.getvalue()


class _Writer:
    """Writes the blocks of one sheet into one document."""

    def __init__(self, sheet: blocks.Sheet) -> None:
        self.sheet = sheet
        self.paper = sheet.paper
        self.document: DocumentType = Document()
        self.document.core_properties.title = sheet.title
        self.document.core_properties.author = ""
        self.document.core_properties.comments = ""
        self._set_style()
        self._set_page(self.document.sections[0])
        self.printers: dict[type, Callable[[Any], None]] = {
            blocks.Letterhead: self._letterhead,
            blocks.Codes: self._codes,
            blocks.Title: self._title,
            blocks.Paragraph: self._paragraph,
            blocks.Lines: self._lines,
            blocks.Grid: self._grid,
            blocks.Signatures: self._signatures,
            blocks.PageBreak: self._page_break,
        }

    def _set_style(self) -> None:
        normal = self.document.styles["Normal"]
        normal.font.name = _FONT
        normal.font.size = Pt(self.sheet.size)
        fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
            fonts.set(qn(script), _FONT)
        normal.paragraph_format.space_before = Pt(0)
        normal.paragraph_format.space_after = Pt(1)
        normal.paragraph_format.line_spacing = 1.0

    def _set_page(self, section: Section) -> None:
        paper = self.paper
        section.page_width, section.page_height = Mm(paper.width), Mm(paper.height)
        if paper.width > paper.height:
            section.orientation = WD_ORIENT.LANDSCAPE
        section.top_margin, section.bottom_margin = Mm(paper.top), Mm(paper.bottom)
        section.left_margin, section.right_margin = Mm(paper.left), Mm(paper.right)
        section.header_distance = section.footer_distance = Mm(5)
        section.different_first_page_header_footer = True
        self._header(section.first_page_header.paragraphs[0], numbered=False)
        self._header(section.header.paragraphs[0], numbered=True)
        self._footer(section.first_page_footer.paragraphs[0])
        self._footer(section.footer.paragraphs[0])

    def _tabs(self, paragraph: Paragraph) -> None:
        stops = paragraph.paragraph_format.tab_stops
        stops.clear_all()
        stops.add_tab_stop(Mm(self.paper.inner_width // 2), WD_TAB_ALIGNMENT.CENTER)
        stops.add_tab_stop(Mm(self.paper.inner_width), WD_TAB_ALIGNMENT.RIGHT)

    def _header(self, paragraph: Paragraph, *, numbered: bool) -> None:
        paragraph.style = self.document.styles["Normal"]
        self._tabs(paragraph)
        paragraph.add_run("\t")
        if numbered:
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), "PAGE")
            paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields
        paragraph.add_run("\t")
        paragraph.add_run(self.sheet.mark).bold = True

    def _footer(self, paragraph: Paragraph) -> None:
        paragraph.style = self.document.styles["Normal"]
        self._tabs(paragraph)
        foot = paragraph.add_run(self.sheet.foot)
        foot.italic = True
        code = paragraph.add_run(f"\t\t{self.sheet.running}")
        foot.font.size = code.font.size = Pt(max(8, self.sheet.size - 3))

    def _add(self, text: Text, align: str = "left", *, before: float = 0) -> Paragraph:
        paragraph = self.document.add_paragraph()
        paragraph.alignment = _ALIGNS[align]
        paragraph.paragraph_format.space_before = Pt(before)
        _write(paragraph, text)
        return paragraph

    def _indent(self, paragraph: Paragraph) -> None:
        paragraph.paragraph_format.first_line_indent = Mm(10 if self.paper.width > 200 else 7)

    def _letterhead(self, block: blocks.Letterhead[Text]) -> None:
        inner = self.paper.inner_width
        right_width = 72 if inner < 140 else round(inner * 0.52)
        room = inner - right_width
        [[left, right]] = self._side_by_side([room, right_width])
        size = self.sheet.size - 1
        parent = left.paragraphs[0]
        if block.parent:
            _centre(parent, _balanced(block.parent, room, size), size=size)
            parent = left.add_paragraph()
        _centre(parent, _balanced(_bold(block.unit), room, size), size=size)
        _rule(left.add_paragraph(), room * 0.32)
        for line in block.left:
            _centre(left.add_paragraph(), line.text)
        # One line whatever the printer's font: half a point less than the PDF's.
        _centre(right.paragraphs[0], (Run(blocks.NATION, bold=True),), size=size - 0.5)
        motto = right.add_paragraph()
        _centre(motto, (Run(blocks.MOTTO, bold=True),))
        motto.runs[0].underline = True
        for line in block.right:
            _centre(right.add_paragraph(), line.text, before=4)

    def _codes(self, block: blocks.Codes[Text]) -> None:
        inner, code = self.paper.inner_width, plain(block.code)
        bars = codes.barcode(code) if block.barcode and codes.is_encodable(code) else None
        width = min(bars.modules * 0.254, inner - 24) if bars else 4
        [cells] = self._side_by_side([round(width) + 2, inner - round(width) - 24, 22])
        if bars:
            picture = cells[0].paragraphs[0]
            picture.alignment = WD_ALIGN_PARAGRAPH.CENTER
            picture.add_run().add_picture(io.BytesIO(bars.png), width=Mm(width), height=Mm(9))
            _centre(cells[0].add_paragraph(), block.code, size=self.sheet.size - 1)
        for at, line in enumerate(block.lines):
            _centre(cells[1].add_paragraph() if at else cells[1].paragraphs[0], line.text)
        if block.qr:
            square = cells[2].paragraphs[0]
            square.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            square.add_run().add_picture(io.BytesIO(codes.qr_png(code)), width=Mm(19))

    def _title(self, block: blocks.Title[Text]) -> None:
        title = self._add((), "center", before=2 + block.space * 72 / 25.4)
        _write(title, _bold(block.text), size=(self.sheet.size + 2) * block.scale / 100)
        if block.subtitle:
            self._add(block.subtitle, "center")
        if block.ruled:
            _rule(self.document.add_paragraph(), 30, room=self.paper.inner_width)
        self.document.paragraphs[-1].paragraph_format.space_after = Pt(4)

    def _paragraph(self, block: blocks.Paragraph[Text]) -> None:
        paragraph = self._add((), block.align)
        _write(paragraph, block.text, size=self.sheet.size * block.scale / 100)
        if block.indent and block.align not in {"center", "right"}:
            self._indent(paragraph)

    def _lines(self, block: blocks.Lines[Text]) -> None:
        for line in block.lines:
            words = plain(line.text)
            # A word as long as half a line would tear the words before it apart.
            torn = any(len(word) > 30 for word in words.split())
            paragraph = self._add((), "left" if torn or len(words) < 60 else "justify")
            # The last blank of a line runs to the margin, as people expect to write there.
            stops = paragraph.paragraph_format.tab_stops
            stops.add_tab_stop(
                Mm(self.paper.inner_width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
            )
            _write(paragraph, line.text, stretch=True)
            if block.indent:
                self._indent(paragraph)

    def _grid(self, block: blocks.Grid) -> None:
        layout = lay_out(block)
        unit = self.paper.inner_width / sum(layout.widths)
        widths = [share * unit for share in layout.widths]
        size = self.sheet.size * block.plan.scale / 100
        table = GridWriter(self.document, widths, size, block.plan.row_height)
        for at, row in enumerate(layout.head):
            table.row(row, head=True, under=layout.head[0] if at == 1 else ())
        for record in layout.body:
            for at, row in enumerate(record):
                table.row(row, under=record[0] if at else ())
        if layout.foot:
            table.row(layout.foot)
        self._gap()

    def _signatures(self, block: blocks.Signatures[Text]) -> None:
        lead = len(block.columns) == 1 or bool(block.recipients)
        count = max(1, len(block.columns) + lead)
        width = self.paper.inner_width // count
        titles, names = self._side_by_side([width] * count, rows=2)
        if lead:
            self._recipients(titles.pop(0).merge(names.pop(0)), block.recipients)
        for title, name, one in zip(titles, names, block.columns, strict=False):
            _centre(title.paragraphs[0], _bold(one.title))
            if one.note:
                _centre(title.add_paragraph(), one.note)
            _centre(name.paragraphs[0], _bold(one.name), before=block.space * 72 / 25.4)
            for paragraph in title.paragraphs:
                paragraph.paragraph_format.keep_with_next = True

    def _recipients(self, cell: _Cell, recipients: tuple[Text, ...]) -> None:
        if recipients:
            heading = (Run(blocks.RECIPIENTS, bold=True, italic=True),)
            _write(cell.paragraphs[0], heading, size=self.sheet.size - 1)
        for text in recipients:
            _write(cell.add_paragraph(), text, size=self.sheet.size - 2)

    def _page_break(self, _block: blocks.PageBreak) -> None:
        self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _side_by_side(self, widths: list[int], *, rows: int = 1) -> list[list[_Cell]]:
        """Add a table without borders, the way Word sets things side by side; return its rows."""
        table = self.document.add_table(rows=rows, cols=len(widths))
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        for row in table.rows:
            keep_whole(row._tr)  # noqa: SLF001
        set_margins(table, 0)
        self._gap()
        return [list(row.cells) for row in table.rows]

    def _gap(self) -> None:
        """Part a table from what follows: Word joins tables that touch."""
        gap = self.document.add_paragraph()
        gap.paragraph_format.space_after = Pt(0)
        gap.paragraph_format.line_spacing = Pt(3)


def _balanced(text: Text, room: float, size: float) -> Text:
    """Break a heading in capitals into lines of about equal length, so that no word stands alone."""
    words = plain(keep_together(text)).split(" ")
    fits = int(room / (size * 0.3528 * 0.72))
    lines = -(-len(" ".join(words)) // fits)
    if lines < 2 or len(text) != 1:
        return text
    target, said = len(" ".join(words)) / lines, [""]
    for word in words:
        if len(said[-1]) >= target or len(said[-1]) + len(word) / 2 > target:
            said.append("")
        said[-1] = f"{said[-1]} {word}".strip()
    run = text[0]
    return (Run("\n".join(line for line in said if line), run.bold, run.italic),)


def _bold(text: Text) -> Text:
    return tuple(Run(run.text, bold=True, italic=run.italic, blank=run.blank) for run in text)


def _centre(paragraph: Paragraph, text: Text, *, size: float = 0, before: float = 0) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = Pt(before)
    _write(paragraph, text, size=size)


def _write(paragraph: Paragraph, text: Text, *, size: float = 0, stretch: bool = False) -> None:
    """Write the runs; with `stretch` the last blank is a dotted tab to the margin."""
    last = max((at for at, run in enumerate(text) if run.blank), default=-1)
    for at, one in enumerate(text):
        words = one.text
        if one.blank:
            words = "\t" if stretch and at == last else DOTS
        run = paragraph.add_run(words)
        run.bold, run.italic = one.bold, one.italic
        if size:
            run.font.size = Pt(size)


def _rule(paragraph: Paragraph, length: float, *, room: float | None = None) -> None:
    """Draw a short line under what stands above, as wide as `length` millimetres."""
    width = room if room is not None else length / 0.32
    side = Mm(max(0.0, (width - length) / 2))
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
    paragraph.paragraph_format.space_after = Pt(3)
    paragraph.paragraph_format.line_spacing = Pt(2)
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "5"), ("space", "0"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc"
    )
