"""Yearly grades of officials: how many of each unit received which grade; names nobody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.workforce.registers import WORKFORCE
from congvu.instruments.registers.counting import in_window
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.errors import Fault
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.declaring import Column, Facts, Kind, Values, fault
from congvu.kernel.errors import gettext_noop


class Graded(models.TextChoices):
    CIVIL_SERVANT = "civil_servant", _("Cán bộ, công chức")
    PUBLIC_EMPLOYEE = "public_employee", _("Viên chức")


class YearlyGrades(RegisterRow):
    """How the people of one unit were graded for one year."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    year = models.SmallIntegerField(_("năm xếp loại"))
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị")
    )
    corps = models.CharField(_("đối tượng"), max_length=16, choices=Graded.choices)
    graded_on = models.DateField(_("ngày công bố xếp loại"))
    excellent = models.IntegerField(_("hoàn thành xuất sắc nhiệm vụ"))
    good = models.IntegerField(_("hoàn thành tốt nhiệm vụ"))
    fair = models.IntegerField(_("hoàn thành nhiệm vụ"))
    failed = models.IntegerField(_("không hoàn thành nhiệm vụ"))
    ungraded = models.IntegerField(_("chưa xếp loại"), null=True, blank=True)
    document = models.CharField(_("văn bản xếp loại"), max_length=900, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("kết quả xếp loại năm")


GRADES = ("excellent", "good", "fair", "failed")


def _somebody_was_graded(values: Values, _facts: Facts) -> Iterator[Fault]:
    if not sum(values[name] for name in GRADES):
        yield fault("excellent", gettext_noop("Phải có ít nhất một người được xếp loại."))
    if values["graded_on"].year < values["year"]:
        yield fault("graded_on", gettext_noop("Ngày công bố trước năm được xếp loại."))


def _graded(rows: Rows, asked: Asked) -> Rows:
    return in_window("graded_on", rows, asked)


_DEFINITION = _("Cộng số người mức này của các dòng công bố xếp loại trong kỳ.")

REGISTER = declare(
    Register(
        code="xep-loai",
        group=WORKFORCE,
        title=_("Sổ xếp loại chất lượng hằng năm"),
        noun=_("dòng xếp loại"),
        about=_("Chỉ ghi số người của từng đơn vị, không ghi tên."),
        model=YearlyGrades,
        dated_by="graded_on",
        columns=(
            Column("year", Kind.YEAR, key=True),
            Column("unit", Kind.UNIT, key=True, filtered=True, dated_by="graded_on"),
            Column("corps", Kind.CHOICE, key=True, filtered=True),
            Column("graded_on", Kind.DATE, key=True),
            Column("excellent", Kind.INTEGER, _("Số người")),
            Column("good", Kind.INTEGER, _("Số người")),
            Column("fair", Kind.INTEGER, _("Số người")),
            Column("failed", Kind.INTEGER, _("Số người")),
            Column("ungraded", Kind.INTEGER, _("Số người"), listed=False),
            Column("document", Kind.DOCUMENT, listed=False),
        ),
        checks=(_somebody_was_graded,),
        counts=(
            Count(
                "xuat-sac",
                _("Số người hoàn thành xuất sắc nhiệm vụ"),
                _DEFINITION,
                _graded,
                total="excellent",
            ),
            Count("tot", _("Số người hoàn thành tốt nhiệm vụ"), _DEFINITION, _graded, total="good"),
            Count("dat", _("Số người hoàn thành nhiệm vụ"), _DEFINITION, _graded, total="fair"),
            Count(
                "khong-dat",
                _("Số người không hoàn thành nhiệm vụ"),
                _DEFINITION,
                _graded,
                total="failed",
            ),
            Count(
                "chua-xep",
                _("Số người chưa xếp loại"),
                _("Cộng số người chưa xếp loại của các dòng công bố xếp loại trong kỳ."),
                _graded,
                total="ungraded",
            ),
        ),
    )
)
