"""What came back from Word, and where it differs from what was sent there: pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from congvu.oversight.reporting.rules import manuscript as m
from congvu.oversight.reporting.rules.prose import written_blocks

_PIECES = re.compile(r"\{\{[^}]*\}\}|\w+(?:[.,/]\w+)*%?|\s+|[^\w\s]")
_NUMBER = re.compile(r"\w*[0-9][0-9.,/]*%?")


@dataclass(frozen=True, slots=True)
class ReturnedFigure:
    """A bound figure that is still bound. `shown` is what stands in its control now."""

    key: str
    code: str
    shown: str
    section: str
    """Code of the part, "grounds", or "annex"."""


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row of an annex: the code of its figure, "" for a heading, and the words of its cells."""

    code: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReturnedRemark:
    """A remark in the margin; `section` is "" outside the sections. Who wrote it is dropped."""

    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Returned:
    """A Word file as prose: `sections` and `headings` by the code of the part.

    `reference` names the version it was made from, empty when a program has dropped it. `tracked`
    says that changes were tracked; they are taken as accepted. `left_out` counts what prose cannot
    hold: pictures, drawings, mathematics. `outside` is what stands above and below the sections and
    around the annexes, by the name of its style. `authors` counts who tracked changes.
    """

    sections: Mapping[str, str]
    headings: Mapping[str, str]
    grounds: str
    figures: tuple[ReturnedFigure, ...]
    reference: str = ""
    tracked: bool = False
    left_out: int = 0
    authors: int = 0
    outside: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[ReturnedRow, ...] = ()
    remarks: tuple[ReturnedRemark, ...] = ()
    endnotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """A figure whose control shows something else than what the platform put there."""

    key: str
    code: str
    section: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class LostFigure:
    """A figure whose control is gone. `instead` is the number that stands in its place, if any."""

    key: str
    code: str
    section: str
    was: str
    instead: str = ""


@dataclass(frozen=True, slots=True)
class ChangedText:
    """A section whose prose is another now; figures stand in it as `{{…}}`."""

    section: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Differences:
    """All that an edit in Word has done; nothing of it is silently taken or dropped."""

    figures: tuple[ChangedFigure, ...] = ()
    lost: tuple[LostFigure, ...] = ()
    texts: tuple[ChangedText, ...] = ()
    missing_sections: tuple[str, ...] = ()
    """Sections whose heading or place is gone; their words stand at the end of the one before."""
    unknown_sections: tuple[str, ...] = ()
    headings: tuple[ChangedText, ...] = ()
    grounds: ChangedText | None = None

    @property
    def nothing(self) -> bool:
        """Whether the file says what it said when it was sent."""
        return self == Differences()


def compare(returned: Returned, manuscript: m.Manuscript) -> Differences:
    """Return what differs from the manuscript that the file was made from."""
    sent = m.keyed(manuscript)
    texts = {part.code: written_blocks(part.blocks) for part in sent.parts}
    headings = {part.code: _said(part.heading) for part in sent.parts}
    grounds = "\n".join(written_blocks((m.Paragraph(runs),)) for runs in sent.grounds)
    before = {figure.key: figure for figure in _figures(sent)}
    there = {figure.key for figure in returned.figures}
    now = {**returned.sections, "grounds": returned.grounds}
    was = {**texts, "grounds": grounds}
    return Differences(
        figures=tuple(_changed(returned, before)),
        lost=tuple(
            LostFigure(key, it.code, it.section, it.shown, _instead(it, was, now))
            for key, it in before.items()
            if key not in there
        ),
        texts=tuple(_texts(texts, returned.sections)),
        missing_sections=tuple(code for code in texts if code not in returned.sections),
        unknown_sections=tuple(code for code in returned.sections if code not in texts),
        headings=tuple(_texts(headings, returned.headings)),
        grounds=None if grounds == returned.grounds else ChangedText("", grounds, returned.grounds),
    )


def _texts(was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[ChangedText]:
    for code, text in was.items():
        if code in now and now[code] != text:
            yield ChangedText(code, text, now[code])


def _said(heading: m.Heading | None) -> str:
    return f"{heading.number} {heading.text}".strip() if heading else ""


def _figures(it: m.Manuscript) -> Iterator[ReturnedFigure]:
    """Yield what was sent, where, in the order of print."""
    for figure in m.figures(m.Manuscript(it.head, it.grounds, (), it.closing)):
        yield ReturnedFigure(figure.key, figure.code, figure.shown, "grounds")
    for part in it.parts:
        for figure in m.figures(m.Manuscript(it.head, (), (part,), it.closing)):
            yield ReturnedFigure(figure.key, figure.code, figure.shown, part.code)
    for annex in it.annexes:
        for cell in (cell for row in annex.rows for cell in row.cells if cell.code):
            yield ReturnedFigure(cell.key, cell.code, cell.text, "annex")


def _changed(returned: Returned, before: Mapping[str, ReturnedFigure]) -> Iterator[ChangedFigure]:
    for figure in returned.figures:
        sent = before.get(figure.key)
        if sent is not None and figure.shown != sent.shown:
            yield ChangedFigure(figure.key, figure.code, figure.section, sent.shown, figure.shown)


def _instead(lost: ReturnedFigure, was: Mapping[str, str], now: Mapping[str, str]) -> str:
    """Return the number that was typed where the control stood, "" when there is none."""
    expression = lost.key.partition("#")[0]
    before: list[str] = _PIECES.findall(was.get(lost.section, ""))
    after: list[str] = _PIECES.findall(now.get(lost.section, ""))
    for kind, first, last, begin, end in SequenceMatcher(None, before, after, False).get_opcodes():
        if kind == "replace" and f"{{{{{expression}}}}}" in before[first:last]:
            typed = [piece for piece in after[begin:end] if _NUMBER.fullmatch(piece)]
            if typed:
                return typed[0]
    return ""
