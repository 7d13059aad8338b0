"""Whom the public and superiors may turn to: contact persons, hotlines, mailboxes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.outreach.registers import OUTREACH
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


class Duty(models.TextChoices):
    REFORM = "reform", _("Đầu mối cải cách hành chính")
    CONTROL = "control", _("Đầu mối kiểm soát thủ tục hành chính")
    HOTLINE = "hotline", _("Đường dây nóng")
    FEEDBACK = "feedback", _("Nơi tiếp nhận phản ánh, kiến nghị")
    RECEPTION = "reception", _("Tiếp công dân")


class ContactPoint(RegisterRow):
    """One published way to reach the office, from a day until another."""

    personal_data: ClassVar[tuple[str, ...]] = ("person", "phone", "email", "folded")

    duty = models.CharField(_("việc"), max_length=12, choices=Duty.choices)
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị")
    )
    person = models.CharField(_("người phụ trách"), max_length=100, blank=True)
    title = models.CharField(_("chức danh"), max_length=120, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=40)
    email = models.CharField(_("thư điện tử"), max_length=120, blank=True)
    posted_at = models.CharField(_("niêm yết ở đâu"), max_length=200, blank=True)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến trước ngày"), null=True, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("đầu mối liên hệ")


def _ends_after_it_starts(values: Values, _facts: Facts) -> Iterator[Fault]:
    if values.get("ends_on") and values["ends_on"] <= values["starts_on"]:
        yield fault("ends_on", gettext_noop("Ngày kết thúc phải sau ngày bắt đầu."))


def _standing(rows: Rows, asked: Asked) -> Rows:
    last = asked.window.last_day
    return rows.filter(models.Q(ends_on=None) | models.Q(ends_on__gt=last), starts_on__lte=last)


REGISTER = declare(
    Register(
        code="dau-moi",
        group=OUTREACH,
        title=_("Sổ đầu mối, đường dây nóng"),
        noun=_("đầu mối"),
        model=ContactPoint,
        dated_by="starts_on",
        columns=(
            Column("duty", Kind.CHOICE, key=True, filtered=True),
            Column("unit", Kind.UNIT, key=True, filtered=True, dated_by="starts_on"),
            Column("person", Kind.TEXT, person=True),
            Column("title", Kind.TEXT),
            Column("phone", Kind.TEXT),
            Column("email", Kind.TEXT, listed=False),
            Column("posted_at", Kind.TEXT, listed=False),
            Column("starts_on", Kind.DATE, key=True),
            Column("ends_on", Kind.DATE, future=True, listed=False),
        ),
        checks=(_ends_after_it_starts,),
        counts=(
            Count(
                "niem-yet",
                _("Có niêm yết địa chỉ tiếp nhận phản ánh, kiến nghị"),
                _(
                    "Số nơi tiếp nhận phản ánh còn hiệu lực vào ngày cuối kỳ và có ghi nơi niêm yết."
                ),
                lambda rows, asked: (
                    _standing(rows, asked).filter(duty=Duty.FEEDBACK).exclude(posted_at="")
                ),
            ),
            Count(
                "duong-day-nong",
                _("Số đường dây nóng"),
                _("Số đường dây nóng còn hiệu lực vào ngày cuối kỳ."),
                lambda rows, asked: _standing(rows, asked).filter(duty=Duty.HOTLINE),
            ),
        ),
    )
)
