"""The form of a period that is asked for: its set, its days, and groups with days of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.interfaces.office.fields import DayField, sized, text
from congvu.kernel.periods import Window
from congvu.oversight.indicators.models import IndicatorSetVersion, ReportingPeriod
from congvu.oversight.indicators.rules.sets import Group
from congvu.oversight.reporting.selectors.days import groups_of, own_days, sets_to_ask, sign_of

FEW_ROWS: Final = 2
MOST_ROWS: Final = 30
BETWEEN: Final = "|"
"""Between a set and its group in the value of a choice."""


@dataclass(frozen=True, slots=True)
class Line:
    """The three fields of one group with days of its own."""

    group: Any
    first: Any
    last: Any


class DaysForm(forms.Form):
    """The days of a period and of groups with their own; a blank first day is that of the period."""

    first_day = DayField(label=gettext_lazy("Số liệu từ ngày"))
    last_day = DayField(label=gettext_lazy("Đến hết ngày"))
    due_on = DayField(label=gettext_lazy("Hạn gửi của đơn vị"))
    asked_by = text(
        gettext_lazy("Văn bản yêu cầu"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Số, ký hiệu, ngày của văn bản yêu cầu báo cáo."),
    )

    def __init__(
        self, *args: Any, sets: Iterable[IndicatorSetVersion], rows: int = FEW_ROWS, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows = min(rows, MOST_ROWS)
        choices = [("", ""), *_group_choices(list(sets))]
        for at in range(self.rows):
            group = forms.ChoiceField(
                label=_("Nhóm có ngày riêng"), choices=choices, required=False
            )
            self.fields[f"group_{at}"] = group
            self.fields[f"from_{at}"] = DayField(label=_("Nhóm này từ ngày"), required=False)
            self.fields[f"to_{at}"] = DayField(label=_("Nhóm này đến hết ngày"), required=False)

    @property
    def plain(self) -> list[forms.BoundField]:
        """The fields of the period itself."""
        own = {name for at in range(self.rows) for name in names_of(at)}
        return [one for one in self if one.name not in own]

    @property
    def lines(self) -> list[Line]:
        """The rows of groups with days of their own."""
        return [Line(*(self[name] for name in names_of(at))) for at in range(self.rows)]

    @property
    def has_lines(self) -> bool:
        """Whether something stands in one of these rows."""
        return any(self[name].value() for at in range(self.rows) for name in names_of(at))

    @property
    def chosen_set(self) -> str:
        """The set whose groups may have days of their own."""
        return str(self.cleaned_data.get("set_code", ""))

    @property
    def asked(self) -> dict[str, Any]:
        """What was filled in, as the services take it."""
        own = {name for at in range(self.rows) for name in names_of(at)}
        return {name: value for name, value in self.cleaned_data.items() if name not in own}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        windows: dict[str, Window] = {}
        for at in range(self.rows):
            if self.errors.keys().isdisjoint(names_of(at)):
                self._line(at, given, windows)
        return {**given, "group_windows": windows}

    def _line(self, at: int, given: Mapping[str, Any], windows: dict[str, Window]) -> None:
        """Read one row into the windows, or say beside its field what is wrong."""
        group, first, last = names_of(at)
        chosen, starts, ends = (given.get(name) for name in (group, first, last))
        if not chosen:
            if starts or ends:
                self.add_error(group, _("Hãy chọn nhóm, hoặc xóa các ngày của dòng này."))
            return
        of_set, _between, code = str(chosen).partition(BETWEEN)
        starts = starts or given.get("first_day")
        if self.chosen_set and of_set != self.chosen_set:
            self.add_error(group, _("Nhóm này không thuộc bộ chỉ tiêu đã chọn."))
        elif code in windows:
            self.add_error(group, _("Nhóm này đã có ở dòng trên."))
        elif ends is None:
            self.add_error(last, _("Hãy ghi ngày cuối của nhóm."))
        elif starts is not None and ends < starts:
            self.add_error(last, _("Ngày cuối phải từ ngày đầu trở đi."))
        elif starts is not None:
            windows[code] = Window.inclusive(starts, ends)


class PeriodForm(DaysForm):
    """A period that is asked for: which set, which days count, by when."""

    field_order = ("set_code", "period")

    set_code = forms.ChoiceField(label=gettext_lazy("Bộ chỉ tiêu"))
    period = sized(
        text(
            gettext_lazy("Kỳ"),
            max_length=10,
            help_text=gettext_lazy("2026 là cả năm; 2026Q1 là quý I; 2026H1 là 6 tháng đầu năm."),
        ),
        "short",
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        found = sets_to_ask(on)
        super().__init__(*args, sets=found, **kwargs)
        sets = self.fields["set_code"]
        assert isinstance(sets, forms.ChoiceField)
        sets.choices = [(one.code, one.name) for one in found]


class ChangeForm(DaysForm):
    """What may be mended of a period that was opened; `seen` is what stood there when it was read."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args: Any, period: ReportingPeriod, **kwargs: Any) -> None:
        self.period = period
        super().__init__(*args, sets=[period.set_version], **kwargs)

    @property
    def chosen_set(self) -> str:
        return self.period.set_version.code


def names_of(at: int) -> tuple[str, str, str]:
    """Return the names of the fields of one row."""
    return f"group_{at}", f"from_{at}", f"to_{at}"


def rows_in(posted: Mapping[str, Any]) -> int:
    """Count the rows that came back with a form."""
    return max(FEW_ROWS, sum(1 for at in range(MOST_ROWS) if names_of(at)[0] in posted))


def standing(period: ReportingPeriod) -> dict[str, Any]:
    """Return what stands there of a period, as the form takes it."""
    told: dict[str, Any] = {
        "first_day": period.starts_on,
        "last_day": period.last_day,
        "due_on": period.due_on,
        "asked_by": period.asked_by,
        "seen": sign_of(period),
    }
    for at, own in enumerate(own_days(period)):
        values = (
            f"{period.set_version.code}{BETWEEN}{own.group.code}",
            own.window.starts_on,
            own.window.last_day,
        )
        told.update(zip(names_of(at), values, strict=True))
    return told


def _group_choices(sets: list[IndicatorSetVersion]) -> list[Any]:
    """Return the groups of one set, or of several under their names."""
    offered = [
        (one.name, [(f"{one.code}{BETWEEN}{group.code}", _name(group)) for group in groups_of(one)])
        for one in sets
    ]
    return list(offered[0][1]) if len(offered) == 1 else offered


def _name(group: Group) -> str:
    return f"{group.number}. {group.name}" if group.number else group.name
