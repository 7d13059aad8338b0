"""From an outline, its texts and the figures to the parts of a manuscript, numbered as printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from congvu.oversight.reporting.rules.manuscript import Paragraph, Part, Runs, Style, Text, plain
from congvu.oversight.reporting.rules.outlines import Outline, Section
from congvu.oversight.reporting.rules.prose import fill, fill_line, parse
from congvu.oversight.reporting.rules.wording import FigureValue

_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
LETTERS = "abcdđeghiklmnopqrstuvxy"
"""Points are lettered by the Vietnamese alphabet: NĐ 30/2020/NĐ-CP, Phụ lục I."""

NOT_WRITTEN: Final = (Paragraph((Text("(Mục này chưa có nội dung.)"),), Style.REMARK),)
"""What stands below the heading of a section that is asked for and not written; blocks handing on."""


def parts(
    outline: Outline, texts: Mapping[str, str], figures: Mapping[str, FigureValue]
) -> tuple[Part, ...]:
    """Return the parts in the order of the outline; `texts` are prose by the code of the section.

    An optional section without a text, and without a text below it, is left out and those after it
    move up; a section that writes its own number keeps it. One that is asked for says that it is
    not written yet. Raises ProseWrong.
    """
    blank = {section.code: NOT_WRITTEN for section in unwritten(outline, texts)}
    kept = [
        section
        for section in outline.sections
        if not section.optional or _has_text(section, outline, texts)
    ]
    return tuple(
        Part(
            section.code,
            title_of(section, figures),
            fill(parse(texts.get(section.code, "")), figures) or blank.get(section.code, ()),
            section.number,
            section.level,
        )
        for section in counted(kept)
    )


def unwritten(outline: Outline, texts: Mapping[str, str]) -> tuple[Section, ...]:
    """Return the sections that the outline asks for and nobody wrote: a heading would stand alone.

    A section is written when a section below it is; where one below it is asked for, that one is
    named.
    """
    blank = [one for one in outline.sections if not _has_text(one, outline, texts)]
    asked = [one for one in blank if not one.optional and one.title]
    return tuple(
        one for one in asked if not any(below.code.startswith(f"{one.code}.") for below in asked)
    )


def title_of(section: Section, figures: Mapping[str, FigureValue]) -> str:
    """Return the title with its words; those of the first level are in capitals."""
    title = line_of(section.title, figures)
    return title.upper() if section.level == 1 else title


def line_of(text: str, figures: Mapping[str, FigureValue]) -> str:
    """Fill a line that is printed as words: a subject, a title, an addressee. Raises ProseWrong."""
    return plain(fill_line(text, figures))


def grounds(outline: Outline, figures: Mapping[str, FigureValue]) -> tuple[Runs, ...]:
    """Return the grounds of the outline, filled."""
    return tuple(fill_line(text, figures) for text in outline.grounds)


def counted(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Return the sections with their numbers: I., 1., a); one that keeps its own keeps it."""
    numbers = [0, 0, 0]
    return tuple(
        it if it.keeps_number else replace(it, number=_number(it, numbers)) for it in sections
    )


def _has_text(section: Section, outline: Outline, texts: Mapping[str, str]) -> bool:
    """Tell whether the section, or one below it, has a text."""
    family = (it.code for it in outline.sections if f"{it.code}.".startswith(f"{section.code}."))
    return any(texts.get(code, "").strip() for code in family)


def _number(section: Section, numbers: list[int]) -> str:
    """Count on at the level of the section; a section without a title has no number."""
    if not section.title:
        return ""
    level = section.level - 1
    numbers[level] += 1
    numbers[level + 1 :] = [0] * (len(numbers) - level - 1)
    count = numbers[level]
    if level == 0:
        return f"{_ROMANS[count - 1]}."
    return f"{count}." if level == 1 else f"{LETTERS[count - 1]})"
