"""What the pages of one report show, each in one question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count

from congvu.foundation.people.rules import Staff
from congvu.kernel.errors import NotFound, gettext_noop
from congvu.kernel.vitext import format_long_date
from congvu.kernel.workingdays import local_day
from congvu.oversight.indicators.access import get_for, requests_to
from congvu.oversight.indicators.rules.typed import printed
from congvu.oversight.indicators.selectors import Sheet, sheets
from congvu.oversight.reporting import library
from congvu.oversight.reporting.models import (
    Comment,
    Report,
    ReportEvent,
    SectionText,
    UnfinishedText,
)
from congvu.oversight.reporting.rules import manuscript as m
from congvu.oversight.reporting.rules import prose
from congvu.oversight.reporting.rules.life import FROZEN_IN, OPEN_IN, Action, State
from congvu.oversight.reporting.rules.outlines import Section
from congvu.oversight.reporting.rules.wording import FigureValue, number
from congvu.oversight.reporting.selectors.access import (
    may_write,
    reads_inside,
    version_before,
    written_by,
)
from congvu.oversight.reporting.selectors.checking import Findings, findings_of
from congvu.oversight.reporting.selectors.drawing import (
    Drawing,
    compose_facts,
    drawn,
    figure_values,
    office_words,
    section_texts,
    unwritten_of,
)
from congvu.oversight.reporting.selectors.earlier import Earlier, carried_from
from congvu.oversight.reporting.selectors.figures import kept_of, sheet_of
from congvu.oversight.reporting.selectors.looking import Looks, looks_of
from congvu.oversight.reporting.selectors.margin import (
    Contradiction,
    Margin,
    margin_of,
    proof_of,
)
from congvu.oversight.reporting.selectors.texts import (
    current_text,
    current_texts,
    history,
    unfinished_of,
)
from congvu.oversight.reporting.selectors.typed import TypedNumbers

MOST_HISTORY = 30
# what both offices see of a report's way; how it was written is the office's own
BETWEEN_OFFICES = frozenset(
    {Action.SUBMIT, Action.ACCEPT, Action.RETURN, Action.CORRECT, Action.REINSTATE}
)


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure that is another one now than in the frozen report."""

    code: str
    name: str
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class ChangedSection:
    """A section that says something else in two versions; "" where it does not stand."""

    title: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Versions:
    """What differs between a version and the one before it."""

    sections: tuple[ChangedSection, ...]
    figures: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report with everything its page shows; `filled` of `asked` rows of the annex have a figure.

    `inside` is False for a superior, who sees no remarks and nothing of how it was written;
    `writes` are the sections that the person writes now; `quoted` is what the prose of a published
    report says of a row, by code; `looks` which figures deserve a look.
    """

    report: Report
    drawing: Drawing
    findings: Findings
    texts: Mapping[str, SectionText]
    remarks: Mapping[str, int]
    events: tuple[ReportEvent, ...]
    moved: tuple[Moved, ...]
    filled: int
    asked: int
    may_write: bool
    inside: bool
    writes: frozenset[str]
    contradictions: tuple[Contradiction, ...]
    margin: Margin
    quoted: Mapping[str, str]
    looks: Looks

    @property
    def dated(self) -> str:
        """Return "Minh Tâm, ngày … tháng … năm 2026", the day as soon as there is one."""
        day = self.report.signed_on
        place = f"{self.report.place}, " if self.report.place else ""
        if day is None:
            return f"{place}ngày … tháng … năm {self.report.period.last_day.year}"
        return f"{place}{format_long_date(day)}"


@dataclass(frozen=True, slots=True)
class Writable:
    """Which figures somebody may type: every one, or some."""

    every: bool
    codes: frozenset[str]

    def __contains__(self, code: str) -> bool:
        return self.every or code in self.codes

    def __bool__(self) -> bool:
        return self.every or bool(self.codes)


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A figure that a section may bind, as it stands now."""

    code: str
    name: str
    shown: str


@dataclass(frozen=True, slots=True)
class Unwritten:
    """A section that the outline asks for and nobody wrote."""

    code: str
    heading: str


@dataclass(frozen=True, slots=True)
class SectionPage:
    """A section to be written: its text, its figures, what others said and wrote.

    `newest` is the revision that stands, None when the outline speaks; `unfinished` are the texts
    that were not saved; `earlier` what the last period said. A superior gets none of these.
    `following` is the next section without a text after this one, round the end of the outline,
    among those that the person writes; `typed` is there for who writes.
    """

    section: Section
    text: str
    newest: SectionText | None
    known: Mapping[str, FigureValue]
    names: Mapping[str, str]
    remarks: tuple[Comment, ...]
    history: tuple[SectionText, ...]
    may_write: bool
    inside: bool
    unfinished: tuple[UnfinishedText, ...] = ()
    earlier: Earlier | None = None
    following: Unwritten | None = None
    frozen: tuple[m.Block, ...] | None = None
    typed: TypedNumbers | None = None

    @property
    def revision(self) -> int:
        """The number of the revision that stands, 0 when nobody wrote."""
        return self.newest.revision if self.newest else 0

    @property
    def blocks(self) -> tuple[m.Block, ...]:
        """The section as it is printed: of a frozen report as it was approved."""
        if self.frozen is not None:
            return self.frozen
        # an outline may bind a row that the set dropped: a gap, where a writer would be refused
        return prose.fill(prose.parse(self.text), self.known)

    def preview(self, text: str) -> tuple[m.Block, ...]:
        """Return the text with its figures. Raises ProseWrong, which says where."""
        return prose.fill(prose.parse(text, known=self.known.keys()), self.known)

    def blanks(self, text: str) -> tuple[str, ...]:
        """Return the codes in a text whose figures are blank. Raises ProseWrong."""
        return prose.gaps(self.preview(text))

    @property
    def hints(self) -> Mapping[str, str]:
        return self.names

    @property
    def figures(self) -> tuple[ShownFigure, ...]:
        """The figures of the text, then those of the section and of its part, at most forty."""
        mine = prose.parse(self.text).codes
        near = {code.split(".", 1)[0] for code in mine if not code.startswith("@")}
        codes = [code for code in mine if code in self.names]
        near |= self.typed.about(self.section.code) if self.typed else set()
        codes += [code for code in self.names if code in near or code.split(".", 1)[0] in near]
        return tuple(
            ShownFigure(
                code, self.names[code], m.plain(prose.fill_line(f"{{{{{code}}}}}", self.known))
            )
            for code in list(dict.fromkeys(codes))[:40]
        )


def page_of(report: Report, staff: Staff, at: datetime) -> ReportPage:
    """Return the page of a report that the person reaches."""
    kept = kept_of(report)
    found = sheet_of(report, kept)
    drawing = drawn(report, at, found=found, kept=kept)
    value_rows = [
        row for row in found.rows if row.indicator.is_printed and not row.indicator.is_heading
    ]
    told = findings_of(report, found=found)
    inside = reads_inside(staff, report, local_day(at))
    writes = _writes(report, staff, at)
    proved = proof_of(drawing.manuscript)
    proved += TypedNumbers(report, found).beside(drawing.manuscript.parts, writes=writes)
    return ReportPage(
        report=report,
        drawing=drawing,
        findings=told,
        texts=current_texts(report),
        remarks=_open_remarks(report) if inside else {},
        events=_events(report, inside=inside),
        moved=_moved(drawing, sheets([report.unit_id], report.period_id)[report.unit_id])
        if report.state in FROZEN_IN
        else (),
        filled=sum(row.chosen is not None for row in value_rows),
        asked=len(value_rows),
        may_write=_may_write(report, staff, at),
        inside=inside,
        writes=writes,
        contradictions=proved,
        margin=margin_of(drawing.manuscript, told, proved),
        quoted={
            row.code: printed(row.indicator, row.quoted.cell, found.set.rounding)
            for row in found.rows
            if row.quoted is not None
        },
        looks=looks_of(report, found, told, inside=inside),
    )


def section_page(report: Report, code: str, staff: Staff, at: datetime) -> SectionPage:
    """Return a section to be read or written. Raises NotFound for one the outline does not have.

    Whoever reads only what was handed in gets that text and nothing before it.
    """
    outline = library.outline(report.outline)
    section = outline.section(code)
    if section is None:
        raise NotFound(gettext_noop("Đề cương không có mục này."), code="no_section")
    kept = kept_of(report)
    found = sheet_of(report, kept)
    inside = reads_inside(staff, report, local_day(at))
    writes = _writes(report, staff, at)
    may = code in writes
    return SectionPage(
        section=section,
        text=section_texts(report, at, found=found).get(code, "") if inside else "",
        newest=current_text(report, code) if inside else None,
        known={**figure_values(found), **office_words(report)},
        names={row.code: row.indicator.name for row in found.rows if not row.indicator.is_heading},
        remarks=tuple(Comment.objects.filter(report=report, section=code).order_by("at"))
        if inside
        else (),
        history=tuple(history(report, code)[: MOST_HISTORY + 1]) if inside else (),
        may_write=may,
        inside=inside,
        unfinished=unfinished_of(report, code) if may else (),
        earlier=carried_from(report, section) if may else None,
        following=_following(report, code, writes, found) if may else None,
        frozen=_frozen_blocks(drawn(report, at, kept=kept), code) if kept else None,
        typed=TypedNumbers(report, found) if may else None,
    )


def versions_of(report: Report, at: datetime, *, inside: bool = True) -> Versions | None:
    """Return what this version says otherwise than the one before it; None for a first version.

    Both are read as they are printed. Whoever is not `inside` sees it beside what was handed in.
    """
    older = version_before(report, inside=inside)
    if older is None:
        return None
    before, now = drawn(older, at), drawn(report, at)
    old = {part.code: prose.written_blocks(part.blocks) for part in before.manuscript.parts}
    titles = {part.code: part for part in (*before.manuscript.parts, *now.manuscript.parts)}
    new = {part.code: prose.written_blocks(part.blocks) for part in now.manuscript.parts}
    return Versions(
        tuple(
            ChangedSection(
                f"{part.number} {part.title}".strip(), old.get(code, ""), new.get(code, "")
            )
            for code, part in titles.items()
            if old.get(code, "") != new.get(code, "")
        ),
        tuple(_changed_figures(before.figures, now.figures)),
    )


def writable(report: Report, staff: Staff, on: date) -> Writable:
    """Return the figures that the person types into the draft: all, those asked of them, or none."""
    if State(report.state) not in OPEN_IN:
        return Writable(False, frozenset())
    if get_for(staff, report.unit_id, on).writes:
        return Writable(True, frozenset())
    asked = requests_to(staff, report.unit_id, report.period_id)
    return Writable(False, frozenset(code for one in asked for code in one.codes))


def _writes(report: Report, staff: Staff, at: datetime) -> frozenset[str]:
    if State(report.state) not in OPEN_IN:
        return frozenset()
    sections = library.outline(report.outline).sections
    return written_by(staff, report, sections, local_day(at))


def _following(report: Report, code: str, writes: frozenset[str], found: Sheet) -> Unwritten | None:
    order = [one.code for one in library.outline(report.outline).sections]
    here = order.index(code)
    blank = [
        Unwritten(*one)
        for one in unwritten_of(report, found)
        if one[0] in writes and one[0] != code
    ]
    after = (one for one in blank if order.index(one.code) > here)
    return next(after, blank[0] if blank else None)


def _open_remarks(report: Report) -> dict[str, int]:
    rows = Comment.objects.filter(report=report, settled_at=None).values_list("section")
    return dict(rows.annotate(n=Count("id")).order_by())


def _events(report: Report, *, inside: bool) -> tuple[ReportEvent, ...]:
    """Return what happened; to a superior only what happened between the two offices."""
    rows = ReportEvent.objects.filter(report=report).order_by("-revision")
    return tuple(rows if inside else rows.filter(action__in=sorted(BETWEEN_OFFICES)))


def _may_write(report: Report, staff: Staff, at: datetime) -> bool:
    if State(report.state) not in OPEN_IN:
        return False
    return may_write(staff, report, local_day(at))


def _frozen_blocks(drawing: Drawing, code: str) -> tuple[m.Block, ...]:
    return next((part.blocks for part in drawing.manuscript.parts if part.code == code), ())


def _moved(drawing: Drawing, found: Sheet) -> tuple[Moved, ...]:
    """Return what late data changed since the report was frozen, in the order of the annex."""
    now = compose_facts(found)
    return tuple(
        one for one in _changed_figures(drawing.figures, now) if one.code in drawing.figures
    )


def _changed_figures(
    before: Mapping[str, Mapping[str, Any]], now: Mapping[str, Mapping[str, Any]]
) -> Iterator[Moved]:
    """Yield the figures that are other ones, or there in one only."""
    blank: Mapping[str, Any] = {"amount": None, "text": "", "name": ""}
    for code in dict.fromkeys((*before, *now)):
        then, current = before.get(code, blank), now.get(code, blank)
        if (then["amount"], then["text"]) != (current["amount"], current["text"]):
            yield Moved(
                code,
                str(then["name"] or current["name"]),
                _plain(then["amount"]),
                _plain(current["amount"]),
            )


def _plain(amount: object) -> str:
    """Return an amount of a snapshot as it is read: "1.234,5", "…" for a blank."""
    return "…" if amount is None else number(Decimal(str(amount)))
