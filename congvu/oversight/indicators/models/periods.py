"""Periods that a superior unit asks for, the days of their groups, what is asked of people."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.kernel.periods import Period, Window
from congvu.kernel.periods import parse as parse_period
from congvu.oversight.indicators.models.sets import IndicatorSetVersion


class ReportingPeriod(models.Model):
    """One period that a superior unit asks its units to report on, by one set of indicators.

    The days are `starts_on <= day < ends_on`; nothing follows from the calendar. The superior's
    own figures of the same period stand beside those of its units.
    """

    personal_data: ClassVar[tuple[str, ...]] = ()

    superior = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("cơ quan yêu cầu")
    )
    set_version = models.ForeignKey(
        IndicatorSetVersion,
        models.PROTECT,
        related_name="periods",
        verbose_name=_("bộ chỉ tiêu"),
    )
    code = models.CharField(_("kỳ"), max_length=7)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến trước ngày"))
    due_on = models.DateField(_("hạn gửi"))
    asked_by = models.CharField(_("văn bản yêu cầu"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("lập lúc"))
    created_by = models.CharField(_("người lập"), max_length=60)

    class Meta:
        verbose_name = _("kỳ báo cáo")
        constraints = [
            models.UniqueConstraint(
                fields=["superior", "set_version", "code"], name="indicators_period_once"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="indicators_period_dates"
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("starts_on")), name="indicators_period_due"
            ),
        ]
        indexes = [models.Index(fields=["code", "superior"], name="indicators_period_code")]

    def __str__(self) -> str:
        return self.code

    @property
    def window(self) -> Window:
        """The days of the period."""
        return Window(self.starts_on, self.ends_on)

    @property
    def last_day(self) -> date:
        return self.window.last_day

    @property
    def period(self) -> Period:
        return parse_period(self.code)

    @property
    def label(self) -> str:
        """Return "quý I năm 2026"."""
        return self.period.label()


class GroupWindow(models.Model):
    """Days of its own for one group of the set: staff to 31/05, dossiers to 12/06."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    period = models.ForeignKey(
        ReportingPeriod,
        models.CASCADE,
        related_name="group_windows",
        db_index=False,
        verbose_name=_("kỳ báo cáo"),
    )
    group = models.CharField(_("nhóm chỉ tiêu"), max_length=20)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến trước ngày"))

    class Meta:
        verbose_name = _("khoảng thời gian của nhóm chỉ tiêu")
        constraints = [
            models.UniqueConstraint(fields=["period", "group"], name="indicators_groupwindow_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="indicators_groupwindow_dates"
            ),
        ]

    def __str__(self) -> str:
        return self.group

    @property
    def window(self) -> Window:
        """The days of the group."""
        return Window(self.starts_on, self.ends_on)


class FigureRequest(models.Model):
    """That somebody is asked for some figures of a unit by a day; open until all are there."""

    personal_data: ClassVar[tuple[str, ...]] = ("note",)

    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("cơ quan")
    )
    period = models.ForeignKey(
        ReportingPeriod, models.PROTECT, related_name="requests", verbose_name=_("kỳ báo cáo")
    )
    codes: models.JSONField[Any, Any] = models.JSONField(_("mã chỉ tiêu"), default=list)
    position = models.ForeignKey(
        "people.Position",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người được hỏi"),
    )
    section = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("phòng, đơn vị được hỏi"),
    )
    due_on = models.DateField(_("hạn trả lời"))
    note = models.CharField(_("lời nhắn"), max_length=500, blank=True)
    asked_at = models.DateTimeField(_("hỏi lúc"))
    asked_by = models.CharField(_("người hỏi"), max_length=60)
    answered_at = models.DateTimeField(_("đủ số liệu lúc"), null=True, blank=True)
    answered_by = models.CharField(_("người trả lời"), max_length=60, blank=True)
    withdrawn_at = models.DateTimeField(_("rút lại lúc"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("nhắc lần cuối lúc"), null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(_("số lần nhắc"), default=0)

    class Meta:
        verbose_name = _("yêu cầu số liệu")
        constraints = [
            models.CheckConstraint(
                condition=Q(position__isnull=False) ^ Q(section__isnull=False),
                name="indicators_figurerequest_asks_one",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "period"], name="indicators_request_sheet"),
            models.Index(
                fields=["due_on"],
                condition=Q(answered_at=None, withdrawn_at=None),
                name="indicators_request_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {', '.join(self.codes)}"
