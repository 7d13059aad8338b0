"""Registers as their rooms declare them: a declaration bound to its table, and the list of all.

A declaration that does not fit its model raises ValueError when the program starts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db import models

from congvu.instruments.registers.models import RegisterRow, RowQuerySet
from congvu.instruments.registers.rules.declaring import (
    Access,
    Check,
    Column,
    Group,
    Kind,
    Remark,
    Spec,
    Values,
)
from congvu.kernel.errors import NotFound, gettext_noop
from congvu.kernel.periods import Window

Rows = RowQuerySet[Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a count is asked for: the days, and the moment whose knowledge counts."""

    window: Window
    known_at: datetime


@dataclass(frozen=True, slots=True)
class Count:
    """A figure of a register: what it is called, its definition in words, the rows it counts.

    `select` narrows the rows of some offices as known at a moment; it may look at no other rows
    but through `Asked.known_at`. `total` names a column to be added up, `distinct` one whose
    different values are counted; without both, rows are counted. With `by_office` the same value
    in two offices is two: the same day, or the same name, means something else there.
    """

    code: str
    label: Any
    definition: Any
    select: Callable[[Rows, Asked], Rows]
    total: str = ""
    distinct: str = ""
    by_office: bool = False

    @property
    def told_apart_by(self) -> tuple[str, ...]:
        """The columns whose different values are counted, () when rows are counted."""
        if not self.distinct:
            return ()
        return ("office_id", self.distinct) if self.by_office else (self.distinct,)


@dataclass(frozen=True)
class Register:
    """One register. `dated_by` is the column that the book is ordered and its periods taken by.

    `remarks` say beside a row in force what its columns alone do not: they are questions, and may
    look at other rows of its office. `completes` gives what follows from the cells and was left
    empty, before the row is judged.
    """

    code: str
    group: Group
    title: Any
    noun: Any
    model: type[RegisterRow]
    columns: tuple[Column, ...]
    dated_by: str
    about: Any = ""
    access: Access = field(default_factory=Access)
    checks: tuple[Check, ...] = ()
    counts: tuple[Count, ...] = ()
    remarks: Callable[[Any, date], Iterable[Remark]] | None = None
    completes: Callable[[Values], Mapping[str, Any]] | None = None

    def remarks_on(self, row: RegisterRow, on: date) -> tuple[Remark, ...]:
        """Return what is to be said beside a row on a day; beside a cancelled one nothing."""
        if self.remarks is None or row.cancelled_at is not None:
            return ()
        return tuple(self.remarks(row, on))

    def completed(self, values: Values) -> dict[str, Any]:
        """Return the values with what follows from them and was left empty."""
        found = self.completes(values) if self.completes is not None else {}
        empty = {name: said for name, said in found.items() if values.get(name) in (None, "")}
        return {**values, **empty}

    @cached_property
    def specs(self) -> tuple[Spec, ...]:
        """The columns bound to the model's fields."""
        return tuple(_bound(self.model, column) for column in self.columns)

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def spec(self, name: str) -> Spec:
        """Return one column. Raises KeyError, a mistake of a program."""
        return next(spec for spec in self.specs if spec.name == name)

    def count(self, code: str) -> Count:
        """Return one count. Raises NotFound."""
        for one in self.counts:
            if one.code == code:
                return one
        raise NotFound(gettext_noop("Sổ này không có chỉ tiêu đó."), code="no_count")

    @property
    def rows(self) -> Rows:
        """All versions of all rows, of every office."""
        return self.model.objects.all()


FIELDS: dict[Kind, tuple[type[models.Field[Any, Any]], ...]] = {
    Kind.TEXT: (models.CharField,),
    Kind.LONG: (models.TextField,),
    Kind.INTEGER: (models.IntegerField, models.BigIntegerField),
    Kind.DECIMAL: (models.DecimalField,),
    Kind.MONEY: (models.BigIntegerField,),
    Kind.PERCENT: (models.DecimalField,),
    Kind.DATE: (models.DateField,),
    Kind.MONTH: (models.DateField,),
    Kind.YEAR: (models.SmallIntegerField,),
    Kind.YES_NO: (models.BooleanField,),
    Kind.CHOICE: (models.CharField,),
    Kind.UNIT: (models.ForeignKey,),
    Kind.POSITION: (models.ForeignKey,),
    Kind.DOCUMENT: (models.CharField,),
    Kind.LINK: (models.CharField,),
    Kind.ROW: (models.ForeignKey,),
}
_registers: dict[str, Register] = {}


def declare(register: Register) -> Register:
    """Make a register known. Raises ValueError when the declaration cannot be right."""
    if register.code in _registers:
        raise ValueError(f"two registers named {register.code}")
    names = [column.name for column in register.columns]
    if len(names) != len(set(names)) or register.dated_by not in names:
        raise ValueError(f"{register.code}: a column twice, or dated by none")
    shared = {one.name for one in RegisterRow._meta.local_fields}  # noqa: SLF001 - Django's own door
    for column in register.columns:
        if column.name in shared:
            raise ValueError(f"{register.code}.{column.name}: every row has one of its own")
        found = register.model._meta.get_field(column.name)  # noqa: SLF001 - Django's own door
        if not isinstance(found, FIELDS[column.kind]):
            raise ValueError(f"{register.code}.{column.name} is no {column.kind}")  # noqa: TRY004
        if column.dated_by and column.dated_by not in names:
            raise ValueError(f"{register.code}.{column.name}: no column {column.dated_by}")
    _check_personal(register)
    _registers[register.code] = register
    return register


def _check_personal(register: Register) -> None:
    """Raise unless the copies of a person's words are declared with them: key and search words."""
    declared = set(register.model.personal_data)
    copies = {
        copy
        for column in register.columns
        if column.name in declared and column.kind in {Kind.TEXT, Kind.LONG}
        for copy in (("natural_key", "folded") if column.key else ("folded",))
    }
    if not copies <= declared:
        raise ValueError(f"{register.code}: personal_data lacks {sorted(copies - declared)}")


def get_register(code: str) -> Register:
    """Return the register of that code. Raises NotFound."""
    register = _registers.get(code)
    if register is None:
        raise NotFound(gettext_noop("Không có sổ này."), code="no_register")
    return register


def list_registers() -> tuple[Register, ...]:
    """Return all registers in the order in which their rooms declared them."""
    return tuple(_registers.values())


def _bound(model: type[RegisterRow], column: Column) -> Spec:
    found: Any = model._meta.get_field(column.name)  # noqa: SLF001 - Django's own door
    required = not found.null if column.kind is Kind.YES_NO else not found.blank
    return Spec(
        column=column,
        label=_capital(str(found.verbose_name)),
        required=required,
        longest=getattr(found, "max_length", None),
        decimals=getattr(found, "decimal_places", None),
        choices=tuple((str(key), str(label)) for key, label in found.choices or ()),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
