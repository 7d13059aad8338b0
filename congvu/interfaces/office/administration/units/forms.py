"""Forms of units: the day one looks at, and what each change asks for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from congvu.foundation.units import kinds
from congvu.foundation.units.labels import SCHEME_LABELS
from congvu.foundation.units.rules import Scheme
from congvu.interfaces.office.fields import DayField, text


class DayForm(forms.Form):
    """The day one looks at; a day that is none is taken for the one given instead."""

    on = DayField(label=_("Vào ngày"), required=False)

    def day(self, otherwise: date) -> date:
        """Return the day asked for, or the other one."""
        found: date | None = self.cleaned_data.get("on") if self.is_valid() else None
        return found or otherwise


class SearchForm(DayForm):
    """Words of names or the start of a code; names of units are public and may stand in addresses."""

    q = forms.CharField(
        label=_("Tên không cần dấu, hoặc mã"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    field_order = ["q", "on"]

    def words(self) -> str:
        """Return what is searched, "" for nothing."""
        self.is_valid()
        return str(self.cleaned_data.get("q", "")).strip()


def _on(label: Any, hint: Any = "") -> DayField:
    field = DayField(label=label)
    field.help_text = hint
    return field


class DecisionForm(forms.Form):
    """What every change has: from which day, by which paper."""

    on = _on(_("Từ ngày"), _("Ngày đầu tiên theo tình trạng mới."))
    decision = text(
        _("Văn bản"),
        max_length=300,
        help_text=_(
            "Số, ký hiệu, ngày, cơ quan ban hành; ví dụ: Nghị quyết số 12/NQ-HĐND ngày 05/03/2026."
        ),
    )


class CreateForm(DecisionForm):
    """A new unit; what it stands under is asked for beside it."""

    kind = forms.ChoiceField(label=_("Loại"))
    name = text(
        _("Tên đầy đủ"),
        max_length=200,
        size="",
        help_text=_("Có cả loại, ví dụ: Phòng Kinh tế xã Minh Tâm."),
    )
    org_code = text(_("Mã định danh điện tử"), max_length=40, size="short", required=False)
    gso_code = text(_("Mã đơn vị hành chính"), max_length=40, size="short", required=False)
    name_en = text(_("Tên tiếng Anh"), max_length=200, required=False)
    field_order = ["kind", "name", "name_en", "org_code", "gso_code", "on", "decision"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        english = get_language() == "en"
        shown = [
            (kind.code, kind.name_en if english else kind.name)
            for kind in kinds.all_kinds().values()
        ]
        self.fields["kind"].choices = [("", _("– chọn –")), *shown]  # type: ignore[attr-defined]


class RenameForm(DecisionForm):
    """Another name from a day on."""

    name = text(_("Tên mới"), max_length=200, size="medium")
    name_en = text(_("Tên tiếng Anh"), max_length=200, required=False)
    field_order = ["name", "name_en", "on", "decision"]


class CorrectForm(forms.Form):
    """The present name written rightly, for all its days."""

    name = text(_("Tên viết đúng"), max_length=200, size="medium")
    name_en = text(_("Tên tiếng Anh"), max_length=200, required=False)


class CodeForm(forms.Form):
    """A code from a day on."""

    scheme = forms.ChoiceField(
        label=_("Hệ mã"), choices=[(scheme.value, label) for scheme, label in SCHEME_LABELS.items()]
    )
    code = text(_("Mã"), max_length=40, size="short")
    on = _on(_("Từ ngày"))

    def clean_scheme(self) -> Scheme:
        return Scheme(self.cleaned_data["scheme"])


class EndForm(DecisionForm):
    """The end of a unit, and of what stands under it if that is wanted."""

    on = _on(_("Kết thúc từ ngày"), _("Ngày đầu tiên đơn vị không còn hoạt động."))
    with_units_below = forms.BooleanField(
        label=_("Kết thúc cả các đơn vị trực thuộc"), required=False
    )
    field_order = ["on", "decision", "with_units_below"]


class MergeForm(DecisionForm):
    """The day and paper of a merger."""

    on = _on(_("Sáp nhập từ ngày"), _("Ngày đầu tiên các đơn vị cũ không còn hoạt động."))


class DivideForm(DecisionForm):
    """The day and paper of a division, and what the others take."""

    on = _on(_("Chia từ ngày"), _("Ngày đầu tiên đơn vị cũ không còn hoạt động."))
    share_note = text(
        _("Phần chuyển cho các đơn vị khác"),
        max_length=300,
        required=False,
        help_text=_("Ví dụ: thôn 5, thôn 6; lĩnh vực đất đai."),
    )
