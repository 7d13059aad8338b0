"""What stands in the margin of a report: each contradiction beside the words or the row it is of."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from congvu.oversight.proofreading.rules.findings import Severity as ProofSeverity
from congvu.oversight.proofreading.selectors import proofread_text
from congvu.oversight.reporting.rules import manuscript as m
from congvu.oversight.reporting.rules.typed_numbers import Kind
from congvu.oversight.reporting.selectors.checking import Answered, Findings

Where = TypeVar("Where")
Told = TypeVar("Told")
Place = tuple[str, int]
"""Section and block, counted from 0; the section "" is what stands above the first one."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What the prose of a report proves of itself, with the words that say so and where they stand.

    With a kind of `typed_numbers` in place of a severity it is what a typed number says of a row.
    """

    message: str
    computation: str
    quotes: tuple[str, ...]
    severity: ProofSeverity | Kind = ProofSeverity.ERROR
    places: tuple[Place, ...] = ()

    @property
    def is_typed(self) -> bool:
        """Whether it is of a typed number, which stands in a section of its own."""
        return isinstance(self.severity, Kind)


@dataclass(frozen=True, slots=True)
class Margin:
    """What stands beside the blocks of the prose, beside its sections, beside the rows of annexes.

    `loose` are findings whose figures are neither bound nor printed: they stand at the head.
    """

    findings: Mapping[Place, tuple[Answered, ...]]
    contradictions: Mapping[Place, tuple[Contradiction, ...]]
    sections: Mapping[str, tuple[Answered, ...]]
    rows: Mapping[str, tuple[Answered, ...]]
    loose: tuple[Answered, ...]


def proof_of(manuscript: m.Manuscript) -> tuple[Contradiction, ...]:
    """Prove where the prose of a report contradicts itself, as anybody's report is proofread."""
    lines = tuple(_lines(manuscript))
    starts = [0]
    for text, _place in lines:
        starts.append(starts[-1] + len(text) + 1)
    proof = proofread_text("\n".join(text for text, _place in lines))
    return tuple(
        Contradiction(
            one.message,
            one.computation,
            tuple(" ".join(proof.text[it.start : it.end].split()) for it in one.quotes),
            one.severity,
            tuple(dict.fromkeys(lines[bisect_right(starts, it.start) - 1][1] for it in one.quotes)),
        )
        for one in proof.findings
    )


def margin_of(
    manuscript: m.Manuscript, findings: Findings, contradictions: tuple[Contradiction, ...]
) -> Margin:
    """Put each finding beside the first words that bind one of its figures, and beside its row."""
    bound, printed = _bound(manuscript), _printed(manuscript)
    loose: list[Answered] = []
    beside: defaultdict[Place, list[Answered]] = defaultdict(list)
    rows: defaultdict[str, list[Answered]] = defaultdict(list)
    sections: defaultdict[str, list[Answered]] = defaultdict(list)
    for one in findings.rows:
        if one.section:
            sections[one.section].append(one)
        place = next((bound[code] for code in one.finding.cells if code in bound), None)
        if place is not None:
            beside[place].append(one)
        row = next((code for code in one.finding.cells if code in printed), None)
        if row is not None:
            rows[row].append(one)
        elif place is None and not one.section:
            loose.append(one)
    proved: defaultdict[Place, list[Contradiction]] = defaultdict(list)
    for told in contradictions:
        proved[told.places[0] if told.places else ("", 0)].append(told)
    return Margin(_kept(beside), _kept(proved), _kept(sections), _kept(rows), tuple(loose))


def _kept(found: Mapping[Where, list[Told]]) -> dict[Where, tuple[Told, ...]]:
    return {place: tuple(told) for place, told in found.items()}


def _bound(manuscript: m.Manuscript) -> dict[str, Place]:
    """Return where each figure is bound first."""
    found: dict[str, Place] = {}
    for part in manuscript.parts:
        for at, block in enumerate(part.blocks):
            for figure in m.figures_of(block):
                found.setdefault(figure.code, (part.code, at))
    return found


def _printed(manuscript: m.Manuscript) -> frozenset[str]:
    """Return the codes of the rows that the annexes print."""
    return frozenset(
        cell.code
        for annex in manuscript.annexes
        for row in annex.rows
        for cell in row.cells
        if cell.code
    )


def _lines(manuscript: m.Manuscript) -> Iterator[tuple[str, Place]]:
    """Yield the prose as it is read, one paragraph a line, each with its place."""
    above = ("", 0)
    head = [manuscript.head.kind, manuscript.head.subject]
    head += [m.plain(runs) for runs in manuscript.grounds]
    for text in head:
        yield from _said(text, above)
    for part in manuscript.parts:
        yield from _said(f"{part.number} {part.title}".strip(), (part.code, 0))
        for at, block in enumerate(part.blocks):
            if isinstance(block, m.Heading):
                yield from _said(f"{block.number} {block.text}".strip(), (part.code, at))
            for runs in m.texts(m.Part("", "", (block,))):
                yield from _said(m.plain(runs), (part.code, at))


def _said(text: str, place: Place) -> Iterator[tuple[str, Place]]:
    said = " ".join(text.split("\n"))
    if said:
        yield said, place
