"""Dates and numbers as Vietnamese read them, and icons: built into every template.

Not here: anything that decides. A template that needs an `if` about the law asks a selector.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from congvu.kernel import vitext
from congvu.kernel.money import Money

register = template.Library()

BLANK = "–"
ICONS = Path(__file__).resolve().parent.parent / "vendor" / "bootstrap-icons"
WEEKDAYS = (
    gettext_noop("Thứ Hai"),
    gettext_noop("Thứ Ba"),
    gettext_noop("Thứ Tư"),
    gettext_noop("Thứ Năm"),
    gettext_noop("Thứ Sáu"),
    gettext_noop("Thứ Bảy"),
    gettext_noop("Chủ nhật"),
)
TONE_ICONS = {
    "late": "exclamation-octagon-fill",
    "soon": "alarm",
    "good": "check-circle",
    "done": "check2-all",
    "waiting": "hourglass-split",
    "paused": "pause-circle",
    "info": "info-circle",
    "success": "check-circle",
    "warning": "exclamation-triangle",
    "error": "exclamation-triangle",
    "neutral": "circle",
}


@register.filter
def date_vn(value: date | None) -> str:
    """05/03/2026; a moment by its date in Viet Nam; a dash for none."""
    return vitext.format_date(_local(value)) if value else BLANK


@register.filter
def day_vn(value: date | None) -> str:
    """Thứ Năm, 05/03/2026."""
    if not value:
        return BLANK
    local = _local(value)
    return f"{_(WEEKDAYS[local.weekday()])}, {vitext.format_date(local)}"


@register.filter
def time_vn(value: datetime | None) -> str:
    """16:30."""
    return f"{_local(value):%H:%M}" if value else BLANK


@register.filter
def datetime_vn(value: datetime | None) -> str:
    """16:30 05/03/2026."""
    return f"{time_vn(value)} {date_vn(value)}" if value else BLANK


@register.filter
def iso(value: date | None) -> str:
    """For the `datetime` attribute of `<time>`."""
    return _local(value).isoformat() if value else ""


@register.filter
def number_vn(value: Decimal | float | str | None, decimals: int = 0) -> str:
    """1.234,5; text is left as it is; a dash for none, because blank is not zero."""
    if value is None or value == "":
        return BLANK
    return value if isinstance(value, str) else vitext.format_number(value, decimals)


@register.filter
def money_vn(value: Money | int | None) -> str:
    """1.234 đồng."""
    if value is None:
        return BLANK
    return str(value if isinstance(value, Money) else Money(value))


@register.filter
def working_days_left(days: int | None) -> str:
    """Say how much time is left: `days` in working days, negative when late."""
    if days is None:
        return BLANK
    if days == 0:
        return _("đến hạn hôm nay")
    if days > 0:
        text = ngettext("còn %(days)s ngày làm việc", "còn %(days)s ngày làm việc", days)
    else:
        text = ngettext("quá hạn %(days)s ngày làm việc", "quá hạn %(days)s ngày làm việc", -days)
    return text % {"days": vitext.format_number(abs(days))}


@register.filter
def days_left_tone(days: int | None) -> str:
    """Return the tone that goes with `working_days_left`: only what is late is red."""
    if days is None:
        return "neutral"
    if days < 0:
        return "late"
    return "soon" if days <= 1 else "neutral"


@register.filter
def two_initials(full_name: str) -> str:
    """Nguyễn Thị Mai Lan gives ML: the given name stands last."""
    return vitext.initials(full_name)[-2:]


@register.simple_tag
def icon(name: str = "", tone: str = "", label: str = "") -> SafeString:
    """Draw a vendored icon in the size and colour of the text; without a name, that of the tone.

    It is hidden from readers of the screen unless it has a label. An unknown name raises
    FileNotFoundError, so a mistyped one cannot pass the gallery and the tests.
    """
    drawn = name or TONE_ICONS.get(tone, "circle")
    if not label:
        return _silent(drawn)
    return _drawn(drawn, format_html('role="img" aria-label="{}"', label))


@lru_cache(maxsize=256)
def _silent(name: str) -> SafeString:
    return _drawn(name, 'aria-hidden="true"')


def _drawn(name: str, spoken: str) -> SafeString:
    return format_html(
        '<svg class="icon" viewBox="0 0 16 16" focusable="false" {}>{}</svg>',
        mark_safe(spoken),  # noqa: S308  # built by the callers
        mark_safe(_shapes(name)),  # noqa: S308  # a file of ours
    )


@lru_cache(maxsize=256)
def _shapes(name: str) -> str:
    if not re.fullmatch(r"[a-z0-9-]+", name):
        raise FileNotFoundError(name)
    drawing = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    return "".join(re.findall(r"<(?:path|circle|rect)[^>]*/>", drawing))


def _local(value: date) -> date:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value
