"""A recognised figure beside the row that it may be: what stands there, and whether both agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.interfaces.office.reporting.figures import ORIGINS
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import Invalid
from congvu.oversight.indicators.rules.cells import BLANK, Cell
from congvu.oversight.indicators.rules.origins import Origin
from congvu.oversight.indicators.rules.sets import Indicator
from congvu.oversight.indicators.rules.typed import as_typed, printed, read_typed
from congvu.oversight.indicators.selectors import Row, Sheet
from congvu.oversight.proofreading.evidence import page_of, words_around
from congvu.oversight.proofreading.models import Upload
from congvu.oversight.proofreading.rules.proposing import (
    Claim,
    Ground,
    Proposal,
    Rows,
    claims_of,
)
from congvu.oversight.proofreading.services.entering import Choice
from congvu.oversight.proofreading.shelf import RecognisedFigure, list_figures
from congvu.oversight.reporting.selectors.page import Writable

MOST_ID = 2**62
GROUNDS = {
    Ground.SAME_NAME: gettext_lazy("cùng tên dòng trong bảng"),
    Ground.IN_ORDER: gettext_lazy("cùng tên dòng, theo thứ tự trong phụ lục"),
    Ground.WORDS: gettext_lazy("cùng từ: %(shared)s"),
}
NEW, SAME, DIFFERENT = "new", "same", "different"


@dataclass(frozen=True, slots=True)
class Found:
    """A figure of the report with what was proposed for it; `at` is its place in the list."""

    at: int
    figure: RecognisedFigure
    claim: Claim
    proposal: Proposal | None

    @property
    def origin(self) -> Origin:
        """What the annex says is entered, what prose says is quoted."""
        return Origin.ENTERED if self.claim.is_row else Origin.QUOTED


@dataclass(frozen=True, slots=True)
class Line:
    """One figure as the page shows it."""

    found: Found
    words: tuple[str, str, str]
    page: int
    origin: Origin
    sought: str = ""
    candidates: tuple[Indicator, ...] = ()
    indicator: Indicator | None = None
    ground: str = ""
    typed: str = ""
    there: str = ""
    there_from: Any = ""
    state: str = ""
    seen: str = ""
    unreadable: str = ""
    is_closed: bool = False
    ticked: bool = False
    reason: str = ""
    refused: str = ""

    @property
    def at(self) -> int:
        return self.found.at

    @property
    def shown_for(self) -> str:
        """What the comparison on the page speaks of: a row and an origin."""
        return f"{self.indicator.code}/{self.origin}" if self.indicator else ""

    @property
    def decimals(self) -> int:
        exponent = self.found.figure.value.normalize().as_tuple().exponent
        return max(0, -exponent) if isinstance(exponent, int) else 0


@dataclass(frozen=True, slots=True)
class Desk:
    """A report beside the sheet that its figures go into, and what of it the person types."""

    upload: Upload
    sheet: Sheet
    rows: Rows
    writable: Writable


def found_in(upload: Upload, rows: Rows) -> list[Found]:
    """Return the figures of a report, each with the row that is proposed for it."""
    figures = list_figures(upload)
    claims = claims_of(
        upload.text, [(one.value, one.unit, one.label, one.start, one.end) for one in figures]
    )
    return [
        Found(at, figure, claim, proposal)
        for at, (figure, claim, proposal) in enumerate(
            zip(figures, claims, rows.propose(claims), strict=True)
        )
    ]


def line_of(found: Found, desk: Desk, posted: Mapping[str, str]) -> Line:
    """Return a figure beside its row: the one proposed, or the one that a person sought."""
    figure, at = found.figure, found.at
    line = Line(
        found,
        words_around(desk.upload.text, figure.start, figure.end),
        page_of(desk.upload.text, figure.start),
        _origin(posted.get(f"o-{at}"), found.origin),
        sought=posted.get(f"c-{at}", ""),
        ticked=f"t-{at}" in posted,
        reason=posted.get(f"r-{at}", ""),
    )
    if f"c-{at}" not in posted:
        proposed = desk.sheet.set.by_code.get(found.proposal.code) if found.proposal else None
        return _beside(line, proposed, desk) if proposed else line
    candidates = desk.rows.find(line.sought)
    if len(candidates) != 1:
        return replace(line, candidates=tuple(candidates))
    return _beside(line, candidates[0], desk)


def _beside(line: Line, indicator: Indicator, desk: Desk) -> Line:
    sheet = desk.sheet
    row = sheet.row(indicator.code)
    other = row.quoted if line.origin is Origin.QUOTED else row.chosen
    own = row.quoted if line.origin is Origin.QUOTED else row.entered
    line = replace(
        line,
        sought=f"{indicator.code} {indicator.name}",
        indicator=indicator,
        ground=_ground(line.found.proposal, indicator.code),
        there=_shown(row, other.cell, sheet) if other else "",
        there_from=ORIGINS[other.origin][0] if other else "",
        seen=str(own.id) if own else "",
        is_closed=indicator.code not in desk.writable,
    )
    try:
        cell = read_typed(indicator, line.found.claim.typed, sheet.set.rounding)
    except Invalid as refusal:
        return replace(line, unreadable=refusal.text(_))
    typed = as_typed(indicator, cell, sheet.set.rounding)
    if other is None:
        return replace(line, typed=typed, state=NEW)
    return replace(line, typed=typed, state=SAME if other.cell.says(cell) else DIFFERENT)


def chosen(lines: Sequence[Line], posted: Mapping[str, str]) -> tuple[list[Choice], dict[int, str]]:
    """Return what may be entered of the ticked lines, and why the others may not, by place."""
    refused: dict[int, str] = {}
    choices: dict[tuple[str, Origin], tuple[Line, Choice]] = {}
    for line in lines:
        if not line.ticked:
            continue
        if reason := _why_not(line, posted):
            refused[line.at] = reason
            continue
        choice = _choice(line, posted)
        earlier = choices.setdefault(choice.cell, (line, choice))[0]
        if earlier is not line and earlier.typed != line.typed:
            refused[line.at] = _("Hai số khác nhau cho một chỉ tiêu: chỉ chọn một.")
            refused[earlier.at] = refused[line.at]
    return [one for line, one in choices.values() if line.at not in refused], refused


def _why_not(line: Line, posted: Mapping[str, str]) -> str:
    if line.indicator is None:
        return _("Chưa chọn được chỉ tiêu cho số này.")
    if line.unreadable:
        return line.unreadable
    if line.is_closed:
        return _("Chỉ tiêu này bạn không nhập được trong kỳ này.")
    if posted.get(f"k-{line.at}") != line.shown_for:
        return _("Chỉ tiêu vừa đổi: hãy xem số đang có rồi chọn lại.")
    if line.state == DIFFERENT and not line.reason.strip():
        return _("Khác số đang có: hãy ghi lý do.")
    return ""


def _choice(line: Line, posted: Mapping[str, str]) -> Choice:
    return Choice(
        line.found.figure,
        line.indicator.code if line.indicator else "",
        line.found.claim.typed,
        line.origin,
        whole_number(posted.get(f"s-{line.at}"), most=MOST_ID),
        line.reason.strip(),
    )


def _ground(proposal: Proposal | None, code: str) -> str:
    if proposal is None or proposal.code != code:
        return _("bạn chọn")
    return str(GROUNDS[proposal.ground]) % {"shared": proposal.shared}


def _origin(asked: str | None, usual: Origin) -> Origin:
    return Origin(asked) if asked in (Origin.ENTERED, Origin.QUOTED) else usual


def _shown(row: Row, cell: Cell, sheet: Sheet) -> str:
    return "" if cell == BLANK else printed(row.indicator, cell, sheet.set.rounding)
