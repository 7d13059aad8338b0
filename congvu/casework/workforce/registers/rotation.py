"""Rotation of positions: how many people a unit must move in a year, by which plan."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.workforce.registers import WORKFORCE
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.declaring import Column, Kind


class RotationTarget(RegisterRow):
    """How many positions of one unit are due to be changed in one year."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    year = models.SmallIntegerField(_("năm"))
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị")
    )
    required = models.IntegerField(_("số người phải chuyển đổi"))
    planned_on = models.DateField(_("ngày ban hành kế hoạch"))
    plan = models.CharField(_("kế hoạch chuyển đổi"), max_length=900, blank=True)
    note = models.TextField(_("vị trí phải chuyển đổi"), blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("chỉ tiêu chuyển đổi vị trí")


def _of_the_year(rows: Rows, asked: Asked) -> Rows:
    """Keep the targets of the year in which the days end, once their plan was issued."""
    return rows.filter(year=asked.window.last_day.year, planned_on__lt=asked.window.ends_on)


REGISTER = declare(
    Register(
        code="chuyen-doi-vi-tri",
        group=WORKFORCE,
        title=_("Sổ chỉ tiêu chuyển đổi vị trí công tác"),
        noun=_("chỉ tiêu"),
        about=_("Kết quả chuyển đổi ghi ở sổ quyết định nhân sự, mỗi người một dòng."),
        model=RotationTarget,
        dated_by="planned_on",
        columns=(
            Column("year", Kind.YEAR, key=True),
            Column("unit", Kind.UNIT, key=True, filtered=True, dated_by="planned_on"),
            Column("required", Kind.INTEGER),
            Column("planned_on", Kind.DATE),
            Column("plan", Kind.DOCUMENT),
            Column("note", Kind.LONG, listed=False),
        ),
        counts=(
            Count(
                "chi-tieu",
                _("Số người phải chuyển đổi vị trí công tác"),
                _("Cộng chỉ tiêu của năm, theo các kế hoạch ban hành đến hết ngày cuối kỳ."),
                _of_the_year,
                total="required",
            ),
        ),
    )
)
