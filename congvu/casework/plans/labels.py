"""What the standings of tasks are called and how they are shown."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from congvu.casework.plans.rules import Standing

STANDINGS = {
    # standing: label, tone of its tag, icon beside it
    Standing.ON_TIME: (_("Xong đúng hạn"), "done", "check-circle"),
    Standing.LATE: (_("Xong quá hạn"), "soon", "check-circle"),
    Standing.RUNNING: (_("Đang thực hiện"), "info", "clock"),
    Standing.SOON: (_("Sắp đến hạn"), "soon", "hourglass-split"),
    Standing.OVERDUE: (_("Quá hạn"), "late", "exclamation-triangle"),
    Standing.AHEAD: (_("Chưa bắt đầu"), "neutral", "calendar3"),
}
