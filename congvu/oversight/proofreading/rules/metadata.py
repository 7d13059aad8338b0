"""What the report says of itself: who, to whom, which period, number, day, signer."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from congvu.oversight.proofreading.rules import dates
from congvu.oversight.proofreading.rules.blocks import Block, Kind

_YEAR = re.compile(r"nam ((?:19|20)\d{2})")
_QUARTER = re.compile(r"quy (iv|i{1,3}|[1-4])\b")
_OWN_NUMBER = re.compile(r"so ?: ?(\d{1,5})? ?/ ?([a-z]+-[a-z&]+)")
_LEVELS = (
    ("xã", re.compile(r"(?:ubnd|uy ban nhan dan) (?:xa|phuong|thi tran|dac khu)\b")),
    ("huyện", re.compile(r"(?:ubnd|uy ban nhan dan) (?:huyen|quan|thi xa)\b|\bhuyen\b")),
    ("tỉnh", re.compile(r"(?:ubnd|uy ban nhan dan) (?:tinh|thanh pho)\b")),
)
_NAME = re.compile(r"(?:[A-ZĐÂĂÊÔƠƯÁÀẢÃẠÝÍÓÚ][\w]*)(?: [A-ZĐÂĂÊÔƠƯÁÀẢÃẠÝÍÓÚ][\w]*){1,4}")


@dataclass(frozen=True, slots=True)
class Metadata:
    """Recognised facts; an empty text or None where the report does not say."""

    issuer: str = ""
    level: str = ""
    title: str = ""
    period: str = ""
    year: int | None = None
    number: str = ""
    symbol: str = ""
    dated: date | None = None
    addressee: str = ""
    signer: str = ""

    def as_facts(self) -> dict[str, object]:
        facts = asdict(self)
        dated = facts.pop("dated")
        return facts | {"date": dated.isoformat() if dated else None}


def metadata_of(blocks: Sequence[Block]) -> Metadata:
    head = [block for block in blocks if block.kind is not Kind.ROW][:14]
    title = _title(head)
    number, symbol = _number(head)
    words = " ".join(block.bare for block in head[:8])
    return Metadata(
        issuer=_issuer(blocks),
        level=next((level for level, pattern in _LEVELS if pattern.search(words)), ""),
        title=title.text if title else "",
        period=_period(title.bare) if title else "",
        year=_year(title, head),
        number=number,
        symbol=symbol,
        dated=_dated(head),
        addressee=_addressee(head),
        signer=_signer(blocks),
    )


def _title(head: Sequence[Block]) -> Block | None:
    for block, after in itertools.pairwise(head):
        if re.fullmatch(r"bao cao\W*", block.bare):
            return after
    return next((block for block in head if block.bare.startswith("bao cao ")), None)


def _number(head: Sequence[Block]) -> tuple[str, str]:
    for block in head[:8]:
        if match := _OWN_NUMBER.search(block.bare):
            return match.group(1) or "", block.text[match.start(2) : match.end(2)]
    return "", ""


def _dated(head: Sequence[Block]) -> date | None:
    """Return the day in the place-and-day line, which stands above the addressee."""
    for block in head[:8]:
        if block.bare.startswith(("kinh gui", "can cu", "thuc hien")):
            return None
        for day in dates.days(block.bare):
            if day.on and re.search(r", ?$", block.bare[: day.start]):
                return day.on
    return None


def _year(title: Block | None, head: Sequence[Block]) -> int | None:
    if title and (match := _YEAR.search(title.bare)):
        return int(match.group(1))
    for block in head[:8]:
        if match := re.search(r"thang[ \d.]* nam ((?:19|20)\d{2})", block.bare):
            return int(match.group(1))
    return None


def _period(folded: str) -> str:
    year = _YEAR.search(folded)
    if not year:
        return ""
    if quarter := _QUARTER.search(folded):
        names = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
        return f"{year.group(1)}Q{names.get(quarter.group(1), quarter.group(1))}"
    if re.search(r"6 thang dau nam|sau thang dau", folded):
        return f"{year.group(1)}H1"
    if re.search(r"9 thang", folded):
        return f"{year.group(1)}M9"
    return year.group(1)


def _addressee(head: Sequence[Block]) -> str:
    for block in head:
        if block.bare.startswith("kinh gui"):
            return re.split(r"\.(?=\s|$)", block.text.partition(":")[2])[0].strip()
    return ""


def _issuer(blocks: Sequence[Block]) -> str:
    for block in blocks[:40]:
        match = re.search(
            r"(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân) (?:xã|phường|thị trấn|huyện|quận|thành phố|tỉnh|đặc khu) "
            r"[A-ZĐ]\w+(?: [A-ZĐ]\w+){0,3}",
            block.text,
        )
        if match:
            return match.group()
    return ""


def _signer(blocks: Sequence[Block]) -> str:
    prose = [block for block in blocks if block.kind is not Kind.ROW and not block.annex]
    for block, after in zip(reversed(prose[:-1]), reversed(prose), strict=False):
        if (
            re.search(r"chu tich|giam doc|truong phong|chanh van phong|tm\.|kt\.|tl\.", block.bare)
            and len(block.text) < 120
        ):
            return after.text if _NAME.fullmatch(after.text) else ""
    return ""
