"""A set of indicators, the annex of a report, as frozen values; dated, because sets change."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from congvu.foundation.units.rules import Level
from congvu.kernel.errors import NotFound, gettext_noop
from congvu.kernel.formula import Rounding
from congvu.kernel.formula.checks import Check
from congvu.oversight.indicators.rules.addresses import Source, SourceKind

__all__ = [
    "Band",
    "Certainty",
    "Choice",
    "Fate",
    "Group",
    "Indicator",
    "IndicatorSet",
    "Kind",
    "Level",
    "Mark",
    "RollUp",
    "Source",
    "SourceKind",
    "ValueType",
    "base_code",
]


class ValueType(StrEnum):
    """What a value is. A ratio is in percent; a yes or no is 1 or 0; a choice is its number."""

    COUNT = "count"
    RATIO = "ratio"
    YES_NO = "yes_no"
    CHOICE = "choice"
    TEXT = "text"
    MONEY = "money"
    HEADING = "heading"


class Kind(StrEnum):
    """What a value measures: what happened in the window, what there was on its last day,
    what has come together until then, or what somebody attests.
    """

    FLOW = "flow"
    STOCK = "stock"
    CUMULATIVE = "cumulative"
    ATTESTATION = "attestation"
    NONE = "none"


class RollUp(StrEnum):
    """How values of units become one: added, recomputed from sums, the largest, whether any."""

    SUM = "sum"
    RECOMPUTE = "recompute"
    MAX = "max"
    ANY = "any"
    NONE = "none"


class Mark(StrEnum):
    """Whence an office can have it: from operations, from a register it keeps, from a person."""

    AUTOMATIC = "A"
    DERIVED = "D"
    MANUAL = "M"


class Fate(StrEnum):
    """What became of a row of the set on which this one is based."""

    KEEP = "keep"
    CHANGE = "change"
    DROP = "drop"
    NEW = "new"


class Certainty(StrEnum):
    """How sure that is: by law, by what the law means for it, or not compared with a text."""

    SURE = "sure"
    LIKELY = "likely"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a choice and what it means."""

    value: int
    label: str


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the annex with its printed number: "III"."""

    code: str
    number: str
    name: str
    name_en: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row. `starts_on ≤ day < ends_on`, None without an end.

    `is_printed` is False for figures that only the prose and the checks use. A dropped row stays
    readable for old periods. `reported_by` says the figures of which level of unit it speaks of.
    `part` is the part it was moved to, "" when its code says it; `given_number` what is printed
    there instead of the number in the code.
    """

    code: str
    name: str
    name_en: str
    unit: str
    value_type: ValueType
    kind: Kind
    source: Source
    roll_up: RollUp
    numerator: Source | None = None
    denominator: Source | None = None
    choices: tuple[Choice, ...] = ()
    evidence: str = ""
    note: str = ""
    reported_by: Level = Level.COMMUNE
    mark: Mark | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    is_printed: bool = True
    fate: Fate = Fate.KEEP
    because: str = ""
    certainty: Certainty = Certainty.SURE
    part: str = ""
    given_number: str = ""

    @property
    def is_heading(self) -> bool:
        return self.value_type is ValueType.HEADING

    @property
    def group(self) -> str:
        """The code of its part: "3" for 3.6.1, unless it was moved to another one."""
        return self.part or self.code.split(".", 1)[0]

    @property
    def parent(self) -> str:
        """The code above it: "3.6" for 3.6.1."""
        return self.code.rpartition(".")[0]

    @property
    def number(self) -> str:
        """What stands in the first column: "6" for 3.6, nothing for rows below."""
        parts = self.code.split(".")
        return (self.given_number or parts[1]) if len(parts) == 2 else ""

    @property
    def depth(self) -> int:
        """How far below its part it stands: 1 for 3.6, 2 for 3.6.1."""
        return self.code.count(".")

    def holds_on(self, day: date) -> bool:
        """Tell whether the row is asked for in a period that ends with this day."""
        begun = self.starts_on is None or self.starts_on <= day
        return begun and (self.ends_on is None or day < self.ends_on) and self.fate is not Fate.DROP


@dataclass(frozen=True, slots=True)
class Band:
    """How far figures of some rows may move before somebody should look: a share of what was there,
    or for ratios points of a per cent.
    """

    rows: frozenset[str]
    most: Decimal
    in_points: bool = False


@dataclass(frozen=True, slots=True)
class IndicatorSet:
    """An annex: its rows in order, figures that are not printed, and what must hold of them."""

    code: str
    name: str
    name_en: str
    issuer: str
    starts_on: date
    ends_on: date | None
    level: Level
    rounding: Rounding
    groups: tuple[Group, ...]
    indicators: tuple[Indicator, ...]
    checks: tuple[Check, ...]
    based_on: str = ""
    note: str = ""
    unverified: tuple[str, ...] = ()
    bands: tuple[Band, ...] = ()
    by_code: dict[str, Indicator] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_code", {one.code: one for one in self.indicators})

    def get(self, code: str) -> Indicator:
        """Return one indicator. Raises NotFound."""
        found = self.by_code.get(code)
        if found is None:
            raise NotFound(
                gettext_noop("Bộ chỉ tiêu %(set)s không có chỉ tiêu “%(indicator)s”."),
                code="no_indicator",
                set=self.code,
                indicator=code[:40],
            )
        return found

    def band_of(self, code: str) -> Band | None:
        """Return the band of a row, the first that names it; None where the set says none."""
        return next((one for one in self.bands if code in one.rows), None)

    def rows(self, day: date | None = None) -> tuple[Indicator, ...]:
        """Return the printed rows in their order: those asked for on a day, else of all days."""
        return tuple(
            one
            for one in self.indicators
            if one.is_printed and (one.fate is not Fate.DROP if day is None else one.holds_on(day))
        )

    def holds_on(self, day: date) -> bool:
        """Tell whether the set is in force on a day."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


QUALIFIERS: Final = frozenset(
    {
        "previous",  # the value of the same row in the period before
        "closing",  # … in the period, of whatever kind, that ended the day before this one began
        "last_year",  # … in the same period of the year before
        "numerator",
        "denominator",
        "computed",  # what the platform computed, where something else was entered
        "quoted",  # what the prose says
        "estimate",  # "ước"
        "given",  # 1 when there is a value, else 0: known to the language of checks itself
        "parts",  # what the parts listed below the row add up to: by unit, by class
        "listed",  # how many items the note or the list of the row holds
        "outside",  # how many dates of these lie outside of the window
        "reason",  # 1 when a reason was written, else 0
    }
)
"""What may stand behind the code of a row in a check: `[3.6.3.quoted]`."""


def base_code(name: str) -> str:
    """Return the code of the row that a name of a formula or check speaks of."""
    head, _, last = name.rpartition(".")
    while head and last in QUALIFIERS:
        name = head
        head, _, last = name.rpartition(".")
    return name
