"""The measures of a DOCX, read back from the file and held against the decree.

It knows nothing of how we write files: it opens one as Word would, with styles inherited, and says
where NĐ 30/2020/NĐ-CP, Phụ lục I is not kept. The components are found by their styles.
"""

# ruff: noqa: SLF001 - python-docx does not show fields, defaults and the numbering of pages
from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

FONT: Final = "Times New Roman"


@dataclass(frozen=True, slots=True)
class Page:
    """A section of pages, in millimetres; `starts_at` is the number of its first page, if set."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    first_unnumbered: bool
    starts_at: int | None

    @property
    def landscape(self) -> bool:
        return self.width > self.height


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as it looks: points and millimetres; `caps` when it is written in capitals."""

    style: str
    text: str
    font: str
    size: float
    bold: bool
    italic: bool
    align: str
    first_line: float
    space_after: float
    line_spacing: float

    @property
    def caps(self) -> bool:
        return self.text == self.text.upper()


@dataclass(frozen=True, slots=True)
class Measures:
    """What was read: pages, lines outside and inside of tables in their order, number of pages."""

    pages: tuple[Page, ...]
    lines: tuple[Line, ...]
    number_align: str
    number_size: float
    number_is_field: bool
    repeated_heads: int
    footnotes: int

    def styled(self, style: str) -> tuple[Line, ...]:
        """Return the lines of a style that say something."""
        return tuple(line for line in self.lines if line.style == style and line.text.strip())


@dataclass(frozen=True, slots=True)
class _Rule:
    """What the decree says of one component; None leaves it open."""

    style: str
    sizes: tuple[float, float]
    bold: bool | None
    italic: bool | None
    align: str | None
    caps: bool = False


RULES: Final = (
    _Rule("Quốc hiệu", (12, 13), True, False, "center", caps=True),
    _Rule("Tiêu ngữ", (13, 14), True, False, "center"),
    _Rule("Cơ quan chủ quản", (12, 13), False, False, "center", caps=True),
    _Rule("Cơ quan ban hành", (12, 13), True, False, "center", caps=True),
    _Rule("Số, ký hiệu", (13, 13), False, False, "center"),
    _Rule("Địa danh, thời gian", (13, 14), False, True, "center"),
    _Rule("Title", (13, 14), True, False, "center", caps=True),
    _Rule("Subtitle", (13, 14), True, False, "center"),
    _Rule("Kính gửi", (13, 14), False, False, None),
    _Rule("Căn cứ", (13, 14), None, True, "justify"),
    _Rule("Heading 1", (13, 14), True, False, None, caps=True),
    _Rule("Heading 2", (13, 14), True, False, None),
    _Rule("Heading 3", (13, 14), True, None, None),
    _Rule("Body Text", (13, 14), None, None, "justify"),
    _Rule("Gạch đầu dòng", (13, 14), None, None, "justify"),
    _Rule("Nơi nhận", (12, 12), True, True, None),
    _Rule("Nơi nhận (danh sách)", (11, 11), False, False, None),
    _Rule("Người ký", (13, 14), True, False, "center"),
    _Rule("Tên phụ lục", (13, 14), True, False, "center"),
)
_INDENTED: Final = ("Căn cứ", "Body Text", "Gạch đầu dòng")


def measure(content: bytes) -> Measures:
    """Read a DOCX of ours, also one that Word or LibreOffice has saved since."""
    document = Document(io.BytesIO(content))
    body = document.element.body
    reader = _Reader(document)
    number = reader.numbered()
    return Measures(
        pages=tuple(_page(section) for section in document.sections),
        lines=tuple(reader.lines()),
        number_align=number.align if number else "",
        number_size=number.size if number else 0,
        number_is_field=number is not None,
        repeated_heads=len(list(body.iter(qn("w:tblHeader")))),
        footnotes=len(list(body.iter(qn("w:footnoteReference")))),
    )


def deviations(found: Measures) -> tuple[str, ...]:
    """Name what does not keep to Phụ lục I, one line each; empty when all does."""
    return (*_of_pages(found), *(said for rule in RULES for said in _of_lines(rule, found)))


def _of_pages(found: Measures) -> Iterator[str]:
    for at, page in enumerate(found.pages, start=1):
        if sorted((round(page.width), round(page.height))) != [210, 297]:
            yield f"trang {at}: khổ {page.width:.0f}×{page.height:.0f} mm, không phải A4"
        for name, value, least, most in (
            ("trên", page.top, 20, 25), ("dưới", page.bottom, 20, 25),
            ("trái", page.left, 30, 35), ("phải", page.right, 15, 20),
        ):  # fmt: skip
            if not least - 0.1 <= value <= most + 0.1:
                yield f"trang {at}: lề {name} {value:.1f} mm, ngoài {least}–{most}"
    if found.pages[0].landscape or not found.pages[0].first_unnumbered:
        yield "trang đầu: phải đứng và không hiện số trang"
    if found.number_align != "center" or not 13 <= found.number_size <= 14:
        yield f"số trang: {found.number_align}, cỡ {found.number_size}"


def _of_lines(rule: _Rule, found: Measures) -> Iterator[str]:
    least, most = rule.sizes
    for line in found.styled(rule.style):
        where = f"{rule.style} “{line.text[:30]}”"
        if line.font != FONT or not least <= line.size <= most:
            yield f"{where}: phông {line.font}, cỡ {line.size}"
        if rule.bold not in (None, line.bold) or rule.italic not in (None, line.italic):
            yield f"{where}: đậm {line.bold}, nghiêng {line.italic}"
        if rule.align not in (None, line.align):
            yield f"{where}: canh {line.align}"
        if rule.caps and not line.caps:
            yield f"{where}: không viết hoa"
        if rule.style in _INDENTED and round(line.first_line, 1) not in (10.0, 12.7):
            yield f"{where}: thụt {line.first_line:.1f} mm"
        if rule.style in _INDENTED and (line.space_after < 6 or not 1 <= line.line_spacing <= 1.5):
            yield f"{where}: cách đoạn {line.space_after} pt, dòng {line.line_spacing}"


def _page(section: Any) -> Page:
    count = section._sectPr.find(qn("w:pgNumType"))
    start = None if count is None else count.get(qn("w:start"))
    return Page(
        section.page_width.mm, section.page_height.mm, section.top_margin.mm,
        section.bottom_margin.mm, section.left_margin.mm, section.right_margin.mm,
        bool(section.different_first_page_header_footer), int(start) if start else None,
    )  # fmt: skip


class _Reader:
    """Reads paragraphs as they look, through their styles down to the defaults of the file."""

    def __init__(self, document: Any) -> None:
        self._document = document
        defaults = document.styles.element.find(
            f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}"
        )
        self._defaults = [] if defaults is None else [defaults]

    def lines(self) -> Iterator[Line]:
        for element in self._document.element.body.iter(qn("w:p")):
            yield self._line(Paragraph(element, self._document))

    def numbered(self) -> Line | None:
        """Return the line of the running head that shows the number of the page."""
        for paragraph in self._document.sections[0].header.paragraphs:
            codes = "".join(it.text or "" for it in paragraph._p.iter(qn("w:instrText")))
            simple = "".join(
                it.get(qn("w:instr"), "") for it in paragraph._p.iter(qn("w:fldSimple"))
            )
            if "PAGE" in codes + simple:
                return self._line(paragraph)
        return None

    def _line(self, paragraph: Any) -> Line:
        styles = list(_chain(paragraph.style))
        places = [it for it in (paragraph._p.pPr, *_all(styles, "w:pPr")) if it is not None]
        looks = [*_first_look(paragraph), *_all(styles, "w:rPr"), *self._defaults]
        return Line(
            style=str(paragraph.style.name),
            text="".join(_texts(paragraph)),
            font=_found(looks, "w:rFonts", "w:ascii") or "",
            size=float(_found(looks, "w:sz", "w:val") or 20) / 2,
            bold=_flag(looks, "w:b"),
            italic=_flag(looks, "w:i"),
            align=_align(places),
            first_line=_length(places, "w:ind", "w:firstLine") / 1440 * 25.4,
            space_after=_length(places, "w:spacing", "w:after") / 20,
            line_spacing=_length(places, "w:spacing", "w:line", 240) / 240,
        )


def _chain(style: Any) -> Iterator[Any]:
    """Yield the styles that a paragraph takes its looks from, the nearest first."""
    while style is not None:
        yield style.element
        style = style.base_style


def _all(styles: Sequence[Any], name: str) -> list[Any]:
    return [found for style in styles if (found := style.find(qn(name))) is not None]


def _first_look(paragraph: Any) -> list[Any]:
    """Return what the first words say of their own look."""
    for run in paragraph._p.iter(qn("w:r")):
        if run.find(qn("w:t")) is not None:
            look = run.find(qn("w:rPr"))
            return [] if look is None else [look]
    return []


def _texts(paragraph: Any) -> Iterator[str]:
    for it in paragraph._p.iter(qn("w:t"), qn("w:br")):
        yield it.text or "" if it.tag == qn("w:t") else " "


def _found(places: Sequence[Any], name: str, attribute: str) -> str | None:
    for place in places:
        element = place.find(qn(name))
        if element is not None and element.get(qn(attribute)) is not None:
            return str(element.get(qn(attribute)))
    return None


def _length(places: Sequence[Any], name: str, attribute: str, default: int = 0) -> float:
    return float(_found(places, name, attribute) or default)


def _flag(looks: Sequence[Any], name: str) -> bool:
    for place in looks:
        element = place.find(qn(name))
        if element is not None:
            return element.get(qn("w:val")) not in ("0", "false")
    return False


_ALIGNS: Final = {"both": "justify", "start": "left", "end": "right"}


def _align(places: Sequence[Any]) -> str:
    said = _found(places, "w:jc", "w:val") or "left"
    return _ALIGNS.get(said, said)
