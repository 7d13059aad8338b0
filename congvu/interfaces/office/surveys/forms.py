"""The questions as a form, on a kiosk and from paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from congvu.casework.surveys.rules import QuestionSet
from congvu.interfaces.office.fields import DayField
from congvu.interfaces.office.registers.asking import AskForm

LEVELS = (
    ("5", _("Rất hài lòng")),
    ("4", _("Hài lòng")),
    ("3", _("Bình thường")),
    ("2", _("Không hài lòng")),
    ("1", _("Rất không hài lòng")),
)


class PeriodForm(AskForm):
    """Which period, which office: no days of one's own, whose difference would be one reply."""

    tu = None  # type: ignore[assignment]
    den = None  # type: ignore[assignment]
    ngay = None  # type: ignore[assignment]


class RepliesForm(forms.Form):
    """The questions of a set, each with its five levels."""

    def __init__(self, data: Any, asked: QuestionSet) -> None:
        super().__init__(data)
        self.asked = asked
        for one in asked.questions:
            self.fields[f"q_{one.code}"] = forms.TypedChoiceField(
                label=one.text,
                choices=LEVELS,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )

    def levels(self) -> dict[str, int | None]:
        return {one.code: self.cleaned_data.get(f"q_{one.code}") for one in self.asked.questions}


class KioskForm(RepliesForm):
    """With the code of the slip."""

    slip = forms.CharField(
        label=_("Mã hồ sơ in trên giấy tiếp nhận"),
        max_length=60,
        error_messages={"required": _("Hãy ghi mã hồ sơ.")},
        help_text=_("Mã chỉ dùng để mỗi hồ sơ trả lời một lần; câu trả lời không gắn với tên ai."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class TakeBackForm(forms.Form):
    """Which paper form was entered wrongly, and why it shall not count."""

    number = forms.CharField(label=_("Số phiếu"), max_length=40)
    on = DayField(label=_("Ngày trả lời đã nhập"))
    reason = forms.CharField(
        label=_("Lý do bỏ"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Lý do lưu trong nhật ký; không ghi tên người trả lời."),
    )


class PaperForm(RepliesForm):
    """With the number of the form and its day."""

    number = forms.CharField(label=_("Số phiếu"), max_length=40)
    on = DayField(label=_("Ngày trả lời"))
