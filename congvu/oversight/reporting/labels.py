"""Vietnamese words for the states and acts of a report."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StateLabel(TextChoices):
    DRAFT = "draft", _("Đang soạn")
    CHECKED = "checked", _("Chờ duyệt")
    APPROVED = "approved", _("Đã duyệt, chờ cấp số")
    NUMBERED = "numbered", _("Đã cấp số, chờ gửi")
    SUBMITTED = "submitted", _("Đã gửi cấp trên")
    ACCEPTED = "accepted", _("Đã được tiếp nhận")
    RETURNED = "returned", _("Bị trả lại")
    CORRECTED = "corrected", _("Đã có bản đính chính")
    RECALLED = "recalled", _("Đã thu hồi, có bản thay")
    DISCARDED = "discarded", _("Đã bỏ")


class ActionLabel(TextChoices):
    OPEN = "open", _("Lập báo cáo")
    CHECK = "check", _("Trình duyệt")
    REWORK = "rework", _("Đưa về soạn lại")
    APPROVE = "approve", _("Duyệt")
    NUMBER = "number", pgettext_lazy("báo cáo", "Cấp số")
    SUBMIT = "submit", _("Gửi cấp trên")
    ACCEPT = "accept", pgettext_lazy("báo cáo", "Tiếp nhận")
    RETURN = "return", _("Trả lại")
    CORRECT = "correct", _("Lập bản đính chính")
    DISCARD = "discard", _("Bỏ bản thảo")
    REINSTATE = "reinstate", _("Khôi phục bản trước")
