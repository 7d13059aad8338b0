"""What a Word file changed beside what people changed here since it was made: pure.

Only what the file itself changed is offered. Where both changed, nobody is chosen for: both texts
are shown. What cannot be taken over is told with where it is mended.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from congvu.kernel.errors import gettext_noop
from congvu.oversight.reporting.rules import manuscript as m
from congvu.oversight.reporting.rules.returned import Returned, ReturnedRow

NOTES: Final = "Ghi chú"


class Kind(StrEnum):
    SECTION = "section"
    HEAD = "head"
    NOTE = "note"
    REMARK = "remark"


class Choice(StrEnum):
    """What to do with an offer. `BOTH` sets the file's words below ours, to be edited here."""

    OURS = "ours"
    FILE = "file"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that the file changed and that can be kept here.

    `seen` is the revision of `now`. One that `asks` was changed here too, or cannot be told: it
    has no choice until a person makes one.
    """

    kind: Kind
    code: str
    title: str
    sent: str
    file: str
    now: str
    seen: int
    asks: bool

    @property
    def name(self) -> str:
        """What it is called among the offers of a file."""
        return f"{self.kind.value}:{self.code}"

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What a person may choose."""
        return tuple(Choice) if self.kind is Kind.SECTION else (Choice.OURS, Choice.FILE)


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure that changed here since the file was made; nobody typed over it."""

    code: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Overtyped:
    """A figure that Word shows otherwise than it was sent; `now` is what stands here today."""

    code: str
    section: str
    sent: str
    file: str
    now: str

    @property
    def moved(self) -> bool:
        """Whether it changed here too since the file was made."""
        return self.now != self.sent


@dataclass(frozen=True, slots=True)
class Told:
    """Something that was changed in Word and is not taken over; `mend` says where it is changed."""

    what: str
    place: str
    was: str
    now: str
    mend: str


_HEAD: Final = gettext_noop("Việc khác → Sửa đầu trang, nơi nhận")
_UNIT: Final = gettext_noop("danh mục cơ quan")
_NUMBERING: Final = gettext_noop("bước văn thư cấp số, ngày ký")
_SIGNING: Final = gettext_noop("bước lãnh đạo duyệt")
_OUTLINE: Final = gettext_noop("đề cương báo cáo")
_SET: Final = gettext_noop("bộ chỉ tiêu")
_SECTIONS: Final = gettext_noop("mục thích hợp của báo cáo")
_LAYOUT: Final = gettext_noop("mẫu trình bày, không sửa trong báo cáo")
_OUTSIDE: Final = {
    "Cơ quan chủ quản": (gettext_noop("Cơ quan chủ quản"), _UNIT),
    "Cơ quan ban hành": (gettext_noop("Cơ quan ban hành"), _UNIT),
    "Số, ký hiệu": (gettext_noop("Số, ký hiệu"), _NUMBERING),
    "Địa danh, thời gian": (gettext_noop("Địa danh, thời gian"), _NUMBERING),
    "Quốc hiệu": (gettext_noop("Quốc hiệu"), _LAYOUT),
    "Tiêu ngữ": (gettext_noop("Tiêu ngữ"), _LAYOUT),
    "Title": (gettext_noop("Tên loại văn bản"), _LAYOUT),
    "Subtitle": (gettext_noop("Trích yếu"), _HEAD),
    "Kính gửi": (gettext_noop("Kính gửi"), _HEAD),
    "Nơi nhận": (gettext_noop("Nơi nhận"), _HEAD),
    "Nơi nhận (danh sách)": (gettext_noop("Nơi nhận"), _HEAD),
    "Người ký": (gettext_noop("Người ký"), _SIGNING),
    "annex": (gettext_noop("Lời quanh bảng phụ lục"), _OUTLINE),
}


def outside(returned: Returned, was: Returned, *, offered: Iterable[str]) -> Iterator[Told]:
    """Yield what differs above, below and around the sections; what is `offered` is left out."""
    left = set(offered)
    for style in {**was.outside, **returned.outside}:
        before, now = was.outside.get(style, ""), returned.outside.get(style, "")
        if before != now and style not in left:
            other = gettext_noop("Lời ngoài các mục"), _SECTIONS
            what, mend = _OUTSIDE.get(style, other)
            yield Told(what, "", before, now, mend)
    for text in returned.endnotes:
        yield Told(gettext_noop("Chú thích cuối văn bản"), "", "", text, _SECTIONS)


def of_outline(returned: Returned, was: Returned, titles: Mapping[str, str]) -> Iterator[Told]:
    """Yield what belongs to the outline: grounds, headings, sections that it does not have."""
    if returned.grounds != was.grounds:
        yield Told(gettext_noop("Căn cứ"), "", was.grounds, returned.grounds, _OUTLINE)
    for code, heading in was.headings.items():
        now = returned.headings.get(code)
        if now is not None and now != heading:
            yield Told(gettext_noop("Tiêu đề mục"), titles.get(code, code), heading, now, _OUTLINE)
    for code, text in returned.sections.items():
        if code not in was.sections:
            yield Told(gettext_noop("Mục không có trong đề cương"), code, "", text, _SECTIONS)


def rows(returned: Returned, was: Returned, columns: tuple[m.Column, ...]) -> Iterator[Told]:
    """Yield the words of rows of the annex that differ, rows gone and rows added.

    The note of a row with a figure is offered elsewhere; a figure is compared by itself.
    """
    sent, now = dict(_placed(was.rows)), dict(_placed(returned.rows))
    for place, row in sent.items():
        found = now.get(place)
        if found is None:
            yield Told(gettext_noop("Dòng phụ lục bị xóa"), place, _words(row), "", _SET)
            continue
        for at, (before, after) in enumerate(zip(row.cells, found.cells, strict=False)):
            title = columns[at].title if at < len(columns) else ""
            if before == after or (row.code and title == NOTES):
                continue
            mend = _SET if title != NOTES else gettext_noop("trang Số liệu")
            yield Told(gettext_noop("Dòng phụ lục"), place.partition("+")[0], before, after, mend)
    for place, row in now.items():
        if place not in sent and any(row.cells):
            yield Told(gettext_noop("Dòng thêm vào phụ lục"), "", "", _words(row), _SET)


def noted(returned: Returned, columns: tuple[m.Column, ...]) -> dict[str, str]:
    """Return the notes of the rows with a figure, by its code; blank ones too."""
    at = next((at for at, column in enumerate(columns) if column.title == NOTES), None)
    if at is None:
        return {}
    return {row.code: row.cells[at] for row in returned.rows if row.code and at < len(row.cells)}


def shown(it: m.Manuscript) -> dict[tuple[bool, str], tuple[str, str]]:
    """Return code and text of every figure by whether an annex shows it and its expression."""
    found = {
        (True, (cell.key or cell.code).partition("#")[0]): (cell.code, cell.text)
        for annex in it.annexes
        for row in annex.rows
        for cell in row.cells
        if cell.code
    }
    for figure in m.figures(it):
        found.setdefault((False, figure.key.partition("#")[0]), (figure.code, figure.shown))
    return found


def moved(sent: m.Manuscript, now: m.Manuscript, overtyped: Iterable[str]) -> Iterator[Moved]:
    """Yield the figures that changed here, each code once, but for those typed over in Word."""
    met = set(overtyped)
    today = shown(now)
    for place, (code, before) in shown(sent).items():
        after = today.get(place, (code, before))[1]
        if after != before and code not in met:
            met.add(code)
            yield Moved(code, before, after)


def _placed(found: Iterable[ReturnedRow]) -> Iterator[tuple[str, ReturnedRow]]:
    """Yield rows with their place: the code, or how many rows behind the last code."""
    last, behind = "", 0
    for row in found:
        last, behind = (row.code, 0) if row.code else (last, behind + 1)
        yield (last if row.code else f"{last}+{behind}"), row


def _words(row: ReturnedRow) -> str:
    return " · ".join(cell for cell in row.cells if cell)
