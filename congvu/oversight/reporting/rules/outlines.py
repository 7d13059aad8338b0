"""An outline of a report as a value: its sections, who writes them, and their default prose.

It says nothing of units, periods or figures; `compose` turns a section into a text of `prose` for
one report. Everything an office may want to word otherwise is in the file of the catalogue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from congvu.kernel.formula.checks import Condition, holds
from congvu.kernel.periods import PeriodKind

_BOUND = re.compile(r"\{\{\s*([A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*?)(?:\.[nd])?\s*(?:\||\}\})")
WORDS: Final[Mapping[str, str]] = {
    "@ky": "tên kỳ báo cáo: quý I năm 2026",
    "@ky_sau": "tên kỳ sau: quý II năm 2026",
    "@nam": "năm của kỳ báo cáo: 2026",
    "@nam_sau": "năm sau: 2027",
    "@tu_ngay": "ngày đầu của kỳ: 15/12/2025",
    "@den_ngay": "ngày cuối của kỳ: 14/03/2026",
    "@don_vi": "đơn vị viết gọn, chữ thường: xã Sông Hinh",
    "@co_quan": "cơ quan báo cáo viết đủ: Ủy ban nhân dân xã Sông Hinh",
    "@cap_tren": "cơ quan cấp trên viết đủ: Ủy ban nhân dân tỉnh Phú Lâm",
    "@noi_nhan": "nơi gửi báo cáo: Sở Nội vụ tỉnh Phú Lâm",
}
"""Words that outlines may bind like figures; whoever makes the report gives their texts."""
ASKED: Final = frozenset({"numerator", "denominator", "previous", "last_year"})
"""What a condition may ask of a figure beside its value: `[3.6.9.denominator] == 0` is a 0/0."""


class ListForm(StrEnum):
    """How a list from a register stands in the text: lines, footnotes, one after another."""

    ITEMS = "items"
    NOTES = "notes"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Listing:
    """A list drawn from the platform: "documents:chi-dao-cchc". `empty` is said when it is."""

    source: str
    form: ListForm = ListForm.ITEMS
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Words that stand for a clause of a passage when every condition holds: "không phát sinh".

    A condition that cannot be told (a blank) leaves the clause and its gap.
    """

    when: tuple[Condition, ...]
    clause: str
    say: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of default prose.

    It is printed when every condition of `when` holds, or cannot be told because a figure is
    blank: then its gaps show what is missing. A text without such a gap would say what nobody
    knows: a line that names the figure stands there. When one fails, `otherwise` does.
    `instead` changes clauses of the text one after another: a later one sees what was said.
    `listing` goes below the text, or at `{^*^}` in it as footnotes, or at `***` in a sentence.
    `table` are the codes of indicators that are set out as a table below it.
    """

    text: str = ""
    when: tuple[Condition, ...] = ()
    otherwise: str = ""
    instead: tuple[Alternative, ...] = ()
    listing: Listing | None = None
    table: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report. `code` is "II.2.a"; `number` is printed; `writers` are roles' codes.

    The number is counted when the outline is read, and again when a report leaves sections out,
    unless `keeps_number`: then the file gave it.
    A section without passages is a heading, or is written by people alone. `carry` says that the
    text of the last report is offered (directions, proposals).
    """

    code: str
    number: str
    level: int
    title: str
    guidance: str = ""
    writers: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    carry: bool = False
    optional: bool = False
    keeps_number: bool = False


@dataclass(frozen=True, slots=True)
class AnnexPlan:
    """An annex that prints the values of the set."""

    number: str
    title: str
    landscape: bool = True


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole outline; valid `starts_on <= day < ends_on` of the period's last day."""

    code: str
    name: str
    level: str
    indicator_set: str
    periods: tuple[PeriodKind, ...]
    starts_on: date
    ends_on: date | None
    kind: str
    symbol: str
    subject: str
    addressees: tuple[str, ...]
    grounds: tuple[str, ...]
    sections: tuple[Section, ...]
    recipients: tuple[str, ...]
    capacity: tuple[str, ...]
    post: str
    annexes: tuple[AnnexPlan, ...] = ()
    note: str = ""
    codes: frozenset[str] = field(default_factory=frozenset)
    """All indicators that it binds, words left out."""

    def section(self, code: str) -> Section | None:
        """Return the section of that code, None when there is none."""
        return next((section for section in self.sections if section.code == code), None)

    def serves(self, kind: PeriodKind, day: date) -> bool:
        """Tell whether it is the outline of a period of this kind that ends on this day."""
        within = self.starts_on <= day and (self.ends_on is None or day < self.ends_on)
        return within and kind in self.periods

    @property
    def listings(self) -> tuple[Listing, ...]:
        """All lists that it asks the platform for, each source once."""
        asked = (passage.listing for section in self.sections for passage in section.passages)
        return tuple({it.source: it for it in asked if it is not None}.values())


@dataclass(frozen=True, slots=True)
class NamedIndicator:
    """What a table of indicators prints beside the figure; both are words, not prose."""

    name: str
    unit: str


def code_asked(name: str) -> str:
    """Return the code of the figure that a name in a condition asks about."""
    code, _, asked = name.rpartition(".")
    return code if code and asked in ASKED else name


def compose(
    section: Section,
    values: Mapping[str, Decimal | None],
    lists: Mapping[str, Sequence[str]],
    names: Mapping[str, NamedIndicator],
) -> str:
    """Return the default text of a section, in the language of `prose`.

    `values` decide the conditions, `lists` holds the entries of each source (texts of `prose`, as
    "Kế hoạch số 05/KH-UBND ngày 21/01/2026 về …"), `names` the indicators of tables. The figures
    stay bound; nothing of `values` is written into the text.
    """
    lines = (
        line for passage in section.passages for line in _passage(passage, values, lists, names)
    )
    return "\n".join(line for line in lines if line.strip())


def _passage(
    passage: Passage,
    values: Mapping[str, Decimal | None],
    lists: Mapping[str, Sequence[str]],
    names: Mapping[str, NamedIndicator],
) -> Iterator[str]:
    verdicts = [holds(condition, values) for condition in passage.when]
    if False in verdicts:
        yield passage.otherwise
        return
    text = _said(passage, values)
    if None in verdicts and (unknown := _unsaid(passage, text, values)):
        yield f"> Chưa đủ số liệu để viết câu này: {', '.join(f'{{{{{it}}}}}' for it in unknown)}."
        return
    entries = lists.get(passage.listing.source, ()) if passage.listing else ()
    yield from _with_list(text, passage.listing, entries)
    if passage.table:
        yield "| Chỉ tiêu | Đơn vị tính | Số liệu |"
        for code in passage.table:
            named = names.get(code, NamedIndicator(code, ""))
            yield f"| {_cell(named.name)} | {_cell(named.unit)} | {{{{{code}}}}} |"


def _said(passage: Passage, values: Mapping[str, Decimal | None]) -> str:
    """Return the text with the clauses that have another wording for these figures."""
    text = passage.text
    for one in passage.instead:
        if all(holds(condition, values) for condition in one.when):
            text = text.replace(one.clause, one.say, 1)
    return text


def _unsaid(passage: Passage, text: str, values: Mapping[str, Decimal | None]) -> list[str]:
    """Return the blank figures of the conditions when the text would show no gap at all."""
    if any(values.get(code) is None for code in _BOUND.findall(text)):
        return []
    asked = {code_asked(name) for condition in passage.when for name in condition.names}
    return sorted(code for code in asked if values.get(code) is None)


def _with_list(text: str, listing: Listing | None, entries: Sequence[str]) -> Iterator[str]:
    if listing is None:
        yield text
    elif not entries:
        yield listing.empty or text.replace("{^*^}", "").replace("***", "…")
    elif listing.form is ListForm.NOTES:
        yield text.replace("{^*^}", f"{{^{'; '.join(entries)}.^}}")
    elif listing.form is ListForm.SENTENCE:
        yield text.replace("***", "; ".join(entries))
    else:
        yield text
        last = len(entries) - 1
        yield from (f"- {it}{'.' if at == last else ';'}" for at, it in enumerate(entries))


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "/").split())
