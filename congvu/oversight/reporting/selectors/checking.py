"""What is wrong with a report's figures, with the reasons that were given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from congvu.kernel.errors import gettext_noop
from congvu.kernel.formula.checks import Severity, Verdict
from congvu.oversight.indicators.checking import Finding, findings
from congvu.oversight.indicators.selectors import Sheet
from congvu.oversight.reporting.models import FindingReason, Report
from congvu.oversight.reporting.rules.life import FROZEN_IN
from congvu.oversight.reporting.selectors.drawing import unwritten_of
from congvu.oversight.reporting.selectors.figures import sheet_of
from congvu.oversight.reporting.selectors.texts import REASON_LENGTH, notes_of, reasons_of


@dataclass(frozen=True, slots=True)
class Answered:
    """A finding and why it is as it is, "" without a reason; `section` is where no text stands.

    `reasons` are all that were given for this computation, the newest first.
    """

    finding: Finding
    reason: str
    section: str = ""
    reasons: tuple[FindingReason, ...] = ()

    @property
    def needs_reason(self) -> bool:
        return self.finding.severity is Severity.NEEDS_REASON


@dataclass(frozen=True, slots=True)
class Findings:
    """All findings of a report, those that block first."""

    rows: tuple[Answered, ...]

    @property
    def blocking(self) -> tuple[Answered, ...]:
        return tuple(one for one in self.rows if one.finding.severity is Severity.BLOCKS)

    @property
    def unanswered(self) -> tuple[Answered, ...]:
        return tuple(one for one in self.rows if one.needs_reason and not one.reason)

    def open_ones(self) -> tuple[tuple[Answered, ...], tuple[Answered, ...]]:
        """Return what keeps the report from the leader: what blocks, what lacks a reason."""
        return self.blocking, self.unanswered


ORDER: Mapping[Severity, int] = {
    Severity.BLOCKS: 0,
    Severity.NEEDS_REASON: 1,
    Severity.INFORMATION: 2,
}


def findings_of(report: Report, *, found: Sheet | None = None) -> Findings:
    """Judge every check of the set on the figures of the report; "cannot tell" is no finding.

    A reason goes with its computation: other figures need another reason. A section that the
    outline asks for and nobody wrote blocks like a wrong sum.
    """
    whole = found or sheet_of(report)
    reasons = reasons_of(report)
    told = sorted(
        findings(whole, notes=notes_of(report)), key=lambda one: (ORDER[one.severity], one.code)
    )
    given = (reasons.get((one.code, one.computation[:REASON_LENGTH]), ()) for one in told)
    answered = (
        Answered(one, rows[0].reason if rows else "", reasons=rows)
        for one, rows in zip(told, given, strict=True)
    )
    return Findings((*_unwritten(report, whole), *answered))


def _unwritten(report: Report, whole: Sheet) -> Iterator[Answered]:
    if report.state in FROZEN_IN:
        return
    for code, heading in unwritten_of(report, whole):
        told = _UNWRITTEN.replace("{heading}", heading)
        finding = Finding(
            f"section.{code}", (), told, "", Severity.BLOCKS, Verdict.FAILS, mended_by=()
        )
        yield Answered(finding, "", code)


_UNWRITTEN: Final = gettext_noop(
    "Mục “{heading}” chưa có nội dung. Viết mục này, hoặc ghi rõ là không phát sinh."
)
