"""The whole proof: a text in, what it says of itself, its figures, its citations and its contradictions out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import localcontext

from congvu.oversight.proofreading.rules import (
    annexes,
    balance,
    bounds,
    chronology,
    columns,
    components,
    crosschecks,
    documents,
    form,
    notation,
    percents,
    recognised,
    statements,
    sums,
    tables,
)
from congvu.oversight.proofreading.rules.blocks import Block, Kind, blocks_of
from congvu.oversight.proofreading.rules.citations import Citation, citations_of
from congvu.oversight.proofreading.rules.figures import Figure, figures_of
from congvu.oversight.proofreading.rules.findings import Finding, Severity
from congvu.oversight.proofreading.rules.issuers import own_bodies
from congvu.oversight.proofreading.rules.metadata import Metadata, metadata_of

# A part with more figures than this is no prose; what belongs to what cannot be told from its words.
_DENSEST = 150
_MOST_FINDINGS = 400
_DIGITS = 80  # so that no share of any two numbers overflows
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.ROUNDING: 2}


@dataclass(frozen=True, slots=True)
class Proof:
    """Everything that was read; offsets of quotes and figures are code points of `text`."""

    text: str
    document: Metadata
    figures: tuple[Figure, ...]
    citations: tuple[Citation, ...]
    findings: tuple[Finding, ...]

    @property
    def has_errors(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def proofread(text: str, *, whole_lines: bool = False) -> Proof:
    """Read a report and prove where it contradicts itself; time grows with the length of the text."""
    blocks = blocks_of(recognised.without_line(text), whole_lines=whole_lines)
    document = metadata_of(blocks)
    citations: list[Citation] = []
    figures: dict[int, list[Figure]] = {}
    for block in blocks:
        own = citations_of(block)
        citations += own
        figures[block.number] = figures_of(block, [(one.start, one.end) for one in own])
    every = [figure for block in blocks for figure in figures[block.number]]
    clear = {number: own if len(own) <= _DENSEST else [] for number, own in figures.items()}
    with localcontext() as exact:
        exact.prec = _DIGITS
        found = recognised.told(_findings(blocks, clear, citations, document), text)
        findings = _without_doubles(found)
    return Proof(text, document, tuple(every), tuple(citations), tuple(findings))


def _findings(
    blocks: list[Block],
    figures: dict[int, list[Figure]],
    citations: list[Citation],
    document: Metadata,
) -> Iterator[Finding]:
    ledgers = [one for block in blocks for one in balance.ledgers_of(block, figures[block.number])]
    rows = tables.rows_of(blocks, figures)
    citations = [replace(one, day=None) if one.own else one for one in citations]
    yield from sums.wrong_sums(blocks, figures)
    yield from balance.wrong_balances(ledgers)
    yield from balance.wrong_levels(blocks, ledgers)
    for block in blocks:
        yield from balance.wrong_remainders(block, figures[block.number])
    yield from bounds.parts_above_whole(blocks, figures)
    yield from percents.wrong_shares(blocks, figures, ledgers)
    yield from tables.wrong_rows(rows)
    yield from columns.wrong_columns(blocks, figures)
    own = own_bodies(document.level, document.issuer)
    yield from documents.contradictions(citations, own)
    setting = chronology.Setting(document.year, document.dated)
    yield from chronology.wrong_days(blocks, citations, setting)
    yield from crosschecks.prose_against_annex(blocks, figures, rows, ledgers)
    yield from annexes.counted_otherwise(blocks, figures, rows, document.year)
    yield from crosschecks.cited_for_another(rows, citations)
    yield from crosschecks.said_twice(blocks, figures)
    yield from statements.doubled_items(blocks)
    yield from statements.excluded(blocks)
    yield from statements.wrong_counts_of_names(blocks, figures)
    yield from form.wrong_form(blocks)
    yield from components.wrong_components(blocks, document)
    yield from notation.mixed([one for block in blocks for one in figures[block.number]])


def _without_doubles(findings: Iterator[Finding]) -> list[Finding]:
    """Tell a thing once: the same kind on the same words, or one sum that two rules found."""
    kept: list[Finding] = []
    seen: set[tuple[object, ...]] = set()
    for finding in findings:
        places = {(finding.kind, quote.start, quote.end) for quote in finding.quotes}
        key = (finding.kind, finding.computation, min(quote.start for quote in finding.quotes))
        if key in seen or any(
            places <= {(one.kind, q.start, q.end) for q in one.quotes} for one in kept
        ):
            continue
        seen.add(key)
        kept.append(finding)
        if len(kept) >= _MOST_FINDINGS:
            break
    kept.sort(key=lambda one: (_RANK[one.severity], one.quotes[0].start))
    return kept


__all__ = ["Kind", "Proof", "proofread"]
