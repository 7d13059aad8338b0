"""How well contradictions, figures and documents are found, against files that a person marked.

A folder holds NAME.txt and beside it NAME.findings.json, .consistent.json and .facts.json.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from congvu.oversight.proofreading.rules.citations import Citation
from congvu.oversight.proofreading.rules.findings import Finding
from congvu.oversight.proofreading.rules.issuers import canonical
from congvu.oversight.proofreading.rules.proof import Proof
from congvu.oversight.proofreading.selectors import proofread_file

# Kinds that name the same trouble from different sides match each other.
_FAMILIES: Final = (
    {"sum_mismatch", "exceeds_total"},
    {"percent_mismatch", "percent_rounding", "percent_over_100"},
    {
        "document_two_dates",
        "wrong_year",
        "chronology",
        "future_date",
        "outside_period",
        "number_order",
    },
    {"document_two_numbers", "document_symbol_mismatch", "document_mismatch"},
    {"narrative_vs_annex", "annex_internal", "repeat_mismatch"},
    {"list_count", "count_conflict"},
)
_CHECKED: Final = {
    "sum": "sum_mismatch", "percent": "percent_mismatch", "repeat": "repeat_mismatch",
    "narrative_vs_annex": "narrative_vs_annex", "bound": "exceeds_total", "order": "number_order",
    "chronology": "chronology", "document_repeat": "document_two_dates", "list_count": "list_count",
    "same_number_other_issuer": "document_two_dates",
}  # fmt: skip


def family(kind: str) -> frozenset[str]:
    return frozenset(next((some for some in _FAMILIES if kind in some), {kind}))


@dataclass(slots=True)
class Score:
    name: str
    found: dict[str, int] = field(default_factory=dict)
    wanted: dict[str, int] = field(default_factory=dict)
    missed: list[dict[str, Any]] = field(default_factory=list)
    false_alarms: list[Finding] = field(default_factory=list)
    unmatched: list[Finding] = field(default_factory=list)
    figures: tuple[int, int] = (0, 0)
    citations: tuple[int, int] = (0, 0)


def score_folder(folder: Path) -> Iterator[str]:
    """Yield the table: one document after another, then all; says when there is nothing to compare."""
    scores = []
    for score, text in scores_of(folder):
        scores.append(score)
        yield from _lines(score, text)
    if not scores:
        yield f"{folder}: không có bộ mẫu (NAME.findings.json) nào."
        return
    yield from _lines(total(scores), "")


def scores_of(folder: Path) -> Iterator[tuple[Score, str]]:
    """Yield the score of each marked document of a folder, with its text."""
    for path in sorted(folder.glob("*.findings.json")):
        name = path.name.removesuffix(".findings.json")
        proof = proofread_file(folder / f"{name}.txt")
        marked = (_load(folder, name, part) for part in ("findings", "consistent", "facts"))
        yield score_one(name, proof, *marked), proof.text


def _load(folder: Path, name: str, part: str) -> Any:
    path = folder / f"{name}.{part}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []


def score_one(name: str, proof: Proof, gold: Any, consistent: Any, facts: Any) -> Score:
    score = Score(name)
    matched: set[int] = set()
    for entry in gold:
        hits = [index for index, one in enumerate(proof.findings) if _matches(one, entry)]
        severity = entry["severity"]
        score.wanted[severity] = score.wanted.get(severity, 0) + 1
        score.found[severity] = score.found.get(severity, 0) + bool(hits)
        matched.update(hits)
        if not hits:
            score.missed.append(entry)
    for index, finding in enumerate(proof.findings):
        if index not in matched:
            alarm = any(_denies(finding, entry) for entry in consistent)
            (score.false_alarms if alarm else score.unmatched).append(finding)
    if facts:
        score.figures = _figures(proof, facts["facts"])
        score.citations = _citations(proof.citations, facts["documents"])
    return score


def _matches(finding: Finding, entry: Any) -> bool:
    return entry["kind"] in family(finding.kind) and any(
        quote.start < end and start < quote.end
        for quote in finding.quotes
        for start, end in entry["spans"]
    )


def _denies(finding: Finding, entry: Any) -> bool:
    """Whether a finding speaks against a check that a person saw hold: all its words lie in it."""
    return _CHECKED.get(entry["kind"]) in family(finding.kind) and all(
        any(quote.start < end and start < quote.end for start, end in entry["spans"])
        for quote in finding.quotes
    )


def _figures(proof: Proof, facts: Sequence[Any]) -> tuple[int, int]:
    placed = [(figure.value, *figure.span) for figure in proof.figures]
    found = 0
    for fact in facts:
        if fact["value_start"] is None:
            continue
        wanted = Decimal(str(fact["value"]))
        found += any(
            value == wanted and start < fact["value_end"] and fact["value_start"] < end
            for value, start, end in placed
        )
    return found, len(facts)


def _citations(citations: Sequence[Citation], facts: Sequence[Any]) -> tuple[int, int]:
    found = 0
    for fact in facts:
        found += any(
            one.span[0] < fact["end"] and fact["start"] < one.span[1]
            and one.number == (fact["number"] or "")
            and canonical(one.symbol) == canonical(fact["symbol"] or "")
            for one in citations
        )  # fmt: skip
    return found, len(facts)


def total(scores: Sequence[Score]) -> Score:
    """Return the score of all documents together."""
    whole = Score("TẤT CẢ")
    for one in scores:
        for severity, count in one.wanted.items():
            whole.wanted[severity] = whole.wanted.get(severity, 0) + count
            whole.found[severity] = whole.found.get(severity, 0) + one.found.get(severity, 0)
        whole.false_alarms += one.false_alarms
        whole.unmatched += one.unmatched
        whole.figures = (whole.figures[0] + one.figures[0], whole.figures[1] + one.figures[1])
        whole.citations = (
            whole.citations[0] + one.citations[0],
            whole.citations[1] + one.citations[1],
        )
    return whole


def _lines(score: Score, text: str) -> Iterator[str]:
    def of(severity: str) -> str:
        return f"{score.found.get(severity, 0)}/{score.wanted.get(severity, 0)}"

    yield (
        f"{score.name}: lỗi {of('error')} · cảnh báo {of('warning')} · làm tròn {of('rounding')} · "
        f"báo nhầm {len(score.false_alarms)} · ngoài bộ mẫu {len(score.unmatched)} · "
        f"số liệu {_share(score.figures)} · văn bản dẫn {_share(score.citations)}"
    )
    for entry in score.missed:
        yield f"   thiếu {entry.get('id', '')} {entry['kind']} ({entry['severity']}): {entry['computation']}"
    if not text:
        return
    for told, findings in (("BÁO NHẦM", score.false_alarms), ("ngoài", score.unmatched)):
        for finding in findings:
            words = " / ".join(
                " ".join(text[one.start : one.end].split())[:60] for one in finding.quotes[:3]
            )
            yield f"   {told} {finding.kind} ({finding.severity.value}): {finding.computation} – {words}"


def _share(counted: tuple[int, int]) -> str:
    found, wanted = counted
    return f"{found}/{wanted} = {100 * found / wanted:.1f} %".replace(".", ",") if wanted else "–"
