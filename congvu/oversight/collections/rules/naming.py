"""Units out of a pasted list of names or codes: what is unknown or may mean two is asked about."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from congvu.kernel.vitext import fold

MOST_LINES: Final = 2_000
MOST_OFFERED: Final = 8
LONGEST_LINE: Final = 300

_NUMBERED: Final = re.compile(r"^\s*(?:\d{1,4}\s*[.)]|[-+*•])\s*")
_ROW_NUMBER: Final = re.compile(r"\d{1,4}")
_AUTHORITY: Final = re.compile(r"^(?:uy ban nhan dan|ubnd) ")


@dataclass(frozen=True, slots=True)
class Known:
    """A unit that may be named: by its code, its name, or its name without the word of its kind."""

    id: int
    code: str
    name: str
    short_name: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A line that is not understood; `offered` are the units that it may mean, perhaps none."""

    line: str
    offered: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a list says: units that are meant beyond doubt, and lines that are asked about."""

    units: frozenset[int]
    asked: tuple[Asked, ...]


def find(text: str, known: Sequence[Known], meant: Mapping[str, int | None]) -> Found:
    """Return the units that the lines of a text name.

    A line is a name or a code, or several cells of a spreadsheet apart by tabs; the number of the
    row before them is left out. `meant` are answers to what was asked before: the unit of a line,
    None to leave it out. Upper case, accents and "UBND" do not matter. Never guesses: a name that
    two units bear, a code that contradicts the name, and a part of a name are asked about.
    """
    books = _Books(known)
    units: set[int] = set()
    asked: dict[str, Asked] = {}
    for line in dict.fromkeys(lines_of(text)):
        if line in meant and (meant[line] is None or meant[line] in books.ids):
            units |= {one for one in (meant[line],) if one is not None}
            continue
        cells = _cells(line)
        if not cells:
            continue
        exact, is_sure = books.exact(cells)
        if len(exact) == 1 and is_sure:
            units |= exact
        else:
            offered = sorted(exact) or books.near(cells)
            asked[line] = Asked(line, tuple(offered[:MOST_OFFERED]))
    return Found(frozenset(units), tuple(asked.values()))


def lines_of(text: str) -> list[str]:
    """Return the lines that say something, each at most as long as a name may be."""
    lines = (one.strip()[:LONGEST_LINE] for one in re.split(r"[\r\n;]+", text))
    return [one for one in lines if one][:MOST_LINES]


class _Books:
    """Units by their codes and by their folded names."""

    def __init__(self, known: Sequence[Known]) -> None:
        self.ids = frozenset(one.id for one in known)
        self._codes = _by(known, lambda one: {one.code.casefold()} - {""})
        self._names = _by(known, lambda one: {_plain(one.name)})
        self._short = _by(known, lambda one: {_plain(one.short_name)})
        self._words = [(one.id, f" {_plain(one.name)} ") for one in known]

    def exact(self, cells: Iterable[str]) -> tuple[frozenset[int], bool]:
        """Return the units that the cells name exactly, and whether no cell says otherwise."""
        said: list[frozenset[int]] = []
        is_sure = True
        for cell in cells:
            found = self._one(cell)
            if found:
                said.append(found)
            elif any(mark.isdigit() for mark in cell):
                is_sure = False  # it looks like a code, and is none of ours
        if not said:
            return frozenset(), False
        both = frozenset.intersection(*said)
        return (both, is_sure) if both else (frozenset().union(*said), False)

    def near(self, cells: Iterable[str]) -> list[int]:
        """Return the units whose names have every word of some cell, in the order of the list."""
        wanted = [[f" {word}" for word in _plain(cell).split()] for cell in cells]
        return [
            unit
            for unit, name in self._words
            if any(words and all(word in name for word in words) for words in wanted)
        ]

    def _one(self, cell: str) -> frozenset[int]:
        by_code = self._codes.get(cell.casefold(), frozenset())
        plain = _plain(cell)
        named = by_code or self._names.get(plain, frozenset())
        if named or plain.isdecimal():  # "1" alone may be the number of a row, not "Phường 1"
            return named
        return self._short.get(plain, frozenset())


def _by(
    known: Sequence[Known], keys: Callable[[Known], Collection[str]]
) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for one in known:
        for key in keys(one):
            found.setdefault(key, set()).add(one.id)
    return {key: frozenset(ids) for key, ids in found.items()}


def _cells(line: str) -> list[str]:
    """Return the cells of a line without the number of the row."""
    cells = [cell.strip() for cell in line.split("\t") if cell.strip()]
    if len(cells) > 1 and _ROW_NUMBER.fullmatch(cells[0]):
        cells = cells[1:]
    return [rest for cell in cells if (rest := _NUMBERED.sub("", cell).strip())]


def _plain(text: str) -> str:
    return _AUTHORITY.sub("", fold(text))
