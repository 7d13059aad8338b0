"""Which row of a set of indicators a recognised figure may be: a proposal with its reason, no more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import log
from typing import Final

from congvu.kernel.vitext import fold
from congvu.oversight.indicators.rules.sets import Indicator, ValueType
from congvu.oversight.proofreading.rules.units import Family, Unit, known

MOST_FOUND: Final = 12
_ENOUGH: Final = 0.7  # of the weight of the row's words
_NEAR: Final = 0.5  # of the weight of the figure's words that any row knows
_AHEAD: Final = 0.1  # of every other row
_FEWEST: Final = 3  # words that both have
_NEVER: Final = 1_000_000
_CODE = re.compile(r"[0-9]+(?:\.[0-9a-z]+)+", re.IGNORECASE)
_MARKER = re.compile(r"(?:[0-9]+|[ivx]+|[a-z]) ")
_BESIDE = re.compile(r"\s?%?\s?[(,–-]?\s?")
_OVER = re.compile(r"\s?/\s?")
_SHORT: Final[Mapping[str, str]] = {
    "tthc": "thu tuc hanh chinh",
    "cchc": "cai cach hanh chinh",
    "vbqppl": "van ban quy pham phap luat",
    "sncl": "su nghiep cong lap",
    "nsnn": "ngan sach nha nuoc",
    "dvc": "dich vu cong",
    "dvctt": "dich vu cong truc tuyen",
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "cntt": "cong nghe thong tin",
    "pakn": "phan anh kien nghi",
    "bcci": "buu chinh cong ich",
}
_COUNTED: Final = frozenset({ValueType.COUNT, ValueType.MONEY})
_CHOSEN: Final = frozenset({ValueType.YES_NO, ValueType.CHOICE})


class Ground(StrEnum):
    """Why a row is proposed."""

    SAME_NAME = "same_name"
    IN_ORDER = "in_order"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Claim:
    """A recognised figure: its folded words, its unit, whether it stands in a row of a table.

    `alone` says that no other cell of that row is a bare number. `typed` is how it is entered: with
    its fraction where the text gives one beside a per cent.
    """

    value: Decimal
    unit: str
    label: str
    is_row: bool
    alone: bool
    typed: str | Decimal


@dataclass(frozen=True, slots=True)
class Proposal:
    """A row for a figure, why, and the words of the row that the figure's clause has too."""

    code: str
    ground: Ground
    shared: str = ""


def claims_of(text: str, figures: Iterable[tuple[Decimal, str, str, int, int]]) -> list[Claim]:
    """Return the claims of figures (value, unit, label, start, end) that stand in the text so."""
    listed = list(figures)
    numbers: Counter[int] = Counter()
    lines: list[tuple[int, bool, bool]] = []
    for _value, _unit, _label, start, end in listed:
        first = text.rfind("\n", 0, start) + 1
        last = text.find("\n", end)
        line = text[first : len(text) if last < 0 else last]
        is_row = "\t" in line or line.startswith("|")
        is_bare = is_row and _is_bare(line, start - first, end - first)
        numbers[first] += is_bare
        lines.append((first, is_row, is_bare))
    return [
        Claim(
            value,
            unit,
            fold(label),
            is_row,
            is_bare and numbers[first] == 1,
            _with_fraction(text, listed, index),
        )
        for index, ((value, unit, label, _, _), (first, is_row, is_bare)) in enumerate(
            zip(listed, lines, strict=True)
        )
    ]


def _is_bare(line: str, start: int, end: int) -> bool:
    """Whether the number fills its cell, a sign of per cent aside."""
    mark = "\t" if "\t" in line else "|"
    before, after = line[:start].rpartition(mark)[2], line[end:].partition(mark)[0]
    return not before.strip() and not after.strip(" %\r")


def _with_fraction(
    text: str, listed: Sequence[tuple[Decimal, str, str, int, int]], index: int
) -> str | Decimal:
    """Return "92,85% (26/28)" for a per cent beside its fraction, else the number."""
    value, unit, _label, start, end = listed[index]
    if unit != "%":
        return value
    for first in (index + 1, index - 2):
        if first < 0 or first + 1 >= len(listed):
            continue
        above, below = listed[first], listed[first + 1]
        apart = text[end : above[3]] if first > index else text[below[4] : start]
        if _OVER.fullmatch(text[above[4] : below[3]]) and _BESIDE.fullmatch(apart):
            return f"{_plain(value)}% ({_plain(above[0])}/{_plain(below[0])})"
    return value


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}".replace(".", ",")


class Rows:
    """The rows of a set that take figures, ready to be compared with many claims."""

    def __init__(self, indicators: Iterable[Indicator]) -> None:
        self.rows = tuple(one for one in indicators if not one.is_heading)
        self._names = {one.code: spelled_out(one.name) for one in self.rows}
        self._words = {code: frozenset(name.split()) for code, name in self._names.items()}
        held = Counter(word for words in self._words.values() for word in words)
        self._weight = {word: log(1 + len(self.rows) / count) for word, count in held.items()}
        self._units = {one.code: known(one.unit) for one in self.rows}
        self._place = {one.code: place for place, one in enumerate(self.rows)}
        self._named: dict[str, list[Indicator]] = {}
        for one in self.rows:
            self._named.setdefault(self._names[one.code], []).append(one)

    def propose(self, claims: Sequence[Claim]) -> list[Proposal | None]:
        """Return a row for each claim, or None where the words leave a doubt."""
        named = [self._named_like(one) for one in claims]
        sure = [(at, rows[0]) for at, rows in enumerate(named) if len(rows) == 1]
        found: list[Proposal | None] = []
        for at, (claim, rows) in enumerate(zip(claims, named, strict=True)):
            if len(rows) == 1:
                found.append(Proposal(rows[0].code, Ground.SAME_NAME))
            elif rows:
                found.append(self._in_order(at, rows, sure))
            else:
                found.append(self._by_words(claim))
        return found

    def find(self, typed: str) -> list[Indicator]:
        """Return the rows that a code or words without accents name, at most `MOST_FOUND`."""
        bare = typed.strip().casefold()
        code = _CODE.match(bare)
        exact = [
            one for one in self.rows if code and one.code.casefold() == code.group().strip(".")
        ]
        if exact:
            return exact
        wanted = fold(typed).split()
        if not wanted:
            return []
        found = [
            one for one in self.rows
            if all(f" {word}" in f" {fold(one.name)} {self._names[one.code]}" for word in wanted)
        ]  # fmt: skip
        return found[:MOST_FOUND]

    def _named_like(self, claim: Claim) -> list[Indicator]:
        """Return the rows of exactly the name that stands before the only number of a table row."""
        if not (claim.is_row and claim.alone):
            return []
        return [
            one for one in self._named.get(spelled_out(claim.label), ()) if _fits_shape(one, claim)
        ]

    def _in_order(
        self, at: int, rows: Sequence[Indicator], sure: Sequence[tuple[int, Indicator]]
    ) -> Proposal | None:
        """Return the row of several with one name that lies between the sure ones around it."""
        above = max((self._place[row.code] for place, row in sure if place < at), default=-1)
        below = min((self._place[row.code] for place, row in sure if place > at), default=_NEVER)
        between = [row for row in rows if above < self._place[row.code] < below]
        return Proposal(between[0].code, Ground.IN_ORDER) if len(between) == 1 else None

    def _by_words(self, claim: Claim) -> Proposal | None:
        said = frozenset(spelled_out(f"{claim.label} {fold(claim.unit)}").split())
        if claim.is_row and not claim.alone:
            return None
        known_words = self._weigh(said & self._weight.keys())
        scored = sorted(
            (
                (self._weigh(words & said) / self._weigh(words), code)
                for code, words in self._words.items()
                if words & said
            ),
            reverse=True,
        )
        ahead = [(score, code) for score, code in scored if self._fits(code, claim)]
        if not ahead or ahead[0][0] < _ENOUGH:
            return None
        score, code = ahead[0]
        shared = self._words[code] & said
        if len(shared) < _FEWEST or self._weigh(shared) < _NEAR * known_words:
            return None
        if len(ahead) > 1 and score - ahead[1][0] < _AHEAD:
            return None
        return Proposal(code, Ground.WORDS, _shown(self._row(code).name, shared))

    def _fits(self, code: str, claim: Claim) -> bool:
        row = self._row(code)
        return (
            row.is_printed
            and row.value_type not in _CHOSEN
            and _fits_shape(row, claim)
            and _fits_unit(self._units[code], known(claim.unit))
        )

    def _row(self, code: str) -> Indicator:
        return self.rows[self._place[code]]

    def _weigh(self, words: Iterable[str]) -> float:
        return sum(self._weight.get(word, 0.0) for word in words)


def _fits_shape(row: Indicator, claim: Claim) -> bool:
    """Whether a share meets a share, a count a count, and a choice a small whole number."""
    if row.value_type is ValueType.RATIO:
        return claim.unit == "%"
    if claim.unit == "%":
        return False
    if row.value_type is ValueType.YES_NO:
        return claim.value in (0, 1)
    if row.value_type is ValueType.CHOICE:
        return claim.value in {choice.value for choice in row.choices}
    return row.value_type in _COUNTED


def _fits_unit(row: Unit | None, claim: Unit | None) -> bool:
    """Whether nothing says that other things are counted."""
    if row is None or claim is None:
        return True
    return row.noun == claim.noun or Family.MONEY in (row.family, claim.family)


def spelled_out(text: str) -> str:
    """Return folded words with abbreviations written out and no mark of a list."""
    folded = _MARKER.sub("", f"{fold(text)} ", count=1) if text[:1].isdigit() else fold(text)
    return " ".join(_SHORT.get(word, word) for word in folded.split())


def _shown(name: str, shared: frozenset[str]) -> str:
    """Return the words of a row, as they are written, that both have."""
    kept = [
        word for word in name.split()
        if any(part in shared for part in spelled_out(word).split())
    ]  # fmt: skip
    return " ".join(kept).strip(" ,;.-")
