r"""The little language of a report's prose: lines, items, tables, notes and bound figures.

    Đã giải quyết {{3.6.2}} hồ sơ, đúng hạn {{3.6.3.n}} ({{3.6.3|%}}){^Sổ theo dõi hồ sơ^}.
    - một ý;
    + một ý nhỏ hơn;
    # a) Một tiêu đề nhỏ
    > một dòng nghiêng
    | Chỉ tiêu | Số liệu |

Every line is a block. `**đậm**` and `__nghiêng__` change the look; a backslash before a sign takes
its meaning away, `\n` breaks a line inside a paragraph. The same text stands in the outline, in
the editor and in what comes back from Word, so that a figure can never be retyped.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from congvu.kernel.errors import Invalid, gettext_noop
from congvu.kernel.vitext import nfc
from congvu.oversight.reporting.rules import manuscript as m
from congvu.oversight.reporting.rules.wording import FORMATS

LONGEST: Final = 40_000
MOST_COLUMNS: Final = 12
_EXPRESSION = re.compile(
    r"(?P<code>@[a-z_]+|[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*?)"
    r"(?:\.(?P<part>[nd]))?\s*(?:\|(?P<format>[^|]+))?"
)
_SIGNS: Final = "\\{}*_^|#-+>"


class ProseWrong(Invalid):
    """A line cannot be read; the facts tell the line, counted from 1, and the place."""

    code = "prose_wrong"


class Kind(StrEnum):
    """What a line is."""

    PARAGRAPH = "paragraph"
    REMARK = "remark"
    ITEM = "item"
    SUBITEM = "subitem"
    HEADING = "heading"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Bound:
    """A figure in the text: the code, which part of it ("", "n", "d"), in which format."""

    code: str
    part: str = ""
    format: str = ""
    bold: bool = False
    italic: bool = False

    @property
    def expression(self) -> str:
        """What stands between the braces, tidied: "3.6.3.n|so"; the figure's key."""
        dotted = f"{self.code}.{self.part}" if self.part else self.code
        return f"{dotted}|{self.format}" if self.format else dotted


@dataclass(frozen=True, slots=True)
class Aside:
    """A footnote."""

    tokens: tuple[m.Text | Bound, ...]


Token = m.Text | Bound | Aside
Tokens = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One block; a table has cells for tokens, the first row its headings."""

    kind: Kind
    tokens: Tokens = ()
    rows: tuple[tuple[Tokens, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Prose:
    """A text that was read; `codes` are the indicators and words that it binds, in order."""

    lines: tuple[Line, ...]
    codes: tuple[str, ...]


def parse(text: str, *, known: Collection[str] | None = None) -> Prose:
    """Read a text. Raises ProseWrong for what is not closed or not known.

    With `known` a code that is not in it is refused; without, every code that is written like one
    is taken.
    """
    if len(text) > LONGEST:
        raise ProseWrong(gettext_noop("Nội dung dài quá %(most)s ký tự."), most=LONGEST)
    lines = tuple(_lines(nfc(text), known))
    codes = dict.fromkeys(bound.code for line in lines for bound in _bounds(line))
    return Prose(lines, tuple(codes))


def _lines(text: str, known: Collection[str] | None) -> Iterator[Line]:
    table: list[tuple[Tokens, ...]] = []
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if line.startswith("|"):
            table.append(_table_row(line, number, known, len(table[0]) if table else 0))
            continue
        if table:
            yield Line(Kind.TABLE, rows=tuple(table))
            table = []
        if line and (read := _line(line, number, known)).tokens:
            yield read
    if table:
        yield Line(Kind.TABLE, rows=tuple(table))


_KINDS: Final = {"- ": Kind.ITEM, "+ ": Kind.SUBITEM, "# ": Kind.HEADING, "> ": Kind.REMARK}


def _line(line: str, number: int, known: Collection[str] | None) -> Line:
    kind = _KINDS.get(line[:2], Kind.PARAGRAPH)
    words = line if kind is Kind.PARAGRAPH else line[2:].strip()
    tokens = _trimmed(_Tokens(words, number, known).read())
    if kind is Kind.HEADING and any(not isinstance(token, m.Text) for token in tokens):
        raise ProseWrong(
            gettext_noop("Dòng %(line)s: tiêu đề không chứa số liệu hay chú thích."), line=number
        )
    return Line(kind, tokens)


def _table_row(
    line: str, number: int, known: Collection[str] | None, columns: int
) -> tuple[Tokens, ...]:
    cells = _cells(line)
    if not 1 <= len(cells) <= MOST_COLUMNS or (columns and len(cells) != columns):
        raise ProseWrong(
            gettext_noop("Dòng %(line)s: dòng của bảng có %(count)s ô, không khớp dòng tiêu đề."),
            line=number,
            count=len(cells),
        )
    read = tuple(_trimmed(_Tokens(cell, number, known).read()) for cell in cells)
    if not columns and any(not isinstance(token, m.Text) for cell in read for token in cell):
        raise ProseWrong(
            gettext_noop("Dòng %(line)s: dòng tiêu đề của bảng không chứa số liệu."), line=number
        )
    return read


def _cells(line: str) -> list[str]:
    """Split a row at its bars; a bar inside braces or behind a backslash is none."""
    cells, here, depth, at = [], "", 0, 1
    while at < len(line):
        if line[at] == "\\" and at + 1 < len(line):
            here += line[at : at + 2]
            at += 2
            continue
        depth += (line[at] == "{") - (line[at] == "}")
        if line[at] == "|" and depth <= 0:
            cells.append(here.strip())
            here = ""
        else:
            here += line[at]
        at += 1
    return [*cells, here.strip()] if here.strip() else cells


def parse_line(text: str) -> Tokens:
    """Read a text of one line: a ground, a subject. Raises ProseWrong."""
    return _trimmed(_Tokens(" ".join(nfc(text).split()), 1, None).read())


class _Tokens:
    """Reads the signs inside one line."""

    def __init__(self, text: str, line: int, known: Collection[str] | None) -> None:
        self._text = text
        self._line = line
        self._known = known
        self._at = 0
        self._bold = self._italic = False

    def read(self, *, in_note: bool = False) -> Tokens:
        found: list[Token] = []
        words = ""
        while self._at < len(self._text):
            two = self._text[self._at : self._at + 2]
            if two[0] == "\\" and two[1:] and two[1] in _SIGNS + "n":
                words += "\n" if two[1] == "n" else two[1]
                self._at += 2
            elif two == "^}" and in_note:
                break
            elif two in ("{{", "{^") or self._turns(two):
                self._flush(found, words)
                words = ""
                token = self._special(two, in_note=in_note)
                found += [token] if token else []
            else:
                words += two[0]
                self._at += 1
        self._flush(found, words)
        return tuple(found)

    def _turns(self, two: str) -> bool:
        """Whether a sign of looks opens something that is closed later, or closes it."""
        if two not in ("**", "__"):
            return False
        if self._bold if two == "**" else self._italic:
            return True
        after = self._text[self._at + 2 :]
        return two in after and not after[0].isspace() and after[0] != two[0]

    def _flush(self, found: list[Token], words: str) -> None:
        if words:
            found.append(m.Text(words, self._bold, self._italic))

    def _special(self, two: str, *, in_note: bool) -> Token | None:
        self._at += 2
        if two == "**":
            self._bold = not self._bold
            return None
        if two == "__":
            self._italic = not self._italic
            return None
        if two == "{{":
            return self._bound(self._until("}}"))
        if in_note:
            raise self._wrong(gettext_noop("Dòng %(line)s: chú thích nằm trong chú thích."))
        return self._note()

    def _note(self) -> Aside:
        begin = self._at
        look = self._bold, self._italic
        self._bold = self._italic = False
        tokens = self.read(in_note=True)
        self._bold, self._italic = look
        if self._text[self._at : self._at + 2] != "^}":
            raise self._wrong(
                gettext_noop("Dòng %(line)s: chú thích mở {^ mà không đóng ^}: “%(near)s”."), begin
            )
        self._at += 2
        inner = _trimmed(tokens)
        return Aside(tuple(token for token in inner if not isinstance(token, Aside)))

    def _until(self, closing: str) -> str:
        end = self._text.find(closing, self._at)
        if end < 0 or "{" in self._text[self._at : end]:
            raise self._wrong(
                gettext_noop("Dòng %(line)s: số liệu mở {{ mà không đóng }}: “%(near)s”.")
            )
        inside = self._text[self._at : end]
        self._at = end + 2
        return inside

    def _bound(self, inside: str) -> Bound:
        match = _EXPRESSION.fullmatch(inside.strip())
        if match is None:
            raise self._wrong(
                gettext_noop("Dòng %(line)s: không hiểu số liệu “%(inside)s”."), inside=inside
            )
        shape = " ".join((match["format"] or "").split())
        if shape not in FORMATS:
            raise self._wrong(
                gettext_noop(
                    "Dòng %(line)s: không có cách viết “%(format)s”; dùng một trong: %(formats)s."
                ),
                format=shape,
                formats=", ".join(name for name in FORMATS if name),
            )
        if self._known is not None and match["code"] not in self._known:
            raise self._wrong(
                gettext_noop(
                    "Dòng %(line)s: không có chỉ tiêu “%(indicator)s” trong bộ chỉ tiêu này."
                ),
                indicator=match["code"],
            )
        return Bound(match["code"], match["part"] or "", shape, self._bold, self._italic)

    def _wrong(self, message: str, at: int | None = None, **facts: str) -> ProseWrong:
        begin = max(0, (self._at if at is None else at) - 2)
        near = self._text[begin : begin + 30]
        return ProseWrong(message, line=self._line, near=near, **facts)


def _trimmed(found: Tokens) -> Tokens:
    """Return the tokens without blanks at either end."""
    tokens = list(found)
    for end in (0, -1):
        while tokens and isinstance(word := tokens[end], m.Text) and not word.text.strip():
            del tokens[end]
    if tokens and isinstance(word := tokens[0], m.Text):
        tokens[0] = m.Text(word.text.lstrip(), word.bold, word.italic)
    if tokens and isinstance(word := tokens[-1], m.Text):
        tokens[-1] = m.Text(word.text.rstrip(), word.bold, word.italic)
    return tuple(tokens)


def _bounds(line: Line) -> Iterator[Bound]:
    for tokens in (line.tokens, *(cell for row in line.rows for cell in row)):
        for token in tokens:
            inner = token.tokens if isinstance(token, Aside) else (token,)
            yield from (one for one in inner if isinstance(one, Bound))
