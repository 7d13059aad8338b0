"""Internal regulations: what an agency has bound itself to, from when, by which document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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


class Regulated(models.TextChoices):
    WORK = "work", _("Làm việc")
    DESK = "desk", _("Bộ phận Một cửa")
    COORDINATION = "coordination", _("Phối hợp")
    RECEPTION = "reception", _("Tiếp công dân")
    SPENDING = "spending", _("Chi tiêu nội bộ, tài sản công")
    GRADING = "grading", _("Đánh giá, xếp loại")
    DUTIES = "duties", _("Phân công nhiệm vụ")
    FUNCTIONS = "functions", _("Chức năng, nhiệm vụ, cơ cấu tổ chức")
    CONDUCT = "conduct", _("Quy tắc ứng xử, văn hóa công sở")
    OTHER = "other", _("Khác")


class Regulation(RegisterRow):
    """One internal regulation, from its first day until it is replaced."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    subject = models.CharField(_("quy chế, quy định về"), max_length=14, choices=Regulated.choices)
    name = models.CharField(_("tên quy chế"), max_length=300)
    unit = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("đơn vị áp dụng"),
    )
    document = models.CharField(_("văn bản ban hành"), max_length=900)
    issued_on = models.DateField(_("ngày ban hành"))
    starts_on = models.DateField(_("hiệu lực từ ngày"))
    ends_on = models.DateField(_("hết hiệu lực từ ngày"), null=True, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("quy chế nội bộ")


def _days_follow(values: Values, _facts: Facts) -> Iterator[Fault]:
    if values["starts_on"] < values["issued_on"]:
        yield fault("starts_on", gettext_noop("Hiệu lực không trước ngày ban hành."))
    if values.get("ends_on") and values["ends_on"] <= values["starts_on"]:
        yield fault("ends_on", gettext_noop("Ngày kết thúc phải sau ngày bắt đầu."))


def _in_force(*subjects: Regulated) -> Callable[[Rows, Asked], Rows]:
    def select(rows: Rows, asked: Asked) -> Rows:
        last = asked.window.last_day
        held = models.Q(ends_on=None) | models.Q(ends_on__gt=last)
        found = rows.filter(held, starts_on__lte=last)
        return found.filter(subject__in=subjects) if subjects else found

    return select


REGISTER = declare(
    Register(
        code="quy-che",
        group=LEGISLATION,
        title=_("Sổ quy chế, quy định nội bộ"),
        noun=_("quy chế"),
        model=Regulation,
        dated_by="issued_on",
        columns=(
            Column("subject", Kind.CHOICE, filtered=True),
            Column("name", Kind.TEXT),
            Column("unit", Kind.UNIT, filtered=True, dated_by="issued_on"),
            Column("document", Kind.DOCUMENT, key=True),
            Column("issued_on", Kind.DATE),
            Column("starts_on", Kind.DATE, future=True, listed=False),
            Column("ends_on", Kind.DATE, future=True),
        ),
        access=Access(
            edits=frozenset({Role.REFORM_OFFICER, Role.REGISTRAR, Role.PROVINCE_OFFICER})
        ),
        checks=(_days_follow,),
        counts=(
            Count(
                "hieu-luc",
                _("Số quy chế, quy định nội bộ còn hiệu lực"),
                _("Số dòng có hiệu lực vào ngày cuối kỳ."),
                _in_force(),
            ),
            Count(
                "ban-hanh",
                _("Số quy chế, quy định nội bộ ban hành"),
                _("Số dòng có ngày ban hành trong kỳ."),
                lambda rows, asked: in_window("issued_on", rows, asked),
            ),
            Count(
                "chuc-nang",
                _("Số quy định chức năng, nhiệm vụ của đơn vị còn hiệu lực"),
                _("Số dòng về chức năng, nhiệm vụ có hiệu lực vào ngày cuối kỳ."),
                _in_force(Regulated.FUNCTIONS),
            ),
        ),
    )
)
