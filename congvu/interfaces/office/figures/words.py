"""Words for where a counted dossier came from, where it stands, and for the columns."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from congvu.instruments.catalogue.statistical_forms import Column, Words
from congvu.oversight.statistics.rules.forms import Named

ORIGINS = {
    "received_online": _("Trực tuyến"),
    "received_direct": _("Trực tiếp"),
    "received_postal": _("Bưu chính công ích"),
    "carried_over": _("Từ kỳ trước"),
}
STANDINGS = {
    "resolved_early": _("Giải quyết trước hạn"),
    "resolved_on_time": _("Giải quyết đúng hạn"),
    "resolved_late": _("Giải quyết quá hạn"),
    "closed_without_result": _("Kết thúc không có kết quả"),
    "paused": _("Đang tạm dừng"),
    "running_in_time": _("Đang giải quyết, trong hạn"),
    "running_overdue": _("Đang giải quyết, quá hạn"),
}
STANDING_TONES = {"resolved_late": "late", "running_overdue": "late", "paused": "paused"}
NOTES = {
    "closed": _("Kết thúc không có kết quả (từ chối, rút, dừng)"),
    "closed_late": _("Kết thúc không có kết quả sau hạn"),
    "closed_near": _("Kết thúc không có kết quả ngay trước hạn"),
}


def named(one: Named) -> str:
    """Return a name in the language of the screen."""
    return (one.name_en if get_language() == "en" else "") or one.name


def header(column: Column) -> tuple[str, ...]:
    """Return the words above a column, from the group down."""
    return column.header_en if get_language() == "en" else column.header


def choice(among: Iterable[Words], code: str) -> str:
    """Return what a choice of the form is called."""
    found = next(one for one in among if one.code == code)
    return found.text_en if get_language() == "en" else found.text
