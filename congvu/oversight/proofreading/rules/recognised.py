"""Pages that were read from pictures: named at the head of the text, and no ground for a proof alone.

Whoever reads letters from a picture takes a 3 for an 8, a comma for a point, III for II, and loses
the lines of a table. So of such pages only what one sentence computes is told, as a thing to compare
with the paper, never as an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from congvu.oversight.proofreading.rules.findings import Basis, Finding, Severity

_LINE = re.compile(r"\A\[Nhận dạng từ ảnh: trang ([0-9]+(?:[–,] ?[0-9]+)*)\]\n")
_SPAN: Final = "–"
_COMPUTED: Final = frozenset({Basis.ARITHMETIC, Basis.PERCENTAGE})
_WHOLE: Final = frozenset({Basis.STRUCTURE, Basis.NOTATION, Basis.CROSS_REFERENCE})
"""Not told at all: headings, separators and references are seldom recognised whole."""
CAVEAT: Final = " Trang này được nhận dạng từ ảnh: hãy đối chiếu với bản giấy."
_LONGEST: Final = 600  # letters from the first quote to the last of one sentence


def line_for(pages: Iterable[int]) -> str:
    """Return the line that names pages, from 1: "[Nhận dạng từ ảnh: trang 1–3, 7]"."""
    spans: list[list[int]] = []
    for page in sorted(pages):
        if spans and page == spans[-1][1] + 1:
            spans[-1][1] = page
        else:
            spans.append([page, page])
    said = ", ".join(
        str(first) if first == last else f"{first}{_SPAN}{last}" for first, last in spans
    )
    return f"[Nhận dạng từ ảnh: trang {said}]\n" if said else ""


def pages_of(text: str) -> str:
    """Return the pages that the text names, as they are written; "" for a text of letters."""
    match = _LINE.match(text)
    return match.group(1) if match else ""


def without_line(text: str) -> str:
    """Return the text with that line blank, of the same length: it is no part of the report."""
    match = _LINE.match(text)
    return " " * (match.end() - 1) + text[match.end() - 1 :] if match else text


def told(findings: Iterable[Finding], text: str) -> Iterator[Finding]:
    """Leave out what a slip of recognition may have made; the rest is for a person to compare."""
    places = _places(text)
    for one in findings:
        if not places:
            yield one
        elif one.basis in _WHOLE:
            continue
        elif not any(_inside(quote.start, places) for quote in one.quotes):
            yield one
        elif one.basis in _COMPUTED and _is_one_sentence(one, text):
            yield replace(one, severity=Severity.WARNING, message=one.message + CAVEAT)


def _is_one_sentence(finding: Finding, text: str) -> bool:
    first = min(quote.start for quote in finding.quotes)
    last = max(quote.end for quote in finding.quotes)
    return last - first <= _LONGEST and not re.search(r"\n\s*\n|\f", text[first:last])


def _inside(at: int, places: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in places)


def _places(text: str) -> list[tuple[int, int]]:
    wanted: set[int] = set()
    for span in pages_of(text).replace(" ", "").split(","):
        first, _, last = span.partition(_SPAN)
        if first:
            wanted.update(range(int(first), int(last or first) + 1))
    found, start = [], 0
    for number, page in enumerate(text.split("\f") if wanted else (), start=1):
        if number in wanted:
            found.append((start, start + len(page)))
        start += len(page) + 1
    return found
