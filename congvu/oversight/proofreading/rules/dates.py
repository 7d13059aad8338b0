"""Dates, months, quarters and years in a text, the impossible ones too."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from congvu.oversight.proofreading.rules.units import counts_on

_NUMERIC: Final = r"(?P<d1>\d{1,2})\s?[/.-]\s?(?P<m1>\d{1,2})\s?[/.-]\s?(?P<y1>\d{4})(?!\d)"
_LONG: Final = r"(?P<d2>\d{1,2}) thang (?P<m2>\d{1,2}),? nam (?P<y2>\d{4})(?!\d)"
_DAY = re.compile(rf"(?<![\d/.,])(?:(?:ngay ?)?{_NUMERIC}|(?:ngay ?){_LONG})")
_WEEKDAY = re.compile(r"(thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)[ ,(]{1,3}(?:ngay )?$")
_WEEKDAYS: Final = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5}

# Stretches whose digits are no figures: parts of dates, years, hours, ordinals, codes.
_MASKS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"ngay ?\d{1,2} ?/ ?\d{1,2}(?: ?[;,] ?\d{1,2}/\d{1,2})*(?!\d)",
        r"(?:tu |den |het )?ngay \d{1,2}(?: thang \d{1,2})?(?: nam \d{4})?",
        r"thang \d{1,2}(?: ?/ ?\d{4}| nam \d{4})?(?! (?:ho so|nguoi|cuoc))",
        r"(?<![\d.,/])(?:0?[1-9]|1[0-2])/(?:19|20)\d{2}(?![\d/])(?! ?(?:ho so|nguoi|van ban|thu tuc))",
        r"(?:nam|nhiem ky|giai doan|nien do) ?(?:19|20)\d{2}(?: ?[-–] ?(?:19|20)\d{2})?",
        r"(?<!\d)(?:19|20)\d{2} ?[-–] ?(?:19|20)\d{2}(?![\d/])",
        r"(?<![\d.,/])\d{1,2} thang(?: (?:dau|cuoi) nam)?(?: nam)?(?: \d{4})?(?! \d)",
        r"quy \d(?: ?/ ?\d{4}| nam \d{4})?|quy [iv]+ ?/ ?\d{4}",
        r"\d{1,2} ?(?:gio|h) ?\d{0,2}(?: phut)?(?![\w])",
        r"(?:iso|tcvn|qcvn|covid|vneid|mau|ma)(?: so)?[ -]?(?:iso )?[\d.]+(?: ?: ?\d{4})?",
        r"(?<!\d)\d{3,4}[. ]\d{3}[. ]\d{3,4}(?!\d)",
        r"\[\d{1,3}\]",
        r"https?://\S+|[\w.+-]{1,64}@[\w.-]+",
        r"(?<![\w.])h\d{2}(?:\.\d+)+[-\d]*|(?<!\d)[12]\.\d{6}(?!\d)",
    )
)
# "mức độ 3", "đối tượng 4", "Điều 5": the number names, it does not count.
_ORDINAL = re.compile(
    r"\b(?:muc do|muc|cap do|cap|dieu|khoan|diem|chuong|phan|phu luc|bieu|bang|hang|nhom|loai|"
    r"doi tuong|lan thu|lan|dot|vong|khoa|thu|tap|trang|bac|ngach|quyen|khu vuc|khu|ap|"
    r"to dan pho|lop|don vi so|hop phan|tieu du an|du an|phong so|nam thu) "
    r"(?P<one>\d{1,3}(?:\.\d{1,2})*)(?:(?:, ?| va | hoac )\d(?![\d/]|[.,]\d))?(?![\d/%]|[.,]\d|\w)"
)
_LEAP_YEAR: Final = 4
_PAIR = re.compile(r"(?<![\d/.,])(\d{1,2})/(\d{1,2})(?![\d/.,])")


@dataclass(frozen=True, slots=True)
class Day:
    """A full date; `on` is None when no such day exists."""

    start: int
    end: int
    on: date | None
    weekday: int | None = None  # as said beside it, Monday 0


def days(folded: str) -> list[Day]:
    """Return the full dates of a folded text, in order."""
    found = []
    for match in _DAY.finditer(folded):
        parts = match.groupdict()
        values = [int(parts[f"{name}1"] or parts[f"{name}2"]) for name in "ymd"]
        said = _WEEKDAY.search(folded, max(0, match.start() - 16), match.start())
        found.append(Day(match.start(), match.end(), _real(*values), _weekday(said)))
    return found


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _weekday(said: re.Match[str] | None) -> int | None:
    if said is None:
        return None
    word = said.group(1)
    if word == "chu nhat":
        return 6
    last = word.split()[-1]
    return int(last) - 2 if last.isdigit() else _WEEKDAYS[last]


def masks(folded: str) -> list[tuple[int, int]]:
    """Return the stretches whose digits are dates, ordinals or codes and no figures."""
    found = [(day.start, day.end) for day in days(folded)]
    for pattern in _MASKS:
        found += [match.span() for match in pattern.finditer(folded)]
    for match in _ORDINAL.finditer(folded):
        if not counts_on(folded, match.end("one")):
            whole = not counts_on(folded, match.end())
            found.append((match.start(), match.end() if whole else match.end("one")))
    for match in _PAIR.finditer(folded):
        first, second = int(match.group(1)), int(match.group(2))
        if (
            first > second
            and _real(_LEAP_YEAR, second, first)
            and not folded[match.end() :][:2].strip(" )")
        ):
            found.append(match.span())
    return found
