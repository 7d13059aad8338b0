"""What one fills in to have reports checked, and what narrows the lists."""

from __future__ import annotations

from typing import IO, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from congvu.interfaces.office.fields import MAX_MEGABYTES, sized, text
from congvu.oversight.proofreading.labels import BasisLabel, SeverityLabel, StateLabel
from congvu.oversight.proofreading.rules.keeping import FEWEST_DAYS, MOST_DAYS

MOST_FILES = 10
ACCEPTED = ".docx,.pdf,.odt,.doc,.txt"
DISMISSED = "dismissed"
Choices = list[tuple[str, Any]]


class ManyFiles(forms.ClearableFileInput):
    """The browser's input for several files."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files, `MOST_FILES` at most; what each one is, the room says."""

    def clean(self, data: Any, _initial: Any = None) -> Any:
        """Return the files as a list. Raises ValidationError for none and for too many."""
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if not given:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(given) > MOST_FILES:
            raise forms.ValidationError(
                ngettext(
                    "Mỗi lần gửi nhiều nhất %(most)s tệp.",
                    "Mỗi lần gửi nhiều nhất %(most)s tệp.",
                    MOST_FILES,
                )
                % {"most": MOST_FILES}
            )
        return given


class UploadForm(forms.Form):
    """The files to be checked."""

    tep = ManyFilesField(
        label=_("Báo cáo cần soát"),
        help_text=_(
            "DOCX, PDF, ODT, TXT (DOC nếu máy chủ có LibreOffice); mỗi tệp không quá %(mb)s MB, "
            "mỗi lần nhiều nhất %(most)s tệp."
        ),
        error_messages={"required": _("Hãy chọn ít nhất một tệp.")},
        widget=ManyFiles(attrs={"accept": ACCEPTED}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["tep"]
        field.help_text = str(field.help_text) % {"mb": MAX_MEGABYTES, "most": MOST_FILES}

    def files_with_names(self) -> list[tuple[str, IO[bytes]]]:
        return [(file.name or "", file) for file in self.cleaned_data["tep"]]


class ListForm(forms.Form):
    """The filters of the list."""

    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"), required=False, choices=[("", _("Tất cả")), *StateLabel.choices]
    )
    tim = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)

    @property
    def state(self) -> str:
        """Return the state asked for; what was asked wrongly asks for nothing."""
        self.is_valid()
        return str(self.cleaned_data.get("tinh_trang") or "")


class FindingsForm(forms.Form):
    """The filters of the findings: severity, and on what they rest."""

    muc = forms.ChoiceField(
        required=False,
        choices=[("", ""), *SeverityLabel.choices, (DISMISSED, "")],
        widget=forms.HiddenInput,
    )
    loai = forms.ChoiceField(
        label=_("Loại"), required=False, choices=[("", _("Mọi loại")), *BasisLabel.choices]
    )

    def asked(self, name: str) -> str:
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")


class ReasonForm(forms.Form):
    """Why a finding is no contradiction."""

    ly_do = text(
        _("Vì sao không phải mâu thuẫn"),
        rows=2,
        max_length=500,
        error_messages={"required": _("Hãy ghi vì sao đây không phải mâu thuẫn.")},
    )


class KeepingForm(forms.Form):
    """How long uploaded reports are kept."""

    days = sized(
        forms.IntegerField(
            label=_("Số ngày giữ tệp và kết quả soát"),
            min_value=FEWEST_DAYS,
            max_value=MOST_DAYS,
            help_text=_("Tính từ khi đưa lên; hết hạn thì tệp, nội dung và kết quả bị xóa hẳn."),
        ),
        "short",
    )
