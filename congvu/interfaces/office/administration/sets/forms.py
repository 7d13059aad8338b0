"""Forms of sets: the head, one row, one check as its text, a file, what activates a draft."""

from __future__ import annotations

import tomllib
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from congvu.interfaces.office.administration.sets.words import (
    CERTAINTIES,
    KINDS,
    LABELS,
    LEVELS,
    MARKS,
    ROLL_UPS,
    TYPES,
    Choices,
    pairs,
)
from congvu.interfaces.office.fields import DayField, sized
from congvu.oversight.indicators.rules.contents import CHECK_KEYS, Values, as_toml
from congvu.oversight.indicators.rules.sets import ValueType

AUTOMATIC: tuple[tuple[str, Any], ...] = (("", _("Theo loại giá trị")),)
DAYS = frozenset({"starts_on", "ends_on"})
NOT_SAID: tuple[tuple[str, Any], ...] = (("", _("Không ghi")),)


def _text(key: str, *, most: int = 300, required: bool = False, lines: int = 0) -> forms.CharField:
    attrs = {"autocomplete": "off"}
    widget = (
        forms.Textarea(attrs={**attrs, "rows": str(lines)}) if lines else forms.TextInput(attrs)
    )
    return sized(
        forms.CharField(label=LABELS[key], max_length=most, required=required, widget=widget),
        "full",
    )


def _choice(key: str, words: Any, first: tuple[tuple[str, Any], ...] = ()) -> forms.ChoiceField:
    return forms.ChoiceField(label=LABELS[key], choices=[*first, *words], required=not first)


class SeenForm(forms.Form):
    """A change of a draft, with the revision that the person had before the eyes."""

    seen = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def values(self) -> Values:
        """Return what was typed as the file would say it: days as YYYY-MM-DD, none as ""."""
        told = {key: value for key, value in self.cleaned_data.items() if key != "seen"}
        for key in told.keys() & DAYS:
            told[key] = told[key].isoformat() if told[key] else ""
        return told


class RowForm(SeenForm):
    """One row of a set, as the annex and the reader of files know it."""

    code = sized(
        forms.CharField(
            label=LABELS["code"],
            max_length=40,
            help_text=_("Phần, mục, dòng: 3.6.1. Đã dùng thì không đổi, để so được giữa các kỳ."),
        ),
        "short",
    )
    name = _text("name", most=1000, required=True, lines=2)
    name_en = _text("name_en", most=1000, required=True)
    type = _choice("type", pairs(TYPES))
    unit = sized(_text("unit", most=100), "medium")
    kind = _choice("kind", pairs(KINDS), AUTOMATIC)
    source = _text("source", most=1000)
    numerator = _text("numerator", most=500)
    denominator = _text("denominator", most=500)
    roll_up = _choice("roll_up", pairs(ROLL_UPS), AUTOMATIC)
    reported_by = _choice("reported_by", LEVELS, (("", _("Cấp lập báo cáo")),))
    choices = _text("choices", most=2000, lines=3)
    evidence = _text("evidence", most=1000)
    note = _text("note", most=2000, lines=2)
    mark = _choice("mark", pairs(MARKS), NOT_SAID)
    starts_on = DayField(label=LABELS["starts_on"], required=False)
    ends_on = DayField(label=LABELS["ends_on"], required=False)
    because = _text("because", most=1000)
    certainty = _choice("certainty", pairs(CERTAINTIES), NOT_SAID)

    def __init__(self, *args: Any, is_new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            self.fields["code"].disabled = True
        self.fields["source"].help_text = _(
            "typed là người nhập; ratio là tử số chia mẫu số; facts:…, register:…, formula:[3.1] + [3.2]."
        )
        self.fields["choices"].help_text = _("Mỗi dòng một lựa chọn: 0 = Trực tuyến.")
        for key in ("source", "numerator", "denominator"):
            self.fields[key].widget.attrs["list"] = "sources"

    def values(self) -> Values:
        """Return the row as the file would say it; a heading has no source."""
        told = super().values()
        told["choices"] = [_one_choice(one) for one in told["choices"].splitlines() if one.strip()]
        if told["type"] == ValueType.HEADING:
            told |= {"source": "", "kind": "", "roll_up": ""}
        return told


def row_initial(row: Values, seen: int) -> dict[str, Any]:
    """Return what the form shows of a row."""
    lines = [f"{one['value']} = {one['label']}" for one in row.get("choices", ())]
    return {**row, "choices": "\n".join(lines), "seen": seen}


def _one_choice(line: str) -> dict[str, Any]:
    value, _equals, label = line.partition("=")
    number = value.strip()
    return {"value": int(number) if number.isdecimal() else number, "label": label.strip()}


class PartForm(SeenForm):
    """One part of the annex; its code begins the codes of the rows that are added to it."""

    code = sized(
        forms.CharField(
            label=LABELS["code"],
            max_length=20,
            help_text=_("Đứng đầu mã các chỉ tiêu của phần: 8 cho 8.1, 8.2."),
        ),
        "short",
    )
    number = sized(_text("number", most=20, required=True), "short")
    name = _text("name", required=True)
    name_en = _text("name_en", required=True)

    def __init__(self, *args: Any, is_new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].help_text = _("In trước tên phần: VIII.")
        if not is_new:
            self.fields["code"].disabled = True


class PartDropForm(SeenForm):
    """Which part takes the rows of one that goes, and why; neither when it has none."""

    into = sized(forms.ChoiceField(label=_("Phần nhận các chỉ tiêu")), "full")
    because = sized(forms.CharField(label=_("Vì sao chuyển"), max_length=1000), "full")

    def __init__(self, *args: Any, others: Choices, has_rows: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_rows:
            del self.fields["into"], self.fields["because"]
            return
        into = self.fields["into"]
        assert isinstance(into, forms.ChoiceField), "the field is declared above"
        into.choices = [("", _("Chọn phần")), *others]


class HeadForm(SeenForm):
    """What stands at the head of a set."""

    name = _text("name", required=True)
    name_en = _text("name_en", required=True)
    issuer = _text("issuer", required=True)
    level = _choice("level", LEVELS)
    starts_on = DayField(label=LABELS["starts_on"])
    ends_on = DayField(label=LABELS["ends_on"], required=False)
    rounding = sized(_text("rounding", most=40, required=True), "short")
    note = _text("note", most=4000, lines=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rounding"].help_text = _(
            "half_up:2 nửa lên, half_even:2 nửa về số chẵn, truncate:2 cắt bỏ; số sau là số chữ số thập phân."
        )


class CheckForm(SeenForm):
    """One check as the text of the file."""

    text = sized(
        forms.CharField(
            label=_("Phép kiểm"),
            max_length=8000,
            widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "class": "source"}),
            help_text=_('Mỗi dòng một mục, như tệp danh mục: kind = "sum", total = "3.1".'),
        ),
        "full",
    )

    def clean_text(self) -> Values:
        """Return the check that the text says."""
        try:
            told = tomllib.loads(self.cleaned_data["text"].replace("\r\n", "\n"))
        except (tomllib.TOMLDecodeError, RecursionError) as problem:
            raise forms.ValidationError(
                gettext("Không đọc được: %(problem)s."), params={"problem": problem}
            ) from problem
        match told:
            case {"checks": [dict(only)]}:  # copied with the line above it in the file
                told = only
        if unknown := sorted(set(told) - set(CHECK_KEYS)):
            raise forms.ValidationError(
                gettext("Không có mục “%(key)s” trong một phép kiểm."), params={"key": unknown[0]}
            )
        return told


def check_text(check: Values) -> str:
    """Return one check as the file says it."""
    return as_toml({"checks": [check]}).partition("[[checks]]")[2].strip()


class FileForm(forms.Form):
    """A set as XLSX or TOML."""

    tep = forms.FileField(
        label=_("Tệp bộ chỉ tiêu"),
        help_text=_("XLSX hoặc TOML như bản tải về từ trang này; công thức chỉ lấy giá trị."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.toml"}),
    )


class CopyForm(forms.Form):
    """A code for a set of its own; empty for the next version of the same."""

    code = sized(
        forms.CharField(
            label=_("Mã của bộ mới"),
            max_length=40,
            required=False,
            help_text=_("Để trống: bản nháp cho phiên bản sau của chính bộ này."),
        ),
        "short",
    )


class DropForm(SeenForm):
    """Why a row goes."""

    because = _text("because", most=1000)
    certainty = _choice("certainty", pairs(CERTAINTIES))


class ActivateForm(SeenForm):
    """By what a draft becomes a version."""

    basis = sized(
        forms.CharField(
            label=_("Căn cứ ban hành"),
            max_length=300,
            help_text=_("Văn bản, số, ngày, nơi ký."),
        ),
        "full",
    )
    because = sized(
        forms.CharField(
            label=_("Vì sao vẫn ban hành khi đề cương còn thiếu số liệu"),
            max_length=1000,
            help_text=_("Lý do được giữ trong nhật ký."),
            error_messages={
                "required": _(
                    "Đề cương còn dùng chỉ tiêu bản nháp không có; ghi vì sao vẫn ban hành."
                )
            },
        ),
        "full",
    )

    def __init__(self, *args: Any, asks_why: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_why:
            del self.fields["because"]
