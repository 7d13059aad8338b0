"""What is wrong with a report's figures, with the reasons that were given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from congvu.kernel.formula.checks import Severity
from congvu.oversight.indicators.checking import Finding, findings
from congvu.oversight.indicators.selectors import Sheet
from congvu.oversight.proofreading.selectors import proofread_text
from congvu.oversight.reporting.models import FindingReason, Report
from congvu.oversight.reporting.rules import manuscript as m
from congvu.oversight.reporting.selectors.drawing import Drawing
from congvu.oversight.reporting.selectors.figures import sheet_of
from congvu.oversight.reporting.selectors.texts import notes_of

REASON_LENGTH = 400


@dataclass(frozen=True, slots=True)
class Answered:
    """A finding and why it is as it is, "" without a reason."""

    finding: Finding
    reason: str

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

    A reason goes with its computation: other figures need another reason.
    """
    whole = found or sheet_of(report)
    reasons = {
        (row.finding, row.computation): row.reason
        for row in FindingReason.objects.filter(report=report)
    }
    told = sorted(
        findings(whole, notes=notes_of(report)), key=lambda one: (ORDER[one.severity], one.code)
    )
    return Findings(
        tuple(
            Answered(one, reasons.get((one.code, one.computation[:REASON_LENGTH]), ""))
            for one in told
        )
    )


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What the prose of a report proves of itself, with the words that say so."""

    message: str
    computation: str
    quotes: tuple[str, ...]


def proof_of(drawing: Drawing) -> tuple[Contradiction, ...]:
    """Prove where the prose of a report contradicts itself, as anybody's report is proofread."""
    proof = proofread_text(words_of(drawing.manuscript))
    return tuple(
        Contradiction(
            one.message,
            one.computation,
            tuple(" ".join(proof.text[it.start : it.end].split()) for it in one.quotes),
        )
        for one in proof.findings
    )


def words_of(manuscript: m.Manuscript) -> str:
    """Return the prose as it is read, one paragraph a line, footnotes where they are called."""
    lines = [manuscript.head.kind, manuscript.head.subject]
    lines += [m.plain(runs) for runs in manuscript.grounds]
    for part in manuscript.parts:
        lines.append(f"{part.number} {part.title}".strip())
        for block in part.blocks:
            if isinstance(block, m.Heading):
                lines.append(f"{block.number} {block.text}".strip())
        lines += [m.plain(runs) for runs in m.texts(part)]
    return "\n".join(line for line in lines if line)
