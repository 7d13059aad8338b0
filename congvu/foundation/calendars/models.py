"""Tables of calendars: loaded years, days that differ from their weekday, office hours."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.foundation.calendars.rules import DayKind


class CalendarYear(models.Model):
    """A year whose calendar was loaded; without the row no due date is counted into the year."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    year = models.PositiveSmallIntegerField(_("năm"), primary_key=True)
    statutory_holidays = models.PositiveSmallIntegerField(_("số ngày nghỉ lễ, tết theo luật"))
    law = models.CharField(_("căn cứ"), max_length=300)
    source = models.TextField(_("nguồn"))
    loaded_at = models.DateTimeField(_("nạp lúc"))

    class Meta:
        verbose_name = _("lịch năm")

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(models.Model):
    """A day off or a worked day off, for the country or for one unit and all under it."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    date = models.DateField(_("ngày"))
    kind = models.CharField(_("loại ngày"), max_length=20)
    name = models.CharField(_("tên"), max_length=200)
    name_en = models.CharField(_("tên tiếng Anh"), max_length=200, blank=True)
    decision = models.CharField(_("văn bản"), max_length=300, blank=True)
    verified = models.BooleanField(_("đã đối chiếu văn bản"), default=True)
    in_lieu_of = models.DateField(_("nghỉ bù cho ngày"), null=True, blank=True)
    swapped_with = models.DateField(_("hoán đổi với ngày"), null=True, blank=True)
    unit = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="calendar_days",
        verbose_name=_("đơn vị"),
    )
    recorded_by = models.CharField(_("người ghi"), max_length=60)

    class Meta:
        verbose_name = _("ngày trong lịch làm việc")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in DayKind]),
                name="calendars_calendarday_kind",
            ),
            models.UniqueConstraint(
                fields=["date"],
                condition=Q(unit__isnull=True),
                name="calendars_calendarday_national",
            ),
            models.UniqueConstraint(fields=["unit", "date"], name="calendars_calendarday_local"),
            models.CheckConstraint(
                condition=Q(unit__isnull=True) | ~Q(decision=""),
                name="calendars_calendarday_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y} {self.name}"


class OfficeHours(models.Model):
    """Office hours of the country or of a unit and all under it, from one day until another."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    unit = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="office_hours",
        verbose_name=_("đơn vị"),
    )
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến trước ngày"), null=True, blank=True)
    morning_from = models.TimeField(_("sáng từ"))
    morning_until = models.TimeField(_("sáng đến"))
    afternoon_from = models.TimeField(_("chiều từ"), null=True, blank=True)
    afternoon_until = models.TimeField(_("chiều đến"), null=True, blank=True)
    decision = models.CharField(_("văn bản"), max_length=300)
    recorded_by = models.CharField(_("người ghi"), max_length=60)

    class Meta:
        verbose_name = _("giờ làm việc")
        verbose_name_plural = _("giờ làm việc")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "starts_on"], name="calendars_officehours_once"
            ),
            models.UniqueConstraint(
                fields=["starts_on"],
                condition=Q(unit__isnull=True),
                name="calendars_officehours_national",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="calendars_officehours_dates",
            ),
            models.CheckConstraint(
                condition=Q(morning_from__lt=F("morning_until")),
                name="calendars_officehours_morning",
            ),
            models.CheckConstraint(
                condition=Q(afternoon_from__isnull=True, afternoon_until__isnull=True)
                | (
                    Q(afternoon_from__gt=F("morning_until"))
                    & Q(afternoon_from__lt=F("afternoon_until"))
                ),
                name="calendars_officehours_afternoon",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.morning_from:%H:%M}–{self.afternoon_until or self.morning_until:%H:%M}"


class CalendarVersion(models.Model):
    """One row that every change of a calendar rewrites, so that processes notice it.

    The token is random and not a counter: a number could be given again after a rollback.
    """

    personal_data: ClassVar[tuple[str, ...]] = ()

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    token = models.CharField(_("phiên bản"), max_length=32)

    class Meta:
        verbose_name = _("phiên bản lịch làm việc")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="calendars_calendarversion_single"),
        ]

    def __str__(self) -> str:
        return self.token
