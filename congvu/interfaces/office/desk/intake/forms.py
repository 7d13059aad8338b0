"""The intake page as forms: the person, the papers, the fees, and the three outcomes.

What may be wrong with a person or a procedure is said by the services; here only shapes are read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from congvu.casework.dossiers.labels import ApplicantKind, Channel, ReturnMethod
from congvu.casework.dossiers.services.intake import ApplicantInput, FeeInput, PaperInput
from congvu.foundation.files.models import StoredFile
from congvu.instruments.catalogue.rules import FeeFacts, PaperFacts
from congvu.instruments.payments.labels import ChargeKind, Method
from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.fields import (
    ACCEPTED_FILES,
    DayField,
    find_kept,
    store_upload,
    text,
    with_value,
)
from congvu.kernel.errors import Invalid, NotFound
from congvu.kernel.money import Money
from congvu.kernel.workingdays import VIETNAM

AT_THE_DESK = (Channel.DIRECT, Channel.POSTAL)
MOST_PIECES = 999
EXTRA_PAPERS = 2
MOST_PAPERS = 40
_CLOCK = re.compile(r"(\d{1,2})\s*[:hHgG.]?\s*(\d{2})")
_NUMERIC = {"inputmode": "numeric", "autocomplete": "off"}


class PersonForm(forms.Form):
    """Whose dossier it is and who brought it; the fields in the order in which they are typed."""

    name = text(_("Họ tên, tên tổ chức"), max_length=250)
    phone = text(_("Điện thoại"), max_length=20, required=False)
    address = text(_("Địa chỉ"), max_length=400, required=False)
    personal_id = text(_("Số định danh"), max_length=20, required=False)
    tax_code = text(_("Mã số thuế"), max_length=20, required=False)
    birth_on = DayField(label=_("Ngày sinh"), required=False)
    email = text(_("Thư điện tử"), max_length=200, required=False)
    kind = forms.ChoiceField(
        label=_("Đối tượng"), choices=ApplicantKind.choices, widget=forms.RadioSelect
    )
    submitter_name = text(_("Họ tên người nộp thay"), max_length=250, required=False)
    submitter_phone = text(_("Điện thoại người nộp thay"), max_length=20, required=False)
    content = text(_("Nội dung yêu cầu"), max_length=500, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")
        for name in ("phone", "personal_id", "tax_code", "submitter_phone"):
            self.fields[name].widget.attrs.update(_NUMERIC)
        self.initial.setdefault("kind", ApplicantKind.CITIZEN)

    def person(self, *, return_method: str) -> ApplicantInput:
        """Return what was typed as the services take it."""
        names = set(PersonForm.base_fields)
        values = {name: value for name, value in self.cleaned_data.items() if name in names}
        return ApplicantInput(**values, return_method=return_method)


class IntakeForm(PersonForm):
    """The whole page without its rows of papers and fees."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    lookup = text(_("Số căn cước, mã số thuế, điện thoại hoặc mã QR căn cước"), required=False)
    channel = forms.ChoiceField(
        label=_("Hình thức nộp"),
        choices=[(one.value, one.label) for one in AT_THE_DESK],
        widget=forms.RadioSelect,
    )
    return_method = forms.ChoiceField(
        label=_("Nhận kết quả"), choices=ReturnMethod.choices, widget=forms.RadioSelect
    )
    competent = forms.TypedChoiceField(label=_("Cơ quan giải quyết"), coerce=int)
    support = forms.TypedChoiceField(
        label=_("Nơi hỗ trợ nộp hồ sơ"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Chỉ chọn khi cơ quan khác tiếp nhận hộ (phi địa giới)."),
    )
    occurred_on = DayField(
        label=_("Ngày tiếp nhận thực tế"),
        required=False,
        help_text=_(
            "Chỉ ghi khi nhập muộn. Lùi quá một ngày làm việc: lãnh đạo nhập và ghi lý do."
        ),
    )
    occurred_time = text(_("Giờ tiếp nhận"), max_length=8, required=False, size="short")
    late_reason = text(_("Lý do nhập muộn"), max_length=500, required=False)
    waived = forms.BooleanField(
        label=_(
            "Tiếp nhận không cần các giấy tờ chưa đánh dấu: đã tra cứu được trong cơ sở dữ liệu"
        ),
        required=False,
    )
    paid_by = forms.ChoiceField(
        label=_("Thu tiền"),
        choices=[
            ("", _("Chưa thu")),
            (Method.CASH.value, Method.CASH.label),
            (Method.TRANSFER.value, Method.TRANSFER.label),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    missing = text(
        _("Nội dung cần hoàn thiện khác"),
        rows=3,
        max_length=4000,
        required=False,
        help_text=_("Mỗi dòng một nội dung. Giấy tờ bắt buộc chưa đánh dấu tự có trong phiếu."),
    )
    missing_reason = text(_("Lý do chung"), max_length=500, required=False)
    refusal_reason = text(
        _("Lý do từ chối"),
        rows=3,
        max_length=2000,
        required=False,
        help_text=_("Viết để người dân hiểu vì sao và phải làm gì tiếp."),
    )
    refusal_basis = text(_("Căn cứ pháp lý"), max_length=500, required=False)

    def __init__(self, *args: Any, competent: Any, support: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["competent"].choices = competent  # type: ignore[attr-defined]
        self.fields["support"].choices = support  # type: ignore[attr-defined]
        self.fields["lookup"].widget.attrs.update({"autocomplete": "off", "data-lookup": ""})
        self.initial.setdefault("channel", Channel.DIRECT)
        self.initial.setdefault("return_method", ReturnMethod.DESK)
        self.initial.setdefault("paid_by", "")

    def clean_occurred_time(self) -> time | None:
        """Read 9:05, 09h05 or 0905."""
        typed = str(self.cleaned_data["occurred_time"]).strip()
        if not typed:
            return None
        match = _CLOCK.fullmatch(typed)
        try:
            return time(int(match[1]), int(match[2])) if match else self._no_time()
        except ValueError:
            return self._no_time()

    def _no_time(self) -> time:
        raise forms.ValidationError(gettext("Giờ này không có thật; viết như 09:05."))

    def occurred_at(self, now: datetime) -> datetime | None:
        """Return when the dossier really came in, None for now."""
        day, clock = self.cleaned_data.get("occurred_on"), self.cleaned_data.get("occurred_time")
        if day is None and clock is None:
            return None
        local_now = now.astimezone(VIETNAM)
        return datetime.combine(
            day or local_now.date(), clock or local_now.time().replace(microsecond=0), VIETNAM
        )

    def asked_lines(self) -> list[tuple[str, str]]:
        """Return the further contents to be completed, one a line."""
        lines = str(self.cleaned_data.get("missing") or "").splitlines()
        return [(line.strip()[:500], "") for line in lines if line.strip()]


class PaperForm(forms.Form):
    """One line of papers: ticked off, with its pieces and its scan.

    `spec` is the line of the catalogue that it stands for, None for a paper that was added.
    """

    here = forms.BooleanField(label=_("Có"), required=False)
    name = forms.CharField(label=_("Tên giấy tờ"), max_length=500, required=False)
    originals = forms.IntegerField(
        label=_("Bản chính"), min_value=0, max_value=MOST_PIECES, required=False
    )
    copies = forms.IntegerField(
        label=_("Bản sao"), min_value=0, max_value=MOST_PIECES, required=False
    )
    electronic = forms.IntegerField(
        label=_("Bản điện tử"), min_value=0, max_value=MOST_PIECES, required=False
    )
    file = forms.FileField(
        label=_("Tệp"),
        required=False,
        allow_empty_file=True,  # the files room refuses it, with a reason
        widget=forms.FileInput(attrs={"accept": ACCEPTED_FILES}),
    )
    kept = forms.UUIDField(required=False, widget=forms.HiddenInput)
    kept_name = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    spec: PaperFacts | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["placeholder"] = gettext("Giấy tờ khác")
        for name in ("here", "name", "originals", "copies", "electronic", "file"):
            self.fields[name].widget.attrs["aria-label"] = self.fields[name].label

    @property
    def faults(self) -> list[str]:
        """Everything that is wrong in the line, to stand in it."""
        return [str(error) for errors in self.errors.values() for error in errors]

    @property
    def is_here(self) -> bool:
        values = getattr(self, "cleaned_data", {})
        return bool(values.get("here") or values.get("file") or values.get("kept"))

    @property
    def shown_kept(self) -> str:
        """The name of the scan that an earlier try stored."""
        return str(self["kept_name"].value() or "") if self["kept"].value() else ""

    def take(self, who: Acting) -> StoredFile | None:
        """Store the scan, or find what an earlier try stored; a refusal stands in the line."""
        upload = self.cleaned_data.get("file")
        try:
            if upload is None:
                return find_kept(self.cleaned_data.get("kept"), who)
            stored = store_upload(upload, who, "paper")
        except NotFound:  # a kept scan of another installation: as if there were none
            return None
        except Invalid as refusal:
            self.add_error("file", refusal.text(gettext))
            return None
        self.data = with_value(self.data, self.add_prefix("kept"), str(stored.uuid))
        self.data[self.add_prefix("kept_name")] = stored.name
        self.cleaned_data |= {"kept": stored.uuid, "kept_name": stored.name, "file": None}
        return stored

    def paper(self, file: StoredFile | None) -> PaperInput:
        """Return the line as the services take it; a tick without pieces is one piece."""
        values = self.cleaned_data
        pieces = {name: values.get(name) or 0 for name in ("originals", "copies", "electronic")}
        if not any(pieces.values()):
            pieces["originals" if file is None else "electronic"] = 1
        name = self.spec.name if self.spec else values["name"]
        return PaperInput(name=name[:500], **pieces, file=file)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.spec is None:
            cleaned["here"] = bool(cleaned.get("name")) or cleaned.get("here")
            if self.is_here and not cleaned.get("name"):
                self.add_error("name", gettext("Hãy ghi tên giấy tờ."))
        return cleaned


class BasePapers(BaseFormSet[PaperForm]):
    """The papers of the catalogue, then those that were added."""

    def __init__(self, *args: Any, specs: Sequence[PaperFacts], **kwargs: Any) -> None:
        kwargs.setdefault("initial", [_prefilled(spec) for spec in specs])
        kwargs["prefix"] = "giay"
        super().__init__(*args, **kwargs)
        for form, spec in zip(self.forms, specs, strict=False):
            form.spec = spec

    def taken(self, who: Acting) -> list[PaperInput]:
        """Store the scans and return the papers that are here."""
        found = []
        for form in self.forms:
            if not hasattr(form, "cleaned_data"):
                continue
            file = form.take(who)
            if form.is_here and not form.errors:
                found.append(form.paper(file))
        return found

    def absent(self) -> list[PaperFacts]:
        """Return the required papers that were not ticked."""
        return [
            form.spec
            for form in self.forms
            if form.spec is not None and form.spec.required and not form.is_here
        ]

    def faulty(self) -> list[PaperForm]:
        return [form for form in self.forms if form.errors]


def _prefilled(spec: PaperFacts) -> dict[str, Any]:
    on_paper = bool(spec.originals or spec.copies)
    return {
        "here": spec.required,
        "name": spec.name,
        "originals": spec.originals or None,
        "copies": spec.copies or None,
        "electronic": None if on_paper else 1,
    }


PapersFormSet: type[BasePapers] = formset_factory(  # type: ignore[assignment]
    PaperForm, formset=BasePapers, extra=EXTRA_PAPERS, max_num=MOST_PAPERS, absolute_max=MOST_PAPERS
)


class FeeForm(forms.Form):
    """One fee line of the catalogue with the amount that is due here."""

    amount = forms.CharField(label=_("Số tiền (đồng)"), required=False, max_length=20)
    fee: FeeFacts

    def clean_amount(self) -> int:
        typed = str(self.cleaned_data["amount"]).strip()
        if not typed:
            return 0
        try:
            found = Money.parse(typed).amount
        except Invalid as refusal:
            raise forms.ValidationError(refusal.text(gettext)) from refusal
        if found < 0:
            raise forms.ValidationError(gettext("Số tiền không được âm."))
        return found

    def fee_input(self) -> FeeInput:
        basis = self.fee.note or (f"{self.fee.amount} đồng/{self.fee.per}" if self.fee.per else "")
        return FeeInput(
            name=self.fee.name[:250],
            kind=self.fee.kind,
            amount=self.cleaned_data["amount"],
            basis=basis[:500],
        )

    @property
    def kind_label(self) -> str:
        return str(ChargeKind(self.fee.kind).label)


class BaseFees(BaseFormSet[FeeForm]):
    """The fee lines of the channel."""

    def __init__(self, *args: Any, fees: Sequence[FeeFacts], **kwargs: Any) -> None:
        kwargs.setdefault("initial", [{"amount": _amount(fee)} for fee in fees])
        kwargs["prefix"] = "phi"
        super().__init__(*args, **kwargs)
        for form, fee in zip(self.forms, fees, strict=False):
            form.fee = fee

    def due(self) -> list[FeeInput]:
        rows = [form for form in self.forms if hasattr(form, "fee") and form.is_valid()]
        return [form.fee_input() for form in rows if form.cleaned_data["amount"]]


def _amount(fee: FeeFacts) -> str:
    """Propose what is known: a flat amount, or that of one copy of one page."""
    return str(Money(fee.amount)).removesuffix(" đồng") if fee.amount and fee.first == 1 else ""


FeesFormSet: type[BaseFees] = formset_factory(  # type: ignore[assignment]
    FeeForm, formset=BaseFees, extra=0, max_num=20, absolute_max=20
)
