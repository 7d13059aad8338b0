"""The way from the list of reports to a page of one, or of a period that is asked for."""

from __future__ import annotations

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from congvu.interfaces.ui.navigation import NavItem
from congvu.oversight.indicators.models import ReportingPeriod
from congvu.oversight.indicators.rules.sets import Indicator
from congvu.oversight.reporting.models import Report


def to_reports() -> list[NavItem]:
    return [NavItem(_("Báo cáo định kỳ"), reverse("office-reporting"))]


def to_report(report: Report) -> list[NavItem]:
    page = reverse("office-reporting-page", args=[report.uuid])
    return [*to_reports(), NavItem(report.subject, page)]


def to_figures(report: Report) -> list[NavItem]:
    figures = reverse("office-reporting-figures", args=[report.uuid])
    return [*to_report(report), NavItem(_("Số liệu"), figures)]


def to_part(report: Report, indicator: Indicator) -> list[NavItem]:
    """The way to the part of the figures in which an indicator stands."""
    figures = reverse("office-reporting-figures", args=[report.uuid])
    return [*to_report(report), NavItem(_("Số liệu"), f"{figures}?nhom={indicator.group}")]


def to_figure(report: Report, indicator: Indicator) -> list[NavItem]:
    page = reverse("office-reporting-cell", args=[report.uuid, indicator.code])
    return [*to_part(report, indicator), NavItem(indicator.code, page)]


def to_board(period: ReportingPeriod) -> list[NavItem]:
    board = reverse("office-reporting-board", args=[period.pk])
    return [*to_reports(), NavItem(capfirst(period.label), board)]
