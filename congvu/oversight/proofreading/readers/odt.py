"""ODT: paragraphs, headings, lists, tables and notes of an OpenDocument text."""

import zipfile
from collections.abc import Iterator
from typing import Final

from lxml import etree

from congvu.oversight.proofreading.readers.archive import xml_part

_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_LEFT_OUT: Final = frozenset(
    (f"{_TEXT}tracked-changes", f"{_TEXT}note-citation", f"{_TEXT}sequence-decls")
)


def text_of(archive: zipfile.ZipFile) -> str:
    """Return the text, one line a paragraph, one line of tab-separated cells a table row."""
    root = xml_part(archive, "content.xml")
    if root is None:
        return ""
    notes: list[str] = []
    lines = list(_lines(root, notes, 0))
    if notes:
        lines += ["_" * 20, *notes]
    return "\n".join(lines) + "\n"


def _lines(parent: etree._Element, notes: list[str], depth: int) -> Iterator[str]:
    for child in parent:
        if child.tag in (f"{_TEXT}p", f"{_TEXT}h"):
            text = "".join(_pieces(child, notes))
            yield f"- {text}" if depth and text.strip() and text.lstrip()[:1] not in "-+•" else text
        elif child.tag == f"{_TABLE}table":
            for row in child.iter(f"{_TABLE}table-row"):
                yield "\t".join(_cells(row, notes))
        elif child.tag == f"{_TEXT}list":
            yield from _lines(child, notes, depth + 1)
        elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
            yield from _lines(child, notes, depth)


def _cells(row: etree._Element, notes: list[str]) -> Iterator[str]:
    for cell in row:
        if cell.tag == f"{_TABLE}table-cell":
            yield " ".join(" ".join(_lines(cell, notes, 0)).split())
        elif cell.tag == f"{_TABLE}covered-table-cell":
            yield ""


def _pieces(element: etree._Element, notes: list[str]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}note":
            number = len(notes) + 1
            body = child.find(f"{_TEXT}note-body")
            text = " ".join("".join(body.itertext()).split()) if body is not None else ""
            notes.append(f"[{number}] {text}")
            yield f"[{number}]"
        elif child.tag in (f"{_TEXT}s", f"{_TEXT}tab"):
            yield " "
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
            yield from _pieces(child, notes)
        yield child.tail or ""
