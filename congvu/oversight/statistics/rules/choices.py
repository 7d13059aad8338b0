"""The named choices of a statistical form: what is counted, against which date, for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from congvu.kernel.errors import Invalid, gettext_noop
from congvu.kernel.vitext import format_date


class Definition(StrEnum):
    """Which dossiers count as answered for in the window."""

    RESULTS = "06a"
    DECISION_766 = "766"
    DUE = "due"


class Against(StrEnum):
    """Which date a finish is compared with."""

    LAWFUL = "lawful"
    PROMISED = "promised"
    CURRENT = "current"


class Scope(StrEnum):
    """A unit alone, or with all units under it; the two are never added."""

    OWN = "own"
    SUBTREE = "subtree"


@dataclass(frozen=True, slots=True)
class Question:
    """A window with both its days included, the day of knowledge, and the two choices.

    Raises Invalid for a window that ends before it begins or that was not known to begin.
    """

    first_day: date
    last_day: date
    as_of: date
    definition: Definition = Definition.RESULTS
    against: Against = Against.LAWFUL

    def __post_init__(self) -> None:
        if self.last_day < self.first_day:
            raise Invalid(
                gettext_noop("Kỳ báo cáo kết thúc (%(last)s) trước khi bắt đầu (%(first)s)."),
                code="window_ends_before_it_begins",
                first=format_date(self.first_day),
                last=format_date(self.last_day),
            )
        if self.as_of < self.first_day:
            raise Invalid(
                gettext_noop("Ngày chốt số liệu (%(as_of)s) trước ngày đầu kỳ (%(first)s)."),
                code="as_of_before_the_window",
                first=format_date(self.first_day),
                as_of=format_date(self.as_of),
            )

    @property
    def until(self) -> date:
        """The last day that is looked at: the end of the window, or the day of knowledge."""
        return min(self.last_day, self.as_of)
