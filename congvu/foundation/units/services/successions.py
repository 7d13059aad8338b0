"""Units that go into others: merged whole, or divided among several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from congvu.foundation.journal.rules import Actor
from congvu.foundation.units import selectors
from congvu.foundation.units.models import Succession, Unit
from congvu.foundation.units.rules import Span
from congvu.foundation.units.services.lives import end_unit, tell
from congvu.kernel.errors import Invalid, gettext_noop


@dataclass(frozen=True, slots=True)
class Part:
    """What one successor takes of a divided unit; exactly one part is the main one."""

    unit: Unit
    is_main: bool = False
    note: str = ""


def merge_units(
    from_units: Sequence[Unit],
    to_unit: Unit,
    *,
    on: date,
    decision: str,
    by: Actor,
    at: datetime,
) -> None:
    """End the units on a day and record that they went whole into `to_unit`.

    What stood under them and was not moved before ends with them. Raises Conflict when one has
    ended already, Invalid when `to_unit` does not exist that day; then nothing is changed.
    """
    codes = selectors.codes_of([unit.pk for unit in from_units], on)
    with transaction.atomic():
        # Chains of the journal are taken in the order of codes, so that writers never wait crosswise.
        for unit in sorted(from_units, key=lambda unit: codes.get(unit.pk, "")):
            divide_unit(unit, [Part(to_unit, is_main=True)], on=on, decision=decision, by=by, at=at)


@transaction.atomic
def divide_unit(
    from_unit: Unit,
    parts: Sequence[Part],
    *,
    on: date,
    decision: str,
    by: Actor,
    at: datetime,
) -> None:
    """End the unit on a day and record which units took which part of it.

    Raises Invalid unless exactly one part is the main one and every successor exists that day.
    """
    if sum(part.is_main for part in parts) != 1:
        raise Invalid(
            gettext_noop("Hãy chọn đúng một đơn vị kế thừa phần chính."),
            code="succession_main_part",
        )
    for part in parts:
        life = Span(part.unit.starts_on, part.unit.ends_on)
        if not life.holds(on) or part.unit.pk == from_unit.pk:
            raise Invalid(
                gettext_noop("Đơn vị “%(unit)s” không thể kế thừa vào ngày đã chọn."),
                code="succession_not_possible",
                unit=part.unit.name,
                on=on,
            )
    end_unit(from_unit, on=on, decision=decision, by=by, at=at, with_units_below=True)
    Succession.objects.bulk_create(
        Succession(
            from_unit=from_unit,
            to_unit=part.unit,
            on=on,
            decision=decision,
            is_main=part.is_main,
            share_note=part.note,
        )
        for part in parts
    )
    changes = {"on": on, "decision": decision, "successors": [part.unit.name for part in parts]}
    tell("succeed_unit", from_unit, changes, by=by, at=at)
