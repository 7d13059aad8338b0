"""What figures are asked for: which period, which office below, as known when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from congvu.foundation.units import selectors as units
from congvu.foundation.units.models import Unit
from congvu.instruments.registers import selectors
from congvu.instruments.registers.declared import Register
from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.fields import DayField
from congvu.kernel.periods import CALENDAR, Period, PeriodKind, Window, parse
from congvu.kernel.workcalendar import VIETNAM

MOST_OFFICES = 200


class AskForm(forms.Form):
    """Which period, which office, as known when."""

    ky = forms.ChoiceField(label=_("Kỳ"), required=False)
    tu = DayField(label=_("Hoặc từ ngày"), required=False)
    den = DayField(label=_("Đến hết ngày"), required=False)
    don_vi = forms.TypedChoiceField(
        label=_("Cơ quan"), required=False, coerce=int, empty_value=None
    )
    ngay = DayField(
        label=_("Chốt số liệu ngày"),
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

    @property
    def label(self) -> str:
        """Return "năm 2026", or that days of one's own were chosen."""
        if self.window == CALENDAR.window(self.period):
            return self.period.label()
        return gettext("khoảng ngày đã chọn")


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


def ask(
    request: HttpRequest, who: Acting, *, below: bool, asked_by: type[AskForm] = AskForm
) -> Wanted:
    """Return what the address asks for: this year up to now without anything.

    With `below` one of the offices below may be chosen.
    """
    form = asked_by(request.GET, on=who.on, offices=_offices(who) if below else [])
    form.is_valid()
    said = form.cleaned_data
    period = parse(said["ky"]) if said.get("ky") else Period(who.on.year)
    day: date | None = said.get("ngay")
    known_at = datetime.combine(day + timedelta(days=1), time(0), VIETNAM) if day else who.at
    return Wanted(form, period, _window(said, period), said.get("don_vi"), min(known_at, who.at))


def _window(said: dict[str, Any], period: Period) -> Window:
    """Return the days from one to another when both are said, else those of the period."""
    first, last = said.get("tu"), said.get("den")
    if first and last and first <= last:
        return Window.inclusive(first, last)
    return CALENDAR.window(period)


def offices_of(register: Register, who: Acting, only: int | None) -> frozenset[int]:
    """Return the offices whose rows are counted: of one, also those it came from."""
    return narrowed_to(only, selectors.offices_counted(register, who.staff, who.on), who)


def narrowed_to(only: int | None, seen: frozenset[int], who: Acting) -> frozenset[int]:
    """Keep one office and what it came from; of the person's own nothing that stands below it."""
    if only is None:
        return seen
    if only == selectors.keeper_of(who.staff, who.on):
        return seen & selectors.own_offices(who.staff, who.on)
    return seen & frozenset(units.subtree_ids(only, who.on, with_forerunners=True))


def _offices(who: Acting) -> list[tuple[str, str]]:
    own = selectors.keeper_of(who.staff, who.on)
    below = Unit.objects.filter(pk__in=units.children(own, who.on)).existing(who.on).in_order()
    names = [(str(one.pk), one.name) for one in below[:MOST_OFFICES]]
    only_own = gettext("%(office)s, riêng cơ quan này") % {"office": units.get(own).name}
    return [(str(own), only_own), *names]
