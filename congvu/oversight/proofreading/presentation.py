"""A proof as JSON and as lines that a person reads."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from congvu.kernel.vitext import format_date
from congvu.oversight.proofreading.rules.citations import Citation
from congvu.oversight.proofreading.rules.figures import Figure
from congvu.oversight.proofreading.rules.findings import Finding, Severity
from congvu.oversight.proofreading.rules.proof import Proof
from congvu.oversight.proofreading.rules.roles import level_of, role_of

_NAMES = {Severity.ERROR: "LỖI", Severity.WARNING: "CẢNH BÁO", Severity.ROUNDING: "LÀM TRÒN"}


def as_json(proof: Proof) -> dict[str, object]:
    """Return the facts that a program asks for; offsets are code points of the text."""
    return {
        "document": proof.document.as_facts(),
        "figures": [_figure(proof.text, figure) for figure in proof.figures],
        "citations": [_citation(proof.text, citation) for citation in proof.citations],
        "findings": [finding_as_json(proof.text, finding) for finding in proof.findings],
    }


def finding_as_json(text: str, finding: Finding) -> dict[str, object]:
    facts: dict[str, object] = {
        "kind": finding.kind,
        "severity": finding.severity.value,
        "basis": finding.basis.value,
        "message": finding.message,
        "computation": finding.computation,
        "quotes": [
            {"text": text[quote.start : quote.end], "start": quote.start, "end": quote.end}
            for quote in finding.quotes
        ],
    }
    return facts | ({"suggestion": finding.suggestion} if finding.suggestion else {})


def _figure(text: str, figure: Figure) -> dict[str, object]:
    start, end = figure.span
    facts: dict[str, object] = {
        "value": plain_number(figure.value),
        "unit": figure.unit.name,
        "label": figure.label,
        "start": start,
        "end": end,
        "quote": text[start:end],
    }
    role = role_of(figure.near) if figure.unit.noun == "ho so" else None
    level = level_of(figure.label) or level_of(figure.block.bare[:60])
    return (
        facts
        | ({"indicator": f"dossiers.{role.name.lower()}"} if role else {})
        | ({"scope": level} if level else {})
    )


def _citation(text: str, citation: Citation) -> dict[str, object]:
    start, end = citation.span
    return {
        "type": citation.type,
        "number": citation.number,
        "symbol": citation.symbol,
        "date": citation.on.isoformat() if citation.on else None,
        "issuer": citation.issuer or None,
        "subject": citation.subject or None,
        "start": start,
        "end": end,
        "quote": text[start:end],
    }


def plain_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def as_lines(proof: Proof) -> Iterator[str]:
    """Yield what a person reads: each finding with its words and its computation, then a count."""
    document = proof.document
    if document.title:
        dated = f", ngày {format_date(document.dated)}" if document.dated else ""
        yield f"{document.title}{dated}"
        yield ""
    for number, finding in enumerate(proof.findings, start=1):
        yield f"{number}. [{_NAMES[finding.severity]}] {finding.message}"
        yield f"   {finding.computation}"
        for quote in finding.quotes[:6]:
            words = " ".join(proof.text[quote.start : quote.end].split())
            yield f"   · “{words if len(words) < 140 else words[:139] + '…'}”"
        if finding.suggestion:
            yield f"   → {finding.suggestion}"
    yield summary(proof.findings)


def summary(findings: Sequence[Finding]) -> str:
    counts = {one: sum(1 for finding in findings if finding.severity is one) for one in Severity}
    if not findings:
        return "Không chứng minh được chỗ nào mâu thuẫn."
    return (
        f"{counts[Severity.ERROR]} lỗi, {counts[Severity.WARNING]} cảnh báo, "
        f"{counts[Severity.ROUNDING]} nhận xét làm tròn."
    )
