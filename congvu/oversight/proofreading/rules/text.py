"""A tidy text that knows, letter by letter, where it stood in the source."""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass, field
from functools import lru_cache

# What a text converter or a word processor leaves behind and nobody sees: tags, direction marks,
# zero-width signs, soft hyphens, stars of emphasis.
_TAG = re.compile(r"</?(?:b|i|u|a|em|strong|sup|sub|span|p|br)\b[^<>\n]{0,300}>", re.IGNORECASE)
_UNSEEN = frozenset(
    "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff*"
)
_CELL = "\t"


@lru_cache(maxsize=4096)
def _bare(letter: str) -> str:
    """Return the letter as it is compared: lower case, without tone and mark, one for one."""
    if letter in "đĐ":
        return "d"
    base = unicodedata.normalize("NFD", letter)[0].casefold()
    return base if len(base) == 1 else letter


def bare(text: str) -> str:
    """Return the text without marks and capitals, of the same length."""
    return "".join(map(_bare, text))


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Tidy text: composed accents, single spaces, tabs between cells; offsets are code points."""

    text: str
    starts: array[int]
    ends: array[int]
    bare: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "bare", bare(self.text))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where text[start:end] stood in the source; an empty stretch has no place."""
        return self.starts[start], self.ends[end - 1]


def tidy(source: str, stretches: list[tuple[int, int]]) -> Piece:
    """Join stretches of the source into one line of tidy text."""
    letters: list[str] = []
    starts, ends = array("q"), array("q")
    for start, end in stretches:
        if letters and letters[-1] not in (" ", _CELL):
            _put(letters, starts, ends, " ", start)
        _tidy_line(source, start, end, letters, starts, ends)
    while letters and letters[-1] == " ":
        letters.pop(), starts.pop(), ends.pop()
    return Piece("".join(letters), starts, ends)


def _put(letters: list[str], starts: array[int], ends: array[int], letter: str, at: int) -> None:
    letters.append(letter)
    starts.append(at)
    ends.append(at + 1 if letter != " " else at)


def _tidy_line(  # noqa: PLR0917 - the inner loop of all reading; a call with names is slower
    source: str, at: int, end: int, letters: list[str], starts: array[int], ends: array[int]
) -> None:
    while at < end:
        letter = source[at]
        if letter.isalnum() and letter < "\u0300":
            _put(letters, starts, ends, letter, at)
        elif letter == _CELL:
            if letters and letters[-1] == " ":
                letters.pop(), starts.pop(), ends.pop()
            _put(letters, starts, ends, _CELL, at)
        elif letter.isspace():
            if letters and letters[-1] not in (" ", _CELL):
                _put(letters, starts, ends, " ", at)
        elif letter in _UNSEEN:
            pass
        elif letter == "<" and (tag := _TAG.match(source, at, end)):
            at = tag.end()
            continue
        elif unicodedata.combining(letter) and letters:
            _compose(letters, ends, letter, at)
        else:
            composed = unicodedata.normalize("NFC", letter)
            _put(letters, starts, ends, composed if len(composed) == 1 else letter, at)
        at += 1


def _compose(letters: list[str], ends: array[int], mark: str, at: int) -> None:
    joined = unicodedata.normalize("NFC", letters[-1] + mark)
    if len(joined) == 1:
        letters[-1] = joined
    ends[-1] = at + 1
