"""Connections: which unit is joined to which system of its superiors, since when, until when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.digital.registers import DIGITAL
from congvu.instruments.registers.counting import in_window, standing
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.days import ends_after
from congvu.instruments.registers.rules.declaring import Column, Kind

DISTRICTS = ("district",)
COMMUNES = ("xa", "phuong", "thi_tran", "dac_khu")


class System(models.TextChoices):
    DOCUMENTS = "documents", _("Quản lý văn bản và điều hành")
    ONE_STOP = "one_stop", _("Một cửa điện tử, giải quyết thủ tục hành chính")
    MEETINGS = "meetings", _("Họp trực tuyến")
    PORTAL = "portal", _("Cổng Dịch vụ công quốc gia")
    POPULATION = "population", _("Cơ sở dữ liệu quốc gia về dân cư")
    OTHER = "other", _("Hệ thống khác")


class Connection(RegisterRow):
    """That a unit was connected to a system from a day until another, with its evidence."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    system = models.CharField(_("hệ thống"), max_length=12, choices=System.choices)
    system_name = models.CharField(_("tên hệ thống"), max_length=150, blank=True)
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị kết nối")
    )
    partner = models.CharField(_("kết nối với"), max_length=150, blank=True)
    starts_on = models.DateField(_("kết nối từ ngày"))
    ends_on = models.DateField(_("ngừng kết nối từ ngày"), null=True, blank=True)
    evidence = models.CharField(_("văn bản, biên bản xác nhận"), max_length=900)
    note = models.TextField(_("ghi chú"), blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("kết nối hệ thống")


def _joined(system: System, kinds: tuple[str, ...]) -> Callable[[Rows, Asked], Rows]:
    return lambda rows, asked: standing(rows, asked).filter(system=system, unit__kind__in=kinds)


_STANDS = _(
    "Số đơn vị khác nhau của cấp này có kết nối còn hiệu lực vào ngày cuối kỳ; từ một là có."
)


def _counts() -> Iterator[Count]:
    lines = (
        ("hop-huyen", _("UBND huyện kết nối họp trực tuyến"), System.MEETINGS, DISTRICTS),
        ("hop-xa", _("UBND xã kết nối họp trực tuyến"), System.MEETINGS, COMMUNES),
        ("van-ban-huyen", _("UBND huyện kết nối quản lý văn bản"), System.DOCUMENTS, DISTRICTS),
        ("van-ban-xa", _("UBND xã kết nối quản lý văn bản"), System.DOCUMENTS, COMMUNES),
        ("mot-cua-huyen", _("UBND huyện kết nối một cửa điện tử"), System.ONE_STOP, DISTRICTS),
        ("mot-cua-xa", _("UBND xã kết nối một cửa điện tử"), System.ONE_STOP, COMMUNES),
    )
    for code, label, system, kinds in lines:
        yield Count(code, label, _STANDS, _joined(system, kinds), distinct="unit")
    yield Count(
        "ngung",
        _("Số kết nối bị ngừng trong kỳ"),
        _("Số dòng có ngày ngừng kết nối trong kỳ."),
        lambda rows, asked: in_window("ends_on", rows, asked),
    )


REGISTER = declare(
    Register(
        code="ket-noi",
        group=DIGITAL,
        title=_("Sổ kết nối hệ thống"),
        noun=_("kết nối"),
        about=_("Kết nối gián đoạn thì ghi ngày ngừng, nối lại thì thêm dòng mới."),
        model=Connection,
        dated_by="starts_on",
        columns=(
            Column("system", Kind.CHOICE, key=True, filtered=True),
            Column("system_name", Kind.TEXT, key=True, listed=False),
            Column("unit", Kind.UNIT, key=True, filtered=True, dated_by="starts_on"),
            Column("partner", Kind.TEXT),
            Column("starts_on", Kind.DATE, key=True),
            Column("ends_on", Kind.DATE, future=True),
            Column("evidence", Kind.DOCUMENT),
            Column("note", Kind.LONG, listed=False),
        ),
        checks=(ends_after("starts_on", "ends_on"),),
        counts=tuple(_counts()),
    )
)
