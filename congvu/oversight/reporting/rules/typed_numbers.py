"""Numbers typed into the prose of a report that a row of its annex says as well, or says otherwise.

A remark is made only where the words around the number leave no doubt which row they speak of: a
false alarm costs more trust than a number that was overlooked.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import accumulate
from typing import Final

from congvu.kernel.vitext import fold
from congvu.oversight.proofreading.rules.blocks import Kind as Shape
from congvu.oversight.proofreading.rules.blocks import blocks_of
from congvu.oversight.proofreading.rules.citations import citations_of
from congvu.oversight.proofreading.rules.figures import Figure, figures_of, is_share
from congvu.oversight.proofreading.rules.findings import with_label
from congvu.oversight.proofreading.rules.proposing import spelled_out
from congvu.oversight.proofreading.rules.units import SCALES, Family, known
from congvu.oversight.reporting.rules import manuscript as m

Span = tuple[int, int]

_SMALL: Final = 10
_TELLING: Final = 100
"""From here on a count, like any number with decimals, is hardly met by chance."""
_FEWEST_SHARED: Final = 2
_FEWEST_OF_OWN: Final = 4
_FEWEST_OF_OTHERS: Final = 6
_DENSEST: Final = 150
_DIGIT = re.compile(r"\d")
_ASIDE = re.compile(r"\([^)]*\)")
_SENTENCE = re.compile(r"[.;!?]\s|\t")
# what tells nothing of what is counted: words of grammar, and phrases that frame a report's figures
_EMPTY: Final = frozenset({
    "so", "tong", "la", "da", "duoc", "co", "do", "cua", "cho", "tai", "trong", "va", "voi", "dat",
    "den", "het", "nhu", "sau", "cac", "nhung", "ve", "thi", "o",
})  # fmt: skip
_FRAME: Final = re.compile(
    r"\b(?:so luong|ty le|phan tram|ket qua|cu the|theo quy dinh|thuc te|hien nay|hien tai|hien co|"
    r"tinh den|(?:trong |cua )?ky(?: nay| bao cao)|trong ky|trong nam|ca nam|tren dia ban(?: xa)?)\b"
)
# another time, a plan, a difference, a part: then the row is not what is spoken of
_OTHERWISE: Final = re.compile(
    r"\b(?:cung ky|(?:ky|quy|nam|thang|tuan) (?:truoc|sau|toi|ngoai)|so voi|luy ke|du kien|uoc|"
    r"phan dau|muc tieu|ke hoach|chi tieu|yeu cau|de nghi|tang|giam|con lai|them|bot|moi (?:thang|"
    r"ngay|quy)|linh vuc|rieng|vi du|toi thieu|toi da|it nhat|binh quan|trung binh|thon|ap|khu pho|"
    r"to dan pho|truong|tram)\b"
)
_PART: Final = re.compile(r"\b(?:trong do|gom)\b")


class Kind(StrEnum):
    """What a typed number is to the row that its words name."""

    EQUAL = "equal"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class Known:
    """A figure of the report; `amount` of a share is in percent. `is_told` is False for one that
    neither the annex prints nor the outline binds: it is no row to speak of, but may be meant.
    """

    code: str
    name: str
    unit: str
    amount: Decimal
    shown: str
    is_share: bool = False
    is_told: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is read, of which block; `bound` are its stretches that are bound figures."""

    text: str
    bound: tuple[Span, ...] = ()
    block: int = 0

    @property
    def has_number(self) -> bool:
        """Whether somebody typed a digit into it."""
        return any(
            not any(begin <= found.start() < end for begin, end in self.bound)
            for found in _DIGIT.finditer(self.text)
        )


@dataclass(frozen=True, slots=True)
class Remark:
    """A typed number: in which block, as written and with the words of its clause, of which row."""

    kind: Kind
    block: int
    written: str
    quote: str
    row: Known

    @property
    def to_paste(self) -> str:
        """Return what binds the row in its place, written as the number was."""
        form = "|%" if self.row.is_share else "|so" if self.written.startswith("0") else ""
        return f"{{{{{self.row.code}{form}}}}}"


@dataclass(frozen=True, slots=True)
class _Row:
    it: Known
    words: frozenset[str]
    """All words of its name."""
    needed: frozenset[str]
    """Those that say what it counts; what it counts is said by its unit."""
    noun: str
    otherwise: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Said:
    """A typed number with the words it stands among, and what its sentence says of another time."""

    figure: Figure
    words: frozenset[str]
    otherwise: frozenset[str]
    is_part: bool


class Rows:
    """The figures of a report, ready to be compared with what was typed.

    `own_words` name the office and the period: they say nothing of what is counted.
    """

    def __init__(self, figures: Iterable[Known], own_words: str = "") -> None:
        self._empty = _EMPTY | _words(own_words)
        self._rows = [self._row(one) for one in figures]

    def remarks(self, lines: Sequence[Line], own: Collection[str]) -> list[Remark]:
        """Return what is to be said of the lines of one section.

        `own` are the codes that the section is about. A row of theirs may be known by two words
        when the number is its own; one of another section, and one that is contradicted, must be
        named in full, and nothing else with it.
        """
        found = []
        for block, said, quote in _typed(lines):
            told = self._judged(said, own)
            if told is not None:
                written = said.figure.written
                found.append(Remark(told[0], block, written, quote, told[1]))
        return found

    def _row(self, it: Known) -> _Row:
        unit = known(it.unit)
        bare = _ASIDE.sub(" ", it.name)
        needed = _words(bare) - _EMPTY - _words(it.unit)
        if "ho so" in fold(it.name):
            needed -= _words("thủ tục hành chính")  # dossiers are of procedures
        words, noun = _words(it.name) | _words(it.unit), unit.noun if unit else ""
        return _Row(it, words, needed, noun, _otherwise(fold(bare)))

    def _judged(self, said: _Said, own: Collection[str]) -> tuple[Kind, Known] | None:
        counted = [row for row in self._rows if _counts_the_same(row, said)]
        like = [row for row in counted if row.otherwise == said.otherwise]
        named = [row for row in like if self._is_named(row, said)]
        sure = named[0] if len(named) == 1 and _is_enough(named[0], own) else None
        if sure is not None and _agrees(said.figure, sure.it.amount):
            return Kind.EQUAL, sure.it
        meant = [row for row in like if row.it.code in own and _is_meant(row, said)]
        if len(meant) == 1:
            return Kind.EQUAL, meant[0].it
        # a number that is another row's may be that row's, in words of which we know too little
        if sure is None or any(_agrees(said.figure, row.it.amount) for row in counted):
            return None
        return Kind.DIFFERS, sure.it

    def _is_named(self, row: _Row, said: _Said) -> bool:
        """Whether the clause says the row's name and nothing beside it."""
        if said.is_part:
            return False
        return row.needed <= said.words and not said.words - row.words - self._empty


def lines_of(blocks: Sequence[m.Block]) -> list[Line]:
    """Return the words of blocks as they are read, without footnotes; each cell of a table alone."""
    found = []
    for at, block in enumerate(blocks):
        if isinstance(block, m.Heading):
            found.append(Line(f"{block.number} {block.text}".strip(), (), at))
        for runs in m.texts(m.Part("", "", (block,))):
            text = "- " if isinstance(block, m.Item) else ""
            bound: list[Span] = []
            for run in runs:
                said = m.plain((run,)).replace("\n", " ")
                if isinstance(run, m.Figure):
                    bound.append((len(text), len(text) + len(said)))
                text += said
            found.append(Line(text, tuple(bound), at))
    return found


def codes_about(
    section: str, bound: Iterable[tuple[str, str]], codes: Iterable[str]
) -> frozenset[str]:
    """Return the rows that a section is about: those bound in it, above and below it, and those
    beside them in the annex. `bound` are sections with the codes that they bind.
    """
    mine = {code for where, code in bound if _is_family(section, where)}
    above = {code.rpartition(".")[0] for code in mine}
    return frozenset(one for one in codes if one in mine or one.rpartition(".")[0] in above)


def _is_family(section: str, other: str) -> bool:
    return bool(other) and (
        f"{section}.".startswith(f"{other}.") or f"{other}.".startswith(f"{section}.")
    )


def _counts_the_same(row: _Row, said: _Said) -> bool:
    """Whether both count the same things, or are shares, and have words of what is counted."""
    if row.it.is_share is not is_share(said.figure) or not row.needed & said.words:
        return False
    return row.it.is_share or (bool(row.noun) and row.noun == said.figure.unit.noun)


def _is_meant(row: _Row, said: _Said) -> bool:
    """Whether a number that is the row's own can hardly be another thing's."""
    value, shared = said.figure.value, row.needed & said.words
    if not row.it.is_told or value < _SMALL or not _agrees(said.figure, row.it.amount):
        return False
    is_telling = said.figure.decimals > 0 or value > _TELLING
    enough = _FEWEST_SHARED if is_telling else max(_FEWEST_SHARED, (len(row.needed) + 1) // 2)
    return len(shared) >= enough


def _is_enough(row: _Row, own: Collection[str]) -> bool:
    """Whether a name is told, and long enough to be no other thing's ("số lớp đã mở" may be any)."""
    fewest = _FEWEST_OF_OWN if row.it.code in own else _FEWEST_OF_OTHERS
    return row.it.is_told and len(row.needed) >= fewest


def _agrees(figure: Figure, amount: Decimal) -> bool:
    """Whether the number says the amount, in full, rounded or cut to its places."""
    return abs(amount - figure.value) < Decimal(1).scaleb(-figure.decimals)


def _otherwise(folded: str) -> frozenset[str]:
    return frozenset(found[0] for found in _OTHERWISE.finditer(folded))


def _words(text: str) -> frozenset[str]:
    return frozenset(_FRAME.sub(" ", spelled_out(text)).split())


def _typed(lines: Sequence[Line]) -> Iterator[tuple[int, _Said, str]]:
    """Yield the numbers that count something and are no bound figures, each with its block."""
    text = "\n".join(line.text for line in lines)
    starts = [0, *accumulate(len(line.text) + 1 for line in lines)]
    bound = [
        (starts[at] + first, starts[at] + last)
        for at, line in enumerate(lines)
        for first, last in line.bound
    ]
    heading = lead = ""
    for block in blocks_of(text, whole_lines=True):
        if block.kind is Shape.HEADING:
            heading, lead = block.bare, ""
        elif block.text.endswith(":") or block.kind is not Shape.ITEM:
            lead = block.bare if block.text.endswith(":") else ""
        figures = figures_of(block, [(one.start, one.end) for one in citations_of(block)])
        if len(figures) > _DENSEST:
            continue
        wholes = {id(one.of) for one in figures if one.of is not None}
        stop = 0
        for one in figures:
            first, last = one.span
            before, stop = stop, one.stop
            is_bound = any(begin < last and first < end for begin, end in bound)
            if is_bound or not _counts(one) or one.of is not None or id(one) in wholes:
                continue
            quote = with_label(one)
            yield (
                lines[bisect_right(starts, first) - 1].block,
                _said(one, before, f"{heading}; {lead}"),
                " ".join(text[quote.start : quote.end].split()),
            )


def _counts(figure: Figure) -> bool:
    """Whether it is a plain count of known things or a share: no money, no thousands in words."""
    if not figure.usable or figure.unit.family is Family.MONEY:
        return False
    after = figure.block.bare[figure.end : figure.stop].split()
    return not (after and after[0] in SCALES)


def _said(figure: Figure, before: int, above: str) -> _Said:
    """Return the words from the end of the number before, or of the sentence before, to the border
    behind the number.
    """
    folded = figure.block.bare
    begin = max(
        (found.end() for found in _SENTENCE.finditer(folded, 0, figure.start)),
        default=len(figure.block.marker),
    )
    around = f"{folded[max(begin, before) : figure.start]} {figure.unit.name} {figure.after}"
    sentence = f"{above}; {folded[begin : figure.start]} {figure.after}"
    return _Said(figure, _words(around), _otherwise(sentence), bool(_PART.search(around)))
