"""What one asks of a form: whose figures, which days, known when, counted how."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from congvu.instruments.catalogue.statistical_forms import Words
from congvu.interfaces.office.fields import DayField
from congvu.interfaces.office.figures.words import period_label
from congvu.kernel.errors import Invalid
from congvu.kernel.periods import CALENDAR, Period, PeriodKind, Window, parse
from congvu.oversight.statistics.rules.choices import Against, Definition, Scope
from congvu.oversight.statistics.rules.forms import FormRequest
from congvu.oversight.statistics.selectors import form_layout

YEARS_BACK = 4
# a window of thousands of years is a mistake, not a question
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
KINDS = (
    (PeriodKind.YEAR, 1),
    (PeriodKind.HALF, 2),
    (PeriodKind.NINE_MONTHS, 1),
    (PeriodKind.QUARTER, 4),
    (PeriodKind.MONTH, 12),
)
SCOPES = (
    (Scope.OWN.value, _("Riêng đơn vị")),
    (Scope.SUBTREE.value, _("Gồm cả đơn vị trực thuộc")),
)


class FiguresForm(forms.Form):
    """The choices of form 06a; a chosen period beats the two days below it."""

    period = forms.ChoiceField(label=_("Kỳ"), required=False)
    first = DayField(label=_("Từ ngày"), required=False)
    last = DayField(label=_("Đến hết ngày"), required=False)
    as_of = DayField(label=_("Chốt số liệu ngày"), required=False)
    scope = forms.ChoiceField(label=_("Phạm vi"), choices=SCOPES)
    definition = forms.ChoiceField(label=_("Cách tính"))
    against = forms.ChoiceField(label=_("So với"))

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data)
        self.today = today
        layout = form_layout()
        self.fields["period"].choices = [("", _("Tự chọn ngày")), *_periods(today)]  # type: ignore[attr-defined]
        self.fields["definition"].choices = _worded(layout.definitions)  # type: ignore[attr-defined]
        self.fields["against"].choices = _worded(layout.against)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["as_of"] = cleaned.get("as_of") or self.today
        for name in ("first", "last", "as_of"):
            day = cleaned.get(name)
            if day is not None and not EARLIEST <= day <= LATEST:
                self.add_error(name, gettext("Hãy viết năm từ 2000 đến 2099."))
        if not self.errors:
            cleaned["window"] = self._window(cleaned)
        return cleaned

    def _window(self, cleaned: dict[str, Any]) -> Window | None:
        if cleaned["period"]:
            return CALENDAR.window(parse(cleaned["period"]))
        first, last = cleaned.get("first"), cleaned.get("last")
        for name, day in (("first", first), ("last", last)):
            if day is None:
                self.add_error(name, gettext("Hãy chọn kỳ, hoặc ghi cả hai ngày."))
        if first is None or last is None:
            return None
        if last < first:
            self.add_error("last", gettext("Ngày cuối kỳ phải từ ngày đầu kỳ trở đi."))
            return None
        return Window.inclusive(first, last)

    def request(self, unit_id: int) -> FormRequest | None:
        """Return what is asked of a unit, None with the reason at its field."""
        if not self.is_valid():
            return None
        cleaned = self.cleaned_data
        try:
            return FormRequest(
                unit_id=unit_id,
                first_day=cleaned["window"].starts_on,
                last_day=cleaned["window"].last_day,
                as_of=cleaned["as_of"],
                scope=Scope(cleaned["scope"]),
                definition=Definition(cleaned["definition"]),
                against=Against(cleaned["against"]),
            )
        except Invalid as refusal:
            self.add_error("as_of", refusal.text(gettext))
            return None


def quarter_of(day: date) -> Period:
    """Return the quarter that a day lies in: what is shown before anything is asked."""
    return Period(day.year, PeriodKind.QUARTER, (day.month - 1) // 3 + 1)


def shortcuts(today: date) -> tuple[Period, ...]:
    """Return the periods that are asked for most: this and the last month and quarter, this year."""
    month = Period(today.year, PeriodKind.MONTH, today.month)
    quarter = quarter_of(today)
    return (month, month.previous(), quarter, quarter.previous(), Period(today.year))


def _periods(today: date) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (
            str(year),
            [
                (period.code, period_label(period))
                for kind, count in KINDS
                for period in (Period(year, kind, number) for number in range(1, count + 1))
                if CALENDAR.window(period).starts_on <= today
            ],
        )
        for year in range(today.year, today.year - YEARS_BACK - 1, -1)
    ]


def _worded(words: tuple[Words, ...]) -> list[tuple[str, str]]:
    english = get_language() == "en"
    return [(one.code, one.text_en if english else one.text) for one in words]
