"""Totals and their parts: a sum is told wrong only when no admissible reading of its parts holds.

Which figures a writer meant as the parts of a total is grammar: a bracket, "trong đó", "gồm", a
list below. Where the grammar leaves a choice (does the list end here or there?), each choice is
tried, and one that holds is enough for silence.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from congvu.oversight.proofreading.rules.blocks import Block, Kind
from congvu.oversight.proofreading.rules.figures import Figure, is_share
from congvu.oversight.proofreading.rules.findings import (
    Basis,
    Finding,
    Severity,
    added,
    named,
    quotes_of,
    shown,
)
from congvu.oversight.proofreading.rules.roles import complete
from congvu.oversight.proofreading.rules.text import bare
from congvu.oversight.proofreading.rules.units import same_thing


class Opening(Enum):
    """How strongly the words promise that the parts are all of the total."""

    ALL = "gồm, chia ra, a colon after a total"
    BRACKET = "a bracket behind the total"
    AMONG = "trong đó"


@dataclass(frozen=True, slots=True)
class Parts:
    """A total and the figures that its grammar offers as parts, the narrowest reading first."""

    total: Figure
    readings: tuple[tuple[Figure, ...], ...]
    opening: Opening
    at: int = 0  # where its words open the list


_OPENERS = re.compile(
    r"(?P<all>(?<!tap trung )(?<!chu yeu )\b(?:bao gom|gom co|gom|chia ra|phan ra|cu the(?: nhu sau)?|"
    r"chi tiet(?: nhu sau)?|trong do co|nhu sau) ?:|\b(?:bao gom|gom co|gom|chia ra) )"
    r"|(?P<among>\btrong (?:so )?do(?: co)?\b ?[:,]?)|(?P<bracket>\()|(?P<colon>:)"
)
_NOT_ALL = re.compile(
    r"chu yeu|\bnhu\b(?! sau)|nhat la|dien hinh|tieu bieu|mot so|v\.v|\.\.\.|…|tap trung|uu tien|"
    r"giam|tang|so voi|cung ky|luy ke"
)
_GOES_ON = re.compile(r"[^.;]{0,40}?(?:con lai|so khac|\bkhac\b|ngoai ra|v\.v|\.\.\.|…)")
_STOP = re.compile(r"\b(?:ngoai ra|dong thoi|ben canh|rieng|so voi|cung ky|luy ke)\b")
_SENTENCE = re.compile(r"\.(?=\s|$)|\./\.")
_TOTAL_WORD = re.compile(r"\btong|\bcong\b|toan (?:huyen|tinh|xa)")
CLOSE = Decimal("0.05")


def wrong_sums(blocks: Sequence[Block], figures: dict[int, list[Figure]]) -> Iterator[Finding]:
    """Yield each total whose parts do not give it."""
    for index, block in enumerate(blocks):
        if block.kind is Kind.ROW:
            continue
        seen: set[tuple[int, int]] = set()
        for claim in _claims(blocks, index, figures):
            key = (claim.total.start, claim.readings[0][0].start)
            if key in seen:
                continue
            seen.add(key)
            finding = judge(claim)
            if finding:
                yield finding


def _claims(
    blocks: Sequence[Block], index: int, figures: dict[int, list[Figure]]
) -> Iterator[Parts]:
    block = blocks[index]
    own = figures[block.number]
    for match in _OPENERS.finditer(block.bare):
        if match["colon"] and match.end() < len(block.text) and not _list_follows(own, match.end()):
            continue
        totals = _totals_before(block, own, match)
        if not totals:
            continue
        opening = _opening_of(match, totals[0])
        if not block.bare[match.end() :].strip(" :"):
            readings = _below(blocks, index, figures)
            opening = Opening.BRACKET if opening is Opening.AMONG else opening
        else:
            readings = _beside(block, own, match)
        yield from _offered(totals, readings, opening, match.end())
    for match in _OUT_OF.finditer(block.bare):
        yield from _out_of(block, own, match)


def _as_listed(opening: Opening, parts: Sequence[Figure]) -> Opening:
    """As in “Trong đó: A: 5 chỉ tiêu; B: 3 chỉ tiêu” is a list as complete as a bracket."""
    block = parts[0].block
    listed = all(block.text[: part.start].rstrip().endswith(":") for part in parts)
    return Opening.BRACKET if opening is Opening.AMONG and listed else opening


def _offered(
    totals: list[Figure], readings: list[list[Figure]], opening: Opening, at: int
) -> Iterator[Parts]:
    """Offer the parts to the total whose unit they have, or else to the nearest one."""
    nouns = {part.unit.noun for one in readings for part in one if part.unit.noun}
    own = [total for total in totals if total.unit.noun in nouns]
    for total in own or totals[:1] + [one for one in totals if totals[0].of is one]:
        fitting = tuple(choice for one in readings for choice in _fitting(total, one))
        if fitting:
            yield Parts(total, fitting, _as_listed(opening, fitting[0]), at)


# "Trong tổng số 45 cán bộ, có 20 nam và 25 nữ"
_OUT_OF = re.compile(r"\btrong (?:tong so |tong |so )?(?=\d)")


def _out_of(block: Block, own: list[Figure], match: re.Match[str]) -> Iterator[Parts]:
    after = [figure for figure in own if figure.start >= match.end()]
    if not after or after[0].start != match.end() or after[0].of or is_share(after[0]):
        return
    has = re.compile(r"\b(?:thi co|co|gom)\b").search(block.bare, after[0].stop)
    if not has or (len(after) > 1 and has.start() > after[1].start):
        return
    reading = _top(block, own, has.end(), _end_of_list(block, has.end()))
    if fitting := tuple(_fitting(after[0], reading)):
        yield Parts(after[0], fitting, Opening.AMONG, has.end())


def _opening_of(match: re.Match[str], total: Figure) -> Opening:
    if match["bracket"]:
        return Opening.BRACKET
    if match["among"]:
        return Opening.AMONG
    return Opening.ALL if match["all"] or _TOTAL_WORD.search(total.before) else Opening.BRACKET


def _list_follows(own: list[Figure], at: int) -> bool:
    after = [figure for figure in own if figure.start >= at]
    return len(after) >= 2


def _totals_before(block: Block, own: list[Figure], match: re.Match[str]) -> list[Figure]:
    """Return the figures that may be the total: the last before the opener, and of each other unit."""
    found: list[Figure] = []
    at, near = match.start(), match["bracket"] is not None or match["colon"] is not None
    depth = block.text.count("(", 0, at) - block.text.count(")", 0, at)
    for figure in reversed(own):
        if figure.stop > at or is_share(figure):
            continue
        level = block.text.count("(", 0, figure.start) - block.text.count(")", 0, figure.start)
        between = block.bare[figure.stop : at]
        breaks = list(_SENTENCE.finditer(between))
        if (
            level != depth
            or len(breaks) > 1
            or (breaks and between[breaks[-1].end() :].strip(" ."))
        ):
            if level < depth or breaks:
                break
            continue
        if near and (
            len(between) > 70 or re.search(r"[;]" if match["bracket"] else r"[;,:]", between)
        ):
            break
        if any(same_thing(figure.unit, one.unit) for one in found):
            break
        found.append(figure)
        if near or len(found) == 2:
            break
    if found and found[0].of is None:
        partner = next(
            (one for one in own if one.of is not None and one.of.start == found[0].start), None
        )
        if partner:
            found.append(partner)
    return found


def _beside(block: Block, own: list[Figure], match: re.Match[str]) -> list[list[Figure]]:
    """Return the readings of a list in the same part: the bracket, then as far as the sentence goes."""
    start = match.end()
    inner = start
    if not match["bracket"] and re.match(r"\s*\(", block.bare[start:]):
        inner = start + block.bare[start:].index("(") + 1
    readings: list[list[Figure]] = []
    bracketed = match["bracket"] is not None or inner != start
    if bracketed:
        end = _closing(block.text, inner)
        if end < 0:
            return []
        readings.append(_top(block, own, inner, end))
        if match["bracket"]:
            return readings
    end = _end_of_list(block, start)
    everything = _top(block, own, start, end)
    short = _first_break(block, everything, end)
    if short < end and inner == start:
        readings.append(_top(block, own, start, short))
    if inner != start:
        everything = readings[0] + [one for one in everything if one not in readings[0]]
    readings.append(everything)
    return readings


def _closing(text: str, at: int) -> int:
    depth = 1
    for place in range(at, len(text)):
        depth += (text[place] == "(") - (text[place] == ")")
        if depth == 0:
            return place
    return -1


def _end_of_list(block: Block, start: int) -> int:
    """A list goes to the end of the sentence, of its bracket, or to words that leave it."""
    depth = 0
    stop = _STOP.search(block.bare, start)
    limit = stop.start() if stop else len(block.text)
    for place in range(start, limit):
        letter = block.text[place]
        depth += (letter == "(") - (letter == ")")
        if depth < 0 or (depth == 0 and _SENTENCE.match(block.bare, place)):
            return place
    return limit


def _first_break(block: Block, parts: Sequence[Figure], end: int) -> int:
    """Where a list whose items are parted by commas meets its first semicolon, `end` when never."""
    if len(parts) < 2 or ";" in block.text[parts[0].stop : parts[1].start]:
        return end
    at = block.text.find(";", parts[1].stop, end)
    return at if at >= 0 else end


def _top(block: Block, own: list[Figure], start: int, end: int) -> list[Figure]:
    """Return the figures of a list that are not inside brackets or behind a second opener in it."""
    found: list[Figure] = []
    depth = 0
    place = start
    nested = [
        match.start()
        for match in _OPENERS.finditer(block.bare, start + 1, end)
        if match["among"] or match["all"]
    ]
    for figure in own:
        if figure.start < start or figure.start >= end:
            continue
        depth += block.text.count("(", place, figure.start) - block.text.count(
            ")", place, figure.start
        )
        place = figure.start
        if depth == 0 and not (nested and figure.start > nested[0]):
            found.append(figure)
    return found


def _below(
    blocks: Sequence[Block], index: int, figures: dict[int, list[Figure]]
) -> list[list[Figure]]:
    """Return the readings of a list in the parts below: the first figure of each item."""
    parent = blocks[index]
    items: list[Figure] = []
    depth = 0
    for block in blocks[index + 1 :]:
        if block.kind is Kind.NOTE:
            continue
        if block.kind is Kind.TEXT and not items and not block.marker:
            return [_top(block, figures[block.number], 0, _end_of_list(block, 0))]
        if block.kind is not Kind.ITEM or (parent.marker and block.depth <= parent.depth):
            break
        depth = depth or block.depth
        if block.depth < depth:
            break
        if block.depth > depth:
            continue
        if not figures[block.number]:
            return []
        items.append(figures[block.number][0])
    return [items]


def _fitting(total: Figure, parts: Sequence[Figure]) -> list[tuple[Figure, ...]]:
    """Return what may be the parts: those that count what the total counts, or all that count."""
    wholes = {one.of.start for one in parts if one.of is not None}
    counts = [
        one
        for one in parts
        if one.unit.family is total.unit.family and one.of is None and one.start not in wholes
    ]
    own = [one for one in counts if one.unit.noun == total.unit.noun and one.unit.noun]
    loose = [one for one in counts if same_thing(total.unit, one.unit)]
    choices = (tuple(own), tuple(loose), tuple(counts))
    return list(dict.fromkeys(choice for choice in choices if len(choice) >= 2))


def judge(claim: Parts) -> Finding | None:
    """Return the finding when no reading of the parts gives the total, None when it may hold."""
    total = claim.total
    everything = max(claim.readings, key=len)
    if not total.usable or not all(part.usable for part in everything):
        return None
    targets = {total.value} | ({total.of.value} if total.of else set())
    in_a_sentence = claim.opening is not Opening.BRACKET and everything[0].block is total.block
    for reading in claim.readings:
        values = [part.value for part in reading]
        if sum(values) in targets:
            return None
        extra = _outside(total, values)
        if extra:
            if claim.opening is Opening.AMONG:
                return _told(claim, reading, Severity.WARNING, extra)
            return None
        if in_a_sentence and _holds_without_one(values, targets):
            return None
    reading = _surest(claim)
    return _told(claim, reading, Severity.ERROR, 0) if _promised(claim, reading) else None


def _outside(total: Figure, values: list[Decimal]) -> int:
    """Return after how many parts the sum is reached already, 0 when never: the rest lies outside."""
    reached = Decimal(0)
    for count, value in enumerate(values[:-1], start=1):
        reached += value
        if reached == total.value and count >= 2:
            return count
    return 0


def _holds_without_one(values: list[Decimal], targets: set[Decimal]) -> bool:
    """Whether the list holds when its last part, which may open another statement, is not added."""
    whole = sum(values)
    return len(values) >= 3 and whole - values[-1] in targets


def _surest(claim: Parts) -> tuple[Figure, ...]:
    for reading in claim.readings:
        if complete([_named(part) for part in reading]):
            return reading
    return min(
        claim.readings, key=lambda one: abs(sum(part.value for part in one) - claim.total.value)
    )


def _named(part: Figure) -> str:
    return f"{part.label} {bare(part.unit.name)}"


def _promised(claim: Parts, reading: Sequence[Figure]) -> bool:
    """Whether the words promise that these parts are the whole of the total."""
    total, whole = claim.total.value, sum(part.value for part in reading)
    block, last = reading[0].block, reading[-1]
    start = claim.at if claim.total.block is block else 0
    unsaid = _NOT_ALL.search(block.bare, max(start, reading[0].start - 60), last.end)
    goes_on = whole < total and _GOES_ON.match(block.bare, last.stop)
    if not total or unsaid or goes_on:
        return False
    share = whole / total
    near = abs(share - 1) <= CLOSE or abs(whole - total) <= 1
    if complete([_named(part) for part in reading]):
        return share >= Decimal("0.5") and share <= 2
    if claim.opening is Opening.AMONG:
        return near and total >= 100
    if claim.opening is Opening.BRACKET:
        least = Decimal("0.7") if len(reading) >= 3 else Decimal("0.93")
        return (near or least <= share <= Decimal("1.5")) and _each_item_counts(reading)
    return Decimal("0.5") <= share <= 2


def _each_item_counts(reading: Sequence[Figure]) -> bool:
    """Whether no item between the figures goes without one: "(phòng A 3; phòng B; phòng C 4)"."""
    block = reading[0].block
    if any(part.block is not block for part in reading):
        return True
    for part, after in itertools.pairwise(reading):
        if len(re.findall(r";", block.text[part.stop : after.start])) > 1:
            return False
    return True


def _told(claim: Parts, reading: Sequence[Figure], severity: Severity, extra: int) -> Finding:
    total = claim.total
    whole = sum(part.value for part in reading)
    values = [part.value for part in reading]
    computation = f"{added(values)} = {shown(Decimal(whole))} ≠ {shown(total.value)}"
    if extra:
        computation += f" ({added(values[:extra])} = {shown(total.value)})"
        message = (
            f"“Trong đó” nêu {len(values)} phần nhưng {extra} phần đầu đã đủ tổng {named(total)}; "
            "phần còn lại nằm ngoài tổng."
        )
    else:
        message = (
            f"Các phần cộng lại bằng {shown(Decimal(whole))}, khác tổng đã nêu {named(total)}."
        )
    return Finding(
        "sum_mismatch", severity, Basis.ARITHMETIC, message, computation,
        quotes_of([total, *reading]),
    )  # fmt: skip
