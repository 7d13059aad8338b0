"""Agencies of vertical systems (police, army, tax …) and whether they work at the one-stop desk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.quality.registers import DESK
from congvu.instruments.registers.counting import standing
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.errors import Fault
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.days import ends_after
from congvu.instruments.registers.rules.declaring import Column, Facts, Kind, Values, fault
from congvu.kernel.errors import gettext_noop


class Branch(models.TextChoices):
    POLICE = "police", _("Công an")
    ARMY = "army", _("Quân sự")
    TAX = "tax", _("Thuế")
    INSURANCE = "insurance", _("Bảo hiểm xã hội")
    TREASURY = "treasury", _("Kho bạc")
    LAND = "land", _("Đăng ký đất đai")
    UTILITY = "utility", _("Điện, nước")
    OTHER = "other", _("Ngành khác")


class VerticalAgency(RegisterRow):
    """How one agency's procedures are received, from a day until another."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    agency = models.CharField(_("cơ quan"), max_length=200)
    branch = models.CharField(_("ngành"), max_length=10, choices=Branch.choices)
    at_desk = models.BooleanField(_("tiếp nhận tại Bộ phận Một cửa"))
    procedures = models.IntegerField(_("số thủ tục của cơ quan"))
    brought = models.IntegerField(_("số thủ tục đã đưa ra một cửa"))
    staff = models.IntegerField(_("số người cử đến"), null=True, blank=True)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến trước ngày"), null=True, blank=True)
    why_not = models.TextField(_("vì sao chưa đưa ra một cửa"), blank=True)
    document = models.CharField(_("văn bản phối hợp"), max_length=900, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("cơ quan ngành dọc tại Bộ phận Một cửa")


def _brought_of_all(values: Values, _facts: Facts) -> Iterator[Fault]:
    if values["brought"] > values["procedures"]:
        yield fault("brought", gettext_noop("Số đã đưa ra một cửa nhiều hơn số thủ tục."))


def _at_desk(rows: Rows, asked: Asked) -> Rows:
    return standing(rows, asked).filter(at_desk=True)


REGISTER = declare(
    Register(
        code="nganh-doc",
        group=DESK,
        title=_("Sổ cơ quan ngành dọc tại Bộ phận Một cửa"),
        noun=_("cơ quan"),
        about=_("Số thủ tục thay đổi thì ghi ngày kết thúc rồi thêm dòng mới."),
        model=VerticalAgency,
        dated_by="starts_on",
        columns=(
            Column("agency", Kind.TEXT, key=True),
            Column("branch", Kind.CHOICE, filtered=True),
            Column("at_desk", Kind.YES_NO, filtered=True),
            Column("procedures", Kind.INTEGER),
            Column("brought", Kind.INTEGER),
            Column("staff", Kind.INTEGER, listed=False),
            Column("starts_on", Kind.DATE, key=True),
            Column("ends_on", Kind.DATE, future=True, listed=False),
            Column("why_not", Kind.LONG, listed=False),
            Column("document", Kind.DOCUMENT, listed=False),
        ),
        checks=(_brought_of_all, ends_after("starts_on", "ends_on")),
        counts=(
            Count(
                "co-quan",
                _("Số cơ quan ngành dọc tại Bộ phận Một cửa"),
                _("Số dòng còn hiệu lực vào ngày cuối kỳ có tiếp nhận tại Bộ phận Một cửa."),
                _at_desk,
            ),
            Count(
                "chua-dua",
                _("Số cơ quan ngành dọc chưa đưa ra một cửa"),
                _("Số dòng còn hiệu lực vào ngày cuối kỳ không tiếp nhận tại Bộ phận Một cửa."),
                lambda rows, asked: standing(rows, asked).filter(at_desk=False),
            ),
            Count(
                "thu-tuc",
                _("Số thủ tục ngành dọc đã đưa ra một cửa"),
                _("Cộng số thủ tục đã đưa ra một cửa của các dòng còn hiệu lực vào ngày cuối kỳ."),
                standing,
                total="brought",
            ),
        ),
    )
)
