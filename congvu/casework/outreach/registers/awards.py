"""Emulation: who or which unit was commended for the reform."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.outreach.registers import OUTREACH
from congvu.instruments.registers.counting import in_window
from congvu.instruments.registers.declared import Count, Register, declare
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.declaring import (
    Column,
    Kind,
)


class Form(models.TextChoices):
    TITLE = "title", _("Danh hiệu thi đua")
    CERTIFICATE = "certificate", _("Bằng khen")
    MERIT = "merit", _("Giấy khen")
    OTHER = "other", _("Hình thức khác")


class Award(RegisterRow):
    """One commendation of one person or unit."""

    personal_data: ClassVar[tuple[str, ...]] = ("recipient", "natural_key", "folded")

    awarded_on = models.DateField(_("ngày khen thưởng"))
    form = models.CharField(_("hình thức"), max_length=12, choices=Form.choices)
    recipient = models.CharField(_("cá nhân, tập thể được khen"), max_length=150)
    unit = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("thuộc đơn vị"),
    )
    achievement = models.TextField(_("thành tích"), blank=True)
    decision = models.CharField(_("quyết định khen thưởng"), max_length=900, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("lần khen thưởng")


REGISTER = declare(
    Register(
        code="khen-thuong",
        group=OUTREACH,
        title=_("Sổ khen thưởng cải cách hành chính"),
        noun=_("lần khen thưởng"),
        model=Award,
        dated_by="awarded_on",
        columns=(
            Column("awarded_on", Kind.DATE, key=True),
            Column("form", Kind.CHOICE, key=True, filtered=True),
            Column("recipient", Kind.TEXT, key=True, person=True),
            Column("unit", Kind.UNIT, filtered=True, dated_by="awarded_on"),
            Column("achievement", Kind.LONG, listed=False),
            Column("decision", Kind.DOCUMENT),
        ),
        counts=(
            Count(
                "lan",
                _("Số cá nhân, tập thể được khen thưởng về CCHC"),
                _("Số dòng có ngày khen thưởng trong kỳ."),
                lambda rows, asked: in_window("awarded_on", rows, asked),
            ),
        ),
    )
)
