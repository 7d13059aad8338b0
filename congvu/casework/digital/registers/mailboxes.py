"""Official mailboxes: how many were given and how many are used, unit by unit, check by check."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.digital.registers import DIGITAL
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.errors import Fault
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.declaring import Column, Facts, Kind, Values, fault
from congvu.kernel.errors import gettext_noop


class MailboxCheck(RegisterRow):
    """What a look into the mail system showed for one unit; whose mailbox it is stays there."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    checked_on = models.DateField(_("ngày rà soát"))
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị")
    )
    staff = models.IntegerField(_("số người phải có hộp thư"), null=True, blank=True)
    given = models.IntegerField(_("số hộp thư đã cấp"))
    used = models.IntegerField(_("số hộp thư có dùng trong 30 ngày"))
    source = models.CharField(_("văn bản, báo cáo nguồn"), max_length=900, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("lần rà soát hộp thư công vụ")


def _used_of_given(values: Values, _facts: Facts) -> Iterator[Fault]:
    if values["used"] > values["given"]:
        yield fault("used", gettext_noop("Số hộp thư có dùng nhiều hơn số hộp thư đã cấp."))


def _latest(rows: Rows, asked: Asked) -> Rows:
    """Keep the newest check of each unit by the end of the days: it stands, it does not flow."""
    by_then = rows.filter(checked_on__lt=asked.window.ends_on)
    newer = by_then.filter(
        office=models.OuterRef("office"),
        unit=models.OuterRef("unit"),
        checked_on__gt=models.OuterRef("checked_on"),
    )
    return by_then.filter(~models.Exists(newer))


_NEWEST = _("Cộng số của lần rà soát mới nhất của từng đơn vị, đến hết ngày cuối kỳ.")

REGISTER = declare(
    Register(
        code="hop-thu",
        group=DIGITAL,
        title=_("Sổ hộp thư điện tử công vụ"),
        noun=_("lần rà soát"),
        about=_("Không ghi tên người dùng; danh sách hộp thư ở hệ thống thư điện tử."),
        model=MailboxCheck,
        dated_by="checked_on",
        columns=(
            Column("checked_on", Kind.DATE, key=True),
            Column("unit", Kind.UNIT, key=True, filtered=True, dated_by="checked_on"),
            Column("staff", Kind.INTEGER),
            Column("given", Kind.INTEGER),
            Column("used", Kind.INTEGER),
            Column("source", Kind.DOCUMENT, listed=False),
        ),
        checks=(_used_of_given,),
        counts=(
            Count("da-cap", _("Số hộp thư công vụ đã cấp"), _NEWEST, _latest, total="given"),
            Count("co-dung", _("Số hộp thư công vụ có dùng"), _NEWEST, _latest, total="used"),
        ),
    )
)
