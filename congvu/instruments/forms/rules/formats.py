"""How a value is written: the types of fields and the formats that each of them knows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from congvu.kernel import vitext
from congvu.kernel.workingdays import local


class FieldType(StrEnum):
    """What a field holds. Every field also takes finished text, which is printed as it is."""

    TEXT = "text"
    DATE = "date"
    MOMENT = "moment"
    MONEY = "money"
    NUMBER = "number"


Value: TypeAlias = str | date | datetime | int | None


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a value of one type; `show` gets exactly that type."""

    meaning: str
    show: Callable[..., str]


def _day(value: date) -> str:
    return vitext.format_date(value)


def _time(value: datetime) -> str:
    at = local(value)
    return f"{at:%H} giờ {at:%M} phút"


def _count(value: int) -> str:
    # Offices write counts with two digits and strike an empty one through, so that none is added.
    return f"{value:02d}" if value else "–"


def _money(value: int) -> str:
    return f"{vitext.format_number(value)} đồng"


def _money_in_words(value: int) -> str:
    said = vitext.in_words(value)
    return f"{said[0].upper()}{said[1:]} đồng"


def _number_in_words(value: int) -> str:
    return vitext.in_words(value)


# The first format of a type is the one that a bare {name} gets.
FORMATS: Mapping[FieldType, Mapping[str, Format]] = {
    FieldType.TEXT: {
        "text": Format("như đã nhập", str),
        "upper": Format("CHỮ IN HOA", str.upper),
        "lower": Format("chữ thường", str.lower),
    },
    FieldType.DATE: {
        "date": Format("05/01/2026", _day),
        "long_date": Format("ngày 05 tháng 01 năm 2026", vitext.format_long_date),
        "year": Format("2026", lambda value: f"{value.year:04d}"),
    },
    FieldType.MOMENT: {
        "time_date": Format(
            "08 giờ 15 phút, ngày 05/01/2026", lambda at: f"{_time(at)}, ngày {_day(at)}"
        ),
        "long": Format(
            "08 giờ 15 phút, ngày 05 tháng 01 năm 2026",
            lambda at: f"{_time(at)}, {vitext.format_long_date(local(at).date())}",
        ),
        "time": Format("08 giờ 15 phút", _time),
        "date": Format("05/01/2026", _day),
        "long_date": Format(
            "ngày 05 tháng 01 năm 2026", lambda at: vitext.format_long_date(local(at).date())
        ),
    },
    FieldType.MONEY: {
        "money": Format("8.000 đồng", _money),
        "number": Format("8.000", vitext.format_number),
        "words": Format("Tám nghìn đồng", _money_in_words),
    },
    FieldType.NUMBER: {
        "number": Format("2", vitext.format_number),
        "count": Format("02, số 0 in dấu –", _count),
        "words": Format("hai", _number_in_words),
    },
}

_ACCEPTS: Mapping[FieldType, type] = {
    FieldType.TEXT: str,
    FieldType.DATE: date,
    FieldType.MOMENT: datetime,
    FieldType.MONEY: int,
    FieldType.NUMBER: int,
}


def check_value(name: str, kind: FieldType, value: object) -> None:
    """Raise TypeError unless `value` is None, finished text, or of the field's type.

    A datetime must be aware: a time without its zone would be printed wrong without a sound.
    """
    if value is None or isinstance(value, str):
        return
    wrong = isinstance(value, bool) or not isinstance(value, _ACCEPTS[kind])
    if kind is FieldType.DATE and isinstance(value, datetime):
        wrong = True
    if wrong:
        raise TypeError(f"field {name} takes {kind} or text, not {type(value).__name__}")
    if isinstance(value, datetime) and value.tzinfo is None:
        raise TypeError(f"field {name} takes an aware time")


def show(kind: FieldType, format_: str, value: Value) -> str:
    """Return the value in the named format ("" is the type's first); "" for no value."""
    formats = FORMATS[kind]
    if value is None:
        return ""
    if isinstance(value, str):
        words = vitext.nfc(value).strip()
        return FORMATS[FieldType.TEXT].get(format_, FORMATS[FieldType.TEXT]["text"]).show(words)
    return (formats[format_] if format_ else next(iter(formats.values()))).show(value)
