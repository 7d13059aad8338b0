"""A cell as people write it and as it is kept; what may mean two is asked about, never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from congvu.kernel.asked import is_within_reach
from congvu.kernel.errors import Invalid, gettext_noop
from congvu.kernel.vitext import format_date, nfc, parse_date
from congvu.oversight.collections.rules.columns import Column, ColumnType
from congvu.oversight.indicators.rules.sets import (
    Indicator,
    Kind,
    RollUp,
    Source,
    SourceKind,
    ValueType,
)
from congvu.oversight.indicators.rules.typed import USUAL, ask_about, exact, read_typed, shown

LONGEST_TEXT: Final = 2000
Raw = str | Decimal | date
"""What a cell held: a text as typed, a number or a day as a spreadsheet keeps them."""

_FAULTS: Final = frozenset(
    {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!"}
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_THOUSAND: Final = Decimal(1000)


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell says: a text, a number (a yes is 1, a no is 0) or a day; nothing is a blank."""

    text: str = ""
    amount: Decimal | None = None
    day: date | None = None

    @property
    def is_blank(self) -> bool:
        return not self.text and self.amount is None and self.day is None


BLANK: Final = Value()


def read(column: Column, raw: Raw) -> Value:
    """Read a cell by the Vietnamese rule; an empty one is a blank.

    Raises Ambiguous for what may mean two, Invalid for what the column cannot hold.
    """
    if isinstance(raw, str):
        raw = _CONTROL.sub("", nfc(raw)).strip()
        if raw in {"", "…", "..."}:
            return BLANK
        if raw.upper() in _FAULTS:
            raise Invalid(
                gettext_noop("Ô đang báo lỗi công thức (%(text)s); hãy ghi giá trị."),
                code="cell_fault",
                text=raw[:20],
            )
    if column.type is ColumnType.TEXT:
        return _words(raw)
    if column.type is ColumnType.DATE:
        return _day(raw)
    return _number(column, raw)


def as_typed(column: Column, value: Value) -> str:
    """Return the text that reads back the same."""
    if value.day is not None:
        return format_date(value.day)
    if value.amount is None:
        return value.text
    if column.type is ColumnType.YES_NO:
        return "Có" if value.amount else "Không"
    text = shown(value.amount)
    # a dot of thousands in a per cent, or three places after a comma, could be read as another number
    if column.type is ColumnType.PERCENT:
        text = text.replace(".", "")
    if value.amount % 1 and value.amount * _THOUSAND % 1 == 0 and value.amount * 100 % 1:
        text += "0"
    return text


def _words(raw: Raw) -> Value:
    if isinstance(raw, Decimal):
        # a year or a code, not a quantity: no dots of thousands
        return Value(text=f"{raw:f}".replace(".", ","))
    if isinstance(raw, date):
        return Value(text=format_date(raw))
    text = " ".join(raw.split())
    if len(text) > LONGEST_TEXT:
        raise Invalid(
            gettext_noop("Nội dung dài quá %(most)s ký tự; hãy rút gọn."),
            code="text_too_long",
            most=LONGEST_TEXT,
        )
    return Value(text=text)


def _day(raw: Raw) -> Value:
    if isinstance(raw, Decimal):
        raise Invalid(
            gettext_noop("“%(text)s”: cột này ghi ngày/tháng/năm, ví dụ 05/03/2026."),
            code="not_a_day",
            text=shown(raw)[:40],
        )
    day = parse_date(raw) if isinstance(raw, str) else raw
    if isinstance(day, datetime):
        day = day.date()
    if not is_within_reach(day):
        raise Invalid(
            gettext_noop("Năm của ngày “%(text)s” không hợp lý."),
            code="day_out_of_reach",
            text=format_date(day),
        )
    return Value(day=day)


def _number(column: Column, raw: Raw) -> Value:
    if isinstance(raw, date):
        raise Invalid(
            gettext_noop(
                "Bảng tính đã đổi ô này thành ngày; hãy định dạng ô là Văn bản rồi ghi lại."
            ),
            code="became_a_day",
        )
    if isinstance(raw, Decimal):
        ask_about(_AS_INDICATOR[column.type].value_type, raw)
    return Value(amount=read_typed(_AS_INDICATOR[column.type], raw, USUAL).amount)


def raw_of(cell: object) -> Raw:
    """Return what a spreadsheet's reader gave as a text, an exact number or a day."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return exact(cell)
    if isinstance(cell, date):
        return cell.date() if isinstance(cell, datetime) else cell
    if isinstance(cell, bool):
        return str(int(cell))
    return "" if cell is None else str(cell)


def said(raw: Raw) -> str:
    """Return a cell as it is shown to whoever must mend it."""
    if isinstance(raw, Decimal):
        return shown(raw)
    return format_date(raw) if isinstance(raw, date) else raw


def _as_indicator(value_type: ValueType) -> Indicator:
    return Indicator(
        "", "", "", "", value_type, Kind.FLOW, Source(SourceKind.TYPED), RollUp.NONE
    )  # fmt: skip


_AS_INDICATOR: Final = {
    ColumnType.COUNT: _as_indicator(ValueType.COUNT),
    ColumnType.MONEY: _as_indicator(ValueType.MONEY),
    ColumnType.PERCENT: _as_indicator(ValueType.RATIO),
    ColumnType.YES_NO: _as_indicator(ValueType.YES_NO),
}
