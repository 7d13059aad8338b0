"""A counted form as a value: rows, total, note, identities; and the one shape it has in JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from congvu.oversight.statistics.rules.choices import Against, Definition, Question, Scope

Figures = Mapping[int, int]  # column number -> figure


@dataclass(frozen=True, slots=True)
class FormRequest:
    """Form 06a of one unit: who asks what; the window includes both its days.

    Raises Invalid for a window that cannot be.
    """

    unit_id: int
    first_day: date
    last_day: date
    as_of: date
    scope: Scope = Scope.OWN
    definition: Definition = Definition.RESULTS
    against: Against = Against.LAWFUL

    def __post_init__(self) -> None:
        _ = self.question  # an impossible window is refused here, not when it is counted

    @property
    def question(self) -> Question:
        """The question without the unit."""
        return Question(self.first_day, self.last_day, self.as_of, self.definition, self.against)


@dataclass(frozen=True, slots=True)
class Named:
    """A code and a name in both languages."""

    code: str
    name: str
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One line of the form: a field and its figures by column number."""

    field: Named
    figures: Figures


@dataclass(frozen=True, slots=True)
class Note:
    """What is told under the form about dossiers closed without a result."""

    closed_without_result: int
    of_them_late: int
    shortly_before_due: int


@dataclass(frozen=True, slots=True)
class IdentityResult:
    """An identity of the form and whether it holds in every line."""

    rule: str
    message: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Form06a:
    """Form 06a, counted; `position` is the last event that was counted."""

    request: FormRequest
    unit: Named
    rows: tuple[FormRow, ...]
    total: Figures
    note: Note
    identities: tuple[IdentityResult, ...]
    position: int


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of those that were to be answered were answered in time, by one definition."""

    definition: Definition
    answered: int
    in_time: int

    @property
    def percent(self) -> Decimal | None:
        """Two decimals, rounded half up; None for 0/0, which is printed as a dash."""
        if self.answered == 0:
            return None
        exact = Decimal(100 * self.in_time) / self.answered
        return exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def rate_of(definition: Definition, figures: Figures) -> Rate:
    """Return columns (8 + 9) over column 7."""
    return Rate(definition, figures[7], figures[8] + figures[9])


def as_json(form: Form06a) -> dict[str, Any]:
    """Return the form as programs get it: ISO dates, both days included, whole numbers."""
    request = form.request
    return {
        "form": "06a",
        "unit": {"code": form.unit.code, "name": form.unit.name},
        "scope": request.scope.value,
        "from": request.first_day.isoformat(),
        "to": request.last_day.isoformat(),
        "as_of": request.as_of.isoformat(),
        "definition": request.definition.value,
        "against": request.against.value,
        "rows": [
            {"field": {"code": row.field.code, "name": row.field.name}, **_columns(row.figures)}
            for row in form.rows
        ],
        "total": _columns(form.total),
        "note": {
            "closed_without_result": form.note.closed_without_result,
            "of_them_late": form.note.of_them_late,
        },
        "identities": [{"rule": found.rule, "holds": found.holds} for found in form.identities],
    }


def _columns(figures: Figures) -> dict[str, int]:
    return {f"c{number}": figure for number, figure in sorted(figures.items())}
