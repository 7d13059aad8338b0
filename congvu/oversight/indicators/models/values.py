"""The figures of units: one row for one value of one origin; rows are superseded, never changed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.oversight.indicators.models.periods import ReportingPeriod
from congvu.oversight.indicators.querysets import ValueQuerySet
from congvu.oversight.indicators.rules.origins import Origin

DIGITS = 18
PLACES = 4


class Value(models.Model):
    """One figure of one unit for one indicator and period, from one origin.

    Never changed: a newer row takes its place, and then this one says when that was. A ratio has
    numerator and denominator, and in `amount` the per cent that they give; a typed per cent has
    `amount` alone. Yes is 1, no is 0, a choice its number. An empty `amount` is a blank, never 0.
    """

    personal_data: ClassVar[tuple[str, ...]] = ("text", "reason", "evidence")

    unit = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("cơ quan"),
    )
    period = models.ForeignKey(
        ReportingPeriod,
        models.PROTECT,
        related_name="values",
        db_index=False,
        verbose_name=_("kỳ báo cáo"),
    )
    code = models.CharField(_("mã chỉ tiêu"), max_length=40)
    origin = models.CharField(_("nguồn"), max_length=12)
    numerator = models.DecimalField(
        _("tử số"), max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True
    )
    denominator = models.DecimalField(
        _("mẫu số"), max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True
    )
    amount = models.DecimalField(
        _("số liệu"), max_digits=DIGITS, decimal_places=PLACES, null=True, blank=True
    )
    text = models.TextField(_("nội dung"), blank=True)
    as_of = models.DateTimeField(_("số liệu tính đến"))
    recorded_at = models.DateTimeField(_("ghi lúc"))
    recorded_by = models.CharField(_("người ghi"), max_length=60)
    position_code = models.CharField(_("chức vụ"), max_length=80, blank=True)
    reason = models.CharField(_("lý do"), max_length=500, blank=True)
    evidence: models.JSONField[Any, Any] = models.JSONField(
        _("minh chứng"), default=dict, blank=True
    )
    superseded_at = models.DateTimeField(_("thay bằng số mới lúc"), null=True, blank=True)
    superseded_by = models.CharField(_("người thay"), max_length=60, blank=True)

    objects = ValueQuerySet.as_manager()

    class Meta:
        verbose_name = _("số liệu chỉ tiêu")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "period", "code", "origin"],
                condition=Q(superseded_at=None),
                name="indicators_value_one_current",
            ),
            models.CheckConstraint(
                condition=Q(origin__in=[origin.value for origin in Origin]),
                name="indicators_value_origin",
            ),
            models.CheckConstraint(
                condition=Q(numerator=None, denominator=None)
                | Q(numerator__isnull=False, denominator__isnull=False),
                name="indicators_value_fraction",
            ),
        ]
        indexes = [
            # one sheet, one cell's history, and the units of a roll-up as known at a moment
            models.Index(fields=["unit", "period", "code"], name="indicators_value_cell"),
            # one indicator of all units side by side
            models.Index(
                fields=["period", "code"],
                condition=Q(superseded_at=None),
                name="indicators_value_across",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.amount}"


class Seal(models.Model):
    """Up to which moment the figures of a unit for a period were approved; what is written later
    bears a later moment, however the clocks of those who write run.
    """

    personal_data: ClassVar[tuple[str, ...]] = ()

    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", db_index=False, verbose_name=_("cơ quan")
    )
    period = models.ForeignKey(
        ReportingPeriod, models.PROTECT, related_name="+", verbose_name=_("kỳ báo cáo")
    )
    at = models.DateTimeField(_("duyệt đến lúc"))

    class Meta:
        verbose_name = _("mốc duyệt số liệu")
        constraints = [
            models.UniqueConstraint(fields=["unit", "period"], name="indicators_seal_one")
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.period_id}"
