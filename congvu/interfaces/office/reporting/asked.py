"""How figures asked of people are told: how long they have, where they are typed, what keeps them closed."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.interfaces.office.reporting.words import Tag
from congvu.oversight.reporting.selectors.requested import AskedFigures


def until(due_on: date, on: date) -> Tag:
    """Say the days to a day, or after it."""
    days = (due_on - on).days
    if days < 0:
        return Tag(_("quá hạn %(n)s ngày") % {"n": -days}, "late")
    return Tag(_("còn %(n)s ngày") % {"n": days} if days else _("hạn hôm nay"), "soon")


def typed_at(one: AskedFigures, code: str = "") -> str:
    """Return where an asked figure, or the first of them, is typed; "" while it cannot be."""
    row = next((row for row in one.rows if code in ("", row.code)), None)
    if one.report is None or row is None or not one.is_open:
        return ""
    return f"{reverse('office-reporting-figures', args=[one.report.uuid])}?nhom={row.group}"


def why_closed(one: AskedFigures) -> str:
    """Say why asked figures cannot be typed now, and what opens them; "" when they can."""
    if one.report is None:
        return _(
            "chưa lập báo cáo: công chức cải cách hành chính hoặc trưởng phòng lập báo cáo rồi mới nhập được"
        )
    if one.is_handed_on:
        return _("báo cáo đã trình, đang khóa số liệu")
    return ""
