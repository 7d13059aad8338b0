"""What one fills in for documents: arrivals, drafts, instructions, reasons; and what narrows lists."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from congvu.casework.documents import library
from congvu.casework.documents.labels import (
    CapacityLabel,
    FileKindLabel,
    RelationLabel,
    UrgencyLabel,
    WayLabel,
)
from congvu.casework.documents.rules.kinds import Capacity, FileKind, Urgency, Way
from congvu.casework.documents.selectors.lists import Narrowing, Shelf
from congvu.interfaces.office.documents.reading import tag_name, type_name
from congvu.interfaces.office.fields import DayField, FilePart, PartedForm, sized, text
from congvu.kernel.vitext import format_date

SECRECY = (
    ("", _("Thường")),
    ("mật", _("Mật")),
    ("tối mật", _("Tối mật")),
    ("tuyệt mật", _("Tuyệt mật")),
)
Choices = list[tuple[str, Any]]
SHELVES_IN: Choices = [
    (Shelf.TO_ROUTE.value, _("Chờ bút phê")),
    (Shelf.OPEN.value, _("Đang xử lý")),
    (Shelf.LATE.value, _("Quá hạn, chưa xong")),
    (Shelf.DONE.value, _("Đã xong, lưu")),
    (Shelf.CANCELLED.value, _("Hủy, trả lại")),
]
SHELVES_OUT: Choices = [
    (Shelf.DRAFT.value, _("Dự thảo, chờ cấp số")),
    (Shelf.TO_ISSUE.value, _("Đã cấp số, chờ phát hành")),
    (Shelf.ISSUED.value, _("Đã phát hành")),
    (Shelf.CANCELLED.value, _("Hủy số, thu hồi, bỏ dự thảo")),
]


def type_choices() -> Choices:
    return [(row.code, f"{type_name(row.code)}") for row in library.types().rows]


def tag_choices() -> Choices:
    return [(tag.code, tag_name(tag.code)) for tag in library.tags()]


def offer(form: forms.Form, name: str, choices: Any) -> None:
    """Give a field of choices what can be chosen here."""
    cast("forms.ChoiceField", form.fields[name]).choices = choices


class ListForm(forms.Form):
    """The filters of a list, as the address carries them; nothing personal stands there."""

    tinh_trang = forms.ChoiceField(label=_("Tình trạng"), required=False)
    loai = forms.ChoiceField(label=_("Loại"), required=False)
    nhan = forms.ChoiceField(label=_("Nhãn"), required=False)
    tu = DayField(label=_("Từ ngày"), required=False)
    den = DayField(label=_("Đến ngày"), required=False)
    tim = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    NAMES: ClassVar = ("tinh_trang", "loai", "nhan", "tu", "den")

    def __init__(self, data: Any, *, shelves: Choices) -> None:
        super().__init__(data)
        every = ("", gettext("Tất cả"))
        offer(self, "tinh_trang", [every, *shelves])
        offer(self, "loai", [every, *type_choices()])
        offer(self, "nhan", [every, *tag_choices()])

    def narrowing(self, words: str) -> Narrowing:
        """Return what was asked; what was asked wrongly asks for nothing."""
        self.is_valid()
        asked = self.cleaned_data
        return Narrowing(
            shelf=Shelf(asked.get("tinh_trang") or Shelf.ALL.value),
            type=asked.get("loai") or "",
            tag=asked.get("nhan") or "",
            first=asked.get("tu"),
            last=asked.get("den"),
            words=words,
        )

    def shown(self, name: str) -> str:
        """Return the chosen value in words."""
        value = str(self.cleaned_data.get(name) or "")
        for key, label in getattr(self.fields[name], "choices", ()):
            if str(key) == value:
                return str(label)
        return str(self[name].value() or "")


class DocumentForm(PartedForm):
    """What arrivals and drafts have in common."""

    type = forms.ChoiceField(label=_("Loại văn bản"), required=False)
    subject = text(_("Trích yếu"), rows=2, max_length=500)
    secrecy = forms.ChoiceField(
        label=_("Độ mật"),
        choices=SECRECY,
        required=False,
        help_text=_("Văn bản mật không được đưa vào hệ thống."),
    )
    urgency = forms.ChoiceField(
        label=_("Độ khẩn"), choices=UrgencyLabel.choices, initial=Urgency.NORMAL.value
    )
    way = forms.ChoiceField(
        label=_("Cách gửi"), choices=WayLabel.choices, initial=Way.NETWORK.value
    )
    signer = text(_("Người ký"), max_length=100, required=False)
    signer_title = text(_("Chức vụ người ký"), max_length=100, required=False)
    pages = sized(
        forms.IntegerField(label=_("Số trang"), required=False, min_value=1, max_value=9999),
        "short",
    )
    copies = sized(
        forms.IntegerField(label=_("Số bản"), required=False, min_value=1, max_value=9999), "short"
    )
    due_on = DayField(label=_("Hạn xử lý"), required=False)
    tags = forms.MultipleChoiceField(
        label=_("Nhãn"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = text(_("Ghi chú"), max_length=500, required=False)
    late_reason = text(
        _("Lý do đăng ký muộn"),
        max_length=300,
        required=False,
        help_text=_("Chỉ cần khi ngày thuộc năm khác, hoặc sớm hơn số trước trong sổ."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "tags", tag_choices())

    def fields_named(self, *names: str) -> list[forms.BoundField]:
        return [self[name] for name in names]


class IncomingForm(FilePart, DocumentForm):
    """An arrival, in the order in which one reads a document."""

    file_kind: ClassVar[str] = "document"

    code = sized(
        forms.CharField(
            label=_("Số, ký hiệu"), max_length=45, help_text=_("Như trên văn bản: 303/BC-UBND.")
        ),
        "medium",
    )
    issued_on = DayField(label=_("Ngày văn bản"))
    arrived_on = DayField(label=_("Ngày đến"))
    issuer = forms.CharField(
        label=_("Tác giả (cơ quan ban hành)"),
        max_length=200,
        widget=forms.TextInput(attrs={"list": "known-issuers", "autocomplete": "off"}),
    )
    despite_double = forms.BooleanField(label=_("Vẫn đăng ký: đây là văn bản khác"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "type", [("", gettext("Theo ký hiệu")), *type_choices()])

    @property
    def first(self) -> list[forms.BoundField]:
        return self.fields_named("code", "issued_on", "arrived_on", "type")

    @property
    def second(self) -> list[forms.BoundField]:
        return self.fields_named("secrecy", "urgency", "due_on", "signer", "signer_title")

    @property
    def third(self) -> list[forms.BoundField]:
        return self.fields_named("way", "pages", "copies")


class OutgoingForm(FilePart, DocumentForm):
    """A draft, or what a registrar numbers at once; `version` is that of the draft one changes."""

    file_kind: ClassVar[str] = "document"

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    body = forms.TypedChoiceField(label=_("Nơi ban hành"), coerce=int)
    unit_symbol = sized(
        forms.CharField(
            label=_("Ký hiệu đơn vị soạn"),
            max_length=12,
            required=False,
            help_text=_("Chỉ dùng cho công văn, ví dụ VP, KT."),
        ),
        "short",
    )
    unit = forms.TypedChoiceField(label=_("Đơn vị soạn thảo"), coerce=int)
    capacity = forms.ChoiceField(
        label=_("Quyền hạn ký"),
        choices=CapacityLabel.choices,
        initial=Capacity.FOR_COLLECTIVE.value,
    )
    is_signed = forms.BooleanField(label=_("Đã ký số"), required=False)
    is_normative = forms.BooleanField(label=_("Văn bản quy phạm pháp luật"), required=False)
    effective_on = DayField(label=_("Có hiệu lực từ"), required=False)
    expires_on = DayField(label=_("Hết hiệu lực từ"), required=False)
    recipients = text(
        _("Nơi nhận"),
        rows=4,
        max_length=20_000,
        required=False,
        help_text=_("Mỗi dòng một nơi, ví dụ Sở Nội vụ; Lưu: VT."),
    )
    issued_on = DayField(
        label=_("Ngày văn bản"),
        required=False,
        help_text=_("Số được cấp ngay khi ghi."),
    )

    def __init__(self, *args: Any, numbers_now: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "type", type_choices())
        self.numbers_now = numbers_now
        self.fields["issued_on"].required = numbers_now

    @property
    def first(self) -> list[forms.BoundField]:
        names = ("type", "body", "unit", "unit_symbol")
        return self.fields_named(*(("issued_on", *names) if self.numbers_now else names))

    @property
    def second(self) -> list[forms.BoundField]:
        return self.fields_named("signer", "signer_title", "capacity", "urgency", "secrecy", "way")

    @property
    def third(self) -> list[forms.BoundField]:
        return self.fields_named("pages", "copies", "due_on", "effective_on", "expires_on")


class DeedForm(PartedForm):
    """What is done to a document as one saw it."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class ReasonForm(DeedForm):
    reason = text(_("Lý do"), rows=2, max_length=300)


class NoteForm(DeedForm):
    note = text(_("Nội dung"), rows=2, max_length=1000, required=False)


class ResultForm(DeedForm):
    note = text(_("Kết quả xử lý"), rows=3, max_length=1000)


class NumberForm(DeedForm):
    issued_on = DayField(label=_("Ngày văn bản"))
    late_reason = text(
        _("Lý do"),
        max_length=300,
        required=False,
        help_text=_("Chỉ cần khi ngày thuộc năm khác, hoặc sớm hơn số trước trong sổ."),
    )


class RouteForm(DeedForm):
    """The leader's instruction on one screen: who leads, who helps, who is told, until when."""

    instruction = text(_("Nội dung bút phê"), rows=2, max_length=1000)
    on_behalf_of = forms.ChoiceField(label=_("Lãnh đạo đã bút phê"), required=False)
    lead = forms.ChoiceField(label=_("Chủ trì"), required=False)
    due_on = DayField(label=_("Hạn xử lý"), required=False)
    support = forms.MultipleChoiceField(
        label=_("Phối hợp"), required=False, widget=forms.CheckboxSelectMultiple
    )
    info = forms.MultipleChoiceField(
        label=_("Để biết"), required=False, widget=forms.CheckboxSelectMultiple
    )
    fields_of_errors: ClassVar = {"lines": "lead"}


class FinishPartForm(DeedForm):
    note = text(_("Kết quả"), rows=3, max_length=1000, required=False)
    answer = forms.CharField(
        label=_("Văn bản trả lời"),
        max_length=45,
        required=False,
        help_text=_("Số, ký hiệu văn bản đi của cơ quan, ví dụ 45/BC-UBND."),
    )


class FileForm(FilePart, PartedForm):
    file_required: ClassVar[bool] = True
    file_kind: ClassVar[str] = "document"
    kind = forms.ChoiceField(
        label=_("Loại tệp"), choices=FileKindLabel.choices, initial=FileKind.MAIN.value
    )


class TagsForm(PartedForm):
    tags = forms.MultipleChoiceField(
        label=_("Nhãn"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "tags", tag_choices())


class RelationForm(PartedForm):
    kind = forms.ChoiceField(label=_("Quan hệ"), choices=RelationLabel.choices)
    target = text(
        _("Văn bản"),
        max_length=600,
        help_text=_("Số, ký hiệu trong sổ của cơ quan; văn bản ngoài sổ thì ghi đủ tên."),
    )


class CorrectionForm(DeedForm):
    subject = text(_("Trích yếu"), rows=2, max_length=500)
    signer = text(_("Người ký"), max_length=100, required=False)
    signer_title = text(_("Chức vụ người ký"), max_length=100, required=False)
    urgency = forms.ChoiceField(label=_("Độ khẩn"), choices=UrgencyLabel.choices)
    due_on = DayField(label=_("Hạn xử lý"), required=False)
    note = text(_("Ghi chú"), max_length=500, required=False)


class BodyForm(forms.Form):
    name = text(_("Tên"), max_length=200)
    abbreviation = text(
        _("Chữ viết tắt"),
        size="short",
        max_length=15,
        help_text=_("Dùng trong ký hiệu, ví dụ BCĐ."),
    )
    by_type = forms.BooleanField(
        label=_("Mỗi loại văn bản một dãy số"), required=False, initial=True
    )


class WindowForm(forms.Form):
    """Which days, known when."""

    tu = DayField(label=_("Từ ngày"), required=False)
    den = DayField(label=_("Đến hết ngày"), required=False)
    chot = DayField(label=_("Chốt số liệu ngày"), required=False)
    don_vi = forms.TypedChoiceField(label=_("Đơn vị"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any, *, on: date, units: Choices) -> None:
        year = {"tu": on.replace(month=1, day=1), "den": on, "chot": on}
        # the days that are meant stand in their fields, asked or not
        meant = {name: format_date(day) for name, day in year.items()}
        super().__init__(meant | {name: said for name, said in data.items() if said})
        self.on = on
        offer(self, "don_vi", [("", gettext("Cả cơ quan")), *units])

    def clean(self) -> dict[str, Any]:
        """Fill what was not asked: this year, as known today."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["tu"] = cleaned.get("tu") or self.on.replace(month=1, day=1)
        cleaned["den"] = cleaned.get("den") or self.on
        cleaned["chot"] = cleaned.get("chot") or self.on
        if cleaned["den"] < cleaned["tu"]:
            self.add_error("den", gettext("Ngày cuối kỳ phải từ ngày đầu kỳ trở đi."))
        return cleaned


class ImportForm(FilePart, PartedForm):
    file_required: ClassVar[bool] = True
    file_kind: ClassVar[str] = "import"

    direction = forms.ChoiceField(
        label=_("Sổ"),
        choices=[("incoming", _("Văn bản đến")), ("outgoing", _("Văn bản đi"))],
    )
    source = text(
        _("Hệ thống xuất ra tệp này"),
        size="medium",
        max_length=100,
        help_text=_("Ví dụ iOffice. Cột đã chọn được nhớ theo tên này."),
    )


FIELD_WORDS: dict[str, Any] = {
    "code": _("Số, ký hiệu"),
    "number": _("Số (cột riêng)"),
    "symbol": _("Ký hiệu (cột riêng)"),
    "type": _("Loại"),
    "issued_on": _("Ngày văn bản"),
    "subject": _("Trích yếu"),
    "issuer": _("Tác giả"),
    "signer": _("Người ký"),
    "signer_title": _("Chức vụ người ký"),
    "arrival_number": _("Số đến"),
    "arrived_on": _("Ngày đến"),
    "recipients": _("Nơi nhận"),
    "due_on": _("Hạn xử lý"),
    "done_on": _("Ngày hoàn thành"),
    "urgency": _("Độ khẩn"),
    "secrecy": _("Độ mật"),
    "pages": _("Số trang"),
    "copies": _("Số bản"),
    "tags": _("Nhãn"),
    "note": _("Ghi chú"),
    "key": _("Mã ở hệ thống kia"),
}


class ColumnsForm(forms.Form):
    """Which column of the file is what; drawn after the file's own head."""

    def __init__(self, data: Any, *, names: tuple[str, ...], chosen: dict[str, int]) -> None:
        super().__init__(data)
        columns = [
            ("", "–"),
            *((str(place), name or f"({place + 1})") for place, name in enumerate(names)),
        ]
        for name, label in FIELD_WORDS.items():
            self.fields[f"col_{name}"] = forms.TypedChoiceField(
                label=label,
                choices=columns,
                coerce=int,
                empty_value=None,
                required=False,
                initial=str(chosen[name]) if name in chosen else "",
            )

    def columns(self) -> dict[str, int]:
        return {
            name.removeprefix("col_"): place
            for name, place in self.cleaned_data.items()
            if place is not None
        }
