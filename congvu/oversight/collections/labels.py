"""Words for types, totals, standings and acts of one-off collections."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from congvu.oversight.collections.rules.columns import ColumnType, Total
from congvu.oversight.collections.rules.life import Action
from congvu.oversight.collections.rules.standing import Standing

TYPES: Final[dict[ColumnType, Promise]] = {
    ColumnType.COUNT: _("Số đếm"),
    ColumnType.MONEY: _("Số tiền, số đo"),
    ColumnType.PERCENT: _("Tỷ lệ %"),
    ColumnType.DATE: _("Ngày"),
    ColumnType.YES_NO: _("Có hoặc Không"),
    ColumnType.TEXT: _("Chữ"),
}
TOTALS: Final[dict[Total, Promise]] = {
    Total.SUM: _("Cộng"),
    Total.MAX: _("Lấy lớn nhất"),
    Total.ANY: _("Có ít nhất một"),
    Total.RECOMPUTE: _("Tính lại từ hai cột"),
    Total.NONE: _("Không tổng hợp"),
}
STANDINGS: Final[dict[Standing, tuple[Promise, str]]] = {
    Standing.LATE: (_("Quá hạn, chưa gửi"), "late"),
    Standing.RETURNED: (_("Đã trả lại"), "soon"),
    Standing.WAITING: (_("Chưa gửi"), "neutral"),
    Standing.ENDED: (_("Đã kết thúc hoạt động"), "neutral"),
    Standing.ANSWERED_LATE: (_("Đã gửi, muộn"), "soon"),
    Standing.ANSWERED: (_("Đã gửi"), "good"),
    Standing.LEFT_OUT: (_("Bỏ khỏi danh sách"), "neutral"),
}
ACTIONS: Final[dict[Action, Promise]] = {
    Action.ASK: _("Yêu cầu"),
    Action.SEND: _("Gửi trả lời"),
    Action.RECALL: _("Rút lại để sửa"),
    Action.RETURN: _("Trả lại"),
    Action.ADD: _("Thêm vào danh sách"),
    Action.LEAVE_OUT: _("Bỏ khỏi danh sách"),
    Action.PUT_BACK: _("Đưa lại danh sách"),
}
ORIGINS: Final[dict[str, Promise]] = {
    "typed": _("gõ trên trang"),
    "file": _("từ tệp mẫu"),
    "chosen": _("chọn giữa hai số liệu"),
}
