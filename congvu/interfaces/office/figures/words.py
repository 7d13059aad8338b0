"""Words for where a counted dossier came from, where it stands, and for the columns."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from congvu.instruments.catalogue.statistical_forms import Column, StatisticalForm, Words
from congvu.kernel.periods import Period, PeriodKind
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


def period_label(period: Period) -> str:
    """Return a reporting period in the language of the screen."""
    if get_language() != "en":
        return str(capfirst(period.label()))
    facts = {"number": period.number, "year": period.year}
    return {
        PeriodKind.MONTH: _t("Tháng %(number)s năm %(year)s"),
        PeriodKind.QUARTER: _t("Quý %(number)s năm %(year)s"),
        PeriodKind.HALF: _t("6 tháng, nửa thứ %(number)s của năm %(year)s"),
        PeriodKind.NINE_MONTHS: _t("9 tháng đầu năm %(year)s"),
        PeriodKind.YEAR: _t("Năm %(year)s"),
    }[period.kind] % facts


def title(form: StatisticalForm) -> str:
    """Return the title of a form in the language of the screen."""
    return (form.title_en if get_language() == "en" else "") or form.title


def unit_of_count(form: StatisticalForm) -> str:
    """Return what a form counts, in the language of the screen."""
    return (form.unit_en if get_language() == "en" else "") or form.unit


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
