"""Reading a cell as officials type it; what may mean two things is asked, never guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, Protocol

from congvu.instruments.registers.errors import Fault
from congvu.instruments.registers.rules.declaring import (
    DAYS,
    NAMED,
    NUMBERS,
    Column,
    Kind,
    Spec,
    fault,
)
from congvu.kernel.documents import DocumentReference
from congvu.kernel.errors import DomainError, Invalid, gettext_noop
from congvu.kernel.money import Money
from congvu.kernel.vitext import fold, nfc, parse_date, parse_number

LARGEST: Final = 10**15
FIRST_YEAR: Final = 1945
YEARS_AHEAD: Final = 30
LONGEST_LONG: Final = 20_000
_YES: Final = frozenset({"co", "x", "1", "dung", "yes", "roi", "da"})
_NO: Final = frozenset({"khong", "0", "sai", "no", "chua"})
_MONTH: Final = re.compile(r"(?:thang )?([0-9]{1,2})(?: nam)? ([0-9]{4})")
_CITED: Final = re.compile(
    r"(?P<type>\D{2,100}?) số (?P<number>[^/\s]+)(?:/(?P<symbol>\S+))?,? ngày (?P<day>\S+)"
    r" của (?P<issuer>[^:]+?)(?:: (?P<subject>.+))?"
)
_LINK: Final = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_TWO_PEOPLE: Final = re.compile(r"[;\n]| và |,", re.IGNORECASE)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Lookups(Protocol):
    """What names and codes mean in the office of whoever types; each raises Invalid."""

    def unit(self, text: str, on: date, *, outside: bool) -> int: ...

    def position(self, text: str, on: date) -> int: ...

    def row(self, above: str, text: str) -> int: ...


def read_row(
    specs: Sequence[Spec], texts: Mapping[str, str], lookups: Lookups, today: date
) -> tuple[dict[str, Any], list[Fault]]:
    """Return the values of a row and what could not be read; a missing text is an empty cell.

    Units are read last, on the day that their column is dated by.
    """
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for spec in sorted(specs, key=lambda one: one.kind in NAMED):
        day = values.get(spec.column.dated_by) or today
        try:
            values[spec.name] = read(spec, texts.get(spec.name, ""), lookups, today, day)
        except DomainError as refusal:
            faults.append(Fault(spec.name, str(refusal.template), refusal.facts))
    return values, faults


def read(spec: Spec, text: str, lookups: Lookups, today: date, day: date | None = None) -> Any:
    """Return what the cell says; None (or "" for words) when it is empty.

    Raises Invalid with a sentence that says how to write it.
    """
    tidy = _tidy(text, keep_lines=spec.kind is Kind.LONG)
    if not tidy:
        if spec.required:
            raise Invalid(gettext_noop("Chưa ghi."), code="cell_missing")
        return None if spec.kind in NUMBERS | DAYS | NAMED | _NULLED else ""
    if spec.kind in NAMED:
        return _named(spec.column, tidy, lookups, day or today)
    if spec.kind in DAYS:
        return _day(spec, tidy, today)
    return _READERS[spec.kind](spec, tidy)


_NULLED: Final = frozenset({Kind.YES_NO, Kind.YEAR})


def _tidy(text: str, *, keep_lines: bool) -> str:
    composed = nfc(text.replace("\r\n", "\n").replace("\xa0", " "))
    if _CONTROL.search(composed):
        raise Invalid(gettext_noop("Ô có ký tự lạ không in được; hãy gõ lại."), code="cell_control")
    if keep_lines:
        return "\n".join(" ".join(line.split()) for line in composed.strip().split("\n"))
    return composed.strip()


def _one_line(spec: Spec, text: str) -> str:
    if spec.column.person and _TWO_PEOPLE.search(text):
        raise Invalid(
            gettext_noop("Ô này có vẻ ghi hai người; mỗi người một dòng."), code="cell_two_people"
        )
    return _not_too_long(spec, " ".join(text.split()))


def _long(spec: Spec, text: str) -> str:
    return _not_too_long(spec, text)


def _not_too_long(spec: Spec, text: str) -> str:
    longest = spec.longest or LONGEST_LONG
    if len(text) > longest:
        raise Invalid(
            gettext_noop("Dài quá %(longest)s ký tự."), code="cell_too_long", longest=longest
        )
    return text


def _integer(spec: Spec, text: str) -> int:
    return int(_within(spec, parse_number(text, decimals=0)))


def _decimal(spec: Spec, text: str) -> Decimal:
    return _within(spec, parse_number(text, decimals=spec.decimals))


def _money(spec: Spec, text: str) -> int:
    return int(_within(spec, Decimal(Money.parse(text).amount)))


def _percent(spec: Spec, text: str) -> Decimal:
    signed = text.endswith("%")
    value = parse_number(text.removesuffix("%").rstrip(), decimals=spec.decimals)
    if not signed and 0 < value <= 1:
        # a spreadsheet stores 85 % as 0,85: nobody can tell which one was meant
        raise Invalid(
            gettext_noop("“%(text)s” chưa rõ là bao nhiêu phần trăm; hãy ghi kèm dấu phần trăm."),
            code="cell_percent_unsure",
            text=text,
        )
    return _within(spec, value)


def _within(spec: Spec, value: Decimal) -> Decimal:
    least, most = spec.column.least, spec.column.most
    if abs(value) > LARGEST or (most is not None and value > most):
        raise Invalid(
            gettext_noop("Số lớn nhất được ghi là %(most)s."),
            code="cell_too_large",
            most=LARGEST if most is None else most,
        )
    if least is not None and value < least:
        raise Invalid(
            gettext_noop("Số nhỏ nhất được ghi là %(least)s."), code="cell_too_small", least=least
        )
    return value


def _day(spec: Spec, text: str, today: date) -> date:
    day = _month(text) if spec.kind is Kind.MONTH else parse_date(text)
    if not FIRST_YEAR <= day.year <= today.year + YEARS_AHEAD:
        raise Invalid(
            gettext_noop("Năm %(year)s có vẻ gõ nhầm."), code="cell_year_unlikely", year=day.year
        )
    if day > today and not spec.column.future:
        raise Invalid(
            gettext_noop("Ngày này chưa đến; sổ chỉ ghi việc đã xảy ra."), code="cell_future"
        )
    return day


def _month(text: str) -> date:
    match = _MONTH.fullmatch(fold(text))
    if match and 1 <= int(match[1]) <= 12:
        return date(int(match[2]), int(match[1]), 1)
    try:
        day = parse_date(text)
    except Invalid:
        day = None
    if day is None or day.day != 1:
        raise Invalid(
            gettext_noop("“%(text)s” không phải tháng; viết tháng/năm, ví dụ 03/2026."),
            code="cell_month_wrong",
            text=text[:40],
        )
    return day


def _year(_spec: Spec, text: str) -> int:
    if not re.fullmatch(r"(?:19|20)[0-9]{2}", text):
        raise Invalid(
            gettext_noop("“%(text)s” không phải năm; viết bốn chữ số, ví dụ 2026."),
            code="cell_year_wrong",
            text=text[:40],
        )
    return int(text)


def _yes_no(_spec: Spec, text: str) -> bool:
    said = fold(text)
    if said in _YES or said in _NO:
        return said in _YES
    raise Invalid(gettext_noop("Hãy ghi Có hoặc Không."), code="cell_yes_no_wrong")


def _choice(spec: Spec, text: str) -> str:
    said = fold(text)
    for value, label in spec.choices:
        if text == value or said == fold(label):
            return value
    raise Invalid(
        gettext_noop("“%(text)s” không có trong các lựa chọn: %(choices)s."),
        code="cell_choice_wrong",
        text=text[:40],
        choices="; ".join(label for _value, label in spec.choices),
    )


def _link(spec: Spec, text: str) -> str:
    if not _LINK.fullmatch(text):
        raise Invalid(
            gettext_noop("Đường dẫn phải bắt đầu bằng https:// hoặc http:// và không có dấu cách."),
            code="cell_link_wrong",
        )
    return _not_too_long(spec, text)


def _document(spec: Spec, text: str) -> str:
    match = _CITED.fullmatch(" ".join(text.split()))
    if match is None:
        raise Invalid(
            gettext_noop(
                "Ghi đủ loại, số, ký hiệu, ngày và nơi ban hành, ví dụ: "
                "Quyết định số 05/QĐ-UBND ngày 01/02/2026 của UBND xã Minh Tâm."
            ),
            code="cell_document_wrong",
        )
    cited = DocumentReference(
        type=match["type"],
        number=match["number"],
        symbol=match["symbol"] or "",
        issued_on=parse_date(match["day"].rstrip(",")),
        issuer=match["issuer"],
        subject=match["subject"] or "",
    )
    label = cited.label() + (f": {cited.subject}" if cited.subject else "")
    return _not_too_long(spec, label)


def _named(column: Column, text: str, lookups: Lookups, day: date) -> int:
    if column.kind is Kind.UNIT:
        return lookups.unit(text, day, outside=column.outside)
    if column.kind is Kind.POSITION:
        return lookups.position(text, day)
    return lookups.row(column.above, text)


_READERS: Final[Mapping[Kind, Callable[[Spec, str], Any]]] = {
    Kind.TEXT: _one_line,
    Kind.LONG: _long,
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.MONEY: _money,
    Kind.PERCENT: _percent,
    Kind.YEAR: _year,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.LINK: _link,
    Kind.DOCUMENT: _document,
}


def run_on(faults: Sequence[Fault], required: Sequence[Spec], values: Mapping[str, Any]) -> bool:
    """Say whether checks of the whole row make sense: everything required was read."""
    told = {one.column for one in faults}
    return all(spec.name in values and spec.name not in told for spec in required)


def clash(line: int) -> Fault:
    """Return the fault of a row that names the same thing as an earlier one."""
    return fault("", gettext_noop("Trùng với dòng %(line)s."), line=line)
