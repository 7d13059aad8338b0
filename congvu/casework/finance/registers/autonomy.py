"""Financial autonomy of agencies and public service units, by decision and time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.finance.registers import FINANCE
from congvu.foundation.people.rules import Role
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


class Class(models.TextChoices):
    AGENCY = "agency", _("Cơ quan hành chính thực hiện tự chủ kinh phí")
    FULL_WITH_INVESTMENT = "full_investment", _("Tự chủ 100 % chi thường xuyên và chi đầu tư")
    FULL = "full", _("Tự chủ 100 % chi thường xuyên")
    PARTIAL = "partial", _("Tự chủ một phần chi thường xuyên")
    STATE = "state", _("Nhà nước bảo đảm 100 % chi thường xuyên")


class Autonomy(RegisterRow):
    """That a unit had a class of autonomy from a day until another."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị")
    )
    degree = models.CharField(_("mức tự chủ"), max_length=16, choices=Class.choices)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến trước ngày"), null=True, blank=True)
    decision = models.CharField(_("quyết định giao tự chủ"), max_length=900, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("mức tự chủ của đơn vị")


def _ends_after_it_starts(values: Values, _facts: Facts) -> Iterator[Fault]:
    if values.get("ends_on") and values["ends_on"] <= values["starts_on"]:
        yield fault("ends_on", gettext_noop("Ngày kết thúc phải sau ngày bắt đầu."))


def _held(rows: Rows, asked: Asked) -> Rows:
    """Keep what held on the last of the days: a figure of this kind stands, it does not flow."""
    last = asked.window.last_day
    open_or_later = models.Q(ends_on=None) | models.Q(ends_on__gt=last)
    return rows.filter(open_or_later, starts_on__lte=last)


def _counts() -> Iterator[Count]:
    for degree in Class:
        yield Count(
            degree.value,
            degree.label,
            _("Số đơn vị có mức này còn hiệu lực vào ngày cuối kỳ."),
            _select(degree),
            distinct="unit",
        )
    yield Count(
        "don-vi-su-nghiep",
        _("Số đơn vị sự nghiệp thực hiện cơ chế tự chủ"),
        _("Cộng bốn mức của đơn vị sự nghiệp còn hiệu lực vào ngày cuối kỳ."),
        lambda rows, asked: _held(rows, asked).exclude(degree=Class.AGENCY),
        distinct="unit",
    )


def _select(degree: Class) -> Callable[[Rows, Asked], Rows]:
    return lambda rows, asked: _held(rows, asked).filter(degree=degree)


REGISTER = declare(
    Register(
        code="tu-chu",
        group=FINANCE,
        title=_("Sổ giao tự chủ tài chính"),
        noun=_("đơn vị"),
        model=Autonomy,
        dated_by="starts_on",
        columns=(
            Column("unit", Kind.UNIT, key=True, filtered=True, dated_by="starts_on"),
            Column("degree", Kind.CHOICE, filtered=True),
            Column("starts_on", Kind.DATE, key=True, future=True),
            Column("ends_on", Kind.DATE, future=True),
            Column("decision", Kind.DOCUMENT),
        ),
        access=Access(edits=frozenset({Role.REFORM_OFFICER, Role.OFFICER})),
        checks=(_ends_after_it_starts,),
        counts=tuple(_counts()),
    )
)
