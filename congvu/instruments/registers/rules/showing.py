"""Writing values as people read them; what is written for a file is what `reading` reads back."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from congvu.instruments.registers.rules.declaring import NAMED, Kind, Spec, scale_of
from congvu.kernel.errors import gettext_noop
from congvu.kernel.vitext import fold, format_date, format_number, nfc

YES, NO = gettext_noop("Có"), gettext_noop("Không")
LONGEST_KEY = 400


class Names(Protocol):
    """The names of units, positions and rows that values point to."""

    def name_of(self, spec: Spec, pk: int) -> str: ...

    def exact_name_of(self, spec: Spec, pk: int) -> str: ...


def as_text(spec: Spec, value: Any, names: Names, *, exact: bool = False) -> str:
    """Return the cell in words; `exact` adds the code to a name, so that it can be read back."""
    if value is None or value == "":
        return ""
    if spec.kind in NAMED:
        return names.exact_name_of(spec, value) if exact else names.name_of(spec, value)
    if spec.kind is Kind.CHOICE:
        return dict(spec.choices).get(value, str(value))
    return _plain(spec, value)


def _plain(spec: Spec, value: Any) -> str:
    text = str(value)
    if spec.kind is Kind.YES_NO:
        text = YES if value else NO
    elif spec.kind is Kind.DATE:
        text = format_date(value)
    elif spec.kind is Kind.MONTH:
        text = f"{value.month:02d}/{value.year}"
    elif spec.kind is Kind.PERCENT:
        text = f"{format_number(value, scale_of(value))}%"
    elif spec.kind is Kind.DECIMAL:
        text = format_number(value, scale_of(value))
    elif spec.kind in {Kind.INTEGER, Kind.MONEY}:
        text = format_number(value)
    return text


def cell_text(value: Any) -> str:
    """Return what a spreadsheet's cell would be typed as: dates, numbers and yes as people write."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, float | int | Decimal):
        exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        plain = f"{exact.normalize():f}"
        return plain.replace(".", ",")
    return str(value)


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that two versions of a row say differently, in words."""

    name: str
    label: str
    old: str
    new: str


def differences(
    specs: Sequence[Spec], old: Mapping[str, Any], new: Mapping[str, Any], names: Names
) -> tuple[Change, ...]:
    """Return the cells in which two versions of a row differ, in the order of the columns."""
    return tuple(
        Change(
            spec.name,
            spec.label,
            as_text(spec, old.get(spec.name), names),
            as_text(spec, new.get(spec.name), names),
        )
        for spec in specs
        if _said(old.get(spec.name)) != _said(new.get(spec.name))
    )


def _said(value: Any) -> Any:
    return None if value == "" else value


def key_of(specs: Sequence[Spec], values: Mapping[str, Any], names: Names) -> str:
    """Return the words that name the row, "" when no column is a key or one of them is empty."""
    keys = [spec for spec in specs if spec.column.key]
    texts = [as_text(spec, values.get(spec.name), names, exact=True) for spec in keys]
    if not keys or not all(texts):
        return ""
    return key_text(" – ".join(texts))


def key_text(label: str) -> str:
    """Return the form in which two namings of one row are equal; accents tell rows apart."""
    tidy = " ".join(nfc(label).casefold().split())
    if len(tidy) <= LONGEST_KEY:
        return tidy
    return f"{tidy[: LONGEST_KEY - 41]}#{hashlib.sha1(tidy.encode(), usedforsecurity=False).hexdigest()}"


def search_text(specs: Sequence[Spec], values: Mapping[str, Any], names: Names) -> str:
    """Return the folded words under which the row is found, each after a space."""
    wanted = {Kind.TEXT, Kind.LONG, Kind.DOCUMENT, Kind.CHOICE, *NAMED}
    texts = [as_text(spec, values.get(spec.name), names) for spec in specs if spec.kind in wanted]
    return f" {fold(' '.join(texts))}"
