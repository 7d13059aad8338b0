"""Paragraphs of a Word file as runs of a manuscript, tracked changes taken as accepted."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from congvu.kernel.vitext import nfc
from congvu.oversight.proofreading.errors import CannotRead, Reason
from congvu.oversight.proofreading.readers.archive import xml_part
from congvu.oversight.reporting.rules import manuscript as m
from congvu.oversight.reporting.rules import tags
from congvu.oversight.reporting.rules.prose import joined

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DELETED: Final = frozenset((f"{W}del", f"{W}moveFrom"))
_SILENT: Final = frozenset(
    (f"{W}pPr", f"{W}rPr", f"{W}sdtPr", f"{W}sdtEndPr", f"{W}instrText", f"{W}tblPr", f"{W}trPr",
     f"{W}tcPr", f"{W}tblGrid", f"{_MC}Fallback", f"{W}footnoteRef")
)  # fmt: skip
_LEFT_OUT: Final = frozenset(
    (f"{W}drawing", f"{W}pict", f"{W}object", f"{W}sym", f"{_MATHS}oMath", f"{W}altChunk")
)  # fmt: skip
_DEEPEST: Final = 60
_KEY = re.compile(r"(?:@[a-z_]+|[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*)(?:\|[^|#]+)?(?:#[0-9]+)?")


@dataclass(slots=True)
class Line:
    """A paragraph: its style's name, its runs, the marks of ours that lie in it."""

    style: str
    runs: list[m.Run]
    marks: list[str]
    merges: bool = False
    """Its end was deleted: it goes on in the next paragraph."""
    bulleted: bool = False


@dataclass(slots=True)
class _Token:
    """What was met inside a paragraph: words, the ends of a figure's bookmark, a figure, a note."""

    kind: str
    text: str = ""
    bold: bool = False
    italic: bool = False
    note: m.Note | None = field(default=None)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the reading is: how deep, in which look, and where marks of ours are kept."""

    marks: list[str]
    depth: int = 0
    look: tuple[bool, bool] = (False, False)


class Reader:
    """Reads the text of one file; counts what it had to leave out."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.left_out = 0
        self.tracked = False
        self.remarks: list[str] = []
        """Remarks met since somebody took them away."""
        self.endnotes: list[str] = []
        self._names: dict[str, str] = {}
        self._looks: dict[str, tuple[bool, bool]] = {}
        self._notes: dict[str, etree._Element] = {}
        self._readers: dict[str, Callable[[etree._Element, _Place], Iterator[_Token]]] = {
            f"{W}r": self._run,
            f"{W}sdt": self._control,
            f"{W}bookmarkStart": _opened,
            f"{W}bookmarkEnd": _closed,
            f"{W}footnoteReference": self._note,
            f"{W}commentReference": self._remark,
            f"{W}endnoteReference": self._endnote,
        }
        self._remarks = _words_by_id(xml_part(archive, "word/comments.xml"), "comment")
        self._endnotes = _words_by_id(xml_part(archive, "word/endnotes.xml"), "endnote")
        self._read_styles(xml_part(archive, "word/styles.xml"))
        notes = xml_part(archive, "word/footnotes.xml")
        for note in [] if notes is None else notes.iter(f"{W}footnote"):
            self._notes[note.get(f"{W}id", "")] = note

    def _read_styles(self, root: etree._Element | None) -> None:
        for style in [] if root is None else root.iter(f"{W}style"):
            code, name = style.get(f"{W}styleId", ""), style.find(f"{W}name")
            self._names[code] = "" if name is None else name.get(f"{W}val", "")
            look = style.find(f"{W}rPr")
            self._looks[code] = _flag(look, "b"), _flag(look, "i")

    def line(self, paragraph: etree._Element) -> Line:
        """Read one paragraph."""
        properties = paragraph.find(f"{W}pPr")
        style, merges, bulleted = "", False, False
        if properties is not None:
            style = _value(properties, "pStyle")
            merges = properties.find(f"{W}rPr/{W}del") is not None
            bulleted = properties.find(f"{W}numPr") is not None
        marks: list[str] = []
        tokens = list(self._tokens(paragraph, _Place(marks)))
        name = self._names.get(style, "").replace("Heading", "heading")
        return Line(name, _runs(tokens), marks, merges, bulleted)

    def _tokens(self, element: etree._Element, place: _Place) -> Iterator[_Token]:
        if place.depth > _DEEPEST:
            raise CannotRead(Reason.BROKEN)
        inside = replace(place, depth=place.depth + 1)
        for child in element:
            if child.tag in self._readers:
                yield from self._readers[child.tag](child, inside)
            elif (said := _said(child)) is not None:
                yield _Token("text", said, *place.look)
            elif child.tag in _DELETED:
                self.tracked = True
                for start in child.iter(f"{W}bookmarkStart"):  # the words go, the place stays
                    list(_opened(start, inside))
            elif child.tag in _LEFT_OUT:
                self.left_out += 1
            elif child.tag not in _SILENT and isinstance(child.tag, str):
                self.tracked = self.tracked or child.tag == f"{W}ins"
                yield from self._tokens(child, inside)

    def _run(self, run: etree._Element, place: _Place) -> Iterator[_Token]:
        look = run.find(f"{W}rPr")
        bold, italic = (
            (False, False)
            if look is None
            else self._looks.get(_value(look, "rStyle"), (False, False))
        )
        own = bold or _flag(look, "b"), italic or _flag(look, "i")
        return self._tokens(run, replace(place, look=own))

    def _control(self, control: etree._Element, place: _Place) -> Iterator[_Token]:
        """Read a content control: ours is a figure, anybody else's is the words in it."""
        content = control.find(f"{W}sdtContent")
        inner = [] if content is None else list(self._tokens(content, place))
        opened = [token for token in inner if token.kind == "open"]
        key = _key_of(control) or next((token.text.partition(" ")[2] for token in opened), None)
        if key is None:
            yield from inner
            return
        empty = control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
        said = [token for token in inner if token.kind == "text" and not empty]
        first = said[0] if said else _Token("text")
        yield from opened  # their ends may lie outside: they are matched in `_runs`
        shown = "".join(token.text for token in said)
        yield _Token("figure", f"{key}\n{shown}", first.bold, first.italic)
        yield from (token for token in inner if token.kind == "close")

    def _note(self, reference: etree._Element, _place: _Place) -> Iterator[_Token]:
        note = self._notes.get(reference.get(f"{W}id", ""))
        if note is None:
            return
        runs: list[m.Run] = []
        for paragraph in note.iter(f"{W}p"):
            runs += [m.Text(" "), *self.line(paragraph).runs]
        inner = trimmed([run for run in runs if not isinstance(run, m.Note)])
        if inner:
            kept = joined(tuple(inner))
            yield _Token(
                "note", note=m.Note(tuple(it for it in kept if not isinstance(it, m.Note)))
            )

    def _remark(self, reference: etree._Element, _place: _Place) -> Iterator[_Token]:
        text = self._remarks.pop(reference.get(f"{W}id", ""), "")
        self.remarks += [text] if text else []
        yield from ()

    def _endnote(self, reference: etree._Element, _place: _Place) -> Iterator[_Token]:
        text = self._endnotes.pop(reference.get(f"{W}id", ""), "")
        self.endnotes += [text] if text else []
        yield from ()

    def left_remarks(self) -> list[str]:
        """Return the remarks that stand at words which are gone."""
        return [text for text in self._remarks.values() if text]


def _words_by_id(root: etree._Element | None, name: str) -> dict[str, str]:
    """Return the words of remarks or end notes; who wrote them is nobody's business here."""
    found = {}
    for one in [] if root is None else root.iter(f"{W}{name}"):
        lines = ("".join(it.text or "" for it in line.iter(f"{W}t")) for line in one.iter(f"{W}p"))
        found[one.get(f"{W}id", "")] = nfc("\n".join(line.strip() for line in lines)).strip()
    return found


def _closed(end: etree._Element, _place: _Place) -> Iterator[_Token]:
    yield _Token("close", end.get(f"{W}id", ""))


def _opened(start: etree._Element, place: _Place) -> Iterator[_Token]:
    name = start.get(f"{W}name", "")
    key = tags.key_in_bookmark(name)
    if key is not None:
        yield _Token("open", f"{start.get(f'{W}id', '')} {key}")
    elif name.startswith("cv_"):
        place.marks.append(name)


def _key_of(control: etree._Element) -> str | None:
    """Return the key of our control by its tag, or by its title where a program drops tags."""
    properties = control.find(f"{W}sdtPr")
    if properties is None:
        return None
    tag = _value(properties, "tag")
    if tag:
        return tags.key_in_tag(tag)
    title = _value(properties, "alias")
    return title if _KEY.fullmatch(title) and any(sign in title for sign in ".@") else None


def _said(element: etree._Element) -> str | None:
    """Return what a leaf says, None for what is no leaf."""
    if element.tag == f"{W}t":
        return element.text or ""
    return {
        f"{W}tab": " ", f"{W}ptab": " ", f"{W}cr": "\n", f"{W}noBreakHyphen": "-",
        f"{W}br": "\n", f"{W}softHyphen": "",
    }.get(element.tag)  # fmt: skip


def _runs(tokens: list[_Token]) -> list[m.Run]:
    """Turn tokens into runs: a bookmark without a control in it is the figure itself."""
    made: list[m.Run] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.kind == "open":
            number, _, key = token.text.partition(" ")
            end = _end_of(tokens, at, number)
            inside = tokens[at + 1 : end] if end else []
            bare = all(it.kind == "text" for it in inside)
            if inside and bare and any(it.text.strip() for it in inside):
                shown = "".join(it.text for it in inside)
                made.append(_figure(key, shown, (inside[0].bold, inside[0].italic)))
                at = end
        elif token.kind == "figure":
            key, _, shown = token.text.partition("\n")
            figure = _figure(key, shown, (token.bold, token.italic))
            # LibreOffice 7.4 writes a control behind a footnote twice
            made += [] if made and made[-1] == figure else [figure]
        elif token.note is not None:
            made.append(token.note)
        elif token.kind == "text":
            made.append(m.Text(token.text, token.bold, token.italic))
        at += 1
    return list(joined(tuple(made)))


def _end_of(tokens: list[_Token], begin: int, number: str) -> int:
    """Return where the bookmark ends, 0 when not in this paragraph."""
    for at in range(begin + 1, len(tokens)):
        if tokens[at].kind == "close" and tokens[at].text == number:
            return at
    return 0


def _figure(key: str, shown: str, look: tuple[bool, bool]) -> m.Figure:
    code = re.sub(r"\.[nd]$", "", key.partition("#")[0].partition("|")[0])
    said = " ".join(shown.split())
    return m.Figure(key, code, said, gap=said == m.GAP, bold=look[0], italic=look[1])


def trimmed(runs: list[m.Run]) -> list[m.Run]:
    """Return the runs in composed letters, without blanks at either end and without empty ones."""
    kept: list[m.Run] = [
        m.Text(nfc(run.text), run.bold, run.italic) if isinstance(run, m.Text) else run
        for run in runs
    ]
    while kept and isinstance(kept[0], m.Text) and not kept[0].text.strip():
        kept.pop(0)
    while kept and isinstance(kept[-1], m.Text) and not kept[-1].text.strip():
        kept.pop()
    if kept and isinstance(kept[0], m.Text):
        kept[0] = m.Text(kept[0].text.lstrip(), kept[0].bold, kept[0].italic)
    if kept and isinstance(kept[-1], m.Text):
        kept[-1] = m.Text(kept[-1].text.rstrip(), kept[-1].bold, kept[-1].italic)
    return kept


def _value(element: etree._Element, name: str) -> str:
    found = element.find(f"{W}{name}")
    return "" if found is None else str(found.get(f"{W}val", ""))


def _flag(look: etree._Element | None, name: str) -> bool:
    found = None if look is None else look.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val", "true") not in ("0", "false", "none")
