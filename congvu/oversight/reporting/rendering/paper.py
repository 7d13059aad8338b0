"""Measures of an official document: NĐ 30/2020/NĐ-CP, Phụ lục I; the same for Word and PDF."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from PIL import ImageFont

from congvu.instruments import forms
from congvu.kernel.vitext import format_long_date
from congvu.oversight.reporting.rules.manuscript import Annex, Cell, Closing, Head

# millimetres
SHORT, LONG = 210, 297
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15
HEADER_AT: Final = 10
INDENT: Final = 12.7
LETTERHEAD: Final = (68, 97)  # issuer, nation
CLOSING: Final = (80, 85)  # recipients, signature

# points
TEXT: Final = 14
NATION: Final = 13
MOTTO: Final = 14
ISSUER: Final = 13
NUMBER: Final = 13
RECIPIENTS_HEAD: Final = 12
RECIPIENTS: Final = 11
TABLE: Final = 12
NOTE: Final = 10
AFTER: Final = 6  # between paragraphs
SIGNATURE: Final = 78  # room for signature and seal

NATION_TEXT: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO_TEXT: Final = "Độc lập - Tự do - Hạnh phúc"
FONTS: Final = Path(forms.__file__).resolve().parent / "fonts"
DRAFTED: Final = date(1980, 1, 1)
"""What the files of a draft bear: the first day that a zip knows, so that no clock is read."""
_WIDE: Final = "\N{NO-BREAK SPACE}"
_CHAIR = re.compile(r"((?:PHÓ )?CHỦ TỊCH) (?:ỦY BAN NHÂN DÂN|UBND)\b.*")
_CHOICE = re.compile(r"(?<== [0-9]) (?=[^\W0-9])")
_FEW: Final = 12
"""Letters: what a cell says in more words than these is read from the left, like a sentence."""
_TOGETHER = re.compile(r"(?<=\w) (?=(?:[0-9]+|[IVX]+)\b)|(?<=[IVX0-9]) (?=năm\b)")


def inner(*, landscape: bool = False) -> int:
    """Return the width between the margins in millimetres."""
    return (LONG if landscape else SHORT) - LEFT - RIGHT


def width_of(text: str, points: float, *, bold: bool = False) -> float:
    """Return how wide a line of Times New Roman is, in millimetres (Liberation has its measures)."""
    return _font(bold=bold).getlength(text) / 1000 * points * 25.4 / 72


@cache
def _font(*, bold: bool) -> ImageFont.FreeTypeFont:
    name = "LiberationSerif-Bold.ttf" if bold else "LiberationSerif-Regular.ttf"
    return ImageFont.truetype(str(FONTS / name), 1000)


def balanced(text: str, room: float, points: float, *, bold: bool = False) -> list[str]:
    """Break a heading into lines of about equal length, as few as fit the room.

    A word is not parted from the number behind it: "năm 2026", "quý I".
    """
    words = [word.replace(_WIDE, " ") for word in _TOGETHER.sub(_WIDE, text).split(" ")]
    whole = width_of(text, points, bold=bold)
    if whole <= room or len(words) < 2:
        return [text]
    count = int(whole // room) + 1
    target, lines = whole / count, [""]
    for word in words:
        longer = f"{lines[-1]} {word}".strip()
        grown = width_of(longer, points, bold=bold)
        before = width_of(lines[-1], points, bold=bold)
        if lines[-1] and (grown > room or grown - target > target - before) and len(lines) < count:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def superior_lines(head: Head) -> list[str]:
    """Return the superior office in capitals, in lines that fit; none when there is none."""
    if not head.superior:
        return []
    return balanced(head.superior.upper(), LETTERHEAD[0] - 2, ISSUER)


def issuer_lines(head: Head) -> list[str]:
    """Return the issuing office in capitals, in lines that fit."""
    return balanced(head.issuer.upper(), LETTERHEAD[0] - 2, ISSUER, bold=True)


def subject_lines(head: Head) -> list[str]:
    """Return the subject in lines of about equal length."""
    return balanced(head.subject, inner() - 20, TEXT, bold=True)


def annex_lines(annex: Annex) -> list[str]:
    """Return "Phụ lục I" and the title below it in capitals, in lines that fit."""
    room = inner(landscape=annex.landscape) - 20
    return [annex_number(annex), *balanced(annex.title.upper(), room, TEXT, bold=True)]


def annex_number(annex: Annex) -> str:
    """Return "Phụ lục I"; the decree sets these words in small letters, the title in capitals."""
    return f"Phụ lục {annex.number}".strip()


def attached_line(annex: Annex, head: Head) -> str:
    """Return "(Kèm theo Báo cáo số 05/BC-UBND ngày 16 tháng 3 năm 2026 của …)".

    An annex that says its own line keeps it; what the report does not have yet is room to write.
    """
    if annex.reference:
        return annex.reference
    number, when = number_line(head).removeprefix("Số: "), _day(head)
    return f"(Kèm theo {head.kind.capitalize()} số {number} {when} của {head.issuer})"


def attached_lines(annex: Annex, head: Head) -> list[str]:
    """Return the line of `attached_line` in lines of about equal length; room to write stays whole."""
    said = attached_line(annex, head)
    if _WIDE in said:
        return [said]
    return balanced(said, inner(landscape=annex.landscape) - 20, TEXT)


def issuer_rule(lines: list[str]) -> float:
    """Return the length of the rule below the issuer: a third to a half of its text."""
    return 0.4 * max(width_of(line, ISSUER, bold=True) for line in lines)


def motto_rule() -> float:
    """Return the length of the rule below the motto: that of its text."""
    return width_of(MOTTO_TEXT, MOTTO, bold=True)


def subject_rule(lines: list[str]) -> float:
    """Return the length of the rule below the subject: a third to a half of its text."""
    return 0.4 * max(width_of(line, TEXT, bold=True) for line in lines)


def number_line(head: Head) -> str:
    """Return "Số: 05/BC-UBND"; without a number, room to write it in. Numbers under 10 get a 0."""
    number = head.number.strip()
    if number.isdecimal():
        number = f"{int(number):02d}"
    return f"Số: {number or _WIDE * 8}/{head.symbol}"


def place_line(head: Head) -> str:
    """Return "Sông Hinh, ngày 05 tháng 3 năm 2026"; without a day, room to write it in."""
    return f"{head.place}, {_day(head)}" if head.place else _day(head)


def _day(head: Head) -> str:
    if head.signed_on:
        return format_long_date(head.signed_on)
    return f"ngày{_WIDE * 6}tháng{_WIDE * 6}năm {head.year or _WIDE * 8}"


def addressee_lines(head: Head) -> tuple[str, ...]:
    """Return the addressees, each with its sign: one ends with ".", several with ";" and "."."""
    bare = [one.strip().rstrip(".;") for one in head.addressees if one.strip()]
    if len(bare) < 2:
        return tuple(f"{one}." for one in bare)
    return tuple(f"- {one}{'.' if at == len(bare) - 1 else ';'}" for at, one in enumerate(bare))


def addressed(head: Head) -> list[str]:
    """Return the lines from "Kính gửi:" on: one for one addressee, none for none."""
    lines = addressee_lines(head)
    if len(lines) == 1:
        return [f"Kính gửi: {lines[0]}"]
    return ["Kính gửi:", *lines] if lines else []


def recipient_lines(recipients: tuple[str, ...]) -> tuple[str, ...]:
    """Return the recipients, each with its dash."""
    return tuple(f"- {one.strip().lstrip('- ')}" for one in recipients if one.strip())


def signer_lines(closing: Closing) -> tuple[str, ...]:
    """Return whose name it is signed in, and the post, in capitals (NĐ 30/2020, Phụ lục I, ô 7a).

    Below "TM. ỦY BAN NHÂN DÂN" the post is "CHỦ TỊCH": the committee is not named twice.
    """
    capacity, post = [line.upper() for line in closing.capacity], closing.post.upper()
    named = any("ỦY BAN NHÂN DÂN" in line for line in capacity)
    found = _CHAIR.fullmatch(post) if named else None
    return (*capacity, found.group(1) if found else post)


def choices(text: str, room: float) -> str:
    """Return "Trực tuyến = 0 Kết hợp = 2" with a line for each choice, if the room is too narrow."""
    return _CHOICE.sub("\n", text) if width_of(text, TABLE) > room else text


def says_words(cell: Cell) -> bool:
    """Tell whether an answer is a sentence, which is not set to the right like a number."""
    return bool(cell.code) and cell.number is None and len(cell.text) > _FEW


def made_on(head: Head) -> date:
    """Return the day that a file of this report bears; a draft has a fixed one, never today."""
    return head.signed_on or DRAFTED
