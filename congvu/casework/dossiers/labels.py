"""Vietnamese labels and colours of the states, so that rules stay pure and templates stay dumb."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.dossiers.rules.states import Action, State
from congvu.casework.dossiers.rules.timeliness import Timeliness


class StateLabel(models.TextChoices):
    SUBMITTED = State.SUBMITTED.value, _("Mới đăng ký")
    INCOMPLETE = State.INCOMPLETE.value, _("Chờ hoàn thiện")
    REJECTED_AT_INTAKE = State.REJECTED_AT_INTAKE.value, _("Không được tiếp nhận")
    ACCEPTED = State.ACCEPTED.value, _("Được tiếp nhận")
    PROCESSING = State.PROCESSING.value, _("Đang xử lý")
    TRANSFERRED = State.TRANSFERRED.value, _("Đã chuyển xử lý")
    AWAITING_OPINION = State.AWAITING_OPINION.value, _("Chờ ý kiến")
    AWAITING_SIGNATURE = State.AWAITING_SIGNATURE.value, _("Chờ ký duyệt")
    AWAITING_NUMBERING = State.AWAITING_NUMBERING.value, _("Chờ cấp số")
    AWAITING_SUPPLEMENT = State.AWAITING_SUPPLEMENT.value, _("Chờ bổ sung")
    AWAITING_PAYMENT = State.AWAITING_PAYMENT.value, _("Chờ nghĩa vụ tài chính")
    SUSPENDED = State.SUSPENDED.value, _("Tạm dừng")
    RESOLVED = State.RESOLVED.value, _("Đã xử lý xong")
    HANDED_OUT = State.HANDED_OUT.value, _("Đã trả kết quả")
    REFUSED = State.REFUSED.value, _("Từ chối giải quyết")
    WITHDRAWN = State.WITHDRAWN.value, _("Công dân rút hồ sơ")
    STOPPED = State.STOPPED.value, _("Dừng giải quyết")


class ActionLabel(models.TextChoices):
    SUBMIT = Action.SUBMIT.value, _("Nộp hồ sơ")
    ACCEPT = Action.ACCEPT.value, _("Tiếp nhận")
    ASK_TO_COMPLETE = Action.ASK_TO_COMPLETE.value, _("Yêu cầu hoàn thiện")
    SUBMIT_AGAIN = Action.SUBMIT_AGAIN.value, _("Nộp lại")
    REJECT = Action.REJECT.value, _("Từ chối tiếp nhận")
    FORWARD = Action.FORWARD.value, _("Chuyển xử lý")
    TRANSFER = Action.TRANSFER.value, _("Chuyển nơi khác xử lý")
    ASK_OPINION = Action.ASK_OPINION.value, _("Lấy ý kiến")
    PRESENT = Action.PRESENT.value, _("Trình ký")
    SEND_TO_NUMBERING = Action.SEND_TO_NUMBERING.value, _("Chuyển cấp số")
    COME_BACK = Action.COME_BACK.value, _("Chuyển lại")
    REQUEST_SUPPLEMENT = Action.REQUEST_SUPPLEMENT.value, _("Yêu cầu bổ sung")
    RECEIVE_SUPPLEMENT = Action.RECEIVE_SUPPLEMENT.value, _("Nhận bổ sung")
    REQUEST_PAYMENT = Action.REQUEST_PAYMENT.value, _("Yêu cầu nghĩa vụ tài chính")
    CONFIRM_PAYMENT = Action.CONFIRM_PAYMENT.value, _("Xác nhận đã nộp")
    SUSPEND = Action.SUSPEND.value, _("Tạm dừng có căn cứ")
    RESUME = Action.RESUME.value, _("Tiếp tục xử lý")
    REFUSE = Action.REFUSE.value, _("Từ chối giải quyết")
    WITHDRAW = Action.WITHDRAW.value, _("Rút hồ sơ")
    STOP = Action.STOP.value, _("Dừng giải quyết")
    RESOLVE = Action.RESOLVE.value, _("Ban hành kết quả")
    HAND_OUT = Action.HAND_OUT.value, _("Trả kết quả")
    CORRECT = Action.CORRECT.value, _("Đính chính")
    ASSIGN = Action.ASSIGN.value, _("Phân công")
    CLAIM = Action.CLAIM.value, _("Nhận việc")
    HAND_BACK = Action.HAND_BACK.value, _("Trả lại việc")
    ADVANCE = Action.ADVANCE.value, _("Sang bước sau")
    REAPPOINT = Action.REAPPOINT.value, _("Xin lỗi và hẹn lại")
    HAND_OVER = Action.HAND_OVER.value, _("Bàn giao cơ quan")
    CALENDAR_CHANGED = Action.CALENDAR_CHANGED.value, _("Lịch làm việc thay đổi")


class Channel(models.TextChoices):
    DIRECT = "direct", _("Trực tiếp")
    POSTAL = "postal", _("Bưu chính công ích")
    ONLINE = "online", _("Trực tuyến")


class ApplicantKind(models.TextChoices):
    CITIZEN = "citizen", _("Công dân")
    BUSINESS = "business", _("Doanh nghiệp, tổ chức")
    HOUSEHOLD = "household", _("Hộ kinh doanh")


class ReturnMethod(models.TextChoices):
    DESK = "desk", _("Tại Bộ phận Một cửa")
    POSTAL = "postal", _("Qua bưu chính công ích")
    ELECTRONIC = "electronic", _("Bản điện tử")


TIMELINESS_LABELS = {
    Timeliness.EARLY: _("Trước hạn"),
    Timeliness.ON_TIME: _("Đúng hạn"),
    Timeliness.LATE: _("Trễ hạn"),
    Timeliness.IN_TIME: _("Trong hạn"),
    Timeliness.OVERDUE: _("Quá hạn"),
    Timeliness.NOT_STARTED: _("Chưa tính hạn"),
}
# The tones are those of the component c-tag; only late is red.
TIMELINESS_TONES = {
    Timeliness.EARLY: "good",
    Timeliness.ON_TIME: "good",
    Timeliness.LATE: "late",
    Timeliness.IN_TIME: "info",
    Timeliness.OVERDUE: "late",
    Timeliness.NOT_STARTED: "neutral",
}
STATE_TONES = {
    State.SUBMITTED: "info",
    State.INCOMPLETE: "paused",
    State.ACCEPTED: "info",
    State.PROCESSING: "info",
    State.TRANSFERRED: "info",
    State.AWAITING_OPINION: "waiting",
    State.AWAITING_SIGNATURE: "waiting",
    State.AWAITING_NUMBERING: "waiting",
    State.AWAITING_SUPPLEMENT: "paused",
    State.AWAITING_PAYMENT: "paused",
    State.SUSPENDED: "paused",
    State.RESOLVED: "good",
    State.HANDED_OUT: "done",
    State.REFUSED: "neutral",
    State.WITHDRAWN: "neutral",
    State.STOPPED: "neutral",
    State.REJECTED_AT_INTAKE: "neutral",
}
