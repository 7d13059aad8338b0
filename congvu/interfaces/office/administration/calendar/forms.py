"""Forms of the calendar: a local day, office hours, the paper by which open dossiers are restated."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from congvu.foundation.calendars.rules import DayKind
from congvu.interfaces.office.fields import DayField, DocumentPart, text
from congvu.kernel.workcalendar import Hours

LOCAL_KINDS = (
    (DayKind.SUBSTITUTE_OFF.value, _("Nghỉ theo quyết định")),
    (DayKind.MAKEUP_DAY.value, _("Làm bù")),
)


class LocalDayForm(DocumentPart):
    """A day on which a unit and all under it differ from the country, with its decision."""

    day = DayField(label=_("Ngày"))
    kind = forms.ChoiceField(label=_("Ngày này"), choices=LOCAL_KINDS, widget=forms.RadioSelect)
    name = text(
        _("Tên, lý do"), max_length=200, size="medium", help_text=_("Ví dụ: Nghỉ phòng tránh bão.")
    )
    field_order = ["day", "kind", "name"]

    def clean_kind(self) -> DayKind:
        return DayKind(self.cleaned_data["kind"])


class ReasonForm(forms.Form):
    """Why a local day is taken back."""

    reason = text(_("Lý do"), max_length=300)


class RestateForm(DocumentPart):
    """Which office's dossiers are restated, by which paper."""

    office = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


def _clock(label: Any, *, required: bool = True) -> forms.TimeField:
    field = forms.TimeField(
        label=label,
        required=required,
        input_formats=["%H:%M", "%Hh%M", "%H.%M"],
        widget=forms.TimeInput(
            format="%H:%M", attrs={"placeholder": "07:30", "maxlength": "5", "autocomplete": "off"}
        ),
        error_messages={"invalid": _("Viết giờ như 07:30.")},
    )
    field.shown_size = "short"  # type: ignore[attr-defined]
    return field


class HoursForm(forms.Form):
    """One or two spells of work a day."""

    starts_on = DayField(label=_("Áp dụng từ ngày"))
    morning_from = _clock(_("Sáng từ"))
    morning_until = _clock(_("Sáng đến"))
    afternoon_from = _clock(_("Chiều từ"), required=False)
    afternoon_until = _clock(_("Chiều đến"), required=False)
    decision = text(_("Văn bản quyết định"), max_length=300)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(cleaned.get("afternoon_from")) != bool(cleaned.get("afternoon_until")):
            self.add_error("afternoon_until", gettext("Hãy ghi đủ giờ đầu và giờ cuối buổi chiều."))
        return cleaned

    @property
    def hours(self) -> Hours:
        names = ("morning_from", "morning_until", "afternoon_from", "afternoon_until")
        edges: list[time] = [self.cleaned_data[name] for name in names if self.cleaned_data[name]]
        return tuple(zip(edges[::2], edges[1::2], strict=True))
