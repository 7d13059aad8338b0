"""Days against what the text says of them: impossible, too early, too late, the wrong weekday."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from congvu.kernel.vitext import format_date
from congvu.oversight.proofreading.rules import dates
from congvu.oversight.proofreading.rules.blocks import Block
from congvu.oversight.proofreading.rules.citations import Citation
from congvu.oversight.proofreading.rules.findings import Basis, Finding, Severity, cited, quote

_WEEKDAYS: Final = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật")
_LOOKS_BACK = re.compile(
    r"(?:chi so|het hieu luc|xep loai|phan loai|muc do hoan thanh|tong ket)[^.;]{0,90}?nam (\d{4})"
)
_LOOKS_AHEAD = re.compile(
    r"ke hoach|(?<!cong )bo chi so|bo tieu chi|trien khai|xay dung|nang cao|cai thien|muc tieu|du toan|\d thang|thang \d|quy [iv1-4]|"
    r"tu danh gia|sua doi|nhiem vu|quy che|quy dinh"
)
_DONE_IN = re.compile(
    r"trong (?:(?P<quarter>quy (?:iv|i{1,3}|[1-4]))|(?P<half>6 thang (?:dau|cuoi) nam)|thang (?P<month>\d{1,2}))"
    r"(?: nam (?P<year>\d{4})|/ ?(?P<year2>\d{4}))?"
)
_ISSUED = re.compile(r"ban hanh(?: va trien khai thuc hien| va to chuc thuc hien)? ?$")
_CARRIES_OUT = re.compile(
    r"^(?: cua [^,;.]{2,40})?,? ?(?:ve viec |ve |de )?(?:trien khai|thuc hien|to chuc thuc hien|huong dan|thi hanh|"
    r"cu the hoa|sua doi|thay the)"
)
_QUARTERS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


@dataclass(frozen=True, slots=True)
class Setting:
    """When the report was written and of which year it speaks."""

    year: int | None
    dated: date | None


def wrong_days(
    blocks: Sequence[Block], citations: Sequence[Citation], setting: Setting
) -> Iterator[Finding]:
    for block in blocks:
        yield from _impossible(block)
    by_block: dict[int, list[Citation]] = {}
    for one in citations:
        by_block.setdefault(one.block.number, []).append(one)
        yield from _too_early(one)
        yield from _after_the_report(one, setting)
    for own in by_block.values():
        for one, after in itertools.pairwise(own):
            yield from _before_its_ground(one, after)
        for one in own:
            yield from _outside_its_period(one, setting)


def _impossible(block: Block) -> Iterator[Finding]:
    for day in dates.days(block.bare):
        where = (quote(block, day.start, day.end),)
        written = block.text[day.start : day.end]
        if day.on is None:
            yield Finding(
                "impossible_date", Severity.ERROR, Basis.DATE,
                f"Không có ngày “{written}” trong lịch.", f"“{written}” không tồn tại", where,
            )  # fmt: skip
        elif day.weekday is not None and day.on.weekday() != day.weekday:
            right = _WEEKDAYS[day.on.weekday()]
            yield Finding(
                "weekday_mismatch", Severity.ERROR, Basis.DATE,
                f"{format_date(day.on)} là {right}, không phải {_WEEKDAYS[day.weekday]}.",
                f"{format_date(day.on)} = {right}", where, right,
            )  # fmt: skip


def _too_early(one: Citation) -> Iterator[Finding]:
    """What looks back on a year cannot be published in its first half."""
    subject = one.block.bare[one.end : one.end + 200].split(";")[0].split(". ")[0]
    match = _LOOKS_BACK.search(subject)
    if not one.on or not match or one.type == "Kế hoạch":
        return
    if _LOOKS_AHEAD.search(subject[: match.end()].replace("thang loi", "")):
        return
    year = int(match.group(1))
    if one.on < date(year, 7, 1):
        right = format_date(_in_year(one.on, year + 1))
        yield Finding(
            "wrong_year", Severity.ERROR, Basis.DATE,
            f"{one.type} số {one.code} nói về kết quả cả năm {year} nhưng ghi ngày {format_date(one.on)}.",
            f"{format_date(one.on)} < 31/12/{year}",
            (*cited(one), quote(one.block, one.end + match.start(), one.end + match.end())), right,
        )  # fmt: skip


def _in_year(day: date, year: int) -> date:
    return date(year, day.month, min(day.day, 28) if day.month == 2 else day.day)


def _after_the_report(one: Citation, setting: Setting) -> Iterator[Finding]:
    if setting.dated and one.on and one.on > setting.dated and not one.own:
        yield Finding(
            "future_date", Severity.ERROR, Basis.DATE,
            f"{one.type} số {one.code} ghi ngày {format_date(one.on)}, sau ngày của báo cáo.",
            f"{format_date(one.on)} > {format_date(setting.dated)}", cited(one),
        )  # fmt: skip


def _before_its_ground(one: Citation, ground: Citation) -> Iterator[Finding]:
    if not one.on or not ground.on or one.on >= ground.on or ground.start <= one.end:
        return
    between = one.block.bare[one.end : ground.start]
    if (
        len(between) <= 90
        and _CARRIES_OUT.match(between)
        and not re.search(r"[.;]|, ", between[1:])
    ):
        yield Finding(
            "chronology", Severity.ERROR, Basis.DATE,
            f"{one.type} số {one.code} được ban hành trước văn bản mà nó thực hiện ({ground.code}).",
            f"{format_date(one.on)} < {format_date(ground.on)}", cited(one, ground),
        )  # fmt: skip


def _outside_its_period(one: Citation, setting: Setting) -> Iterator[Finding]:
    """As in "Trong quý I … đã ban hành Kế hoạch số … ngày …": the day must lie in the quarter."""
    start = one.block.bare.rfind(". ", 0, one.start) + 1
    lead = one.block.bare[start : one.start]
    period = list(_DONE_IN.finditer(lead))
    if not one.on or not period or not _ISSUED.search(lead):
        return
    last = period[-1]
    if re.search(r"[;:]|\d/\d", lead[last.end() :]):
        return
    year = int(last["year"] or last["year2"] or setting.year or 0)
    if not year:
        return
    first, end = _months(last)
    if one.on.year == year and first <= one.on.month <= end:
        return
    if one.on.year == year - 1 and one.on.month == 12 and first == 1:
        return  # a reporting period may begin in mid-December
    fits = first <= one.on.month <= end
    yield Finding(
        "wrong_year" if fits else "outside_period", Severity.ERROR, Basis.DATE,
        f"Câu nói ban hành {last.group().strip()} (năm {year}) nhưng văn bản ghi ngày {format_date(one.on)}.",
        f"{format_date(one.on)} ∉ [{first:02d}/{year}, {end:02d}/{year}]",
        (quote(one.block, start + last.start(), one.end),),
        format_date(_in_year(one.on, year)) if fits else "",
    )  # fmt: skip


def _months(match: re.Match[str]) -> tuple[int, int]:
    if match["quarter"]:
        quarter = _QUARTERS[match["quarter"].split()[-1]]
        return quarter * 3 - 2, quarter * 3
    if match["half"]:
        return (1, 6) if "dau" in match["half"] else (7, 12)
    return int(match["month"]), int(match["month"])
