"""The words in which a register is declared: its columns, what a row may not say, who may what.

Not here: the tables (a model per register) and how a declaration is bound to one (`declared`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeAlias

from congvu.foundation.people.rules import Role
from congvu.instruments.registers.errors import Fault

EVERY_READER = frozenset(Role) - {Role.ADMINISTRATOR}


@dataclass(frozen=True, slots=True)
class Group:
    """Registers that stand together in the menu; `code` is part of an address."""

    code: str
    label: object
    icon: str


class Kind(StrEnum):
    """What a cell holds; files belong to rows as attachments, not to columns."""

    TEXT = "text"
    LONG = "long"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    MONTH = "month"
    YEAR = "year"
    YES_NO = "yes_no"
    CHOICE = "choice"
    UNIT = "unit"
    POSITION = "position"
    DOCUMENT = "document"
    LINK = "link"
    ROW = "row"


NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.MONEY, Kind.PERCENT})
DAYS = frozenset({Kind.DATE, Kind.MONTH})
NAMED = frozenset({Kind.UNIT, Kind.POSITION, Kind.ROW})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field of the model and what its type alone cannot say.

    `key` columns together name a row. `person` means one person's name. A day may lie ahead only
    with `future`. `dated_by` names the day on which a unit must have existed; today without it.
    A unit is one of the office or below it, any other only with `outside`.
    `above` is the code of the register whose row is meant. `aliases` are headings of other systems.
    """

    name: str
    kind: Kind
    group: object = ""
    help: object = ""
    key: bool = False
    person: bool = False
    future: bool = False
    least: int | None = 0
    most: int | None = None
    listed: bool = True
    filtered: bool = False
    dated_by: str = ""
    outside: bool = False
    above: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spec:
    """A column bound to its field: the words people read and what the field allows."""

    column: Column
    label: str
    required: bool
    longest: int | None = None
    decimals: int | None = None
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        return self.column.name

    @property
    def kind(self) -> Kind:
        return self.column.kind

    @property
    def attname(self) -> str:
        """The attribute of a row that holds the value; of what points elsewhere, the id."""
        return f"{self.name}_id" if self.kind in NAMED else self.name

    @property
    def is_number(self) -> bool:
        return self.kind in NUMBERS


def fault(column: str, message: str, **facts: object) -> Fault:
    """Return a fault; `message` is a source text with named placeholders."""
    return Fault(column, message, facts)


@dataclass(frozen=True, slots=True)
class Remark:
    """What the reader of a row should know beside it; it refuses nothing."""

    message: str
    facts: Mapping[str, object]
    is_late: bool = False

    def text(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence with its facts filled in."""
        return translate(self.message) % {name: str(said) for name, said in self.facts.items()}


def remark(message: str, *, is_late: bool = False, **facts: object) -> Remark:
    """Return a remark; `message` is a source text with named placeholders."""
    return Remark(message, facts, is_late)


Values: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a check may know beside the row: the day, and how many files lie with the row."""

    today: date
    files: int = 0


Check: TypeAlias = Callable[[Values, Facts], Iterable[Fault]]


@dataclass(frozen=True, slots=True)
class Access:
    """Who reads the rows of the own office, who writes them, who reads those of offices below.

    `counts` are roles that read no row: they see the figures of the offices below, and of the rows
    behind a figure only the columns that speak of nobody.
    """

    sees: frozenset[Role] = EVERY_READER
    edits: frozenset[Role] = frozenset({Role.REFORM_OFFICER})
    subtree: frozenset[Role] = frozenset({Role.PROVINCE_OFFICER})
    counts: frozenset[Role] = frozenset()


def scale_of(value: Decimal) -> int:
    """Return how many digits stand behind the comma."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
