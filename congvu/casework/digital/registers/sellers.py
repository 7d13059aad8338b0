"""Farm households that were helped to sell on online markets."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.digital.registers import DIGITAL
from congvu.instruments.registers.counting import in_window, standing
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.days import ends_after, in_order
from congvu.instruments.registers.rules.declaring import Column, Kind


class FarmSeller(RegisterRow):
    """One household: since when it is helped, when its stall opened, what it sells."""

    personal_data: ClassVar[tuple[str, ...]] = ("household", "natural_key", "folded")

    supported_on = models.DateField(_("ngày bắt đầu hỗ trợ"))
    household = models.CharField(_("chủ hộ"), max_length=100)
    village = models.CharField(_("thôn, tổ dân phố"), max_length=120)
    products = models.CharField(_("nông sản"), max_length=200)
    market = models.CharField(_("sàn thương mại điện tử"), max_length=150, blank=True)
    trained_on = models.DateField(_("ngày được tập huấn"), null=True, blank=True)
    opened_on = models.DateField(_("ngày mở gian hàng"), null=True, blank=True)
    closed_on = models.DateField(_("ngày đóng gian hàng"), null=True, blank=True)
    link = models.CharField(_("địa chỉ gian hàng"), max_length=300, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("hộ bán nông sản trên mạng")


def _selling(rows: Rows, asked: Asked) -> Rows:
    return standing(rows, asked, since="opened_on", until="closed_on")


REGISTER = declare(
    Register(
        code="nong-san",
        group=DIGITAL,
        title=_("Sổ hộ đưa nông sản lên sàn thương mại điện tử"),
        noun=_("hộ"),
        model=FarmSeller,
        dated_by="supported_on",
        columns=(
            Column("supported_on", Kind.DATE),
            Column("household", Kind.TEXT, key=True, person=True),
            Column("village", Kind.TEXT, key=True),
            Column("products", Kind.TEXT),
            Column("market", Kind.TEXT),
            Column("trained_on", Kind.DATE, listed=False),
            Column("opened_on", Kind.DATE),
            Column("closed_on", Kind.DATE, listed=False),
            Column("link", Kind.LINK, listed=False),
        ),
        checks=(in_order("supported_on", "opened_on"), ends_after("opened_on", "closed_on")),
        counts=(
            Count(
                "ho-tro",
                _("Số hộ được hỗ trợ lên sàn"),
                _("Số hộ có ngày bắt đầu hỗ trợ trong kỳ."),
                lambda rows, asked: in_window("supported_on", rows, asked),
            ),
            Count(
                "mo-moi",
                _("Số hộ mở gian hàng trong kỳ"),
                _("Số hộ có ngày mở gian hàng trong kỳ."),
                lambda rows, asked: in_window("opened_on", rows, asked),
            ),
            Count(
                "dang-ban",
                _("Số hộ có gian hàng"),
                _("Số hộ có gian hàng đang mở vào ngày cuối kỳ."),
                _selling,
            ),
        ),
    )
)
