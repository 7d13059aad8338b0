"""DOCX: paragraphs with their numbers, tables, text boxes, notes; tracked deletions are left out."""

import zipfile
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from lxml import etree

from congvu.oversight.proofreading.readers.archive import xml_part

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RULE: Final = "_" * 20
_LEFT_OUT: Final = frozenset(
    (f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", f"{_MC}Fallback", f"{_W}instrText")
)
_ALPHABET: Final = "abcdđeghiklmnopqrstuvxy"
Levels = dict[int, tuple[str, str, int]]


def text_of(archive: zipfile.ZipFile) -> str:
    """Return the text, one line a paragraph, one line of tab-separated cells a table row."""
    document = xml_part(archive, "word/document.xml")
    if document is None:
        return ""
    numbers = _Numbers(archive)
    body = document.find(f"{_W}body")
    lines = list(_lines(body if body is not None else document, numbers))
    notes = list(_notes(archive))
    if notes:
        lines += [_RULE, *notes]
    return "\n".join(lines) + "\n"


class _Numbers:
    """The numbers that Word writes itself before the items of a list."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._levels: dict[str, Levels] = {}
        self._counts: dict[tuple[str, int], int] = defaultdict(int)
        self._styles: dict[str, tuple[str, int]] = {}
        root = xml_part(archive, "word/numbering.xml")
        if root is not None:
            self._load(root)
        styles = xml_part(archive, "word/styles.xml")
        if styles is not None:
            self._load_styles(styles)

    def _load(self, root: etree._Element) -> None:
        abstract: dict[str, Levels] = {}
        for one in root.iter(f"{_W}abstractNum"):
            levels: Levels = {}
            for level in one.iter(f"{_W}lvl"):
                depth = int(level.get(f"{_W}ilvl", "0"))
                levels[depth] = (
                    _child(level, "numFmt", "decimal"), _child(level, "lvlText", ""),
                    int(_child(level, "start", "1")),
                )  # fmt: skip
            abstract[one.get(f"{_W}abstractNumId", "")] = levels
        for one in root.iter(f"{_W}num"):
            self._levels[one.get(f"{_W}numId", "")] = abstract.get(
                _child(one, "abstractNumId", ""), {}
            )

    def _load_styles(self, root: etree._Element) -> None:
        for style in root.iter(f"{_W}style"):
            found = style.find(f"{_W}pPr/{_W}numPr")
            if found is not None:
                self._styles[style.get(f"{_W}styleId", "")] = (
                    _child(found, "numId", ""), int(_child(found, "ilvl", "0")),
                )  # fmt: skip

    def before(self, paragraph: etree._Element) -> str:
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return ""
        found = properties.find(f"{_W}numPr")
        if found is not None:
            which, depth = _child(found, "numId", ""), int(_child(found, "ilvl", "0"))
        else:
            which, depth = self._styles.get(_child(properties, "pStyle", ""), ("", 0))
        levels = self._levels.get(which, {})
        if depth not in levels or which == "0":
            return ""
        self._counts[(which, depth)] += 1
        for other, level in list(self._counts):
            if other == which and level > depth:
                del self._counts[(other, level)]
        return self._shown(which, depth, levels)

    def _shown(self, which: str, depth: int, levels: Levels) -> str:
        style, pattern, _ = levels[depth]
        if style == "bullet":
            return "- "
        for level in range(depth + 1):
            name, _, start = levels.get(level, ("decimal", "", 1))
            count = max(1, self._counts[(which, level)]) + start - 1
            pattern = pattern.replace(f"%{level + 1}", _written(count, name))
        return f"{pattern} " if pattern else ""


def _child(element: etree._Element, name: str, default: str) -> str:
    found = element.find(f"{_W}{name}")
    return default if found is None else str(found.get(f"{_W}val", default))


def _written(count: int, style: str) -> str:
    if style in ("upperRoman", "lowerRoman"):
        tens, ones = divmod(count, 10)
        roman = "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
        return roman if style == "upperRoman" else roman.lower()
    if style in ("lowerLetter", "upperLetter"):
        letter = _ALPHABET.replace("đ", "")[(count - 1) % 22]
        return letter if style == "lowerLetter" else letter.upper()
    return str(count)


def _lines(parent: etree._Element, numbers: _Numbers) -> Iterator[str]:
    for child in parent:
        if child.tag == f"{_W}p":
            yield from _paragraph(child, numbers)
        elif child.tag == f"{_W}tbl":
            yield from _table(child, numbers)
        elif child.tag not in _LEFT_OUT and isinstance(child.tag, str):
            yield from _lines(child, numbers)


def _paragraph(paragraph: etree._Element, numbers: _Numbers) -> Iterator[str]:
    boxes: list[etree._Element] = []
    text = "".join(_runs(paragraph, boxes))
    if text.strip():
        lines = text.replace("\t", " ").split("\n")
        yield numbers.before(paragraph) + lines[0]
        yield from (line for line in lines[1:] if line.strip())
    else:
        yield ""
    for box in boxes:
        yield from _lines(box, numbers)


def _runs(element: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if tag == f"{_W}t":
            yield child.text or ""
        elif tag in (f"{_W}tab", f"{_W}ptab"):
            yield " "
        elif tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif tag == f"{_W}noBreakHyphen":
            yield "-"
        elif tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
            yield f"[{child.get(f'{_W}id', '')}]"
        elif tag == f"{_W}txbxContent":
            boxes.append(child)
        elif tag not in _LEFT_OUT and isinstance(tag, str):
            yield from _runs(child, boxes)


def _table(table: etree._Element, numbers: _Numbers) -> Iterator[str]:
    for row in table.iter(f"{_W}tr"):
        if next(row.iterancestors(f"{_W}tbl")) is not table:
            continue
        cells: list[str] = []
        for cell in row.findall(f"{_W}tc"):
            lines = (line for line in _lines(cell, numbers) if line.strip())
            cells.append(" ".join(line.replace("\t", " ") for line in lines))
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            cells += [""] * (int(span.get(f"{_W}val", "1")) - 1 if span is not None else 0)
        yield "\t".join(cells) if len(cells) > 1 else "".join(cells)


def _notes(archive: zipfile.ZipFile) -> Iterator[str]:
    for part, name in (("footnotes", "footnote"), ("endnotes", "endnote")):
        root = xml_part(archive, f"word/{part}.xml")
        for note in [] if root is None else root.iter(f"{_W}{name}"):
            text = " ".join("".join(_runs(note, [])).split())
            if text and note.get(f"{_W}type") is None:
                yield f"[{note.get(f'{_W}id', '')}] {text}"
