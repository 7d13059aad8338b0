"""What states and acts of denunciations, and steps of petitions, are called."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from congvu.casework.petitions.rules import Act, State, Step

STATES = {
    State.RECEIVED: (_("Mới nhận"), "waiting"),
    State.ACCEPTED: (_("Đang xác minh"), "info"),
    State.SUSPENDED: (_("Tạm đình chỉ"), "paused"),
    State.REFUSED: (_("Không thụ lý"), "neutral"),
    State.TRANSFERRED: (_("Đã chuyển"), "neutral"),
    State.WITHDRAWN: (_("Đã rút, đình chỉ"), "neutral"),
    State.CONCLUDED: (_("Đã kết luận"), "done"),
}
ACTS = {
    Act.ASSIGN: _("Giao người xác minh"),
    Act.ACCEPT: _("Thụ lý"),
    Act.REFUSE: _("Không thụ lý"),
    Act.TRANSFER: _("Chuyển cơ quan có thẩm quyền"),
    Act.EXTEND: _("Gia hạn"),
    Act.SUSPEND: _("Tạm đình chỉ"),
    Act.RESUME: _("Tiếp tục giải quyết"),
    Act.WITHDRAW: _("Đình chỉ do rút tố cáo"),
    Act.CONCLUDE: _("Kết luận"),
}
STEPS = {
    Step.REFUSE: _("Từ chối"),
    Step.TRANSFER: _("Chuyển đơn"),
    Step.ANSWER: _("Trả lời"),
    Step.PUBLISH: _("Công khai kết quả"),
    Step.ACCEPT: _("Thụ lý hoặc từ chối"),
    Step.SETTLE: _("Giải quyết"),
}
