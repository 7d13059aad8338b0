"""From an address to a question, and back: what is asked, of whom, and where its parts are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.foundation.units import kinds
from congvu.foundation.units.models import Unit
from congvu.foundation.units.rules import Level
from congvu.interfaces.office.acting import Acting, acting
from congvu.interfaces.office.figures.forms import FiguresForm, quarter_of
from congvu.interfaces.office.figures.reach import Reach, authorities, reach_of, within
from congvu.interfaces.office.unit_picker import UnitPicker
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import NotFound, gettext_noop
from congvu.kernel.vitext import format_date
from congvu.oversight.statistics.rules.choices import Against, Definition, Scope
from congvu.oversight.statistics.rules.forms import FormRequest

FEW = 40
"""Up to so many units stand in a plain list; more are found by their names."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, of which unit, with which choices; `request` is None while they contradict."""

    who: Acting
    reach: Reach
    unit: Unit
    form: FiguresForm
    request: FormRequest | None

    @property
    def query(self) -> dict[str, str]:
        """The address's part that asks exactly this again, whatever day it is then."""
        cleaned = self.form.cleaned_data
        days = {"period": cleaned["period"]}
        if not cleaned["period"]:
            days = {"first": format_date(cleaned["first"]), "last": format_date(cleaned["last"])}
        return {
            "unit": str(self.unit.pk),
            **days,
            "as_of": format_date(cleaned["as_of"]),
            "scope": cleaned["scope"],
            "definition": cleaned["definition"],
            "against": cleaned["against"],
        }

    def address(self, route: str, **changes: str) -> str:
        """Return the address of a page about this question, with some of it changed."""
        return f"{reverse(route)}?{urlencode({**self.query, **changes})}"


def ask(request: HttpRequest) -> Asked:
    """Read the question from the address; what is not said is taken from the person's office."""
    who = acting(request)
    reach = reach_of(who.staff, who.on)
    unit = within(reach, _unit_id(request.GET, reach.top_id))
    form = FiguresForm(_completed(request.GET, unit, who), today=who.on)
    return Asked(who, reach, unit, form, form.request(unit.pk))


def must_ask(request: HttpRequest) -> tuple[Asked, FormRequest]:
    """Read the question of a page that can show nothing without one. Raises NotFound."""
    asked = ask(request)
    if asked.request is None:
        raise NotFound(gettext_noop("Địa chỉ này không nêu đúng kỳ và cách tính của biểu."))
    return asked, asked.request


def unit_choices(asked: Asked) -> list[tuple[int, str]]:
    """Return the units to choose from when they are few, else none."""
    found = authorities(asked.reach)
    if not 1 < len(found) <= FEW:
        return []
    ended = _("%(unit)s (đến trước %(day)s)")
    return [
        (unit.pk, ended % {"unit": unit.name, "day": format_date(unit.ends_on)})
        if unit.ends_on
        else (unit.pk, unit.name)
        for unit in found
    ]


def unit_picker(asked: Asked, data: QueryDict) -> UnitPicker | None:
    """Return the way to find one of many units, in the tree of the last day of the period."""
    if len(authorities(asked.reach)) <= FEW:
        return None
    on = asked.request.last_day if asked.request else asked.who.on
    hint = _("Bộ máy ngày %(day)s; đổi kỳ để tìm đơn vị trước sắp xếp.")
    return UnitPicker(
        "unit",
        min(on, asked.who.on),
        _("Đơn vị"),
        data,
        hint=hint % {"day": format_date(min(on, asked.who.on))},
        initial=[asked.unit.pk],
        within=asked.reach.top_id,
        route="office-figures-units",
        include="closest form",  # the period decides which units there were
    )


def _unit_id(query: QueryDict, otherwise: int) -> int:
    unit_id = whole_number(query.get("unit"))
    return otherwise if unit_id is None else unit_id


def _completed(query: QueryDict, unit: Unit, who: Acting) -> dict[str, Any]:
    """Add what was not said: this quarter, today's knowledge, the form's own definition.

    Days typed beside a period that was left as it stood (`was`) mean the days; else the period.
    """
    scope = Scope.SUBTREE if _is_over_others(unit) else Scope.OWN
    data: dict[str, Any] = {
        "as_of": format_date(who.on),
        "scope": scope.value,
        "definition": Definition.RESULTS.value,
        "against": Against.LAWFUL.value,
        **{name: query[name] for name in query if query[name]},
    }
    if not any(data.get(name) for name in ("period", "first", "last")):
        data["period"] = quarter_of(who.on).code
    if data.get("period"):
        if data.get("was") == data["period"] and data.get("first") and data.get("last"):
            data["period"] = ""
        else:
            data["first"] = data["last"] = ""
    return data


def _is_over_others(unit: Unit) -> bool:
    """A province or a district has few dossiers of its own; what is asked for is the whole."""
    kind = kinds.get(unit.kind)
    return kind.territorial and kind.level in {Level.PROVINCIAL, Level.DISTRICT}
