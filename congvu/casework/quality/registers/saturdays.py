"""Which procedures the one-stop desk serves on Saturdays, from when, in which hours."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.quality.registers import DESK
from congvu.instruments.registers.counting import standing
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.days import ends_after
from congvu.instruments.registers.rules.declaring import Column, Kind


class Slot(models.TextChoices):
    MORNING = "morning", _("Sáng thứ bảy")
    AFTERNOON = "afternoon", _("Chiều thứ bảy")
    WHOLE_DAY = "whole_day", _("Cả ngày thứ bảy")


class Service(models.TextChoices):
    BOTH = "both", _("Tiếp nhận và trả kết quả")
    RETURN = "return", _("Chỉ trả kết quả")
    INTAKE = "intake", _("Chỉ tiếp nhận")


class SaturdayService(RegisterRow):
    """That one procedure, or all of a field, is served on Saturdays from a day until another."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    procedure = models.CharField(_("mã thủ tục hoặc lĩnh vực"), max_length=120)
    name = models.CharField(_("tên thủ tục"), max_length=600, blank=True)
    service = models.CharField(_("phục vụ việc gì"), max_length=8, choices=Service.choices)
    slot = models.CharField(_("buổi"), max_length=10, choices=Slot.choices)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến trước ngày"), null=True, blank=True)
    notice = models.CharField(_("thông báo, quyết định"), max_length=900, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("thủ tục làm việc ngày thứ bảy")


def _returning(rows: Rows, asked: Asked) -> Rows:
    return standing(rows, asked).exclude(service=Service.INTAKE)


REGISTER = declare(
    Register(
        code="thu-bay",
        group=DESK,
        title=_("Sổ thủ tục làm việc ngày thứ bảy"),
        noun=_("thủ tục"),
        model=SaturdayService,
        dated_by="starts_on",
        columns=(
            Column("procedure", Kind.TEXT, key=True),
            Column("name", Kind.TEXT),
            Column("service", Kind.CHOICE, filtered=True),
            Column("slot", Kind.CHOICE, key=True, filtered=True),
            Column("starts_on", Kind.DATE, key=True, future=True),
            Column("ends_on", Kind.DATE, future=True),
            Column("notice", Kind.DOCUMENT, listed=False),
        ),
        checks=(ends_after("starts_on", "ends_on"),),
        counts=(
            Count(
                "thu-tuc",
                _("Số thủ tục làm việc ngày thứ bảy"),
                _("Số thủ tục hoặc lĩnh vực khác nhau còn áp dụng vào ngày cuối kỳ."),
                standing,
                distinct="procedure",
            ),
            Count(
                "tra-ket-qua",
                _("Số thủ tục trả kết quả ngày thứ bảy"),
                _("Trong số đó, thủ tục có trả kết quả vào ngày thứ bảy."),
                _returning,
                distinct="procedure",
            ),
        ),
    )
)
