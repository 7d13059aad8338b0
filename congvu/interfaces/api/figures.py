"""Figures for programs: form 06a of the program's own office or of a unit under it, as JSON."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from congvu.casework.dossiers.selectors.offices import office_of
from congvu.foundation.people.rules import Staff
from congvu.foundation.units import selectors as units
from congvu.kernel.errors import NotFound, gettext_noop
from congvu.kernel.workingdays import local_day
from congvu.oversight.statistics.rules.choices import Against, Definition, Scope
from congvu.oversight.statistics.rules.forms import FormRequest, as_json
from congvu.oversight.statistics.selectors import form_06a


def form_06a_json(
    program: Staff,
    *,
    unit: str,
    start: date,
    end: date,
    as_of: date | None,
    scope: str,
    definition: str,
    against: str,
    now: datetime,
) -> dict[str, Any]:
    """Return form 06a of the unit that bore the code at the end of the window; `end` is included.

    Raises NotFound for an unknown code and for a unit out of the program's reach alike, Invalid
    for a window that cannot be.
    """
    today = local_day(now)
    asked = FormRequest(
        unit_id=unit_in_reach(program, unit, end, today),
        first_day=start,
        last_day=end,
        as_of=as_of or today,
        scope=Scope(scope),
        definition=Definition(definition),
        against=Against(against),
    )
    return as_json(form_06a(asked))


def unit_in_reach(program: Staff, code: str, on: date, today: date) -> int:
    """Return the unit's id if it is the program's office, stands under it, or went into it."""
    office = office_of(program.unit_id, today).id
    found = units.find_by_code(code, on)
    if found is None or found.pk not in units.subtree_ids(office, today, with_forerunners=True):
        raise NotFound(
            gettext_noop("Không có đơn vị mang mã “%(unit)s” trong phạm vi của chương trình."),
            code="unit_not_in_reach",
            unit=code,
        )
    return found.pk
