"""Form fields that several screens share: a Vietnamese day, a cited document, an uploaded file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, TypeVar, cast
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from congvu.foundation.files import selectors as files
from congvu.foundation.files.models import StoredFile
from congvu.foundation.files.services import store
from congvu.interfaces.office.acting import Acting
from congvu.kernel.asked import is_within_reach
from congvu.kernel.documents import DocumentReference
from congvu.kernel.errors import DomainError, Invalid, gettext_noop

DAY_FORMATS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")
ACCEPTED_FILES = ".pdf,.png,.jpg,.jpeg,.tif,.tiff,.webp,.docx,.xlsx,.odt"
MAX_MEGABYTES = 25


F = TypeVar("F", bound=forms.Field)


def sized(field: F, size: str) -> F:
    """Say how wide a field is drawn: short, medium or full."""
    field.shown_size = size  # type: ignore[attr-defined]
    return field


class DayField(forms.DateField):
    """A day typed as dd/mm/yyyy in every language of the screen."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget",
            forms.DateInput(
                format="%d/%m/%Y",
                attrs={
                    "inputmode": "numeric",
                    "placeholder": "dd/mm/yyyy",
                    "autocomplete": "off",
                    "maxlength": "10",
                },
            ),
        )
        kwargs.setdefault(
            "error_messages",
            {"invalid": _("Ngày này không có thật hoặc viết sai; viết như 05/03/2026.")},
        )
        super().__init__(input_formats=DAY_FORMATS, **kwargs)
        self.shown_size = "short"

    def to_python(self, value: Any) -> date | None:
        """Return the day. Raises ValidationError for one that nobody can mean."""
        day = super().to_python(value)
        if day is not None and not is_within_reach(day):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day


def text(label: Any, *, rows: int = 0, size: str = "", **kwargs: Any) -> forms.CharField:
    """Return a field of plain text: one line, or a box of `rows` lines; spaces are trimmed."""
    if rows:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
    return sized(forms.CharField(label=label, **kwargs), size)


class PartedForm(forms.Form):
    """A form that is drawn in parts: plain fields, a cited document, a file.

    `fields_of_errors` says beside which field a service's refusal stands when it names another.
    """

    document_legend: ClassVar[str | Promise] = ""
    fields_of_errors: ClassVar[Mapping[str, str]] = {}

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """The visible fields that belong to no part of their own."""
        apart = {"note", "file"} if isinstance(self, FilePart) else {"note"}
        if isinstance(self, DocumentPart):
            apart |= {f"doc_{name}" for name in self.PARTS}
        return [field for field in self.visible_fields() if field.name not in apart]

    @property
    def last_fields(self) -> list[forms.BoundField]:
        """A note comes after everything that it may remark on."""
        return [self["note"]] if "note" in self.fields else []

    @property
    def cited(self) -> list[forms.BoundField]:
        return self.document_fields() if isinstance(self, DocumentPart) else []

    @property
    def uploaded(self) -> forms.BoundField | None:
        return self["file"] if isinstance(self, FilePart) else None

    def keep_uploads(self, who: Acting) -> None:
        """Store what was uploaded although the form is not right yet: nobody scans twice."""
        if isinstance(self, FilePart) and self.cleaned_data.get("file"):
            try:
                self.take_file(who)
            except Invalid as refusal:
                self.add_error("file", refusal.text(gettext))

    def refuse(self, refusal: DomainError) -> None:
        """Put a refusal beside its field, or on top of the form."""
        named = str(refusal.facts.get("field", ""))
        if refusal.code.startswith("file_"):
            named = "file"
        field = self.fields_of_errors.get(named, named)
        self.add_error(field if field in self.fields else None, refusal.text(gettext))


class DocumentPart(forms.Form):
    """Six fields that name a document; `document_required` decides whether all may stay empty."""

    document_required: ClassVar[bool] = True
    PARTS: ClassVar[tuple[str, ...]] = (
        "type",
        "number",
        "symbol",
        "issued_on",
        "issuer",
        "subject",
    )

    doc_type = text(_("Loại văn bản"), size="medium", max_length=100, required=False)
    doc_number = text(_("Số"), size="short", max_length=11, required=False)
    doc_symbol = text(
        _("Ký hiệu"),
        size="short",
        max_length=30,
        required=False,
        help_text=_("Phần sau dấu “/”, ví dụ QĐ-UBND."),
    )
    doc_issued_on = DayField(label=_("Ngày ban hành"), required=False)
    doc_issuer = text(_("Cơ quan ban hành"), size="medium", max_length=200, required=False)
    doc_subject = text(_("Trích yếu"), size="full", max_length=500, required=False)

    def clean(self) -> dict[str, Any]:
        """Add `document`, None when nothing was typed and nothing is required."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        values = {name: cleaned.get(f"doc_{name}") for name in self.PARTS}
        cleaned["document"] = None
        if not self._is_asked(values) or any(f"doc_{name}" in self.errors for name in self.PARTS):
            return cleaned
        if values["issued_on"] is None:
            self.add_error("doc_issued_on", gettext("Hãy ghi ngày ban hành của văn bản."))
            return cleaned
        try:
            cleaned["document"] = DocumentReference(**values)  # type: ignore[arg-type]
        except Invalid as refusal:
            self.add_error(f"doc_{refusal.facts.get('field', 'number')}", refusal.text(gettext))
        return cleaned

    def _is_asked(self, values: dict[str, Any]) -> bool:
        """Take what was typed over the pattern that the form came with for a wish to cite."""
        telling = ("number", "issued_on", "subject")
        return self.document_required or any(values[name] for name in telling)

    def document_fields(self) -> list[forms.BoundField]:
        return [self[f"doc_{name}"] for name in self.PARTS]


class FilePart(forms.Form):
    """A file that survives a refusal: once stored, the form remembers it instead of asking again."""

    file_required: ClassVar[bool] = False
    file_kind: ClassVar[str] = "paper"

    file = forms.FileField(
        label=_("Tệp"),
        required=False,
        allow_empty_file=True,  # the files room refuses it, with a reason
        widget=forms.FileInput(attrs={"accept": ACCEPTED_FILES}),
        help_text=_(
            "PDF, ảnh, DOCX, XLSX hoặc ODT; tối đa 25 MB. Kéo tệp vào đây hoặc chọn từ máy."
        ),
    )
    file_kept = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.file_required and not (cleaned.get("file") or cleaned.get("file_kept")):
            self.add_error("file", gettext("Hãy chọn tệp."))
        return cleaned

    def take_file(self, who: Acting) -> StoredFile | None:
        """Store what was uploaded, or find what an earlier try stored. Raises Invalid."""
        upload: UploadedFile[bytes] | None = self.cleaned_data.get("file")
        if upload is None:
            return find_kept(self.cleaned_data.get("file_kept"), who)
        stored = store_upload(upload, who, self.file_kind)
        self.data = with_value(self.data, self.add_prefix("file_kept"), str(stored.uuid))
        self.kept_name = stored.name
        return stored

    def taken_file(self, who: Acting) -> StoredFile:
        """Store the file that must be there. Raises Invalid."""
        stored = self.take_file(who)
        if stored is None:
            raise Invalid(gettext_noop("Hãy chọn tệp."), field="file")
        return stored


def with_value(data: Mapping[str, Any], name: str, value: str) -> QueryDict:
    """Return what was sent with one value changed: a form that is shown again."""
    changed = cast("QueryDict", data).copy()
    changed[name] = value
    return changed


def store_upload(upload: UploadedFile[bytes], who: Acting, kind: str) -> StoredFile:
    """Keep what a person uploaded, in the name of the person's unit. Raises Invalid."""
    return store(
        upload,
        name=upload.name or "",
        unit_id=who.staff.unit_id,
        by_code=who.staff.code,
        at=who.at,
        kind=kind,
    )


def find_kept(uuid: UUID | None, who: Acting) -> StoredFile | None:
    """Return a file that this person uploaded before; another's is taken for none."""
    if uuid is None:
        return None
    stored = files.get_file(uuid)
    return stored if stored.uploaded_by == who.staff.code else None
