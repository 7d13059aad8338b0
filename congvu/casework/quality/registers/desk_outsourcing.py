"""Work of the one-stop desk that was given to a provider, usually the post, step by step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.quality.registers import DESK
from congvu.instruments.registers.counting import in_window, standing
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.errors import Fault
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.days import ends_after
from congvu.instruments.registers.rules.declaring import Column, Facts, Kind, Values, fault
from congvu.kernel.errors import gettext_noop


class Job(models.TextChoices):
    GUIDANCE = "guidance", _("Hướng dẫn người dân")
    INTAKE = "intake", _("Tiếp nhận hồ sơ")
    DIGITISATION = "digitisation", _("Số hóa hồ sơ")
    RETURN = "return", _("Trả kết quả")
    WHOLE = "whole", _("Cả bốn việc")


class DeskOutsourcing(RegisterRow):
    """One kind of work at one desk: when it was to be handed over, when it was, until when."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("Bộ phận Một cửa")
    )
    provider = models.CharField(_("đơn vị được giao"), max_length=200)
    job = models.CharField(_("việc được giao"), max_length=14, choices=Job.choices)
    planned_on = models.DateField(_("mốc phải giao xong"))
    starts_on = models.DateField(_("ngày bắt đầu làm"), null=True, blank=True)
    ends_on = models.DateField(_("thôi giao từ ngày"), null=True, blank=True)
    staff = models.IntegerField(_("số nhân viên"), null=True, blank=True)
    counters = models.IntegerField(_("số quầy"), null=True, blank=True)
    contract = models.CharField(_("hợp đồng, văn bản giao việc"), max_length=900, blank=True)
    progress = models.TextField(_("tình hình thực hiện"), blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("việc giao đơn vị khác làm")


def _begun_with_a_contract(values: Values, facts: Facts) -> Iterator[Fault]:
    if values.get("starts_on") and not values.get("contract") and not facts.files:
        yield fault("contract", gettext_noop("Đã bắt đầu làm thì phải ghi hợp đồng hoặc kèm tệp."))
    if values.get("ends_on") and not values.get("starts_on"):
        yield fault("starts_on", gettext_noop("Chưa bắt đầu thì không thể thôi giao."))


def _behind(rows: Rows, asked: Asked) -> Rows:
    """Keep what had to be handed over by the last of the days and was not yet."""
    last = asked.window.last_day
    not_yet = models.Q(starts_on=None) | models.Q(starts_on__gt=last)
    return rows.filter(not_yet, planned_on__lte=last)


REGISTER = declare(
    Register(
        code="giao-viec-mot-cua",
        group=DESK,
        title=_("Sổ giao việc của Bộ phận Một cửa cho đơn vị khác"),
        noun=_("việc"),
        model=DeskOutsourcing,
        dated_by="planned_on",
        columns=(
            Column("unit", Kind.UNIT, key=True, filtered=True, dated_by="planned_on"),
            Column("provider", Kind.TEXT, key=True),
            Column("job", Kind.CHOICE, key=True, filtered=True),
            Column("planned_on", Kind.DATE, key=True, future=True),
            Column("starts_on", Kind.DATE),
            Column("ends_on", Kind.DATE, future=True, listed=False),
            Column("staff", Kind.INTEGER),
            Column("counters", Kind.INTEGER),
            Column("contract", Kind.DOCUMENT, listed=False),
            Column("progress", Kind.LONG, listed=False),
        ),
        checks=(_begun_with_a_contract, ends_after("starts_on", "ends_on")),
        counts=(
            Count(
                "bo-phan",
                _("Số Bộ phận Một cửa có việc giao đơn vị khác"),
                _("Số Bộ phận Một cửa khác nhau trong các dòng đang thực hiện vào ngày cuối kỳ."),
                standing,
                distinct="unit",
            ),
            Count(
                "nhan-vien",
                _("Số nhân viên của đơn vị được giao"),
                _("Cộng số nhân viên của các dòng đang thực hiện vào ngày cuối kỳ."),
                standing,
                total="staff",
            ),
            Count(
                "giao-moi",
                _("Số việc giao trong kỳ"),
                _("Số dòng có ngày bắt đầu làm trong kỳ."),
                lambda rows, asked: in_window("starts_on", rows, asked),
            ),
            Count(
                "cham",
                _("Số việc chậm mốc giao"),
                _("Số dòng có mốc đến hết ngày cuối kỳ mà đến ngày ấy chưa bắt đầu làm."),
                _behind,
            ),
        ),
    )
)
