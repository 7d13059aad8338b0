"""Proofreading: planted faults found in invented reports, false alarms, and time by length."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt
from pathlib import Path
from random import Random
from time import process_time
from typing import Final

from config import env
from config.bench.results import Result, at_most
from congvu.oversight.proofreading.planting import Invented, as_text, invent
from congvu.oversight.proofreading.rules.proof import Proof, proofread
from congvu.oversight.proofreading.scoring import scores_of, total

REPORTS: Final = 1000
RECALL: Final = 98.0
LETTERS_A_PAGE: Final = 2800
PAGES: Final = (10, 30, 100, 1000)
SECONDS_FOR_30: Final = 1
MARKED: Final = Path("data/reports")
_Z: Final = 1.96  # of a 95 % interval


def measure() -> Iterator[Result]:
    """Plant and look; then read longer and longer texts."""
    yield from planted(REPORTS)
    yield from marked()
    for pages in PAGES:
        text = _of(pages)
        begun = process_time()
        proofread(text, whole_lines=True)
        seconds = process_time() - begun
        goal, met = at_most(seconds, round(SECONDS_FOR_30 * pages / 30, 1), "s")
        yield Result(
            "proofreading", "a text of so many pages", "-", pages, round(seconds, 2), "s", goal, met
        )


def marked() -> Iterator[Result]:
    """Compare with reports that a person marked, in `$CONGVU_SHARED/data/reports`, where there are some.

    Real reports are an evaluation, never a test: no rule may be fitted to one.
    """
    shared = env.text("CONGVU_SHARED")
    scores = [score for score, _ in scores_of(Path(shared) / MARKED)] if shared else []
    if not scores:
        yield Result(
            "proofreading",
            "marked reports: not run",
            "-",
            0,
            0,
            "",
            note="CONGVU_SHARED names none",
        )
        return
    whole = total(scores)
    shares = (
        ("errors", whole.found.get("error", 0), whole.wanted.get("error", 0), 88),
        ("warnings", whole.found.get("warning", 0), whole.wanted.get("warning", 0), 70),
        ("figures", *whole.figures, 95),
        ("cited documents", *whole.citations, 97),
    )
    for what, hits, wanted_hits, least in shares:
        value = 100 * hits / wanted_hits if wanted_hits else 0.0
        yield Result(
            "proofreading", f"marked reports: {what}", "-", len(scores), round(value, 1), "%",
            f"≥ {least} %", value >= least, f"{hits} of {wanted_hits}",
        )  # fmt: skip
    for what, alarms, most in (
        ("false alarms", len(whole.false_alarms), 0),
        ("findings not marked", len(whole.unmatched), 2 * len(scores)),
    ):
        yield Result(
            "proofreading", f"marked reports: {what}", "-", len(scores), alarms, "",
            f"≤ {most}", alarms <= most,
        )  # fmt: skip


def planted(count: int) -> Iterator[Result]:
    """Invent so many reports with no, one or two faults; tell what was found and what was made up."""
    wanted = found = false_alarms = sound = 0
    for seed in range(count):
        rng = Random(seed)  # noqa: S311 - the same reports each time
        report = invent(rng, 6, rng.choice((0, 1, 2)))
        text = as_text(report, rng.choice((0, 76, 92)))
        hits, wrong = looked(report, proofread(text))
        wanted += len(report.faults)
        found += hits
        false_alarms += wrong
        sound += report.sound
    recall = 100 * found / wanted
    low, high = _interval(found, wanted)
    yield Result(
        "proofreading", f"planted faults found of {wanted}", "-", count, round(recall, 2), "%",
        f"≥ {RECALL:g} %", recall >= RECALL, f"95 %: {low:.1f}–{high:.1f} %",
    )  # fmt: skip
    yield Result(
        "proofreading", f"false alarms beside {sound} sound claims", "-", count, false_alarms, "",
        "0", false_alarms == 0,
    )  # fmt: skip


def looked(report: Invented, proof: Proof) -> tuple[int, int]:
    """Return how many planted faults were found, and how many findings were not planted."""
    spoken = [
        (one.kind, " ".join(" ".join(proof.text[q.start : q.end] for q in one.quotes).split()))
        for one in proof.findings
    ]
    hit = [
        any(kind == said and mark in words for said, words in spoken)
        for _, kind, mark in report.faults
    ]
    planted_here = [
        any(kind == said and mark in words for _, kind, mark in report.faults)
        for said, words in spoken
    ]
    return sum(hit), len(planted_here) - sum(planted_here)


def _interval(found: int, wanted: int) -> tuple[float, float]:
    """Wilson's interval, in percent."""
    share, z = found / wanted, _Z * _Z
    middle = (share + z / (2 * wanted)) / (1 + z / wanted)
    half = _Z * sqrt(share * (1 - share) / wanted + z / (4 * wanted * wanted)) / (1 + z / wanted)
    return 100 * (middle - half), 100 * min(1.0, middle + half)


def _of(pages: int) -> str:
    rng, texts, length = Random(1), [], 0  # noqa: S311 - the same reports each time
    while length < pages * LETTERS_A_PAGE:
        texts.append(as_text(invent(rng, 6, 0)))
        length += len(texts[-1])
    return "".join(texts)[: pages * LETTERS_A_PAGE]
