"""The form of any register: one field per column, read by the same rules as a spreadsheet's cell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from congvu.foundation.people import selectors as people
from congvu.foundation.units import selectors as units
from congvu.foundation.units.models import Unit
from congvu.instruments.registers import selectors
from congvu.instruments.registers.declared import Register, get_register
from congvu.instruments.registers.lookups import OfficeLookups, rows_named
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.declaring import Kind, Spec
from congvu.instruments.registers.rules.reading import read_row
from congvu.instruments.registers.rules.showing import NO, YES, as_text
from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.fields import DayField, FilePart, PartedForm, sized, text

MOST_CHOICES = 200
SHORT = {Kind.DATE, Kind.MONTH, Kind.YEAR, Kind.INTEGER, Kind.PERCENT, Kind.YES_NO, Kind.DECIMAL}
WIDE = {Kind.LONG, Kind.DOCUMENT, Kind.LINK, Kind.ROW}
ONE_NAME = 200
HINTS = {
    Kind.MONTH: _("Tháng/năm, ví dụ 03/2026."),
    Kind.MONEY: _("Số tiền bằng đồng, ví dụ 12.500.000."),
    Kind.PERCENT: _("Ví dụ 97,5%."),
    Kind.DOCUMENT: _("Ví dụ: Quyết định số 05/QĐ-UBND ngày 01/02/2026 của UBND xã Minh Tâm."),
    Kind.LINK: _("Bắt đầu bằng https://"),
    Kind.UNIT: _("Tên hoặc mã đơn vị."),
}
Choices = list[tuple[str, str]]


class RowForm(FilePart, PartedForm):
    """A row as it is typed; `values()` are what the service takes."""

    file_kind: ClassVar[str] = "register"

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        register: Register,
        data: Any = None,
        files: Any = None,
        *,
        who: Acting,
        row: RegisterRow | None = None,
    ) -> None:
        self.register, self.who = register, who
        self.office = row.office_id if row else selectors.keeper_of(who.staff, who.on)
        initial = texts_of(register, row, who.on) if row else {}
        super().__init__(data, files, initial={**initial, "version": row.version if row else None})
        for spec in register.specs:
            self.fields[spec.name] = self._field(spec, initial.get(spec.name, ""))
        self.read: dict[str, Any] = {}

    def _field(self, spec: Spec, there: str) -> forms.Field:
        choices = choices_of(spec, self.office, self.who.on)
        hint = spec.column.help or HINTS.get(spec.kind, "")
        said: dict[str, Any] = {"label": spec.label, "required": False, "strip": False}
        if choices is not None:
            said["widget"] = forms.Select(choices=_with(choices, there))
            hint = spec.column.help
        elif spec.kind is Kind.LONG:
            said["widget"] = forms.Textarea(attrs={"rows": 4})
        elif spec.kind is Kind.DATE:
            said["widget"] = DayField().widget
        field = forms.CharField(help_text=str(hint), **said)
        # the reading below asks for what is missing; the page says which may stay empty
        field.required = spec.required
        field.error_messages["required"] = gettext("Chưa ghi.")
        return sized(field, _size(spec))

    def clean(self) -> dict[str, Any]:
        """Read every cell; each refusal stands beside its field."""
        cleaned = super().clean()
        cells = {spec.name: cleaned.get(spec.name) or "" for spec in self.register.specs}
        lookups = OfficeLookups(self.office, self.who.on)
        self.read, faults = read_row(self.register.specs, cells, lookups, self.who.on)
        for one in faults:
            if one.column not in self.errors:
                self.add_error(one.column, one.text(gettext))
        return cleaned

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields under the headings of the declaration, in their order."""
        found: dict[str, list[forms.BoundField]] = {}
        for spec in self.register.specs:
            found.setdefault(str(spec.column.group), []).append(self[spec.name])
        return list(found.items())


def texts_of(register: Register, row: RegisterRow, on: date) -> dict[str, str]:
    """Return the cells of a row as they would be typed."""
    values = row.values_of(register.names)
    names = selectors.names_for(register, [values], on)
    found = {}
    for spec in register.specs:
        value = values[spec.name]
        is_choice = spec.kind is Kind.CHOICE
        found[spec.name] = value if is_choice else as_text(spec, value, names, exact=True)
    return found


def choices_of(spec: Spec, office: int, on: date) -> Choices | None:
    """Return what may be chosen, None for what is typed or is too much to choose from."""
    choices: Choices | None = None
    if spec.kind is Kind.CHOICE:
        choices = list(spec.choices)
    elif spec.kind is Kind.YES_NO:
        choices = [(YES, gettext("Có")), (NO, gettext("Không"))]
    elif spec.kind is Kind.UNIT:
        choices = unit_choices(office, on)
    elif spec.kind is Kind.POSITION:
        inside = units.subtree_ids(office, on)
        choices = [
            (f"{one.full_name} ({one.code})", f"{one.full_name}, {one.title}")
            for one in people.list_positions_in(inside, on)
        ]
    elif spec.kind is Kind.ROW:
        rows = get_register(spec.column.above).rows.in_force().filter(office_id=office)
        ids = list(rows.order_by("-pk").values_list("pk", flat=True)[:MOST_CHOICES])
        named = rows_named(spec.column.above, ids, on)
        choices = [(named[pk][1], named[pk][0]) for pk in ids]
    return choices


def unit_choices(office: int, on: date) -> Choices | None:
    """Return the units inside and below an office, None when they are too many to choose from."""
    ids = units.subtree_ids(office, on)
    if len(ids) > MOST_CHOICES:
        return None
    living = list(Unit.objects.filter(pk__in=ids).existing(on).in_order())
    codes = units.codes_of([one.pk for one in living], on)
    return [
        (f"{one.name} ({codes[one.pk]})" if one.pk in codes else one.name, one.name)
        for one in living
    ]


def _with(choices: Choices, there: str) -> Choices:
    """Begin with nothing chosen; keep what the row has although it is no choice any more."""
    known = {key for key, _label in choices}
    kept = [(there, there)] if there and there not in known else []
    return [("", gettext("Chọn…")), *choices, *kept]


def _size(spec: Spec) -> str:
    if spec.kind in SHORT:
        return "short"
    if spec.kind in WIDE:
        return "full"
    # room for a whole title; "" is the ordinary measure of a field
    return "" if (spec.longest or 0) > ONE_NAME else "medium"


class FilterForm(forms.Form):
    """What narrows a list, as the address carries it; nothing personal stands there."""

    tu = DayField(label=_("Từ ngày"), required=False)
    den = DayField(label=_("Đến ngày"), required=False)
    vao_ngay = DayField(
        label=_("Xem sổ tại ngày"),
        required=False,
        help_text=_("Xem sổ đúng như lúc hết ngày đó."),
    )
    tim = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    huy = forms.CharField(required=False, max_length=1, widget=forms.HiddenInput)

    def __init__(self, register: Register, data: Any, *, office: int, on: date) -> None:
        super().__init__(data)
        self.register = register
        for spec in register.specs:
            choices = choices_of(spec, office, on) if spec.column.filtered else None
            if choices is not None:
                self.fields[spec.name] = forms.ChoiceField(
                    label=spec.label, required=False, choices=[("", gettext("Tất cả")), *choices]
                )

    def narrowing(self) -> Mapping[str, Any]:
        """Return what was asked; what was asked wrongly asks for nothing."""
        self.is_valid()
        return self.cleaned_data

    def columns(self) -> list[forms.BoundField]:
        return [self[spec.name] for spec in self.register.specs if spec.name in self.fields]

    def shown(self, name: str) -> str:
        """Return the chosen value in words."""
        choices = getattr(self.fields[name], "choices", ())
        return next(
            (str(label) for key, label in choices if key == self.cleaned_data.get(name)),
            self[name].value() or "",
        )


class CancelForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = text(_("Lý do hủy"), rows=3, size="full", max_length=500)


class TableForm(FilePart, PartedForm):
    """A table from outside: a file, or cells pasted from a spreadsheet."""

    file_kind: ClassVar[str] = "register_import"

    pasted = forms.CharField(
        label=_("Hoặc dán các ô chép từ Excel"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "paste"}),
        help_text=_(
            "Chép cả dòng tiêu đề thì máy tự nhận cột; không có tiêu đề thì theo thứ tự cột của sổ."
        ),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        given = cleaned.get("file") or cleaned.get("file_kept")
        if not given and not (cleaned.get("pasted") or "").strip():
            self.add_error("file", gettext("Hãy chọn tệp XLSX hoặc dán các ô."))
        return cleaned
