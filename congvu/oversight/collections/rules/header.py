"""Recognises what a spreadsheet asks from its header: columns with a likely type, labels of rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from congvu.kernel.errors import gettext_noop
from congvu.kernel.vitext import fold, nfc, words
from congvu.oversight.collections.errors import FileRefused
from congvu.oversight.collections.rules.columns import (
    LONGEST_NAME,
    MOST_COLUMNS,
    MOST_LABELS,
    TOTALS,
    Column,
    ColumnType,
    Label,
)

SEARCHED_LINES: Final = 20
_FILLED_LINES: Final = SEARCHED_LINES + MOST_LABELS + 5
Merge = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of merged cells: ((top, left), (bottom, right)), counted from 0."""

_NUMBERING: Final = frozenset({"stt", "tt", "so tt", "so thu tu", "no"})
_UNIT: Final = (
    r"(?:don vi hanh chinh|don vi|co quan|dia phuong|ubnd|cap xa|xa|phuong|dac khu|thi tran"
    r"|huyen|thi xa|thanh pho|so ban nganh|so nganh|ban nganh|phong ban)"
)
_UNITS: Final = re.compile(
    rf"(?:ten )?(?:cac )?{_UNIT}(?: (?:cac )?{_UNIT})*(?: (?:gui )?bao cao| truc thuoc)?(?: [0-9]+)?"
)
"""Names of the column of those who report, whole: "Đơn vị chủ trì" is a question and not one."""
_OF_UNITS: Final = ("don vi", "co quan", "dia phuong")
_LABELS: Final = (
    "noi dung",
    "chi tieu",
    "tieu chi",
    "danh muc",
    "nhiem vu",
    "hang muc",
    "linh vuc",
)
_MEASURE: Final = frozenset({"don vi tinh", "don vi do", "dv tinh", "dvt"})
_IN_BRACKETS: Final = re.compile(r"\(([^()]{1,40})\)\s*$")
_COUNTED: Final = re.compile(r"\(?[0-9A-Za-z]{1,3}\)?(?:\s*=\s*[0-9()+\-:/x* ]+)?")
_MONEY: Final = (
    "kinh phi",
    "so tien",
    "thanh tien",
    "trieu dong",
    "ty dong",
    "ngan dong",
    "du toan",
)
_TEXTS: Final = (
    *("so ky hieu", "so van ban", "so quyet dinh", "so dien thoai", "so hieu", "so tai khoan"),
    *("ghi chu", "ly do", "nguyen nhan", "giai phap", "kien nghi", "ho va ten", "ho ten", "dia chi"),
)  # fmt: skip
_MOST_NAMES: Final = 0.6
"""The share of the fullest line's names that makes a line the header: lines below may hold texts."""
_COUNTS: Final = ("so ", "tong ", "luot ", "sl ")


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was found: the title above the header, columns in order, labels below it."""

    title: str
    columns: tuple[Column, ...]
    labels: tuple[Label, ...]


def recognise(lines: Sequence[Sequence[object]], merged: Iterable[Merge] = ()) -> Recognised:
    """Read the header of a sheet; merged cells speak for all that they cover.

    A column of numbers in order and one of units' names are left out: the platform knows both.
    Raises FileRefused without a row of at least one name that can be asked for, or with too
    many columns or lines.
    """
    grid = _filled(lines[:_FILLED_LINES], tuple(merged))
    top, bottom = _header(grid, tuple(merged))
    names = _names(grid, top, bottom)
    body = _body(grid, bottom, names)
    told = {place: [line[place] if place < len(line) else "" for line in body] for place in names}
    skipped = {place for place, name in names.items() if _is_known(name)}
    labelled = _label_place(names, told, skipped)
    columns = [
        _column(number, names[place], told[place])
        for number, place in enumerate(
            (one for one in names if one not in skipped and one != labelled), 1
        )
    ]
    if not columns:
        raise FileRefused(
            gettext_noop("Không thấy dòng tiêu đề cột nào trong %(lines)s dòng đầu của tệp."),
            lines=SEARCHED_LINES,
        )
    if len(columns) > MOST_COLUMNS:
        raise FileRefused(
            gettext_noop("Tệp có %(found)s cột; một báo cáo nhanh hỏi tối đa %(most)s cột."),
            found=len(columns),
            most=MOST_COLUMNS,
        )
    labels: tuple[Label, ...] = ()
    if labelled is not None:
        beyond = (line[labelled] for line in lines[_FILLED_LINES:] if labelled < len(line))
        labels = _labels([*told[labelled], *beyond])
    return Recognised(_title(grid, top), tuple(columns), labels)


def guess(name: str, below: Iterable[object] = ()) -> ColumnType:
    """Return the type that a name and what stands below it suggest; a person may change it."""
    found = [one for one in below if one not in {"", None}]
    said = fold(name)
    padded = f" {said} "
    hints = (
        (ColumnType.DATE, bool(found) and all(isinstance(one, date) for one in found)),
        (ColumnType.PERCENT, "%" in name or "ty le" in said or "phan tram" in said),
        (ColumnType.TEXT, any(word in said for word in _TEXTS)),
        (ColumnType.MONEY, any(word in said for word in _MONEY) or "dong" in _bracketed(name)),
        (ColumnType.DATE, padded.startswith((" ngay ", " thoi gian ", " thoi han "))),
        (ColumnType.YES_NO, "co khong" in said or said.startswith(("da co ", "co ban hanh"))),
        (ColumnType.COUNT, any(f" {word}" in padded for word in _COUNTS) or _are_numbers(found)),
        (ColumnType.COUNT, bool(_bracketed(name))),
    )
    return next((kind for kind, speaks in hints if speaks), ColumnType.TEXT)


def unit_of(name: str) -> str:
    """Return the unit of measure that stands in brackets at the end of a name, or ""."""
    match = _IN_BRACKETS.search(name)
    return match[1].strip() if match else ""


def keyed_labels(names: Iterable[str]) -> tuple[Label, ...]:
    """Return labels with their keys in order; empty lines are no labels."""
    tidy = [text for text in (_text(one) for one in names) if text]
    return tuple(Label(f"r{number}", text) for number, text in enumerate(tidy, 1))


def _bracketed(name: str) -> tuple[str, ...]:
    return words(unit_of(name))


def _are_numbers(found: Sequence[object]) -> bool:
    return bool(found) and all(
        isinstance(one, int | float) and not isinstance(one, bool) for one in found
    )


def _text(cell: object) -> str:
    return " ".join(nfc(str(cell)).split())[:LONGEST_NAME] if cell not in {"", None} else ""


def _filled(lines: Sequence[Sequence[object]], merged: Sequence[Merge]) -> list[list[object]]:
    """Return the lines with merged cells of the head written into each cell that they cover."""
    width = max((len(line) for line in lines), default=0)
    grid = [[*line, *[""] * (width - len(line))] for line in lines]
    for (top, left), (bottom, right) in merged:
        if top >= min(SEARCHED_LINES, len(grid)):
            continue
        value = grid[top][left] if left < width else ""
        for row in range(top, min(bottom + 1, len(grid))):
            for place in range(left, min(right + 1, width)):
                grid[row][place] = value
    return grid


def _header(grid: Sequence[Sequence[object]], merged: Sequence[Merge]) -> tuple[int, int]:
    """Return first and last line of the header: the first with most of the names, and its merges."""
    counts = [len(_named(line)) for line in grid[:SEARCHED_LINES]]
    most = max(counts, default=0)
    if not most:
        return 0, -1
    top = bottom = next(at for at, count in enumerate(counts) if count >= most * _MOST_NAMES)
    for _again in range(3):
        for (first, left), (last, right) in merged:
            touches = first <= bottom and last >= top
            if touches and last > first:
                top, bottom = min(top, first), max(bottom, last)
            elif first == last == bottom and right > left and _heads(grid, first, left, right):
                bottom += 1
            elif first == last == top - 1 and right > left and _heads(grid, first, left, right):
                top = first
    return top, min(bottom, len(grid) - 1)


def _named(line: Sequence[object]) -> set[str]:
    """Return the different names on a line; numbers and single letters of columns are none."""
    texts = (_text(one) for one in line if isinstance(one, str))
    return {one for one in texts if sum(letter.isalpha() for letter in one) > 1}


def _heads(grid: Sequence[Sequence[object]], line: int, left: int, right: int) -> bool:
    """Whether merged cells stand over a group of columns, not over the whole sheet as a title."""
    filled = [one for one in grid[line] if _text(one)]
    return right - left + 1 < len(grid[line]) and len(set(map(_text, filled))) > 1


def _names(grid: Sequence[Sequence[object]], top: int, bottom: int) -> dict[int, str]:
    """Return the name of each column: the words of the header's lines above one another."""
    names: dict[int, str] = {}
    if not grid:
        return names
    for place in range(len(grid[top])):
        said = dict.fromkeys(_text(grid[row][place]) for row in range(top, bottom + 1))
        name = " – ".join(one for one in said if one)[:LONGEST_NAME]
        if name:
            names[place] = name if name not in names.values() else f"{name} ({place + 1})"
    return names


def _body(
    grid: Sequence[Sequence[object]], bottom: int, names: dict[int, str]
) -> list[Sequence[object]]:
    """Return the lines below the header without the one that only numbers the columns."""
    body: list[Sequence[object]] = list(grid[bottom + 1 :])
    if body:
        first = [_text(body[0][place]) for place in names if place < len(body[0])]
        filled = [one for one in first if one]
        if len(filled) * 2 > len(names) and all(_COUNTED.fullmatch(one) for one in filled):
            numbered = [one.strip("()") for one in filled]
            if "1" in numbered or "A" in numbered:
                return body[1:]
    return body


def _is_known(name: str) -> bool:
    is_measure = fold(_IN_BRACKETS.sub("", name)) in _MEASURE
    return fold(name) in _NUMBERING or is_measure or _names_units(name)


def _names_units(name: str) -> bool:
    return _UNITS.fullmatch(fold(name)) is not None


def _label_place(
    names: dict[int, str], told: dict[int, list[object]], skipped: set[int]
) -> int | None:
    """Return the column whose texts name the rows that every unit fills in, or None.

    Where the sheet names units, its rows are units and not labels.
    """
    if any(_names_units(name) for name in names.values()):
        return None
    places = [place for place in names if place not in skipped]
    # who does a thing seldom names the row, though the column may stand first
    for place in sorted(places, key=lambda one: fold(names[one]).startswith(_OF_UNITS)):
        texts = [one for one in told[place] if isinstance(one, str) and _text(one)]
        is_label = fold(names[place]).startswith(_LABELS)
        return place if texts and len(places) > 1 and (is_label or len(texts) > 1) else None
    return None


def _labels(below: Sequence[object]) -> tuple[Label, ...]:
    names = dict.fromkeys(_text(one) for one in below)
    found = [one for one in names if one and not fold(one).startswith(("tong cong", "tong so:"))]
    if len(found) > MOST_LABELS:
        raise FileRefused(
            gettext_noop(
                "Tệp có %(found)s dòng nội dung; một báo cáo nhanh hỏi tối đa %(most)s dòng. Hãy bớt "
                "dòng dưới tiêu đề, hoặc chia thành nhiều báo cáo nhanh."
            ),
            found=len(found),
            most=MOST_LABELS,
        )
    return keyed_labels(found)


def _column(number: int, name: str, below: Sequence[object]) -> Column:
    kind = guess(name, below)
    return Column(f"c{number}", name, kind, TOTALS[kind][0], unit_of(name))


def _title(grid: Sequence[Sequence[object]], top: int) -> str:
    """Return the longest text above the header."""
    above = [_text(one) for line in grid[:top] for one in line]
    return max(above, key=len, default="")
