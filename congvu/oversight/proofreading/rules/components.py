"""Parts of an official document against each other: head, addressee, signature, list of recipients.

NĐ 30/2020, Phụ lục I. A part is missed only where its neighbours stand: an extract misses nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from congvu.oversight.proofreading.rules import dates
from congvu.oversight.proofreading.rules.blocks import Block, Kind
from congvu.oversight.proofreading.rules.findings import Basis, Finding, Quote, Severity, quote
from congvu.oversight.proofreading.rules.form import NOT_READ
from congvu.oversight.proofreading.rules.metadata import Metadata
from congvu.oversight.proofreading.rules.text import bare

_TAIL: Final = 45  # parts of a file that the end of a document may take
_HEAD: Final = 16
_POSITION: Final = (
    r"(?:chu tich|tong giam doc|giam doc|chanh van phong|chi cuc truong|cuc truong|truong (?:phong|ban|tram)|"
    r"vien truong|hieu truong|bo truong|thu truong|bi thu|chanh thanh tra|truong cong an)"
)
_SIGNS = re.compile(rf"\b(?:tm|kt|tl|tuq|q) ?\. ?(?=[a-z])|\b(?:pho )?{_POSITION}\b")
_HOLDER = re.compile(rf"\b(?:pho )?{_POSITION}\b")
_LONGEST_AUTHORITY: Final = 60
_SIGNATURES: Final = 40  # places in capitals that are looked at; no document has so many signers
_FOR = re.compile(rf"\bkt ?\. ?(?P<position>{_POSITION})\b")
_BY_ORDER = re.compile(rf"\btl ?\. ?(?P<position>{_POSITION})\b")
_ON_BEHALF = re.compile(
    r"\btm ?\. ?(?P<body>uy ban nhan dan|ubnd|hoi dong nhan dan|hdnd|dang uy|ban chap hanh)"
)
_BODIES: Final = {
    "uy ban nhan dan": "UBND",
    "ubnd": "UBND",
    "hoi dong nhan dan": "HĐND",
    "hdnd": "HĐND",
}
# Loose where a slip of recognition would make a part look missing.
_COUNTRY = re.compile(r"cong hoa xa hoi|xa hoi chu nghia|chu nghia viet nam")
_MOTTO = re.compile(r"doc lap|tu do\b|hanh phuc")
_NUMBER = re.compile(r"\bso ?:|\bso \d+ ?/|^\d{1,5} ?/ ?[a-z]")
_PLACED = re.compile(r"\bngay\b[^;]{0,24}\bthang\b|\bngay ?[\d. …]+/")
_TITLE = re.compile(r"bao cao\W*")
_AS_ABOVE = re.compile(r"\bnhu (?:tren|kinh gui)\b|\bnhu muc kinh gui\b")
_ITEM = re.compile(r"(?:^|[-–+;])\s*[^-–;:.]{2,}")


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the parts of one document stand; None where it has none."""

    below: tuple[Block, ...]  # everything behind the title
    number: Block | None
    placed: Block | None
    country: Block | None
    motto: Block | None
    recipients: Block | None
    tail: tuple[Block, ...]


def wrong_components(blocks: Sequence[Block], document: Metadata) -> Iterator[Finding]:
    """Yield each part that another part of the same document gives the lie."""
    if any(NOT_READ in block.bare for block in blocks):
        return
    frame = _frame(blocks)
    if frame is None:
        return
    yield from _missing(frame)
    yield from _addressed(blocks, frame, document)
    yield from _signed(frame, document)


def _frame(blocks: Sequence[Block]) -> _Frame | None:
    head = blocks[:_HEAD]
    at = next((at for at, one in enumerate(head) if _TITLE.fullmatch(one.bare)), None)
    if at is None or at + 1 == len(blocks):
        return None
    ends = [
        index for index, one in enumerate(blocks)
        if re.search(r"\bnoi nhan ?:", one.bare) and not one.annex and index > at
    ]  # fmt: skip
    annex = next((index for index, one in enumerate(blocks) if one.annex), len(blocks))
    first = ends[-1] if ends else max(at, annex - 6)
    tail = blocks[max(at + 1, first - 4 if ends else first) : min(annex, first + _TAIL)]
    return _Frame(
        tuple(blocks[at + 1 :]), _with(head, _NUMBER), _placed(head), _with(head, _COUNTRY),
        _with(head, _MOTTO), blocks[ends[-1]] if ends else None, tuple(tail),
    )  # fmt: skip


def _with(blocks: Sequence[Block], pattern: re.Pattern[str]) -> Block | None:
    return next((one for one in blocks if pattern.search(one.bare)), None)


def _placed(blocks: Sequence[Block]) -> Block | None:
    return _with(blocks, _PLACED) or next((one for one in blocks if dates.days(one.bare)), None)


def _missing(frame: _Frame) -> Iterator[Finding]:
    """A part without the neighbours that stand with it in every document."""
    pairs = (
        (frame.country, frame.motto, "Có Quốc hiệu nhưng không có Tiêu ngữ."),
        (frame.motto, frame.country, "Có Tiêu ngữ nhưng không có Quốc hiệu."),
        (frame.country, frame.number, "Không có dòng số, ký hiệu của văn bản."),
        (frame.number, frame.placed, "Không có địa danh và thời gian ban hành."),
    )
    for there, absent, message in pairs:
        if there and there.number < frame.below[0].number and absent is None:
            yield _component(message, there)
    if frame.recipients and not any(map(_signing, frame.below)):
        yield _component("Không có quyền hạn, chức vụ của người ký.", frame.recipients)
    elif not frame.recipients and frame.country and frame.motto and frame.number:
        for_body = next((one for one in frame.tail if _ON_BEHALF.search(one.bare)), None)
        if for_body:
            yield _component("Có phần ký nhưng không có “Nơi nhận”.", for_body)


def _component(message: str, beside: Block) -> Finding:
    return Finding(
        "missing_component", Severity.WARNING, Basis.STRUCTURE, message, "0 < 1",
        (quote(beside, 0, min(90, len(beside.text))),),
    )  # fmt: skip


def _signing(block: Block) -> bool:
    """Whether somebody signs here; letters that Word only shows as capitals are small in the file."""
    short = block.kind is not Kind.ITEM and len(block.text) < _LONGEST_AUTHORITY
    return any(short or _upper(block, match) for match in _SIGNS.finditer(block.bare))


def _upper(block: Block, match: re.Match[str]) -> bool:
    return block.text[match.start() : match.end()].isupper()


def _addressed(blocks: Sequence[Block], frame: _Frame, document: Metadata) -> Iterator[Finding]:
    """Who stands behind "Kính gửi" is "Như trên" in the list of recipients, and the other way round."""
    if frame.recipients is None:
        return
    to = next((one for one in blocks[: _HEAD + 8] if one.bare.startswith("kinh gui")), None)
    listed = frame.tail[next(i for i, one in enumerate(frame.tail) if one is frame.recipients) :]
    above = next(((one, found) for one in listed if (found := _AS_ABOVE.search(one.bare))), None)
    if above and to is None and not _anywhere(blocks, frame):
        yield Finding(
            "addressee_mismatch", Severity.WARNING, Basis.STRUCTURE,
            "“Nơi nhận” ghi “Như trên” nhưng phía trên không có “Kính gửi”.", "“Như trên” = ∅",
            (quote(above[0], *above[1].span()),),
        )  # fmt: skip
    words = " ".join(one.bare for one in listed)
    if above or to is None or len(_ITEM.findall(words)) < 3 or not document.addressee:
        return
    if not _named_in(document.addressee, listed):
        yield Finding(
            "addressee_mismatch", Severity.WARNING, Basis.STRUCTURE,
            "“Nơi nhận” không ghi “Như trên” và không có cơ quan nêu ở “Kính gửi”.",
            f"{document.addressee} ∉ Nơi nhận",
            (quote(to, 0, min(160, len(to.text))), quote(frame.recipients, 0, min(60, len(frame.recipients.text)))),
            "- Như trên;",
        )  # fmt: skip


def _anywhere(blocks: Sequence[Block], frame: _Frame) -> bool:
    """Whether "Kính gửi" stands anywhere before the recipients: converters move lines about."""
    return any("kinh gui" in one.bare for one in blocks if one is not frame.recipients)


def _named_in(addressee: str, listed: Sequence[Block]) -> bool:
    """Whether the list names the addressee, in full or by initials, as offices shorten themselves."""
    said = " ".join(one.text for one in listed)
    shorts, folded = set(re.findall(r"[A-ZĐ]{2,}", said)), bare(said)
    for name in re.split(r"[;,]| và ", addressee):
        words = re.findall(r"\w+", bare(name))
        initials = "".join(word[0] for word in words).upper()
        shortened = {initials[:length] for length in range(2, 6)} & shorts
        if len(words) < 2 or shortened or " ".join(words[:2]) in folded:
            return True
    return False


Place = tuple[Block, re.Match[str]]


def _signed(frame: _Frame, document: Metadata) -> Iterator[Finding]:
    """KT. is signed by a deputy, TL. by the head of a part, TM. for the body of the number (Điều 13)."""
    places = _capitals(frame, _HOLDER)
    for pattern, wrong, message in (
        (_FOR, "{0}", "“KT.” do cấp phó ký, nhưng dưới đó ghi chức vụ của cấp trưởng."),
        (_BY_ORDER, "{0}|pho {0}", "“TL.” do người đứng đầu đơn vị thuộc cơ quan ký, nhưng dưới đó ghi chức vụ người giao."),
    ):  # fmt: skip
        for block, opened in _capitals(frame, pattern):
            after = _after(places, block, opened)
            if after and re.fullmatch(wrong.format(opened["position"]), after[1].group()):
                yield _signature(message, [(block, opened), after])
    yield from _on_behalf(frame, document, places)


def _on_behalf(frame: _Frame, document: Metadata, places: Sequence[Place]) -> Iterator[Finding]:
    deputies = [one for one in places if one[1].group().startswith("pho ")]
    empowered = any(re.search(r"\b(?:kt|tl|tuq|q) ?\.", one.bare) for one in frame.tail)
    behalf = _capitals(frame, _ON_BEHALF)
    if behalf and deputies and not empowered and "UBND" in document.symbol:
        yield _signature("Cấp phó ký nhưng không ghi “KT.”.", [behalf[0], deputies[0]])
    for one in behalf:
        body = _BODIES.get(one[1]["body"], "")
        other = {"UBND": "HĐND", "HĐND": "UBND"}.get(body, "")
        if other and document.symbol.upper().endswith(f"-{other}"):
            yield _signature(
                f"Ký hiệu “{document.symbol}” là của {other}, phần ký thay mặt {body}.", [one]
            )


def _capitals(frame: _Frame, pattern: re.Pattern[str]) -> list[Place]:
    """Return where the end of the document writes such words in capitals, the first ones."""
    found = (
        (one, match)
        for one in frame.tail
        for match in pattern.finditer(one.bare)
        if _upper(one, match)
    )
    return list(islice(found, _SIGNATURES))


def _after(places: Sequence[Place], block: Block, opened: re.Match[str]) -> Place | None:
    """Return the position that stands next behind an authority, in its own part or below."""
    return next(
        (
            (one, match)
            for one, match in places
            if (one is block and match.start() >= opened.end())
            or (one.number > block.number and one.kind is not Kind.NOTE)
        ),
        None,
    )


def _signature(message: str, places: Sequence[Place]) -> Finding:
    quotes: tuple[Quote, ...] = tuple(quote(one, *match.span()) for one, match in places)
    said = " / ".join(one.text[match.start() : match.end()] for one, match in places)
    return Finding("signature_mismatch", Severity.WARNING, Basis.STRUCTURE, message, said, quotes)
