"""Forms of accounts, positions and delegations, in the words of the office."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from congvu.foundation.people.labels import ROLE_CHOICES
from congvu.foundation.people.rules import Role
from congvu.interfaces.office.fields import DayField, text

ONE_DAY = timedelta(days=1)


class SearchForm(forms.Form):
    """Words of a name; sent by POST, because an address must not hold a person."""

    q = forms.CharField(
        label=_("Tìm theo họ tên"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class AccountForm(forms.Form):
    """A new account; its temporary password is made by the server."""

    full_name = text(_("Họ và tên"), max_length=120, size="medium")
    username = text(
        _("Tên đăng nhập"),
        max_length=40,
        size="medium",
        help_text=_(
            "Chữ thường không dấu, chữ số, dấu . _ hoặc -. Mỗi người chỉ có một tài khoản."
        ),
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
        ),
    )
    email = forms.EmailField(label=_("Thư điện tử công vụ"), required=False)


class PositionForm(forms.Form):
    """What a person becomes; the unit is asked for by the unit picker beside it."""

    title = text(
        _("Chức danh"), max_length=120, size="medium", help_text=_("Ví dụ: Phó Chủ tịch UBND.")
    )
    role = forms.ChoiceField(
        label=_("Vai trò trong phần mềm"),
        choices=[("", _("– chọn –")), *ROLE_CHOICES],
        help_text=_("Vai trò quyết định người này được làm gì; chức danh chỉ để in và hiển thị."),
    )
    starts_on = DayField(label=_("Từ ngày"))
    last_day = DayField(
        label=_("Đến hết ngày"), required=False, help_text=_("Để trống nếu chưa biết.")
    )

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        _in_order(self)
        return cleaned

    @property
    def ends_on(self) -> date | None:
        last: date | None = self.cleaned_data["last_day"]
        return last + ONE_DAY if last else None


class LastDayForm(forms.Form):
    """The last day of something that began before."""

    last_day = DayField(label=_("Ngày cuối cùng"))

    @property
    def ends_on(self) -> date:
        last: date = self.cleaned_data["last_day"]
        return last + ONE_DAY


class ReasonForm(forms.Form):
    """Why an account is closed."""

    reason = text(_("Lý do"), max_length=200)


class ReviewForm(forms.Form):
    """Which accounts somebody looked at and still needs."""

    account = forms.TypedMultipleChoiceField(coerce=int, choices=())

    def __init__(self, data: Any, ids: Iterable[int]) -> None:
        super().__init__(data)
        self.fields["account"].choices = [(str(one), str(one)) for one in ids]  # type: ignore[attr-defined]


class DelegationForm(forms.Form):
    """For whom, by whom, in which days, by which paper; both days are counted."""

    from_position = forms.TypedChoiceField(label=_("Người vắng mặt"), coerce=int)
    to_position = forms.TypedChoiceField(label=_("Người làm thay"), coerce=int)
    starts_on = DayField(label=_("Từ ngày"))
    last_day = DayField(label=_("Đến hết ngày"))
    decision = text(
        _("Văn bản giao việc"),
        max_length=200,
        help_text=_("Số, ký hiệu, ngày; ví dụ: Quyết định số 12/QĐ-UBND ngày 05/03/2026."),
    )

    def __init__(
        self,
        data: Any,
        *,
        lenders: list[tuple[int, str]],
        takers: list[tuple[int, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        nobody = ("", gettext("– chọn –"))
        self.fields["from_position"].choices = [nobody, *lenders]  # type: ignore[attr-defined]
        self.fields["to_position"].choices = [nobody, *takers]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        _in_order(self)
        return cleaned

    @property
    def ends_on(self) -> date:
        last: date = self.cleaned_data["last_day"]
        return last + ONE_DAY


def _in_order(form: forms.Form) -> None:
    """The last day is counted, so that it may be the first."""
    first, last = form.cleaned_data.get("starts_on"), form.cleaned_data.get("last_day")
    if first and last and last < first:
        form.add_error("last_day", gettext("Ngày cuối phải từ ngày đầu trở đi."))
