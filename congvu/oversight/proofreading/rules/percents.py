"""Shares: a percentage and the fraction it stands beside, rounded half up at its printed decimals."""

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from congvu.oversight.proofreading.rules.balance import Ledger, on_time_rates
from congvu.oversight.proofreading.rules.blocks import Block, Kind
from congvu.oversight.proofreading.rules.figures import Figure, is_share
from congvu.oversight.proofreading.rules.findings import (
    Basis,
    Finding,
    Severity,
    quotes_of,
    shown,
    with_label,
)
from congvu.oversight.proofreading.rules.roles import of_one_field
from congvu.oversight.proofreading.rules.units import same_thing

_OTHER_BASE = re.compile(
    r"cung ky|nam truoc|quy truoc|ky truoc|so voi (?:nam|quy|thang|ky)|tang|giam|binh quan|du kien|phan dau"
)
_NAMED_BASE = re.compile(
    r"^\W*(?:so voi )?(?:tong )?(?:so )?(ke hoach|du toan|chi tieu|nhu cau|muc tieu)"
)
_QUALIFIED = re.compile(
    r"(?:ke hoach|du toan|chi tieu) (?:nam|quy|tinh|trung uong|ubnd|hdnd|huyen|cap tren|thanh pho|bo|duoc)"
)
_CLAIMS = re.compile(
    r"(?:dat|chiem|bang|ty le|ti le|tuong duong|tuong ung)(?: ty le| ti le)?(?: la)?\W*$"
)
_TARGET = re.compile(
    r"phan dau|muc tieu|chi tieu|toi thieu|it nhat|yeu cau|ke hoach de ra|tren \d|trong do"
)
_RATE_OF_TIME = re.compile(r"dung (?:han|hen)|truoc (?:han )?va dung")
_SENTENCE = re.compile(r"\.(?=\s|$)|;(?= \+| -)")


def off(share: Figure, ratio: Decimal) -> str:
    """Return "" when the share is the ratio half-up, "rounding" within its last place, else "wrong"."""
    place = Decimal(1).scaleb(-share.decimals)
    if ratio.quantize(place, rounding=ROUND_HALF_UP) == share.value:
        return ""
    return "rounding" if abs(ratio - share.value) < place else "wrong"


def wrong_shares(
    blocks: Sequence[Block], figures: dict[int, list[Figure]], ledgers: Sequence[Ledger]
) -> Iterator[Finding]:
    """Yield each percentage that contradicts the fraction or the counts that it is said of."""
    rates = on_time_rates([one for one in ledgers if not of_one_field(one.block.bare)])
    for block in blocks:
        own = figures[block.number]
        for share in own:
            if not is_share(share) or not share.usable:
                continue
            finding = _beside(block, own, share) if block.kind is not Kind.ROW else _row(own, share)
            if finding:
                yield finding
            elif block.kind is not Kind.ROW and (general := _of_all(block, own, share, rates)):
                yield general


def _sentence(block: Block, share: Figure) -> tuple[int, int]:
    start = 0
    for match in _SENTENCE.finditer(block.bare):
        if match.start() >= share.stop:
            return start, match.start()
        start = match.end()
    return start, len(block.text)


def _beside(block: Block, own: list[Figure], share: Figure) -> Finding | None:
    start, end = _sentence(block, share)
    inside = [one for one in own if start <= one.start < end]
    if _OTHER_BASE.search(block.bare, max(start, share.start - 40), min(end, share.stop + 40)):
        return None
    fraction = _fraction(block, inside, share)
    if fraction is not None:
        return _against(block, inside, share, fraction)
    return _between(block, inside, share) or _of_two(block, inside, share, start)


_DONE_THEN_CLAIM = re.compile(
    r"(?: (?:da|duoc|giai quyet|xu ly|hoan thanh|thuc hien|tra ket qua|xong))*,? ?\(? ?"
    r"(?:dat|chiem|bang|tuong duong|tuong ung)(?: ty le| ti le)?(?: la)? ?:? ?"
)
_THEN_WHOLE = re.compile(r" ?\)?,? ?(?:cua|tren|trong|so voi)(?: tong)?(?: so)?(?: [a-z]+){0,3} ?")


def _between(block: Block, inside: list[Figure], share: Figure) -> Finding | None:
    """As in "1.150 hồ sơ (đạt 98,2%) của 1.180 hồ sơ": the share stands between part and whole."""
    at = inside.index(share)
    if at == 0 or at + 1 >= len(inside):
        return None
    part, whole = inside[at - 1], inside[at + 1]
    if is_share(part) or is_share(whole) or part.of is not None or whole.of is not None:
        return None
    if not (part.usable and whole.usable and same_thing(part.unit, whole.unit)):
        return None
    named = part.unit.noun or whole.unit.noun
    if not named or not whole.value or part.value > whole.value:
        return None
    words = block.bare
    behind = _THEN_WHOLE.fullmatch(words, share.stop, whole.start)
    if not behind or not _DONE_THEN_CLAIM.fullmatch(words, part.stop, share.start):
        return None
    ratio = part.value / whole.value * 100
    verdict = off(share, ratio)
    return _told(share, part, whole, ratio, verdict) if verdict else None


def _fraction(block: Block, inside: list[Figure], share: Figure) -> Figure | None:
    """Return the fraction "a/b" that the share is said of: the nearest before it, or in a bracket behind."""
    fractions = [one for one in inside if one.of is not None]
    before = [one for one in fractions if one.of and one.of.end <= share.start]
    shares = [one for one in inside if is_share(one)]
    if before:
        last = before[-1]
        between = block.bare[last.stop : share.start]
        free = not any(last.start < one.start < share.start for one in shares)
        if free and len(between) <= 200 and ";" not in re.sub(r"\([^()]*\)", "", between):
            return last
        return None
    for one in fractions:
        gap = block.bare[share.stop : one.start]
        if (
            one.start > share.stop
            and len(gap) <= 40
            and re.search(r"\(|tuong ung|tuong duong|la $", gap)
        ):
            return one
    return None


def _against(block: Block, inside: list[Figure], share: Figure, part: Figure) -> Finding | None:
    whole = part.of
    if whole is None or not whole.value or not (part.usable and whole.usable):
        return None
    ratio = part.value / whole.value * 100
    verdict = off(share, ratio)
    if not verdict:
        return None
    elsewhere = _QUALIFIED.search(block.bare, share.stop, share.stop + 40)
    if verdict == "wrong" and (elsewhere or _explained(inside, share)):
        return None
    return _told(share, part, whole, ratio, verdict)


def _explained(inside: list[Figure], share: Figure) -> bool:
    """Whether any two counts of the sentence give the share."""
    counts = [one for one in inside if not is_share(one) and one.value]
    return any(
        off(share, one.value / other.value * 100) != "wrong"
        for one in counts
        for other in counts
        if one is not other and same_thing(one.unit, other.unit) and one.value <= other.value * 2
    )


def _of_two(block: Block, inside: list[Figure], share: Figure, start: int) -> Finding | None:
    """A share after exactly two counts of one thing, part and whole named as such."""
    counts = [
        one for one in inside if not is_share(one) and one.of is None and one.stop <= share.start
    ]
    counts = [one for one in counts if one.value and one.usable]
    if len(counts) < 2 or _explained(inside, share):
        return None if not counts or len(counts) < 2 else _rounded(counts, share)
    lead = block.bare[max(start, share.start - 30) : share.start]
    if not _CLAIMS.search(lead) or any(is_share(one) for one in inside if one.start < share.start):
        return None
    pair = _part_and_whole(block, counts)
    if pair is None:
        return None
    part, whole = pair
    base = _NAMED_BASE.search(block.bare[share.stop : share.stop + 40])
    if base and base.group(1) not in whole.label:
        return None
    if _QUALIFIED.search(block.bare, share.stop, share.stop + 40):
        return None
    return _told(share, part, whole, part.value / whole.value * 100, "wrong")


def _rounded(counts: list[Figure], share: Figure) -> Finding | None:
    for part in counts:
        for whole in counts:
            if part is whole or not same_thing(part.unit, whole.unit) or part.value > whole.value:
                continue
            if off(share, part.value / whole.value * 100) == "":
                return None
    pair = (counts[-2], counts[-1]) if len(counts) == 2 else None
    if pair is None:
        return None
    part, whole = sorted(pair, key=lambda one: one.value)
    ratio = part.value / whole.value * 100
    return _told(share, part, whole, ratio, "rounding") if off(share, ratio) == "rounding" else None


_WHOLE = re.compile(r"\btong|ke hoach|du toan|chi tieu|duoc giao|nhu cau|tiep nhan|toan bo")
_PART = re.compile(
    r"dung han|dung hen|da giai quyet|giai quyet|da thuc hien|thuc hien|hoan thanh|hai long|truc tuyen|giai ngan|"
    r"thu ngan sach|da thu|tre han|qua han|ky so|tuyen dung|thu duoc|da to chuc|da kiem tra"
)


def _part_and_whole(block: Block, counts: list[Figure]) -> tuple[Figure, Figure] | None:
    """Return part and whole when the words name both and nothing else competes."""
    if len(counts) == 2 and same_thing(counts[0].unit, counts[1].unit):
        first, second = counts
        between = block.bare[first.stop : second.start]
        if re.search(r"\b(?:tren|trong)(?: tong so| tong)? ?$|so voi", between):
            return (first, second) if first.value <= second.value else None
        if (
            _WHOLE.search(first.label)
            and _PART.search(second.label)
            and second.value <= first.value
        ):
            return second, first
        if (
            _WHOLE.search(second.label)
            and _PART.search(first.label)
            and first.value <= second.value
        ):
            return first, second
        return None
    timely = [one for one in counts if _RATE_OF_TIME.search(one.label)]
    done = [
        one
        for one in counts
        if re.search(
            r"da giai quyet|giai quyet xong|ket qua giai quyet|da tra|tra ket qua|da xu ly",
            one.label,
        )
    ]
    late = [one for one in counts if re.search(r"qua han|tre han|tre hen|qua hen", one.label)]
    if len(timely) == 1 and len(done) == 1 and len(late) <= 1 and timely[0].value <= done[0].value:
        return timely[0], done[0]
    return None


def _row(own: list[Figure], share: Figure) -> Finding | None:
    """In a table row the share and the fraction beside it speak of one thing."""
    fractions = [one for one in own if one.of is not None]
    if len(fractions) != 1 or sum(map(is_share, own)) != 1:
        return None
    part, whole = fractions[0], fractions[0].of
    if whole is None or not whole.value:
        return None
    ratio = part.value / whole.value * 100
    verdict = off(share, ratio)
    return _told(share, part, whole, ratio, verdict) if verdict else None


def _of_all(
    block: Block, own: list[Figure], share: Figure, rates: dict[Decimal, list[Figure]]
) -> Finding | None:
    """The rate of dossiers in time, said of the whole report, against every count that it gives."""
    start, end = _sentence(block, share)
    words = block.bare[start : share.start]
    clause = words[-160:]
    about_time = _RATE_OF_TIME.search(clause) and re.search(r"ty le|ti le", clause)
    counts = [one for one in own if start <= one.start < end and not is_share(one)]
    if (
        not rates
        or not about_time
        or counts
        or of_one_field(clause)
        or "truc tuyen" in clause[-90:]
    ):
        return None
    if _TARGET.search(clause) or _OTHER_BASE.search(block.bare, start, end):
        return None
    if any(off(share, rate) != "wrong" for rate in rates):
        return None
    nearest = max(rates, key=lambda rate: len(rates[rate]))
    figures = rates[nearest]
    told = ", ".join(f"{shown(rate.quantize(Decimal('0.01')))} %" for rate in sorted(rates)[:6])
    return Finding(
        "percent_mismatch", Severity.ERROR, Basis.ARITHMETIC,
        f"Tỷ lệ đúng hạn {share.written}% không khớp số hồ sơ nào đã nêu trong báo cáo.",
        f"{share.written} % ∉ {{{told}}}",
        (with_label(share), *quotes_of(figures)),
    )  # fmt: skip


def _told(share: Figure, part: Figure, whole: Figure, ratio: Decimal, verdict: str) -> Finding:
    exact = shown(ratio.quantize(Decimal(1).scaleb(-(share.decimals + 2)), rounding=ROUND_HALF_UP))
    right = shown(ratio.quantize(Decimal(1).scaleb(-share.decimals), rounding=ROUND_HALF_UP))
    rounding = verdict == "rounding"
    message = (
        f"Tỷ lệ {share.written}% bị cắt bớt chữ số; làm tròn đúng là {right}%."
        if rounding
        else f"Tỷ lệ {share.written}% không khớp với {part.written}/{whole.written} = {right}%."
    )
    return Finding(
        "percent_rounding" if rounding else "percent_mismatch",
        Severity.ROUNDING if rounding else Severity.ERROR,
        Basis.ARITHMETIC, message,
        f"{shown(part.value)} / {shown(whole.value)} = {exact} % ≠ {share.written} %",
        quotes_of([part, whole, share]), f"{right}%",
    )  # fmt: skip
