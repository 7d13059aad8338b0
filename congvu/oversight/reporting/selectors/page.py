"""What the pages of one report show, each in one question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count

from congvu.foundation.people.rules import Staff
from congvu.kernel.errors import NotFound, gettext_noop
from congvu.kernel.vitext import format_long_date
from congvu.kernel.workingdays import local_day
from congvu.oversight.indicators.access import get_for, requests_to
from congvu.oversight.indicators.selectors import Sheet, sheets
from congvu.oversight.reporting import library
from congvu.oversight.reporting.models import Comment, Report, ReportEvent, SectionText
from congvu.oversight.reporting.rules import manuscript as m
from congvu.oversight.reporting.rules import prose
from congvu.oversight.reporting.rules.life import FROZEN_IN, OPEN_IN, State
from congvu.oversight.reporting.rules.outlines import Section
from congvu.oversight.reporting.rules.wording import FigureValue, number
from congvu.oversight.reporting.selectors.access import may_write
from congvu.oversight.reporting.selectors.checking import Findings, findings_of
from congvu.oversight.reporting.selectors.drawing import (
    Drawing,
    compose_facts,
    drawn,
    figure_values,
    office_words,
    section_texts,
)
from congvu.oversight.reporting.selectors.figures import sheet_of
from congvu.oversight.reporting.selectors.texts import current_text, current_texts, history

MOST_HISTORY = 30


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure that is another one now than in the frozen report."""

    code: str
    name: str
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A report with everything its page shows; `filled` of `asked` rows of the annex have a figure."""

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

    @property
    def written_sections(self) -> frozenset[str]:
        return frozenset(section.code for section in library.outline(self.report.outline).sections)

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
class SectionPage:
    """A section to be written: its text, its figures, what others said and wrote."""

    section: Section
    text: str
    revision: int
    known: Mapping[str, FigureValue]
    names: Mapping[str, str]
    remarks: tuple[Comment, ...]
    history: tuple[SectionText, ...]
    may_write: bool
    frozen: tuple[m.Block, ...] | None = None

    @property
    def blocks(self) -> tuple[m.Block, ...]:
        """The section as it is printed: of a frozen report as it was approved."""
        return self.preview(self.text) if self.frozen is None else self.frozen

    def preview(self, text: str) -> tuple[m.Block, ...]:
        """Return the text with its figures. Raises ProseWrong, which says where."""
        return prose.fill(prose.parse(text, known=self.known.keys()), self.known)

    @property
    def hints(self) -> Mapping[str, str]:
        return self.names

    @property
    def figures(self) -> tuple[ShownFigure, ...]:
        """The figures of the text, then those of the same part of the annex, at most forty."""
        mine = prose.parse(self.text).codes
        near = {code.split(".", 1)[0] for code in mine if not code.startswith("@")}
        codes = [code for code in mine if code in self.names]
        codes += [code for code in self.names if code.split(".", 1)[0] in near]
        return tuple(
            ShownFigure(
                code, self.names[code], m.plain(prose.fill_line(f"{{{{{code}}}}}", self.known))
            )
            for code in list(dict.fromkeys(codes))[:40]
        )


def page_of(report: Report, staff: Staff, at: datetime) -> ReportPage:
    """Return the page of a report that the person reaches."""
    found = sheet_of(report)
    drawing = drawn(report, at, found=found)
    value_rows = [row for row in found.rows if not row.indicator.is_heading]
    open_remarks = Comment.objects.filter(report=report, settled_at=None)
    return ReportPage(
        report=report,
        drawing=drawing,
        findings=findings_of(report, found=found),
        texts=current_texts(report),
        remarks=dict(open_remarks.values_list("section").annotate(n=Count("id")).order_by()),
        events=tuple(ReportEvent.objects.filter(report=report).order_by("-revision")),
        moved=_moved(drawing, sheets([report.unit_id], report.period_id)[report.unit_id])
        if report.state in FROZEN_IN
        else (),
        filled=sum(row.chosen is not None for row in value_rows),
        asked=len(value_rows),
        may_write=_may_write(report, staff, at),
    )


def section_page(report: Report, code: str, staff: Staff, at: datetime) -> SectionPage:
    """Return a section to be read or written. Raises NotFound for one the outline does not have."""
    outline = library.outline(report.outline)
    section = outline.section(code)
    if section is None:
        raise NotFound(gettext_noop("Đề cương không có mục này."), code="no_section")
    found = sheet_of(report)
    newest = current_text(report, code)
    texts = section_texts(report, at, found=found)
    return SectionPage(
        section=section,
        text=texts.get(code, ""),
        revision=newest.revision if newest else 0,
        known={**figure_values(found), **office_words(report)},
        names={row.code: row.indicator.name for row in found.rows if not row.indicator.is_heading},
        remarks=tuple(Comment.objects.filter(report=report, section=code).order_by("at")),
        history=tuple(history(report, code)[:MOST_HISTORY]),
        may_write=_may_write(report, staff, at),
        frozen=_frozen_blocks(report, code, at),
    )


def writable(report: Report, staff: Staff, on: date) -> Writable:
    """Return the figures that the person types into the draft: all, those asked of them, or none."""
    if State(report.state) not in OPEN_IN:
        return Writable(False, frozenset())
    if get_for(staff, report.unit_id, on).writes:
        return Writable(True, frozenset())
    asked = requests_to(staff, report.unit_id, report.period_id)
    return Writable(False, frozenset(code for one in asked for code in one.codes))


def _may_write(report: Report, staff: Staff, at: datetime) -> bool:
    if State(report.state) not in OPEN_IN:
        return False
    return may_write(staff, report, local_day(at))


def _frozen_blocks(report: Report, code: str, at: datetime) -> tuple[m.Block, ...] | None:
    if report.state not in FROZEN_IN:
        return None
    parts = drawn(report, at).manuscript.parts
    return next((part.blocks for part in parts if part.code == code), ())


def _moved(drawing: Drawing, found: Sheet) -> tuple[Moved, ...]:
    """Return what late data changed since the report was frozen, in the order of the annex."""
    now = compose_facts(found)
    changed = []
    for code, then in drawing.figures.items():
        current = now.get(code)
        shown = current["amount"] if current else None
        if shown != then["amount"] or (current or {}).get("text", "") != then["text"]:
            changed.append(Moved(code, str(then["name"]), _plain(then["amount"]), _plain(shown)))
    return tuple(changed)


def _plain(amount: object) -> str:
    """Return an amount of a snapshot as it is read: "1.234,5", "…" for a blank."""
    return "…" if amount is None else number(Decimal(str(amount)))
