"""Job positions approved and descriptions reviewed, unit by unit."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.workforce.registers import WORKFORCE
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.declaring import (
    Column,
    Kind,
)


class JobPositionPlan(RegisterRow):
    """What one unit's plan of job positions has reached."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị")
    )
    approved_on = models.DateField(_("ngày phê duyệt"))
    decision = models.CharField(_("văn bản phê duyệt"), max_length=900, blank=True)
    positions = models.IntegerField(_("số vị trí việc làm"))
    reviewed_on = models.DateField(
        _("ngày rà soát bản mô tả, khung năng lực"), null=True, blank=True
    )
    sent = models.CharField(_("văn bản gửi cấp trên"), max_length=900, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("đề án vị trí việc làm")


def _by_then(column: str, rows: Rows, asked: Asked) -> Rows:
    return rows.filter(**{f"{column}__lt": asked.window.ends_on})


REGISTER = declare(
    Register(
        code="vi-tri-viec-lam",
        group=WORKFORCE,
        title=_("Sổ vị trí việc làm"),
        noun=_("đề án"),
        model=JobPositionPlan,
        dated_by="approved_on",
        columns=(
            Column("unit", Kind.UNIT, key=True, filtered=True, dated_by="approved_on"),
            Column("approved_on", Kind.DATE, key=True),
            Column("decision", Kind.DOCUMENT),
            Column("positions", Kind.INTEGER),
            Column("reviewed_on", Kind.DATE),
            Column("sent", Kind.DOCUMENT, listed=False),
        ),
        counts=(
            Count(
                "duyet",
                _("Số đơn vị đã được phê duyệt vị trí việc làm"),
                _("Số đơn vị có ngày phê duyệt đến hết ngày cuối kỳ."),
                lambda rows, asked: _by_then("approved_on", rows, asked),
                distinct="unit",
            ),
            Count(
                "ra-soat",
                _("Số đơn vị đã rà soát bản mô tả vị trí việc làm"),
                _("Số đơn vị có ngày rà soát đến hết ngày cuối kỳ."),
                lambda rows, asked: _by_then("reviewed_on", rows, asked),
                distinct="unit",
            ),
        ),
    )
)
