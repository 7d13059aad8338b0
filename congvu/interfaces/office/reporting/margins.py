"""Findings and contradictions of a report as marks beside its words and beside the rows of its annex."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from congvu.interfaces.office.reporting.onscreen import Drawn, DrawnRow, Mark
from congvu.kernel.formula.checks import Severity
from congvu.oversight.proofreading.rules.findings import Severity as ProofSeverity
from congvu.oversight.reporting.rules import manuscript as m
from congvu.oversight.reporting.rules.typed_numbers import Kind
from congvu.oversight.reporting.selectors.checking import Answered
from congvu.oversight.reporting.selectors.margin import Contradiction, Margin
from congvu.oversight.reporting.selectors.page import ReportPage

SEVERITIES: Final = {
    Severity.BLOCKS: (gettext_lazy("Phải sửa"), "late"),
    Severity.NEEDS_REASON: (gettext_lazy("Cần giải trình"), "soon"),
    Severity.INFORMATION: (gettext_lazy("Để biết"), "info"),
}
EXPLAINED: Final = (gettext_lazy("Đã giải trình"), "good")
PROVED: Final = {
    ProofSeverity.ERROR: (gettext_lazy("Lời văn mâu thuẫn"), "late"),
    ProofSeverity.WARNING: (gettext_lazy("Nên xem lại"), "soon"),
    ProofSeverity.ROUNDING: (gettext_lazy("Làm tròn"), "info"),
    Kind.DIFFERS: (gettext_lazy("Khác số của biểu"), "soon"),
    Kind.EQUAL: (gettext_lazy("Số gõ tay"), "info"),
}


def beside_blocks(report: UUID, margin: Margin, section: str) -> dict[int, tuple[Mark, ...]]:
    """Return what stands beside each block of a section."""
    found: defaultdict[int, tuple[Mark, ...]] = defaultdict(tuple)
    for (code, at), told in margin.findings.items():
        if code == section:
            found[at] += tuple(_of_finding(report, one) for one in told)
    for (code, at), proved in margin.contradictions.items():
        if code == section:
            found[at] += tuple(of_words(one) for one in proved)
    return found


def beside_section(report: UUID, margin: Margin, section: str) -> tuple[Mark, ...]:
    """Return what is said of a section as a whole: that nobody wrote it."""
    return tuple(_of_finding(report, one) for one in margin.sections.get(section, ()))


def above(report: UUID, margin: Margin) -> tuple[Mark, ...]:
    """Return what is said of the head of the report, and what has no other place."""
    loose = tuple(_of_finding(report, one) for one in margin.loose)
    return beside_blocks(report, margin, "").get(0, ()) + loose


def annex_rows(drawn: Drawn, annex: m.Annex, page: ReportPage) -> list[DrawnRow]:
    """Return the rows of an annex with what the prose says of them and what does not add up."""
    marks: Mapping[str, tuple[Mark, ...]] = {
        code: tuple(_of_finding(drawn.report, one) for one in told)
        for code, told in page.margin.rows.items()
    }
    return [drawn.row(row, page.quoted, marks) for row in annex.rows]


def severity_of(one: Answered) -> tuple[str | Promise, str]:
    """Return the word and the tone of a finding: one that has its reason asks for nothing more."""
    if one.reason and one.finding.severity is Severity.NEEDS_REASON:
        return EXPLAINED
    return SEVERITIES[one.finding.severity]


def _of_finding(report: UUID, one: Answered) -> Mark:
    word, tone = severity_of(one)
    url = f"{reverse('office-reporting-findings', args=[report])}#{one.finding.code}"
    return Mark(
        one.finding.message, one.finding.computation, word, tone, reason=one.reason, url=url
    )


def of_words(one: Contradiction) -> Mark:
    """Return what the words of a report say of themselves, or of a row, as a mark."""
    word, tone = PROVED[one.severity]
    return Mark(one.message, one.computation, word, tone, one.quotes)
