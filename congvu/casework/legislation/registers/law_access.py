"""The standard of access to law: how a commune was assessed for a year, and by whose decision."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.legislation.registers import LEGISLATION
from congvu.foundation.people.rules import Role
from congvu.instruments.registers.counting import in_window
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.errors import Fault
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.declaring import (
    Access,
    Column,
    Facts,
    Kind,
    Values,
    fault,
)
from congvu.kernel.errors import gettext_noop


class LawAccess(RegisterRow):
    """One assessment of one commune for one year."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    year = models.SmallIntegerField(_("năm đánh giá"))
    commune = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("xã, phường, đặc khu")
    )
    assessed_on = models.DateField(_("ngày công nhận hoặc thông báo"))
    score = models.DecimalField(
        _("điểm đánh giá"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    is_met = models.BooleanField(_("đạt chuẩn"))
    decision = models.CharField(_("văn bản công nhận"), max_length=900, blank=True)
    missing = models.TextField(_("tiêu chí chưa đạt"), blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("lần đánh giá chuẩn tiếp cận pháp luật")


def _met_by_a_decision(values: Values, facts: Facts) -> Iterator[Fault]:
    if values["is_met"] and not values.get("decision") and not facts.files:
        yield fault("decision", gettext_noop("Đạt chuẩn thì ghi văn bản công nhận hoặc kèm tệp."))
    if values["assessed_on"].year < values["year"]:
        yield fault("assessed_on", gettext_noop("Ngày công nhận trước năm được đánh giá."))


def _assessed(rows: Rows, asked: Asked) -> Rows:
    return in_window("assessed_on", rows, asked)


REGISTER = declare(
    Register(
        code="tiep-can-phap-luat",
        group=LEGISLATION,
        title=_("Sổ đánh giá chuẩn tiếp cận pháp luật"),
        noun=_("lần đánh giá"),
        about=_(
            "Cơ quan công nhận ghi kết quả của từng xã, phường, đặc khu; ở cấp xã có thể trống."
        ),
        model=LawAccess,
        dated_by="assessed_on",
        columns=(
            Column("year", Kind.YEAR, key=True),
            Column("commune", Kind.UNIT, key=True, filtered=True, dated_by="assessed_on"),
            Column("assessed_on", Kind.DATE, key=True),
            Column("score", Kind.DECIMAL),
            Column("is_met", Kind.YES_NO, filtered=True),
            Column("decision", Kind.DOCUMENT, listed=False),
            Column("missing", Kind.LONG, listed=False),
        ),
        access=Access(edits=frozenset({Role.REFORM_OFFICER, Role.PROVINCE_OFFICER})),
        checks=(_met_by_a_decision,),
        counts=(
            Count(
                "danh-gia",
                _("Số xã được đánh giá chuẩn tiếp cận pháp luật"),
                _("Số đơn vị khác nhau có ngày công nhận hoặc thông báo trong kỳ."),
                _assessed,
                distinct="commune",
            ),
            Count(
                "dat",
                _("Số xã đạt chuẩn tiếp cận pháp luật"),
                _("Trong số đó, số đơn vị khác nhau được ghi là đạt chuẩn."),
                lambda rows, asked: _assessed(rows, asked).filter(is_met=True),
                distinct="commune",
            ),
        ),
    )
)
