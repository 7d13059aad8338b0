"""PDF: the lines of each page, its tables as rows, its notes behind a rule; headers repeated are left out."""

import ctypes
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from congvu.oversight.proofreading.errors import CannotRead, Reason
from congvu.oversight.proofreading.readers import apart
from congvu.oversight.proofreading.readers.kinds import MOST_SCANNED, NOT_READ, Reading
from congvu.oversight.proofreading.rules.recognised import line_for

MOST_PAGES: Final = 2500
_UPRIGHT: Final = 3  # so many upright lines or boxes may be the columns of a table
_CELL_HEIGHT: Final = 8.0  # points; no row is lower
_GRID: Final = 12  # segments of a path that may draw a whole table at once
_MOST_OBJECTS: Final = 3000
_PAGE_SECONDS: Final = 50
_RULE: Final = "_" * 20
_BREAKS = re.compile(r"\r\n|[\r\n\x02\ufffe]")


def read_pdf(path: Path) -> Reading:
    """Read a PDF, its page images by Tesseract where it is installed; raises CannotRead.

    Without Tesseract a page that is only a picture leaves the line NOT_READ in the text.
    """
    pages, pictures = _pages(path)
    tesseract = shutil.which("tesseract")
    unread = pictures
    if not any(map(_filled, pages)):
        if tesseract is None:
            raise CannotRead(Reason.IMAGES)
        unread = list(range(len(pages)))
    found = _recognised(path, tesseract, unread) if tesseract else {}
    if not found and not any(map(_filled, pages)):
        raise CannotRead(Reason.IMAGES)
    lines = [
        found.get(index, [NOT_READ]) if index in unread else page
        for index, page in enumerate(pages)
    ]
    text = "\f".join("\n".join(page) + "\n" for page in _without_headers(lines))
    head = line_for(index + 1 for index in found)
    return Reading(head + text, "scan" if found else "pdf", whole_lines=False)


def _filled(page: list[str]) -> bool:
    return any(line.strip() for line in page)


def _pages(path: Path) -> tuple[list[list[str]], list[int]]:
    """Return the lines of each page, and which pages are only pictures."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        secret = "password" in str(error).lower()
        raise CannotRead(Reason.ENCRYPTED if secret else Reason.BROKEN) from error
    try:
        pages, ruled, pictures = _plain(document)
    except pypdfium2.PdfiumError as error:
        raise CannotRead(Reason.BROKEN) from error
    try:
        tabled = _with_tables(path, ruled)
    except (PdfminerException, MalformedPDFException, TypeError, ValueError):
        tabled = {}  # damaged where only tables need it: the plain lines stay
    return [tabled.get(index) or page for index, page in enumerate(pages)], pictures


def _plain(
    document: pypdfium2.PdfDocument,
) -> tuple[list[list[str]], list[int], list[int]]:
    """Return the lines of each page, which pages may hold tables, and which are only pictures."""
    pages: list[list[str]] = []
    ruled: list[int] = []
    pictures: list[int] = []
    with document:
        if len(document) > MOST_PAGES:
            raise CannotRead(Reason.TOO_LARGE)
        for index in range(len(document)):
            page = document[index]
            drawn = _drawn(page)
            lines = _page_lines(page)
            if drawn.cells:
                ruled.append(index)
            if drawn.image and not _filled(lines):
                pictures.append(index)
            pages.append(lines)
            page.close()
    return pages, ruled, pictures


class _Drawn(NamedTuple):
    """What is drawn on a page besides letters."""

    cells: bool  # upright lines or boxes, as around cells: a table is likely
    image: bool


def _drawn(page: pypdfium2.PdfPage) -> _Drawn:
    """Look for upright lines: rules and underlines lie flat, and no table is without columns."""
    handle = page.raw
    upright, image = 0, False
    for index in range(min(pdfium.FPDFPage_CountObjects(handle), _MOST_OBJECTS)):
        drawn = pdfium.FPDFPage_GetObject(handle, index)
        kind = pdfium.FPDFPageObj_GetType(drawn)
        image = image or kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            upright += _UPRIGHT  # what lies in it is not looked through twice
        elif kind == pdfium.FPDF_PAGEOBJ_PATH and _height(drawn) >= _CELL_HEIGHT:
            many = pdfium.FPDFPath_CountSegments(drawn) >= _GRID
            upright += _UPRIGHT if many else 1
        if upright >= _UPRIGHT and image:
            break
    return _Drawn(upright >= _UPRIGHT, image)


def _height(drawn: object) -> float:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(drawn, left, bottom, right, top)
    return float(top.value - bottom.value)


def _page_lines(page: pypdfium2.PdfPage) -> list[str]:
    text_page = page.get_textpage()
    raw = text_page.get_text_range()
    lines: list[str] = []
    sizes: list[float] = []
    at = 0
    for piece in _BREAKS.split(raw):
        found = raw.find(piece, at) if piece else at
        sizes.append(pdfium.FPDFText_GetFontSize(text_page.raw, found) if piece.strip() else 0.0)
        at = found + len(piece)
        lines.append(piece.rstrip())
    text_page.close()
    return list(_with_note_rule(lines, sizes))


def _with_note_rule(lines: list[str], sizes: list[float]) -> Iterator[str]:
    """Set a rule before notes: small lines at the foot of the page that begin with their number."""
    usual = Counter(round(size, 1) for size in sizes if size).most_common(1)
    body = usual[0][0] if usual else 0.0
    start = len(lines)
    for index in range(len(lines) - 1, -1, -1):
        if lines[index].strip() and sizes[index] > 0.92 * body:
            break
        if re.match(r"\s*\[?\d{1,2}\]?[.)]?\s*[^\W\d_]", lines[index]):
            start = index
    for index, line in enumerate(lines):
        if index == start:
            yield _RULE
        yield line


def _with_tables(path: Path, ruled: list[int]) -> dict[int, list[str]]:
    """Read the pages that hold tables again, cell by cell."""
    if not ruled:
        return {}
    found: dict[int, list[str]] = {}
    with pdfplumber.open(path, pages=[index + 1 for index in ruled]) as document:
        for page in document.pages:
            tables = [table for table in page.find_tables() if _is_table(table)]
            if tables:
                found[page.page_number - 1] = list(_mixed(page, tables))
            page.close()
    return found


def _is_table(table: "pdfplumber.table.Table") -> bool:
    """Whether the lines enclose cells side by side; one row may be the rest of the page before."""
    columns = max(len(row.cells) for row in table.rows)
    return columns > 2 or (columns == 2 and len(table.rows) > 1)


def _mixed(page: "pdfplumber.page.Page", tables: list["pdfplumber.table.Table"]) -> Iterator[str]:
    """Yield text above, rows, text between, rows, text below."""
    top = 0.0
    for table in sorted(tables, key=lambda one: float(one.bbox[1])):
        yield from _text_between(page, top, table.bbox[1])
        for row in table.extract():
            yield "\t".join(" ".join((cell or "").split()) for cell in row)
        top = table.bbox[3]
    yield from _text_between(page, top, float(page.height))


def _text_between(page: "pdfplumber.page.Page", top: float, bottom: float) -> list[str]:
    top, bottom = max(0.0, top), min(float(page.height), bottom)
    if bottom - top < 4:
        return []
    part = page.crop((0, top, page.width, bottom), strict=False)
    return (part.extract_text() or "").split("\n")


def _without_headers(pages: list[list[str]]) -> list[list[str]]:
    """Leave out first and last lines that most pages share, and page numbers."""
    edges: Counter[str] = Counter()
    for page in pages:
        filled = [line.strip() for line in page if line.strip()]
        edges.update({re.sub(r"\d+", "#", line) for line in (*filled[:1], *filled[-1:])})
    common = {line for line, count in edges.items() if count >= 3 and count * 2 > len(pages)}
    return [_trimmed(page, common | {"#", "- # -", "Trang #"}) for page in pages]


def _trimmed(page: list[str], common: set[str]) -> list[str]:
    kept = list(page)
    for end in (0, -1):
        while kept and (not kept[end].strip() or re.sub(r"\d+", "#", kept[end].strip()) in common):
            kept.pop(end)
    return kept


def _recognised(path: Path, tesseract: str, pages: list[int]) -> dict[int, list[str]]:
    """Return the lines of page images, read by Tesseract in Vietnamese."""
    if len(pages) > MOST_SCANNED:
        raise CannotRead(Reason.TOO_LARGE)
    found: dict[int, list[str]] = {}
    with pypdfium2.PdfDocument(path) as document, tempfile.TemporaryDirectory() as folder:
        for index in pages:
            image = Path(folder) / "page.png"
            document[index].render(scale=200 / 72).to_pil().save(image)
            lines = _one_image(tesseract, image)
            if _filled(lines):
                found[index] = lines
    return found


def _one_image(tesseract: str, image: Path) -> list[str]:
    try:
        done = subprocess.run(  # noqa: S603 - Tesseract and a path of our own making
            [tesseract, str(image), "-", "-l", "vie"],
            capture_output=True,
            check=False,
            timeout=_PAGE_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise CannotRead(Reason.TOO_SLOW) from error
    if done.returncode:
        raise CannotRead(Reason.IMAGES)
    return done.stdout.decode("utf-8", "replace").replace("\f", "").split("\n")


if __name__ == "__main__":
    sys.exit(apart.answer(read_pdf))
