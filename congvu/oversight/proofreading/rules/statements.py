"""Statements without figures that exclude each other, and items that stand twice in one list."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from congvu.oversight.proofreading.rules.blocks import Block, Kind
from congvu.oversight.proofreading.rules.figures import Figure
from congvu.oversight.proofreading.rules.findings import Basis, Finding, Quote, Severity, quote

_ALWAYS = re.compile(
    r"100 ?% (?:so )?[^.;,\d]{3,60}?(?:[^.;\d]{0,40}?)(?P<how>thuong xuyen|day du|kip thoi|nghiem tuc) (?P<what>(?:su dung|thuc hien|cap nhat|xu ly|niem yet|ung dung|ap dung)(?: \S+){3,9})"
)
_NOT: Final = "chua {how}|khong {how}|con thieu {how}"
_SHORTEST = 4  # words that two items must have before their likeness says anything


def doubled_items(blocks: Sequence[Block]) -> Iterator[Finding]:
    """The same item twice in one enumeration."""
    for block in blocks:
        if block.kind is Kind.ROW:
            continue
        seen: dict[str, tuple[int, int]] = {}
        pieces = list(re.finditer(r"[^;?]+", block.bare))
        if len(pieces) < 4:
            continue
        for piece in pieces:
            words = " ".join(re.findall(r"\w+", piece.group()))
            if len(words.split()) < _SHORTEST + 1:
                continue
            if words in seen:
                yield _double(quote(block, *seen[words]), quote(block, *piece.span()))
            seen.setdefault(words, piece.span())
    yield from _doubled_lines(blocks)


def _doubled_lines(blocks: Sequence[Block]) -> Iterator[Finding]:
    """The same line twice among the items of one list."""
    seen: dict[str, Block] = {}
    for block in blocks:
        if block.kind is Kind.HEADING:
            seen = {}
        if block.kind is not Kind.ITEM:
            continue
        words = " ".join(re.findall(r"\w+", block.bare[len(block.marker) :]))
        if len(words.split()) < _SHORTEST + 1:
            continue
        other = seen.setdefault(words, block)
        if other is not block:
            yield _double(*(quote(one, len(one.marker), len(one.text)) for one in (other, block)))


def _double(*quotes: Quote) -> Finding:
    return Finding(
        "duplicate_list_item", Severity.WARNING, Basis.STRUCTURE,
        "Một ý được liệt kê hai lần.", "2 > 1", quotes,
    )  # fmt: skip


def excluded(blocks: Sequence[Block]) -> Iterator[Finding]:
    """As in "100 % … thường xuyên sử dụng X" and, elsewhere, "sử dụng X … chưa thường xuyên"."""
    for block in blocks:
        for claim in _ALWAYS.finditer(block.bare):
            what = claim["what"].split()[:6]
            core = " ".join(what)
            if len(what) < 5:
                continue
            denied = re.compile(
                rf"{re.escape(core)}[^.;]{{0,140}}\b(?:{_NOT.format(how=claim['how'])})"
            )
            for other in blocks:
                if found := denied.search(other.bare):
                    yield Finding(
                        "statement_conflict", Severity.WARNING, Basis.SEMANTIC,
                        "Một chỗ nói 100% đều làm, chỗ khác nói còn chưa.",
                        "100% ≠ chưa", (quote(block, *claim.span()), quote(other, *found.span())),
                    )  # fmt: skip
                    break


def wrong_counts_of_names(
    blocks: Sequence[Block], figures: dict[int, list[Figure]]
) -> Iterator[Finding]:
    """As in "03 đơn vị, gồm: A, B" announces three names and lists two."""
    for block in blocks:
        if block.kind is Kind.ROW:
            continue
        for figure in figures[block.number]:
            listed = _names_after(block, figure)
            if listed is None or figure.of is not None or not figure.usable:
                continue
            names, start, end = listed
            if len(names) != figure.value and 2 <= figure.value <= 40 and len(names) >= 2:
                yield Finding(
                    "list_count", Severity.ERROR, Basis.STRUCTURE,
                    f"Nêu {figure.written} nhưng liệt kê {len(names)} tên.",
                    f"{len(names)} ≠ {figure.written}",
                    (quote(block, figure.start, figure.stop), quote(block, start, end)),
                )  # fmt: skip


_LIST_OPENS = re.compile(r"[^.;:()\d]{0,40}?(?:, )?(?:(?:gom|bao gom|la) ?:? ?|: ?)")
_PLACE_NAME = re.compile(
    r"(?:(?:xã|phường|thị trấn|huyện|thôn|ấp|Trường|Phòng|Sở|Ban|Trung tâm) )?[A-ZĐ]\w+(?: [A-ZĐ]\w+){0,4}"
)


def _names_after(block: Block, figure: Figure) -> tuple[list[str], int, int] | None:
    opens = _LIST_OPENS.match(block.bare, figure.stop)
    if not opens or figure.unit.noun not in ("xa", "thon", "don vi", "phong", "truong"):
        return None
    start = opens.end()
    end = next(
        (at for at in range(start, len(block.text)) if block.text[at] in ".;()\t"), len(block.text)
    )
    pieces = [
        piece.strip()
        for piece in re.split(
            r", (?=\S)| và (?=[A-ZĐ]|xã |phường |thị trấn )", block.text[start:end]
        )
    ]
    if not all(_PLACE_NAME.fullmatch(piece) for piece in pieces):
        return None
    return pieces, start, end
