"""The yearly round of ISO 9001: declarations, internal audits, management reviews."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.quality.registers import QUALITY
from congvu.instruments.registers.counting import in_window
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.errors import Fault
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.declaring import (
    Column,
    Facts,
    Kind,
    Values,
    fault,
)
from congvu.kernel.errors import gettext_noop


class Act(models.TextChoices):
    DECLARATION = "declaration", _("Công bố")
    REDECLARATION = "redeclaration", _("Công bố lại")
    AUDIT = "audit", _("Đánh giá nội bộ")
    REVIEW = "review", _("Xem xét của lãnh đạo")
    OBJECTIVES = "objectives", _("Ban hành mục tiêu chất lượng")


class QualityAct(RegisterRow):
    """One act of one unit's quality system."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    done_on = models.DateField(_("ngày thực hiện"))
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị")
    )
    act = models.CharField(_("việc"), max_length=14, choices=Act.choices)
    scope = models.TextField(_("phạm vi, nội dung"), blank=True)
    faults = models.IntegerField(_("số điểm không phù hợp"), null=True, blank=True)
    mended = models.IntegerField(_("đã khắc phục"), null=True, blank=True)
    decision = models.CharField(_("văn bản"), max_length=900, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("việc của hệ thống chất lượng")


def _mended_of_found(values: Values, _facts: Facts) -> Iterator[Fault]:
    if (values.get("mended") or 0) > (values.get("faults") or 0):
        yield fault("mended", gettext_noop("Số đã khắc phục nhiều hơn số điểm không phù hợp."))


COMMUNES = ("xa", "phuong", "thi_tran", "dac_khu")
DECLARED = (Act.DECLARATION, Act.REDECLARATION)


def _counts() -> Iterator[Count]:
    acts = (
        ("cong-bo", DECLARED, _("Số đơn vị thuộc, trực thuộc công bố, công bố lại ISO"), False),
        ("danh-gia", (Act.AUDIT,), _("Số đơn vị thuộc, trực thuộc đánh giá nội bộ"), False),
        ("xem-xet", (Act.REVIEW,), _("Số đơn vị thuộc, trực thuộc xem xét của lãnh đạo"), False),
        ("xa-cong-bo", DECLARED, _("Số UBND xã công bố, công bố lại ISO"), True),
        ("xa-danh-gia", (Act.AUDIT,), _("Số UBND xã đánh giá nội bộ"), True),
        ("xa-xem-xet", (Act.REVIEW,), _("Số UBND xã xem xét của lãnh đạo"), True),
    )
    for code, kinds, label, communes in acts:
        yield Count(
            code,
            label,
            _("Số đơn vị khác nhau có việc này với ngày thực hiện trong kỳ."),
            _of(kinds, communes=communes),
            distinct="unit",
        )


def _of(kinds: tuple[Act, ...], *, communes: bool) -> Callable[[Rows, Asked], Rows]:
    def select(rows: Rows, asked: Asked) -> Rows:
        found = in_window("done_on", rows, asked).filter(act__in=kinds)
        if communes:
            return found.filter(unit__kind__in=COMMUNES)
        return found.exclude(unit__kind__in=COMMUNES)

    return select


REGISTER = declare(
    Register(
        code="iso-9001",
        group=QUALITY,
        title=_("Sổ hệ thống quản lý chất lượng ISO 9001"),
        noun=_("việc"),
        model=QualityAct,
        dated_by="done_on",
        columns=(
            Column("done_on", Kind.DATE, key=True),
            Column("unit", Kind.UNIT, key=True, filtered=True, dated_by="done_on"),
            Column("act", Kind.CHOICE, key=True, filtered=True),
            Column("scope", Kind.LONG, listed=False),
            Column("faults", Kind.INTEGER),
            Column("mended", Kind.INTEGER),
            Column("decision", Kind.DOCUMENT, listed=False),
        ),
        checks=(_mended_of_found,),
        counts=tuple(_counts()),
    )
)
