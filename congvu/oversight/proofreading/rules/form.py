"""Form: places left to fill, annexes that are missing, numbering that jumps."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from congvu.oversight.proofreading.rules.blocks import Block, Kind
from congvu.oversight.proofreading.rules.findings import Basis, Finding, Quote, Severity, quote

_LEFT_OPEN = re.compile(
    r"(?:van ban|quyet dinh|ke hoach|bao cao|cong van|thong bao|chi thi|nghi quyet) so ?:? ?(?:\.{2,}|…)"
    r"|\bngay ?(?:\.{2,}|…) ?(?:thang|/)|\bthang ?(?:\.{2,}|…) ?nam|(?:\.{5,}|…{2,})"
    r"|\[(?:dien|nhap|\.\.\.|…)[^\]]{0,30}\]|\bx{3,}\b ?(?:ho so|nguoi|van ban)"
)
_CELL_LEFT_OPEN = re.compile(r"[^\t]{0,60}?(?:\.{3,}|…)|ghi ro(?: [a-z ,()]{0,40})?")
_ANNEXED_AS = re.compile(
    r"(?:kem theo|dinh kem|co|xem|tai|theo|gui kem)(?: cac| cac)? (?:phu luc|bieu mau|bang bieu)(?: \S+)?(?: kem theo)?"
)
NOT_READ: Final = "trang nay chi co anh"
"""What a reader says of a page that is a picture: then nothing is missing for certain."""
_ALPHABET: Final = "abcdđeghiklmnopqrstuvxy"


def wrong_form(blocks: Sequence[Block]) -> Iterator[Finding]:
    yield from _placeholders(blocks)
    if not any(NOT_READ in block.bare for block in blocks):
        yield from _missing_annex(blocks)
        yield from _annex_out_of_series(blocks)
    yield from _numbering(blocks)


def _placeholders(blocks: Sequence[Block]) -> Iterator[Finding]:
    found: list[Quote] = []
    for block in blocks[_end_of_head(blocks) :]:
        if block.kind is Kind.ROW:
            for start, end in block.cells[1:]:
                if (
                    end > start
                    and _CELL_LEFT_OPEN.fullmatch(block.bare, start, end)
                    and "," not in block.text[end - 5 : end]
                ):
                    found.append(quote(block, start, end))
        else:
            found += [quote(block, *match.span()) for match in _LEFT_OPEN.finditer(block.bare)]
    if found:
        yield Finding(
            "unfilled_placeholder", Severity.WARNING, Basis.STRUCTURE,
            "Còn chỗ của mẫu chưa điền.", f"{len(found)} chỗ để trống ≠ 0", tuple(found),
        )  # fmt: skip


def _end_of_head(blocks: Sequence[Block]) -> int:
    """Number and day of a draft are left open at its head: no contradiction."""
    title = (at for at, block in enumerate(blocks[:12]) if re.fullmatch(r"bao cao\W*", block.bare))
    return next(title, -1) + 1


def _missing_annex(blocks: Sequence[Block]) -> Iterator[Finding]:
    if any(block.annex for block in blocks) or any(block.kind is Kind.ROW for block in blocks):
        return
    said = [
        quote(block, *match.span())
        for block in blocks
        for match in _ANNEXED_AS.finditer(block.bare)
        if re.search(r"kem|dinh|gui", match.group())
    ]
    if said:
        yield Finding(
            "missing_annex", Severity.WARNING, Basis.STRUCTURE,
            "Văn bản nói có phụ lục kèm theo nhưng trong tệp không có phụ lục nào.",
            "0 phụ lục < 1", tuple(said[:5]),
        )  # fmt: skip


_CITED_ANNEX = re.compile(
    r"\b(?:phu luc|bieu mau|bieu)(?: so)? (?P<first>[ivx]{1,5}|\d{1,2})(?:(?:,| va|, va) (?P<next>[ivx]{1,5}|\d{1,2}))?"
    r"(?![\w/.-]\w)(?!\w)"
)
_ELSEWHERE = re.compile(
    r"nghi dinh|thong tu|quyet dinh|cong van|van ban|huong dan|nghi quyet|luat|ke hoach|chi thi|theo mau"
)


def _annex_out_of_series(blocks: Sequence[Block]) -> Iterator[Finding]:
    """The prose cites an annex by a number that none of the annexes in the file carries."""
    headed: dict[str, set[str]] = {}
    for block in blocks:
        if block.annex and block.text[:9].isupper() and (match := _CITED_ANNEX.match(block.bare)):
            number = match["first"].lstrip("0")
            headed.setdefault(_kind_of_annex(match.group(), number), set()).add(number)
    for block in blocks:
        for match in _CITED_ANNEX.finditer(block.bare):
            around = block.bare[max(0, match.start() - 40) : match.end() + 70]
            if block.annex or _ELSEWHERE.search(around):
                continue
            for name in ("first", "next"):
                number = (match[name] or "").lstrip("0")
                if not number or not block.text[match.end(name) - 1].isupper() ^ number.isdigit():
                    continue
                there = headed.get(_kind_of_annex(match.group(), number), set())
                if there and number not in there:
                    yield Finding(
                        "missing_annex", Severity.WARNING, Basis.STRUCTURE,
                        f"Văn bản dẫn “{block.text[match.start() : match.end()]}” nhưng trong tệp không có phụ lục mang số đó.",
                        f"{number.upper()} ∉ {{{', '.join(sorted(each.upper() for each in there))}}}",
                        (quote(block, *match.span()),),
                    )  # fmt: skip


def _kind_of_annex(words: str, number: str) -> str:
    """Annexes and tables, Roman and Arabic numbers are series of their own."""
    return f"{words.split(maxsplit=1)[0]} {'1' if number.isdigit() else 'I'}"


def _numbering(blocks: Sequence[Block]) -> Iterator[Finding]:
    """Headings of one depth count on by one; a jump or a double is told (NĐ 30/2020, Phụ lục I)."""
    last: dict[int, tuple[int, Block]] = {}
    for block in blocks:
        if block.kind not in (Kind.HEADING, Kind.ITEM) or block.annex or block.depth > 4:
            continue
        value = _value(block)
        for deeper in [depth for depth in last if depth > block.depth]:
            del last[deeper]
        before = last.get(block.depth)
        if value is None or value == 0:
            continue
        last[block.depth] = (value, block)
        if before is None or block.kind is not Kind.HEADING or before[1].kind is not Kind.HEADING:
            continue
        if (
            block.depth == 3
            and block.marker.rsplit(".", 2)[0] != before[1].marker.rsplit(".", 2)[0]
        ):
            continue
        if value != before[0] + 1 and value != 1:
            double = value == before[0]
            yield Finding(
                "section_numbering", Severity.WARNING, Basis.STRUCTURE,
                "Số mục bị trùng." if double else "Số mục nhảy cách hoặc lùi lại.",
                f"sau “{before[1].marker}” là “{block.marker}”",
                (quote(before[1], 0, min(60, len(before[1].text))), quote(block, 0, min(60, len(block.text)))),
            )  # fmt: skip


_ROMANS: Final = {"I": 1, "V": 5, "X": 10}


def _value(block: Block) -> int | None:
    mark = block.marker.rstrip(".) ")
    if block.depth == 1 and set(mark) <= _ROMANS.keys():
        total = 0
        for letter, after in zip(mark, [*mark[1:], "I"], strict=True):
            value = _ROMANS[letter]
            total += -value if value < _ROMANS[after] else value
        return total
    if block.depth in (2, 3):
        digits = mark.split(".")[-1]
        return int(digits) if digits.isdigit() else None
    if block.depth == 4:
        return _ALPHABET.find(mark) + 1
    return None
