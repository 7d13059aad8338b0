"""Writes into cells of an XLSX as a person would, by the names of the cells."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from xml.sax.saxutils import escape


def places(content: bytes) -> dict[str, str]:
    """Return the cell of each name: "cv_r1_c1" → "A7"."""
    book = zipfile.ZipFile(BytesIO(content)).read("xl/workbook.xml").decode()
    found = re.findall(r'<definedName name="([^"]+)">[^<!]+!([^<]+)</definedName>', book)
    return {name: cell.replace("$", "") for name, cell in found}


def fill(content: bytes, cells: dict[str, object]) -> bytes:
    """Return the file with cells (by name) written; a text that begins with "=" is a formula.

    A formula is given as ("=A1+1", kept value or None).
    """
    where = places(content)
    told = {where[name]: value for name, value in cells.items()}
    return _rewritten(content, "xl/worksheets/sheet1.xml", lambda xml: _filled(xml, told))


def rename(content: bytes, old: str, new: str) -> bytes:
    return _rewritten(content, "xl/sharedStrings.xml", lambda xml: xml.replace(old, new))


def rename_cell(content: bytes, old: str, new: str) -> bytes:
    change = lambda xml: xml.replace(f'r="{old}"', f'r="{new}"')  # noqa: E731
    return _rewritten(content, "xl/worksheets/sheet1.xml", change)


def with_name(content: bytes, name: str, place: str) -> bytes:
    add = f'<definedNames><definedName name="{name}">{place}</definedName>'
    change = lambda xml: xml.replace("<definedNames>", add)  # noqa: E731
    return _rewritten(content, "xl/workbook.xml", change)


def without_names(content: bytes) -> bytes:
    drop = re.compile(r"<definedNames>.*?</definedNames>", re.DOTALL)
    return _rewritten(content, "xl/workbook.xml", lambda xml: drop.sub("", xml))


def with_merge(content: bytes, area: str) -> bytes:
    merged = f'<mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'
    add = lambda xml: re.sub(r"(</sheetProtection>|<sheetProtection[^>]*/>)", rf"\1{merged}", xml)  # noqa: E731
    return _rewritten(content, "xl/worksheets/sheet1.xml", add)


def with_part(content: bytes, name: str, data: bytes = b"x") -> bytes:
    file = BytesIO(content)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(name, data)
    return file.getvalue()


def _filled(xml: str, told: dict[str, object]) -> str:
    for cell, value in told.items():
        made = re.compile(rf'<c r="{cell}"( s="\d+")?(?: t="\w+")?(?:/>|>.*?</c>)')
        assert made.search(xml), cell
        xml = made.sub(lambda at, cell=cell, value=value: _cell(cell, at[1] or "", value), xml)
    return xml


def _cell(cell: str, style: str, value: object) -> str:
    if isinstance(value, tuple):
        formula, kept = value
        shown = "" if kept is None else f"<v>{kept}</v>"
        style += ' t="e"' if str(kept).startswith("#") else ""
        return f'<c r="{cell}"{style}><f>{formula[1:]}</f>{shown}</c>'
    if isinstance(value, str):
        text = f'<is><t xml:space="preserve">{escape(value)}</t></is>'
        return f'<c r="{cell}"{style} t="inlineStr">{text}</c>'
    return f'<c r="{cell}"{style}><v>{value}</v></c>'


def _rewritten(content: bytes, part: str, change) -> bytes:
    made = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for one in old.infolist():
            data = old.read(one)
            if one.filename == part:
                data = change(data.decode()).encode()
            new.writestr(one.filename, data)
    return made.getvalue()
