"""The roadmap of reductions: how many posts of a unit must go in which year, and by whose decision."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.workforce.registers import WORKFORCE
from congvu.casework.workforce.registers.quotas import Post
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.declaring import Column, Kind


class ReductionStep(RegisterRow):
    """What the roadmap asks of one unit for one year, also for years to come."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    year = models.SmallIntegerField(_("năm của lộ trình"))
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị")
    )
    post = models.CharField(_("loại biên chế"), max_length=16, choices=Post.choices)
    decided_on = models.DateField(_("ngày quyết định lộ trình"))
    to_reduce = models.IntegerField(_("phải giảm trong năm"))
    remaining = models.IntegerField(_("còn lại cuối năm"), null=True, blank=True)
    decision = models.CharField(_("văn bản giao lộ trình"), max_length=900, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("bước lộ trình tinh giản")


def _latest(rows: Rows, asked: Asked) -> Rows:
    """Keep, for the year in which the days end, what was decided last about each unit and kind."""
    by_then = rows.filter(year=asked.window.last_day.year, decided_on__lt=asked.window.ends_on)
    newer = by_then.filter(
        office=models.OuterRef("office"),
        unit=models.OuterRef("unit"),
        post=models.OuterRef("post"),
        decided_on__gt=models.OuterRef("decided_on"),
    )
    return by_then.filter(~models.Exists(newer))


REGISTER = declare(
    Register(
        code="lo-trinh-tinh-gian",
        group=WORKFORCE,
        title=_("Sổ lộ trình tinh giản biên chế"),
        noun=_("bước"),
        about=_("Số đã giảm ghi ở sổ biên chế giao và có mặt."),
        model=ReductionStep,
        dated_by="decided_on",
        columns=(
            Column("year", Kind.YEAR, key=True),
            Column("unit", Kind.UNIT, key=True, filtered=True, dated_by="decided_on"),
            Column("post", Kind.CHOICE, key=True, filtered=True),
            Column("decided_on", Kind.DATE, key=True),
            Column("to_reduce", Kind.INTEGER),
            Column("remaining", Kind.INTEGER),
            Column("decision", Kind.DOCUMENT, listed=False),
        ),
        counts=(
            Count(
                "phai-giam",
                _("Số biên chế phải giảm theo lộ trình"),
                _("Cộng số phải giảm của năm, theo quyết định mới nhất đến hết ngày cuối kỳ."),
                _latest,
                total="to_reduce",
            ),
        ),
    )
)
