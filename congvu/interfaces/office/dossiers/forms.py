"""Forms of the page of a dossier that are no acts of the state table: papers, fees, an answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from congvu.instruments.payments.labels import ChargeKind, DueWhen, Method
from congvu.interfaces.office.fields import DocumentPart, FilePart, PartedForm, sized, text
from congvu.kernel.errors import Invalid
from congvu.kernel.vitext import parse_number

AGREED = {"yes": True, "no": False, "other": None}


class ScanForm(FilePart, PartedForm):
    """The scan of a paper that is on the list."""

    file_required = True


class PaperForm(FilePart, PartedForm):
    """One more paper with its file."""

    file_required = True

    name = text(_("Tên giấy tờ"), size="full", max_length=500)


class FeeForm(PartedForm):
    """A fee that the dossier owes."""

    name = text(_("Tên khoản thu"), size="medium", max_length=250)
    kind = sized(forms.ChoiceField(label=_("Loại"), choices=ChargeKind.choices), "medium")
    amount = text(
        _("Số tiền (đồng)"),
        size="short",
        max_length=15,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Viết như 15.000."),
    )
    due_when = sized(forms.ChoiceField(label=_("Thu khi nào"), choices=DueWhen.choices), "medium")
    basis = text(_("Căn cứ thu"), size="full", max_length=500, required=False)

    def clean_amount(self) -> int:
        try:
            amount = int(parse_number(self.cleaned_data["amount"], decimals=0))
        except Invalid:
            amount = 0
        if amount <= 0:
            raise forms.ValidationError(_t("Số tiền là số đồng nguyên, lớn hơn 0."))
        return amount


class CollectForm(PartedForm):
    """How the money came."""

    method = forms.ChoiceField(
        label=_("Hình thức"), choices=Method.choices, initial="cash", widget=forms.RadioSelect
    )


class ReasonForm(PartedForm):
    """Why something is cancelled."""

    reason = text(_("Lý do hủy"), rows=2, max_length=500)


class AnswerForm(DocumentPart, PartedForm):
    """What an agency answers when it is asked."""

    document_required = False
    document_legend = _("Văn bản trả lời (nếu có)")

    agrees = forms.ChoiceField(
        label=_("Ý kiến"),
        choices=[
            ("yes", _("Đồng ý")),
            ("no", _("Không đồng ý")),
            ("other", _("Ý kiến khác")),
        ],
        widget=forms.RadioSelect,
    )
    answer = text(_("Nội dung trả lời"), rows=4, max_length=4000)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["agreed"] = AGREED.get(cleaned.get("agrees", "other"))
        return cleaned
