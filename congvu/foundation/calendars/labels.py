"""Words for the kinds of days as the screens show them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from congvu.foundation.calendars.rules import DayKind

DAY_KIND_LABELS = {
    DayKind.HOLIDAY: _("Nghỉ lễ, tết"),
    DayKind.SUBSTITUTE_OFF: _("Nghỉ bù, nghỉ hoán đổi"),
    DayKind.MAKEUP_DAY: _("Làm bù"),
}
