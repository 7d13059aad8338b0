"""The one-stop desk's premises: house, counters, machines, boxes for letters."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.quality.registers import DESK
from congvu.foundation.people.rules import Role
from congvu.instruments.registers.counting import standing
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.days import ends_after
from congvu.instruments.registers.rules.declaring import Access, Column, Kind


class Sort(models.TextChoices):
    PREMISES = "premises", _("Trụ sở, phòng làm việc")
    COUNTER = "counter", _("Quầy tiếp nhận và trả kết quả")
    COMPUTER = "computer", _("Máy tính")
    SCANNER = "scanner", _("Máy quét, máy in, máy photocopy")
    KIOSK = "kiosk", _("Màn hình tra cứu, ki-ốt")
    QUEUE = "queue", _("Máy lấy số thứ tự")
    CAMERA = "camera", _("Camera giám sát")
    LETTER_BOX = "letter_box", _("Thùng phiếu, hòm thư góp ý")
    OTHER = "other", _("Thiết bị khác")


MACHINES = (Sort.COMPUTER, Sort.SCANNER, Sort.KIOSK, Sort.QUEUE, Sort.CAMERA, Sort.OTHER)


class Condition(models.TextChoices):
    GOOD = "good", _("Dùng tốt")
    WORN = "worn", _("Dùng được, cần sửa hoặc thay")
    BROKEN = "broken", _("Hỏng")


class DeskEquipment(RegisterRow):
    """Some things of one sort at one desk, from a day until another."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("nơi đặt")
    )
    sort = models.CharField(_("loại"), max_length=12, choices=Sort.choices)
    name = models.CharField(_("tên, kiểu"), max_length=200)
    quantity = models.IntegerField(_("số lượng"))
    area = models.DecimalField(
        _("diện tích (m²)"), max_digits=8, decimal_places=1, null=True, blank=True
    )
    condition = models.CharField(_("tình trạng"), max_length=8, choices=Condition.choices)
    starts_on = models.DateField(_("dùng từ ngày"))
    ends_on = models.DateField(_("thôi dùng từ ngày"), null=True, blank=True)
    cost = models.BigIntegerField(_("nguyên giá"), null=True, blank=True)
    document = models.CharField(_("văn bản, biên bản giao nhận"), max_length=900, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("trang thiết bị Bộ phận Một cửa")


def _of(*sorts: Sort) -> Callable[[Rows, Asked], Rows]:
    return lambda rows, asked: standing(rows, asked).filter(sort__in=sorts)


_STANDS = _("Cộng số lượng của các dòng thuộc loại này còn dùng vào ngày cuối kỳ.")

REGISTER = declare(
    Register(
        code="thiet-bi-mot-cua",
        group=DESK,
        title=_("Sổ trụ sở, trang thiết bị Bộ phận Một cửa"),
        noun=_("dòng"),
        model=DeskEquipment,
        dated_by="starts_on",
        columns=(
            Column("unit", Kind.UNIT, key=True, filtered=True, dated_by="starts_on"),
            Column("sort", Kind.CHOICE, key=True, filtered=True),
            Column("name", Kind.TEXT, key=True),
            Column("quantity", Kind.INTEGER, least=1),
            Column("area", Kind.DECIMAL, listed=False),
            Column("condition", Kind.CHOICE, filtered=True),
            Column("starts_on", Kind.DATE, key=True),
            Column("ends_on", Kind.DATE, future=True, listed=False),
            Column("cost", Kind.MONEY, listed=False),
            Column("document", Kind.DOCUMENT, listed=False),
        ),
        access=Access(edits=frozenset({Role.REFORM_OFFICER, Role.OFFICER})),
        checks=(ends_after("starts_on", "ends_on"),),
        counts=(
            Count("quay", _("Số quầy"), _STANDS, _of(Sort.COUNTER), total="quantity"),
            Count("may", _("Số máy móc, thiết bị"), _STANDS, _of(*MACHINES), total="quantity"),
            Count(
                "hom-thu", _("Số hòm thư góp ý"), _STANDS, _of(Sort.LETTER_BOX), total="quantity"
            ),
            Count(
                "hong",
                _("Số thiết bị hỏng"),
                _("Cộng số lượng của các dòng còn giữ vào ngày cuối kỳ mà tình trạng là hỏng."),
                lambda rows, asked: standing(rows, asked).filter(condition=Condition.BROKEN),
                total="quantity",
            ),
        ),
    )
)
