"""The month in form 06a for those who answer for figures; every number leads to the form itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from congvu.casework.dossiers.selectors.offices import office_of
from congvu.foundation.people.rules import Role
from congvu.interfaces.office.navigation import url_if_there
from congvu.oversight.statistics.rules.choices import Scope
from congvu.oversight.statistics.rules.forms import FormRequest
from congvu.oversight.statistics.selectors import form_06a

if TYPE_CHECKING:
    from congvu.interfaces.office.acting import Acting

READING = frozenset({Role.REFORM_OFFICER, Role.PROVINCE_OFFICER})
RECEIVED, DONE, DONE_LATE, OPEN, OPEN_LATE = 3, 7, 10, 11, 13


@dataclass(frozen=True, slots=True)
class Figure:
    """One column of the form's last line."""

    label: str
    value: int
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """The figures of the month so far, of which office, with or without what is under it."""

    office: str
    with_subordinates: bool
    figures: tuple[Figure, ...]
    url: str


def month_of(who: Acting) -> Month | None:
    """Count the month so far; the province's officer sees the province with all under it."""
    if not who.staff.has(*READING):
        return None
    office = office_of(who.staff.unit_id, who.on)
    above = who.staff.has(Role.PROVINCE_OFFICER)
    form = form_06a(
        FormRequest(
            unit_id=office.id,
            first_day=who.on.replace(day=1),
            last_day=who.on,
            as_of=who.on,
            scope=Scope.SUBTREE if above else Scope.OWN,
        )
    )
    named = (
        (RECEIVED, _("Tiếp nhận, cả từ kỳ trước"), ""),
        (DONE, _("Đã giải quyết"), ""),
        (DONE_LATE, _("Đã giải quyết quá hạn"), "late"),
        (OPEN, _("Đang giải quyết"), ""),
        (OPEN_LATE, _("Đang giải quyết quá hạn"), "late"),
    )
    return Month(
        office=office.name,
        with_subordinates=above,
        figures=tuple(Figure(label, form.total[column], tone) for column, label, tone in named),
        url=url_if_there("office-figures-06a"),
    )
