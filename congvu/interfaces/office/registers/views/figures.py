"""Figures of registers: by office and period, as known on a day; each opens to its rows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from congvu.foundation.units import selectors as units
from congvu.foundation.units.models import Unit
from congvu.instruments.registers import selectors
from congvu.instruments.registers.counting import closed_at, counted, late_rows, reading
from congvu.instruments.registers.declared import Register
from congvu.interfaces.office.acting import Acting, acting
from congvu.interfaces.office.fields import DayField
from congvu.interfaces.office.paging import cut
from congvu.interfaces.office.registers.opening import Opened, opened
from congvu.interfaces.office.registers.views.lists import drawn, kind_of, shown
from congvu.interfaces.ui.navigation import NavItem
from congvu.interfaces.ui.tables import Column, head, with_query
from congvu.kernel.errors import NotFound, gettext_noop
from congvu.kernel.periods import CALENDAR, Period, PeriodKind, Window, parse
from congvu.kernel.workcalendar import VIETNAM

MOST_OFFICES = 200


class AskForm(forms.Form):
    """Which period, which office, as known when."""

    ky = forms.ChoiceField(label=_("Kỳ"), required=False)
    don_vi = forms.TypedChoiceField(
        label=_("Cơ quan"), required=False, coerce=int, empty_value=None
    )
    ngay = DayField(
        label=_("Như đã ghi đến ngày"),
        required=False,
        help_text=_("Để trống: đến lúc này."),
    )

    def __init__(self, data: Any, *, on: date, offices: list[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["ky"].choices = [(one.code, _period_label(one)) for one in periods(on)]  # type: ignore[attr-defined]
        self.fields["don_vi"].choices = [("", gettext("Tất cả trong phạm vi")), *offices]  # type: ignore[attr-defined]
        if not offices:
            del self.fields["don_vi"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for, or what is asked for when nothing is."""

    form: AskForm
    period: Period
    window: Window
    office: int | None
    known_at: datetime


def periods(on: date) -> list[Period]:
    """Return the periods of this year and the last that have begun, the longest first."""
    found = []
    for year in (on.year, on.year - 1):
        for kind, most in (
            (PeriodKind.YEAR, 1),
            (PeriodKind.HALF, 2),
            (PeriodKind.NINE_MONTHS, 1),
            (PeriodKind.QUARTER, 4),
            (PeriodKind.MONTH, 12),
        ):
            for number in range(1, most + 1):
                period = Period(year, kind, number)
                if CALENDAR.window(period).starts_on <= on:
                    found.append(period)
    return found


def _period_label(period: Period) -> str:
    label = period.label()
    return label[:1].upper() + label[1:]


@never_cache
@require_GET
def figures(request: HttpRequest, group: str) -> HttpResponse:
    """Show all figures of a group of registers."""
    who = acting(request)
    registers = [
        one for one in selectors.registers_for(who.staff) if one.group.code == group and one.counts
    ]
    if not registers:
        raise NotFound(gettext_noop("Không có nhóm sổ này."), code="no_group")
    wanted = ask(request, who, registers)
    label = registers[0].group.label
    context = {
        "title": gettext("Số liệu: %(group)s") % {"group": label},
        "trail": [NavItem(str(label), reverse("office-registers-group", args=[group]))],
        "form": wanted.form,
        "wanted": wanted,
        "tables": [
            (register, _figures_of(register, who, wanted, request)) for register in registers
        ],
    }
    return render(request, "office/registers/figures.html", context)


def _figures_of(
    register: Register, who: Acting, wanted: Wanted, request: HttpRequest
) -> list[dict[str, Any]]:
    offices = offices_of(register, who, wanted.office)
    door = Opened(who, register)
    return [
        {
            "count": count,
            "figure": reading(
                register, count, offices=offices, window=wanted.window, known_at=wanted.known_at
            ),
            "url": door.url("count", count=count.code) + with_query(request.GET),
        }
        for count in register.counts
    ]


@never_cache
@require_GET
def count(request: HttpRequest, group: str, code: str, count: str) -> HttpResponse:
    """Open a figure to the rows that it counts; what came after the period closed is marked."""
    door = opened(request, group, code)
    who, register = door.who, door.register
    one = register.count(count)
    wanted = ask(request, who, [register])
    asked: dict[str, Any] = {
        "offices": offices_of(register, who, wanted.office),
        "window": wanted.window,
        "known_at": wanted.known_at,
    }
    rows = counted(register, one, **asked)
    late = late_rows(register, one, **asked)
    part = cut(rows.select_related("office"), request.GET)
    lines = drawn(door, part.rows)
    for line in lines:
        line["is_late"] = line["row"].uuid in late
    behind = len(late) - rows.filter(uuid__in=late).count()
    context = {
        "door": door,
        "count": one,
        "figure": reading(register, one, **asked),
        "wanted": wanted,
        "closed_on": closed_at(wanted.window) - timedelta(days=1),
        "gone": behind,
        "lines": lines,
        "head": head([Column(spec.label, "", kind_of(spec)) for spec in shown(register)],
                     request.GET, ""),
        "page": part.page,
        "several_offices": len(asked["offices"]) > 1,
        "trail": [
            NavItem(
                str(register.group.label), reverse("office-registers-group", args=[group])
            ),
            NavItem(
                gettext("Số liệu"),
                reverse("office-registers-figures", args=[group]) + with_query(request.GET),
            ),
        ],
    }  # fmt: skip
    return render(request, "office/registers/count.html", context)


def ask(request: HttpRequest, who: Acting, registers: Collection[Register]) -> Wanted:
    """Return what the address asks for: this year up to now without anything."""
    subtree = any(who.staff.has(*one.access.subtree) for one in registers)
    form = AskForm(request.GET, on=who.on, offices=_offices(who) if subtree else [])
    form.is_valid()
    said = form.cleaned_data
    period = parse(said["ky"]) if said.get("ky") else Period(who.on.year)
    day: date | None = said.get("ngay")
    known_at = datetime.combine(day + timedelta(days=1), time(0), VIETNAM) if day else who.at
    return Wanted(form, period, CALENDAR.window(period), said.get("don_vi"), min(known_at, who.at))


def offices_of(register: Register, who: Acting, only: int | None) -> frozenset[int]:
    """Return the offices whose rows are counted: of one, also those it came from."""
    seen = selectors.offices_seen(register, who.staff, who.on)
    if only is None:
        return seen
    return seen & frozenset(units.subtree_ids(only, who.on, with_forerunners=True))


def _offices(who: Acting) -> list[tuple[str, str]]:
    office = selectors.keeper_of(who.staff, who.on)
    below = Unit.objects.filter(pk__in=units.children(office, who.on)).existing(who.on).in_order()
    return [(str(one.pk), one.name) for one in below[:MOST_OFFICES]]
