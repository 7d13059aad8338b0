"""A manuscript as DOCX in the layout of NĐ 30/2020/NĐ-CP, written part by part as XML.

Figures are content controls and sections are bookmarked, so that `word_back` finds both again.
"""

from __future__ import annotations

from collections.abc import Iterator

from congvu.oversight.reporting.rendering import docx_tables as tables
from congvu.oversight.reporting.rendering import paper
from congvu.oversight.reporting.rendering.docx_parts import HEADERS, package, twips
from congvu.oversight.reporting.rendering.docx_runs import RunWriter, paragraph, words
from congvu.oversight.reporting.rules import manuscript as m
from congvu.oversight.reporting.rules import tags

_KEEP = "<w:keepNext/>"
_BELOW = f'<w:keepNext/><w:spacing w:before="{paper.AFTER * 20}"/>'
"""What lies below a table: as much room as below a paragraph."""
_STYLES = {
    m.Style.BODY: "BodyText",
    m.Style.CENTRED: "Centred",
    m.Style.REMARK: "Remark",
}


def to_docx(manuscript: m.Manuscript) -> bytes:
    """Return the report as DOCX; equal manuscripts give equal bytes."""
    it = m.keyed(manuscript)
    body = _Body()
    said = "".join(body.pieces(it))
    return package(
        said, "".join(body.writer.footnotes), title=f"{it.head.kind} {it.head.subject}".strip(),
        issuer=it.head.issuer, day=paper.made_on(it.head), reference=it.reference, mark=it.mark,
    )  # fmt: skip


class _Body:
    """Writes the body from top to bottom and keeps track of its sections of pages."""

    def __init__(self) -> None:
        self.writer = RunWriter()
        self._first = True

    def pieces(self, it: m.Manuscript) -> Iterator[str]:
        yield from self._head(it.head)
        for at, runs in enumerate(it.grounds):
            place = self.writer.bookmark(tags.GROUNDS) if at == 0 else ""
            yield paragraph("Ground", place + self.writer.runs(runs))
        for part in it.parts:
            yield from self._part(part, last=part is it.parts[-1])
        yield self._closing(it.closing)
        yield self._turn(landscape=False) if it.annexes else self._end(landscape=False)
        for at, annex in enumerate(it.annexes, start=1):
            yield from self._annex(annex, at, it)

    def _head(self, head: m.Head) -> Iterator[str]:
        left, right = paper.LETTERHEAD
        # LibreOffice sets an empty line before a table that begins a file; this one is thinner.
        yield paragraph("Rule", "")
        yield tables.side_by_side(
            paper.LETTERHEAD,
            (
                "".join(
                    (*_issuer(head, left), paragraph("Number", words(paper.number_line(head))))
                ),
                "".join((*_nation(right), paragraph("PlaceDate", words(paper.place_line(head))))),
            ),
        )
        room = paper.inner()
        yield paragraph("Title", words(head.kind))
        lines = paper.subject_lines(head)
        yield paragraph("Subtitle", words("\n".join(lines)))
        yield tables.rule(paper.subject_rule(lines), room)
        yield from _addressees(head)

    def _part(self, part: m.Part, *, last: bool) -> Iterator[str]:
        place = self.writer.bookmark(tags.part_bookmark(part.code))
        if part.heading:
            yield _heading(part.heading, place)
            place = ""
        if not part.blocks and place:
            yield paragraph("BodyText", place)
        for at, block in enumerate(part.blocks):
            end = last and at == len(part.blocks) - 1
            if isinstance(block, m.Grid):
                yield from self._grid(block, place, last=end)
            else:
                yield self._block(block, place, _KEEP if end else "")
            place = ""

    def _block(self, block: m.Heading | m.Paragraph | m.Item, place: str, extra: str) -> str:
        if isinstance(block, m.Heading):
            return _heading(block, place)
        if isinstance(block, m.Item):
            sign = "- " if block.level == 1 else "+ "
            return paragraph("Item", place + words(sign) + self.writer.runs(block.runs), extra)
        return paragraph(_STYLES[block.style], place + self.writer.runs(block.runs), extra)

    def _grid(self, grid: m.Grid, place: str, *, last: bool) -> Iterator[str]:
        if place:
            yield paragraph("Rule", place)
        if grid.landscape:
            yield self._turn(landscape=False)
        yield tables.grid(self.writer, grid, kept=last)
        yield self._turn(landscape=True) if grid.landscape else paragraph("Rule", "", _BELOW)

    def _closing(self, closing: m.Closing) -> str:
        left, right = paper.CLOSING
        recipients = [paragraph("RecipientsHead", words("Nơi nhận:"))] + [
            paragraph("Recipients", words(line))
            for line in paper.recipient_lines(closing.recipients)
        ]
        signer = [paragraph("Signature", words(line)) for line in paper.signer_lines(closing)]
        room = f'<w:spacing w:before="{paper.SIGNATURE * 20}"/>'
        signer.append(paragraph("Signature", words(closing.name), room))
        end = paragraph("Rule", self.writer.bookmark(tags.END), _KEEP)
        return end + tables.side_by_side((left, right), ("".join(recipients), "".join(signer)))

    def _annex(self, annex: m.Annex, at: int, it: m.Manuscript) -> Iterator[str]:
        place = self.writer.bookmark(f"{tags.ANNEX}{at}")
        number, *title = paper.annex_lines(annex)
        yield paragraph("AnnexTitle", place + words(number))
        yield paragraph("AnnexTitle", words("\n".join(title)))
        yield paragraph("AnnexReference", words("\n".join(paper.attached_lines(annex, it.head))))
        yield tables.annex(self.writer, annex)
        for note in annex.notes:
            yield paragraph("Cell", words(note))
        made = self._end if at == len(it.annexes) else self._turn
        yield made(landscape=annex.landscape, restart=True)

    def _end(self, *, landscape: bool, restart: bool = False) -> str:
        """End the file: a table may not be the last thing in it."""
        return paragraph("Rule", "") + self._last(landscape=landscape, restart=restart)

    def _turn(self, *, landscape: bool, restart: bool = False) -> str:
        """End a section of pages: what follows begins on a new page."""
        return paragraph("Rule", "", self._last(landscape=landscape, restart=restart))

    def _last(self, *, landscape: bool, restart: bool = False) -> str:
        wide, high = (paper.LONG, paper.SHORT) if landscape else (paper.SHORT, paper.LONG)
        turned = ' w:orient="landscape"' if landscape else ""
        # Only the first page of the report, and of each annex, goes without its number.
        unnumbered = "<w:titlePg/>" if self._first or restart else ""
        headers, self._first = (HEADERS if self._first else ""), False
        count = '<w:pgNumType w:start="1"/>' if restart else ""
        return (
            f'<w:sectPr>{headers}<w:type w:val="nextPage"/>'
            f'<w:pgSz w:w="{twips(wide)}" w:h="{twips(high)}"{turned}/>'
            f'<w:pgMar w:top="{twips(paper.TOP)}" w:right="{twips(paper.RIGHT)}" '
            f'w:bottom="{twips(paper.BOTTOM)}" w:left="{twips(paper.LEFT)}" '
            f'w:header="{twips(paper.HEADER_AT)}" w:footer="{twips(paper.HEADER_AT)}" w:gutter="0"/>'
            f"{count}{unnumbered}</w:sectPr>"
        )


def _issuer(head: m.Head, room: float) -> Iterator[str]:
    if superior := paper.superior_lines(head):
        yield paragraph("Superior", words("\n".join(superior)))
    lines = paper.issuer_lines(head)
    yield paragraph("Issuer", words("\n".join(lines)))
    yield tables.rule(paper.issuer_rule(lines), room)


def _nation(room: float) -> Iterator[str]:
    yield paragraph("Nation", words(paper.NATION_TEXT))
    yield paragraph("Motto", words(paper.MOTTO_TEXT))
    yield tables.rule(paper.motto_rule(), room)


def _addressees(head: m.Head) -> Iterator[str]:
    lines = paper.addressed(head)
    side = f'<w:ind w:left="{twips(45)}"/><w:jc w:val="left"/>' if len(lines) > 1 else ""
    if lines:
        yield paragraph("Addressee", words("\n".join(lines)), side)


def _heading(heading: m.Heading, place: str) -> str:
    said = f"{heading.number} {heading.text}".strip()
    return paragraph(f"Heading{heading.level}", place + words(said))
