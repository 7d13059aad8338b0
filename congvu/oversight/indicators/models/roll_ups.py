"""What a superior unit added up, of which units, as known when."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.oversight.indicators.models.periods import ReportingPeriod
from congvu.oversight.indicators.rules.origins import Role


class RollUp(models.Model):
    """That a unit added up the figures of its units: when, which set, and what came out.

    What it was made from are its sources; `digest` covers every figure, so that the same sum
    made again can be compared to the digit.
    """

    personal_data: ClassVar[tuple[str, ...]] = ()

    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("cơ quan tổng hợp")
    )
    period = models.ForeignKey(
        ReportingPeriod, models.PROTECT, related_name="roll_ups", verbose_name=_("kỳ báo cáo")
    )
    into = models.ForeignKey(
        ReportingPeriod,
        models.PROTECT,
        related_name="+",
        verbose_name=_("kỳ báo cáo của cơ quan tổng hợp"),
    )
    at = models.DateTimeField(_("tổng hợp lúc"))
    by = models.CharField(_("người tổng hợp"), max_length=60)
    figures: models.JSONField[Any, Any] = models.JSONField(_("kết quả"), default=dict)
    digest = models.CharField(_("mã băm"), max_length=64)

    class Meta:
        verbose_name = _("lần tổng hợp")
        indexes = [models.Index(fields=["unit", "period", "-id"], name="indicators_rollup_newest")]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.at}"


class RollUpSource(models.Model):
    """One unit in a roll-up: as what, from which period, and as known at which moment.

    `child` is the unit of the tree for which it speaks: itself, or what it was merged into.
    """

    personal_data: ClassVar[tuple[str, ...]] = ("reason",)

    roll_up = models.ForeignKey(
        RollUp, models.CASCADE, related_name="sources", verbose_name=_("lần tổng hợp")
    )
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("cơ quan")
    )
    child = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("cơ quan trực thuộc")
    )
    role = models.CharField(_("tư cách"), max_length=14)
    period = models.ForeignKey(
        ReportingPeriod, models.PROTECT, related_name="+", verbose_name=_("kỳ báo cáo")
    )
    known_at = models.DateTimeField(_("số liệu biết đến lúc"))
    reason = models.CharField(_("lý do"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("cơ quan trong lần tổng hợp")
        constraints = [
            models.UniqueConstraint(
                fields=["roll_up", "unit"], name="indicators_rollupsource_once"
            ),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]),
                name="indicators_rollupsource_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} ({self.role})"


class RollUpChoice(models.Model):
    """What a superior decided about one of its units for the sums of a period, and why.

    It holds until it is taken back; the journal keeps those before it.
    """

    personal_data: ClassVar[tuple[str, ...]] = ("reason",)

    period = models.ForeignKey(
        ReportingPeriod, models.CASCADE, related_name="choices", verbose_name=_("kỳ báo cáo")
    )
    child = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("cơ quan trực thuộc")
    )
    kind = models.CharField(_("cách tổng hợp"), max_length=14)
    stand_in = models.ForeignKey(
        ReportingPeriod,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kỳ đứng thay"),
    )
    reason = models.CharField(_("lý do"), max_length=500)
    at = models.DateTimeField(_("lúc"))
    by = models.CharField(_("người quyết định"), max_length=60)

    class Meta:
        verbose_name = _("quyết định khi tổng hợp")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "child"], name="indicators_rollupchoice_once"
            ),
            models.CheckConstraint(
                condition=Q(kind=Role.STAND_IN.value, stand_in__isnull=False)
                | Q(kind__in=[Role.LEFT_OUT.value, Role.BEFORE_MERGER.value], stand_in=None),
                name="indicators_rollupchoice_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} ({self.kind})"
