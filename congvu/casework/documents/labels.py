"""Vietnamese words of what the rules name."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.documents.rules.deadlines import Standing
from congvu.casework.documents.rules.kinds import (
    Capacity,
    Direction,
    FileKind,
    Part,
    RelationKind,
    Urgency,
    Way,
)
from congvu.casework.documents.rules.states import Action, State


class DirectionLabel(models.TextChoices):
    INCOMING = Direction.INCOMING.value, _("Văn bản đến")
    OUTGOING = Direction.OUTGOING.value, _("Văn bản đi")


class UrgencyLabel(models.TextChoices):
    NORMAL = Urgency.NORMAL.value, _("Thường")
    URGENT = Urgency.URGENT.value, _("Khẩn")
    VERY_URGENT = Urgency.VERY_URGENT.value, _("Thượng khẩn")
    MOST_URGENT = Urgency.MOST_URGENT.value, _("Hỏa tốc")


class CapacityLabel(models.TextChoices):
    HEAD = Capacity.HEAD.value, _("Người đứng đầu ký")
    FOR_COLLECTIVE = Capacity.FOR_COLLECTIVE.value, _("TM. (thay mặt tập thể)")
    FOR_HEAD = Capacity.FOR_HEAD.value, _("KT. (ký thay)")
    BY_ORDER = Capacity.BY_ORDER.value, _("TL. (thừa lệnh)")
    BY_MANDATE = Capacity.BY_MANDATE.value, _("TUQ. (thừa ủy quyền)")
    ACTING = Capacity.ACTING.value, _("Q. (quyền)")


class WayLabel(models.TextChoices):
    NETWORK = Way.NETWORK.value, _("Chỉ điện tử")
    PAPER = Way.PAPER.value, _("Chỉ giấy")
    BOTH = Way.BOTH.value, _("Điện tử và giấy")


class PartLabel(models.TextChoices):
    LEAD = Part.LEAD.value, _("Chủ trì")
    SUPPORT = Part.SUPPORT.value, _("Phối hợp")
    INFO = Part.INFO.value, _("Để biết")


class RelationLabel(models.TextChoices):
    IMPLEMENTS = RelationKind.IMPLEMENTS.value, _("Thực hiện")
    REPLACES = RelationKind.REPLACES.value, _("Thay thế")
    AMENDS = RelationKind.AMENDS.value, _("Sửa đổi, bổ sung")
    CITES = RelationKind.CITES.value, _("Căn cứ, viện dẫn")
    ANSWERS = RelationKind.ANSWERS.value, _("Trả lời")
    CORRECTS = RelationKind.CORRECTS.value, _("Đính chính")
    RECALLS = RelationKind.RECALLS.value, _("Thu hồi")


class InverseRelationLabel(models.TextChoices):
    """The same relations told from the other document."""

    IMPLEMENTS = RelationKind.IMPLEMENTS.value, _("Được thực hiện bởi")
    REPLACES = RelationKind.REPLACES.value, _("Bị thay thế bởi")
    AMENDS = RelationKind.AMENDS.value, _("Được sửa đổi, bổ sung bởi")
    CITES = RelationKind.CITES.value, _("Được viện dẫn tại")
    ANSWERS = RelationKind.ANSWERS.value, _("Được trả lời bởi")
    CORRECTS = RelationKind.CORRECTS.value, _("Được đính chính bởi")
    RECALLS = RelationKind.RECALLS.value, _("Bị thu hồi bởi")


class FileKindLabel(models.TextChoices):
    MAIN = FileKind.MAIN.value, _("Văn bản")
    ANNEX = FileKind.ANNEX.value, _("Phụ lục, tài liệu kèm theo")
    DRAFT = FileKind.DRAFT.value, _("Dự thảo")


class StateLabel(models.TextChoices):
    DRAFT = State.DRAFT.value, _("Dự thảo")
    NUMBERED = State.NUMBERED.value, _("Đã cấp số, chờ phát hành")
    ISSUED = State.ISSUED.value, _("Đã phát hành")
    RECALLED = State.RECALLED.value, _("Đã thu hồi")
    DISCARDED = State.DISCARDED.value, _("Bỏ dự thảo")
    REGISTERED = State.REGISTERED.value, _("Chờ bút phê")
    ROUTED = State.ROUTED.value, _("Đang xử lý")
    DONE = State.DONE.value, _("Đã xử lý xong")
    FILED = State.FILED.value, _("Lưu, để biết")
    RETURNED = State.RETURNED.value, _("Đã trả lại nơi gửi")
    CANCELLED = State.CANCELLED.value, _("Đã hủy số")


TONES: dict[State, str] = {
    State.DRAFT: "neutral",
    State.NUMBERED: "waiting",
    State.ISSUED: "done",
    State.RECALLED: "paused",
    State.DISCARDED: "neutral",
    State.REGISTERED: "waiting",
    State.ROUTED: "info",
    State.DONE: "done",
    State.FILED: "done",
    State.RETURNED: "paused",
    State.CANCELLED: "paused",
}


class ActionLabel(models.TextChoices):
    DRAFT = Action.DRAFT.value, _("Soạn dự thảo")
    NUMBER = Action.NUMBER.value, _("Cấp số")
    ISSUE = Action.ISSUE.value, _("Phát hành")
    RECALL = Action.RECALL.value, _("Thu hồi")
    DISCARD = Action.DISCARD.value, _("Bỏ dự thảo")
    REGISTER = Action.REGISTER.value, _("Đăng ký văn bản đến")
    ROUTE = Action.ROUTE.value, _("Bút phê, chuyển xử lý")
    FINISH = Action.FINISH.value, _("Kết thúc xử lý")
    FILE = Action.FILE.value, _("Lưu, để biết")
    RETURN = Action.RETURN.value, _("Trả lại nơi gửi")
    REOPEN = Action.REOPEN.value, _("Mở lại để xử lý tiếp")
    CANCEL = Action.CANCEL.value, _("Hủy số")
    IMPORT = Action.IMPORT.value, _("Nhập từ hệ thống khác")
    CHANGE = Action.CHANGE.value, _("Sửa thông tin")
    FINISH_PART = Action.FINISH_PART.value, _("Xong phần việc")
    ATTACH = Action.ATTACH.value, _("Thêm tệp")
    TAG = Action.TAG.value, _("Gắn nhãn")
    RELATE = Action.RELATE.value, _("Ghi liên quan")
    REMIND = Action.REMIND.value, _("Nhắc xử lý")


class StandingLabel(models.TextChoices):
    NO_DUE = Standing.NO_DUE.value, _("không có hạn")
    IN_TIME = Standing.IN_TIME.value, _("trong hạn")
    TODAY = Standing.TODAY.value, _("đến hạn hôm nay")
    LATE = Standing.LATE.value, _("quá hạn")
    DONE = Standing.DONE.value, _("xong đúng hạn")
    DONE_LATE = Standing.DONE_LATE.value, _("xong muộn")


STANDING_TONES: dict[Standing, str] = {
    Standing.NO_DUE: "neutral",
    Standing.IN_TIME: "good",
    Standing.TODAY: "soon",
    Standing.LATE: "late",
    Standing.DONE: "done",
    Standing.DONE_LATE: "paused",
}
