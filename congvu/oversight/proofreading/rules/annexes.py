"""Prose against annex by what is counted: the thing, what was done with it, at which level.

"Từ đầu năm đã cử 120 cán bộ đi đào tạo, bồi dưỡng" and the row "Số người đã được đào tạo, bồi dưỡng"
count the same: a thing, a verb, and nothing on either side that the other does not say too.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
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
from congvu.oversight.proofreading.rules.roles import level_of, of_one_field
from congvu.oversight.proofreading.rules.subjects import phrase, without_places
from congvu.oversight.proofreading.rules.tables import Row
from congvu.oversight.proofreading.rules.text import bare

# Words that narrow nothing: who reports, when, and the grammar between.
_NEUTRAL: Final = frozenset(
    [
        "cap",
        "tong",
        "luong",
        "co",
        "den",
        "nay",
        "tu",
        "dau",
        "ky",
        "bao",
        "cao",
        "la",
        "dat",
        "gom",
        "thi",
        "voi",
        "tai",
        "ubnd",
        "trong",
        "qua",
        "viec",
        "len",
        "duoc",
        "da",
        "so",
        "cac",
        "nhung",
        "thuc",
        "te",
        "xong",
        "tham",
        "gia",
        "lop",
        "cu",
        "di",
        "cho",
        "khoa",
        "dot",
        "luot",
        "tat",
        "ca",
        "thoi",
        "diem",
        "luy",
        "ke",
        "nam",
        "cua",
        "tren",
        "theo",
        "don",
        "vi",
        "va",
        "de",
        "noi",
        "chung",
        "bi",
    ]
)
_PEOPLE: Final = frozenset(
    ["nguoi", "truong", "hop", "dong", "chi", "can", "bo", "cong", "vien", "chuc", "cbccvc", "ccvc"]
)
_GENERIC: Final = {
    "nguoi": _PEOPLE, "ho so": {"ho", "so"}, "van ban": {"van", "ban"}, "nhiem vu": {"nhiem", "vu"},
    "thu tuc": {"thu", "tuc", "hanh", "chinh", "tthc"}, "don vi": {"co", "quan", "don", "vi"},
    "cuoc": {"cuoc", "hoi", "nghi", "buoi"}, "van de": {"van", "de"}, "y kien": {"y", "kien"},
    "tin": {"tin", "bai"}, "phieu": {"phieu"}, "don": {"don", "thu"}, "luot": {"luot"},
    "ke hoach": {"ke", "hoach"}, "quyet dinh": {"quyet", "dinh"}, "chuyen muc": set(),
}  # fmt: skip
_SAME: Final = {"gian": "giam"}  # tinh giản, tinh giảm
_BY_THE_WAY = re.compile(
    r"\b(?:uy ban nhan dan|ubnd|toan bo)\b|\b(?:tren )?dia ban\b|\b(?:trong |tu dau )?(?:nam(?: \d{4})?|ky)\b|\d+ thang(?: (?:dau|cuoi) nam)?|"
    r"\btheo (?:quy dinh|ke hoach)\b|\bbao cao\b|\bubnd (?:cac )?(?:huyen|xa|tinh)\b|\bcap (?:huyen|xa|tinh)\b|\b(?:huyen|xa)\b"
)
_ROW_SUBJECT = re.compile(r"^[-+ ]*(?:tong )?so (?:luong )?(?P<what>.+)")
_DONE = re.compile(r"\b(?:da|duoc|bi)\b")
_SUBJECT_ENDS = re.compile(r".*\b(?:da|co|la)\b")
_SHORTER = re.compile(r"\bquy\b|\bthang\b")
_NOT_YET = re.compile(
    r"\bse\b|du kien|phan dau|chuan bi|thoi gian toi|nam (?:sau|toi|truoc)|cung ky|ke hoach nam|tang|giam \d|"
    r"con lai|chua|khong|ngoai ra|trong do|rieng|them|nhieu nhat|binh quan|trung binh|moi "
)
_NARROWS = re.compile(
    r"\b(?:tai|o|thuoc|doi voi|rieng|linh vuc|trong do|cap xa|cap huyen|cap tinh|thang|quy|dot|lan)\b"
)
_FEWEST: Final = 2  # content words besides the thing itself


@dataclass(frozen=True, slots=True)
class _Count:
    """What a row or a clause counts: the noun of its unit, the words that say which, the level."""

    noun: str
    words: frozenset[str]
    level: str


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a row answers, and the words of the numbered row that heads it."""

    figure: Figure
    topic: frozenset[str]


def counted_otherwise(
    blocks: Sequence[Block],
    figures: dict[int, list[Figure]],
    rows: Sequence[Row],
    year: int | None,
) -> Iterator[Finding]:
    """Yield each thing that prose and annex count differently, where both say it only once.

    Sentences of another year than the report's own are left out.
    """
    asked: dict[_Count, list[_Answer]] = defaultdict(list)
    topic: frozenset[str] = frozenset()
    for row in rows:
        if row.numbered:
            topic = _words(row.block.cell(row.label_cell)) if row.value is None else frozenset()
        if (count := _of_row(row)) and row.value is not None:
            asked[count].append(_Answer(row.value, topic))
    said = _told(blocks, figures, asked, year) if asked else {}
    for count, told in said.items():
        answers = [one.figure for one in asked[count]]
        if all(len({one.value for one in some}) == 1 for some in (told, answers)):
            yield from _differing(told[0], answers[0])


def _told(
    blocks: Sequence[Block],
    figures: dict[int, list[Figure]],
    asked: Mapping[_Count, Sequence[_Answer]],
    year: int | None,
) -> dict[_Count, list[Figure]]:
    said: dict[_Count, list[Figure]] = defaultdict(list)
    heads: dict[int, Block] = {}
    for block in blocks:
        if block.kind is Kind.HEADING:
            heads = {depth: one for depth, one in heads.items() if depth < block.depth}
            heads[block.depth] = block
        if block.kind is Kind.ROW or block.annex or _is_under_list(block):
            continue
        for figure in figures[block.number]:
            if _of_another_year(block, figure, year):
                continue
            count = _of_clause(block, figures[block.number], figure)
            if count in asked and count is not None and _on_topic(asked[count], block, heads):
                said[count].append(figure)
    return said


def _on_topic(answers: Sequence[_Answer], block: Block, heads: Mapping[int, Block]) -> bool:
    """Whether the prose speaks of what the heading above the row speaks of."""
    around = set(phrase(" ".join(one.text for one in (*heads.values(), block))).split())
    return all(len(one.topic & around) * 10 >= 6 * len(one.topic) for one in answers)


def _of_another_year(block: Block, figure: Figure, year: int | None) -> bool:
    start = block.bare.rfind(". ", 0, figure.start) + 1
    years = re.findall(r"\b(?:19|20)\d{2}\b", block.bare[start : figure.stop + len(figure.after)])
    return any(int(one) != year for one in years)


def _differing(told: Figure, answer: Figure) -> Iterator[Finding]:
    if told.value != answer.value:
        yield Finding(
            "narrative_vs_annex", Severity.ERROR, Basis.CROSS_REFERENCE,
            "Cùng một nội dung, phần lời và phụ lục nêu hai số khác nhau.",
            f"{shown(told.value)} ≠ {shown(answer.value)}", quotes_of([told, answer]),
        )  # fmt: skip


def _of_row(row: Row) -> _Count | None:
    if row.value is None or row.yes_or_no or is_share(row.value) or not row.value.usable:
        return None
    asked = _ROW_SUBJECT.match(row.label)
    noun = row.value.unit.noun
    if not asked or noun not in _GENERIC or not _DONE.search(asked["what"]):
        return None
    if of_one_field(row.label) or row.sub:
        return None
    words = _words(row.block.cell(row.label_cell)) - _GENERIC[noun]
    return _Count(noun, words, level_of(row.label)) if len(words) >= _FEWEST else None


def _words(text: str) -> frozenset[str]:
    words = _BY_THE_WAY.sub(" ", phrase(without_places(text))).split()
    return frozenset(_SAME.get(word, word) for word in words if word not in _NEUTRAL)


def _is_under_list(block: Block) -> bool:
    """An item's scope may stand in what opens its list."""
    return block.kind in (Kind.ITEM, Kind.NOTE) and block.depth >= 5


def _of_clause(block: Block, own: Sequence[Figure], figure: Figure) -> _Count | None:
    """Return what the first figure of a sentence counts, None when its words narrow it."""
    noun = figure.unit.noun
    if noun not in _GENERIC or is_share(figure) or figure.of or not figure.usable:
        return None
    start = max(block.bare.rfind(". ", 0, figure.start) + 1, len(block.marker))
    at = block.bare.rfind(figure.before, start, figure.start) if figure.before else figure.start
    if at < 0 or any(start <= one.start < figure.start for one in own):
        return None
    clause = block.bare[at : figure.start]
    opened = _SUBJECT_ENDS.match(block.bare, start, figure.start)
    cut = opened.end() if opened else at
    before = block.bare[start : min(at, cut)]
    if _NARROWS.search(before) or _NOT_YET.search(block.bare[start : figure.stop]):
        return None
    if _NOT_YET.search(figure.after) or _SHORTER.search(block.bare, start, figure.start):
        return None
    if _words(block.text[start:cut]) - _HOUSE:
        return None
    written = f"{block.text[cut : figure.start]} {block.text[figure.end : figure.stop]} "
    behind = _behind(block, figure)
    words = _words(written + behind) - _GENERIC[noun]
    named = "cap huyen" in clause or "cap xa" in clause or "cap tinh" in clause
    about = f"{clause if named else bare(block.text[cut : figure.start])} {bare(behind)}"
    return _Count(noun, words, level_of(phrase(about)))


# The words of an office's own name.
_HOUSE: Final = frozenset(
    [
        "don",
        "vi",
        "co",
        "quan",
        "dia",
        "phuong",
        "uy",
        "ban",
        "nhan",
        "dan",
        "ubnd",
        "hdnd",
        "huyen",
        "xa",
        "tinh",
        "phong",
        "thi",
        "tran",
        "thanh",
        "pho",
    ]
)


def _behind(block: Block, figure: Figure) -> str:
    """Return the words behind a figure: lists of things ("cán bộ, công chức, viên chức") stay whole."""
    rest = block.text[figure.stop :]
    end = re.search(r"[;.(\t:]|\d", rest)
    rest = rest[: end.start()] if end else rest
    parts = rest.split(",")
    kept = parts[:1]
    for part in parts[1:]:
        if not _words(part) - _PEOPLE - _words(kept[0]) or _GOES_ON.match(bare(part)):
            kept.append(part)
        else:
            break
    return ",".join(kept)


_GOES_ON = re.compile(r" ?(?:boi duong|huong dan|kien nghi|thay the|bo sung|cong khai|bai)")
