"""How the screens of sets call keys, values, fates and parts; and faults beside their fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from congvu.foundation.units.labels import LEVEL_LABELS
from congvu.instruments.catalogue.errors import Fault
from congvu.oversight.indicators.rules.differing import Part
from congvu.oversight.indicators.rules.sets import (
    Certainty,
    Fate,
    Indicator,
    Kind,
    Mark,
    RollUp,
    SourceKind,
    ValueType,
)
from congvu.oversight.reporting.rules.outline_bindings import Place

Word: TypeAlias = Any
"""A Vietnamese text, translated when it is drawn."""
Choices = list[tuple[str, Word]]

LABELS: Final[dict[str, Word]] = {
    "code": _("Mã"),
    "name": _("Tên"),
    "name_en": _("Tên tiếng Anh"),
    "issuer": _("Nơi ban hành mẫu"),
    "based_on": _("Dựng từ bộ"),
    "level": _("Cấp lập báo cáo"),
    "starts_on": _("Từ ngày"),
    "ends_on": _("Đến trước ngày"),
    "rounding": _("Làm tròn"),
    "unverified": _("Mục chưa đối chiếu"),
    "note": _("Ghi chú"),
    "group": _("Thuộc phần"),
    "number": _("Số in"),
    "type": _("Loại giá trị"),
    "unit": _("Đơn vị tính"),
    "kind": pgettext_lazy("chỉ tiêu", "Kiểu số liệu"),
    "source": _("Nguồn số liệu"),
    "numerator": _("Tử số"),
    "denominator": _("Mẫu số"),
    "roll_up": _("Cách tổng hợp lên cấp trên"),
    "reported_by": _("Số liệu của cấp"),
    "evidence": _("Tài liệu phải kèm"),
    "mark": _("Khả năng tự có"),
    "choices": _("Các lựa chọn"),
    "fate": _("So với bộ gốc"),
    "because": _("Vì sao đổi, bỏ hoặc thêm"),
    "certainty": _("Độ chắc chắn"),
    "row": _("Chỉ tiêu"),
    "holds": _("Điều phải đúng"),
    "total": _("Tổng"),
    "parts": _("Các phần"),
    "part": _("Phần"),
    "whole": _("Toàn bộ"),
    "rows": _("Các chỉ tiêu"),
    "opening": _("Đầu kỳ"),
    "closing": _("Cuối kỳ"),
    "flow": _("Trong kỳ"),
    "cumulative": _("Lũy kế"),
    "percent": _("Phần trăm"),
    "only_if": _("Chỉ kiểm khi"),
    "missing": _("Ô trống tính là"),
    "tolerance": _("Sai số cho phép"),
    "severity": _("Mức độ"),
    "message": _("Lời báo"),
}
TYPES: Final[dict[ValueType, Word]] = {
    ValueType.COUNT: _("Số đếm"),
    ValueType.RATIO: _("Tỷ lệ %"),
    ValueType.YES_NO: _("Có hoặc không"),
    ValueType.CHOICE: _("Lựa chọn"),
    ValueType.TEXT: _("Lời văn"),
    ValueType.MONEY: _("Số tiền"),
    ValueType.HEADING: _("Đề mục, không có số liệu"),
}
CHECK_KINDS: Final[dict[str, Word]] = {
    "sum": _("tổng bằng các phần"),
    "part": _("phần không lớn hơn toàn bộ"),
    "shares": _("các tỷ lệ loại trừ nhau không quá 100 %"),
    "share": _("tỷ lệ không quá 100 %"),
    "ratio": _("tỷ lệ bằng tử số chia mẫu số"),
    "nothing_of_nothing": _("mẫu số bằng 0 thì để trống"),
    "opening": _("đầu kỳ bằng cuối kỳ trước"),
    "growth": _("trong kỳ không quá lũy kế"),
    "band": _("tăng giảm không bất thường"),
    "look": _("đổi quá mức thì cần xem"),
    "look_points": _("đổi quá mức thì cần xem"),
    "required": _("phải có số liệu"),
    "inside": _("ngày nằm trong kỳ"),
    "listed": _("số mục liệt kê bằng số liệu"),
    "breakdown": _("các mục chi tiết cộng lại bằng số liệu"),
    "quoted": _("lời văn bằng phụ lục"),
    "told": _("lời văn có thì phụ lục có"),
    "entered": _("số nhập khác số tính thì có lý do"),
    "same": _("cùng nội dung thì cùng số liệu"),
    "statement": _("điều kiện viết riêng"),
}
"""What a check of each kind says must hold; the kinds of `rules.check_kinds`."""
KINDS: Final[dict[Kind, Word]] = {
    Kind.FLOW: _("Trong kỳ"),
    Kind.STOCK: _("Vào ngày cuối kỳ"),
    Kind.CUMULATIVE: _("Lũy kế"),
    Kind.ATTESTATION: _("Lời xác nhận"),
}
ROLL_UPS: Final[dict[RollUp, Word]] = {
    RollUp.SUM: _("Cộng"),
    RollUp.RECOMPUTE: _("Tính lại từ tổng tử số và tổng mẫu số"),
    RollUp.MAX: _("Lấy số lớn nhất"),
    RollUp.ANY: _("Có ở một nơi là có"),
    RollUp.NONE: _("Không tổng hợp"),
}
MARKS: Final[dict[Mark, Word]] = {
    Mark.AUTOMATIC: _("A: hệ thống tự có"),
    Mark.DERIVED: _("D: đếm từ sổ"),
    Mark.MANUAL: _("M: người xác nhận"),
}
CERTAINTIES: Final[dict[Certainty, Word]] = {
    Certainty.SURE: _("Theo văn bản"),
    Certainty.LIKELY: _("Suy ra"),
    Certainty.UNVERIFIED: _("Chưa đối chiếu"),
}
FATES: Final[dict[Fate, tuple[Word, str]]] = {
    Fate.KEEP: (_("giữ"), "neutral"),
    Fate.CHANGE: (_("đổi"), "soon"),
    Fate.DROP: (_("bỏ"), "late"),
    Fate.NEW: (pgettext_lazy("chỉ tiêu", "mới"), "good"),
}
PARTS: Final[dict[Part, Word]] = {
    Part.HEAD: _("Đầu bộ"),
    Part.GROUP: pgettext_lazy("phụ lục", "Phần"),
    Part.ROW: _("Chỉ tiêu"),
    Part.FIGURE: _("Số liệu không in"),
    Part.CHECK: _("Phép kiểm"),
}
PLACES: Final[dict[Place, Word]] = {
    Place.CONDITION: _("điều kiện của đoạn"),
    Place.TEXT: _("lời văn"),
    Place.TABLE: pgettext_lazy("đề cương", "bảng"),
}
SOURCES: Final[dict[SourceKind, tuple[Word, str]]] = {
    SourceKind.TYPED: (_("người nhập"), "info"),
    SourceKind.NONE: ("", ""),
}
COMPUTED: Final = (_("tự tính"), "good")
LEVELS: Final[Choices] = [(level.value, word) for level, word in LEVEL_LABELS.items()]


def pairs(words: Mapping[Any, Word]) -> Choices:
    """Return words by their codes as the choices of a field."""
    return [(str(code), word) for code, word in words.items()]


def source_tag(row: Indicator) -> tuple[Word, str]:
    """Return who fills a row: the platform, or a person; nothing for a heading."""
    return SOURCES.get(row.source.kind, COMPUTED)


def add_faults(form: forms.Form, faults: list[Fault], row: str = "") -> None:
    """Put each fault beside the field it speaks of, above the form when there is none.

    A fault of the whole row that is being changed is one of its source.
    """
    for fault in faults:
        key = "source" if row and fault.place == row else fault.place.rpartition(".")[2]
        if key in form.fields:
            remedy = "" if f"{key} = …" in fault.remedy else fault.remedy
            form.add_error(key, f"{fault.problem} {remedy}".strip())
        else:
            form.add_error(None, fault_text(fault))


def fault_text(fault: Fault) -> str:
    """Return a fault as a person reads it who has no file before the eyes."""
    place = "" if fault.place in {"indicators", "checks"} else fault.place
    return ": ".join(one for one in (place, f"{fault.problem} {fault.remedy}".strip()) if one)
