"""A part that is said to lie in a whole cannot be more than it."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from congvu.oversight.proofreading.rules.blocks import Block, Kind
from congvu.oversight.proofreading.rules.figures import Figure, is_share
from congvu.oversight.proofreading.rules.findings import (
    Basis,
    Finding,
    Severity,
    quotes_of,
    shown,
)

_AMONG = re.compile(r"\btrong (?:so )?do\b(?: co)? ?[:,]? ?")
_BREAKS = re.compile(r"[;()\t]|\.(?=\s|$)")
_OTHER = re.compile(r"luy ke|cung ky|ke hoach|nam truoc|ky truoc|chuyen sang|tang|giam|moi ")
_NEAR: Final = 60  # letters between a whole, the words "trong đó", and its part


def parts_above_whole(
    blocks: Sequence[Block], figures: dict[int, list[Figure]]
) -> Iterator[Finding]:
    """Yield each "X, trong đó Y" whose Y is more than whatever X its sentence offers."""
    for block in blocks:
        if block.kind is Kind.ROW:
            continue
        for among in _AMONG.finditer(block.bare):
            yield from _judged(block, figures[block.number], among)


def _judged(block: Block, own: Sequence[Figure], among: re.Match[str]) -> Iterator[Finding]:
    words = block.bare
    start = words.rfind(". ", 0, among.start()) + 1
    before = [one for one in own if start <= one.start and one.stop <= among.start()]
    part = next((one for one in own if one.start >= among.end()), None)
    if not before or part is None or part.start - among.end() > _NEAR:
        return
    whole = before[-1]
    between = words[whole.stop : part.start]
    if _BREAKS.search(between) or among.start() - whole.stop > _NEAR or _OTHER.search(between):
        return
    candidates = [one for one in before if one.unit.noun == whole.unit.noun]
    counts = [*candidates, part]
    if any(is_share(one) or one.of is not None or not one.usable for one in counts):
        return
    if not whole.unit.noun or part.unit.noun not in (whole.unit.noun, ""):
        return
    most = max(one.value for one in candidates)
    if part.value > most:
        yield Finding(
            "exceeds_total", Severity.ERROR, Basis.ARITHMETIC,
            f"Phần “trong đó” ({shown(part.value)}) nhiều hơn toàn bộ ({shown(most)}).",
            f"{shown(part.value)} > {shown(most)}", quotes_of([whole, part]),
        )  # fmt: skip
