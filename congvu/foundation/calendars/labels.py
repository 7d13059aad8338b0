"""Words for the kinds of days and for time limits as the screens show them."""

from __future__ import annotations

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from congvu.foundation.calendars.rules import DayKind
from congvu.kernel.workingdays import LimitUnit, TimeLimit

DAY_KIND_LABELS = {
    DayKind.HOLIDAY: _("Nghỉ lễ, tết"),
    DayKind.SUBSTITUTE_OFF: _("Nghỉ bù, nghỉ hoán đổi"),
    DayKind.MAKEUP_DAY: _("Làm bù"),
}


def limit_label(limit: TimeLimit) -> str:
    """Return the limit in the reader's language; printed forms use the kernel's Vietnamese."""
    if limit.value == 0:
        return _t("trong ngày")
    by_unit = {
        LimitUnit.WORKING_DAYS: ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", limit.value),
        LimitUnit.CALENDAR_DAYS: ngettext("%(n)s ngày", "%(n)s ngày", limit.value),
        LimitUnit.WORKING_HOURS: ngettext("%(n)s giờ làm việc", "%(n)s giờ làm việc", limit.value),
    }
    return by_unit[limit.unit] % {"n": limit.value}
