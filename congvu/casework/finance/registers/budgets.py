"""Revenue and disbursement against two plans, each figure with the day it stands for."""

from __future__ import annotations

from collections.abc import Iterator
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


class Subject(models.TextChoices):
    REVENUE = "revenue", _("Thu ngân sách trên địa bàn")
    DISBURSEMENT = "disbursement", _("Giải ngân vốn đầu tư công")
    REFORM = "reform", _("Kinh phí cải cách hành chính")


class BudgetFigure(RegisterRow):
    """What was reached by a day of a year, and what the year is expected to bring."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    year = models.SmallIntegerField(_("năm ngân sách"))
    subject = models.CharField(_("chỉ tiêu"), max_length=14, choices=Subject.choices)
    as_of = models.DateField(_("số liệu đến ngày"))
    plan_above = models.BigIntegerField(_("dự toán, kế hoạch cấp trên giao"), null=True, blank=True)
    plan_council = models.BigIntegerField(_("dự toán, kế hoạch HĐND giao"), null=True, blank=True)
    actual = models.BigIntegerField(_("đã thực hiện"))
    estimate = models.BigIntegerField(_("ước thực hiện"), null=True, blank=True)
    estimate_on = models.DateField(_("ước đến ngày"), null=True, blank=True)
    source = models.CharField(_("văn bản, báo cáo nguồn"), max_length=900, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("số thu, giải ngân")


def _of_its_year(values: Values, _facts: Facts) -> Iterator[Fault]:
    # the books of a year stay open until the end of January after it
    if values["as_of"].year not in (values["year"], values["year"] + 1):
        yield fault("as_of", gettext_noop("Ngày của số liệu không thuộc năm ngân sách đã ghi."))
    if (values.get("estimate") is None) != (values.get("estimate_on") is None):
        yield fault("estimate_on", gettext_noop("Số ước và ngày ước đi cùng nhau."))


def _latest(subject: Subject, rows: Rows, asked: Asked) -> Rows:
    """Keep the newest figure of the year that each office had by the end of the days."""
    by_then = rows.filter(
        subject=subject, year=asked.window.last_day.year, as_of__lt=asked.window.ends_on
    )
    newer = by_then.filter(office=models.OuterRef("office"), as_of__gt=models.OuterRef("as_of"))
    return by_then.filter(~models.Exists(newer))


def _count(code: str, label: object, subject: Subject, column: str) -> Count:
    return Count(
        code,
        label,
        _("Cộng số mới nhất của từng cơ quan trong năm, số liệu đến hết ngày cuối kỳ."),
        lambda rows, asked: _latest(subject, rows, asked),
        total=column,
    )


REGISTER = declare(
    Register(
        code="thu-giai-ngan",
        group=FINANCE,
        title=_("Sổ thu ngân sách, giải ngân"),
        noun=_("số liệu"),
        about=_("Mỗi lần chốt số là một dòng; số trong kỳ là số chốt mới nhất, không cộng dồn."),
        model=BudgetFigure,
        dated_by="as_of",
        columns=(
            Column("year", Kind.YEAR, key=True),
            Column("subject", Kind.CHOICE, key=True, filtered=True),
            Column("as_of", Kind.DATE, key=True),
            Column("plan_above", Kind.MONEY, _("Kế hoạch")),
            Column("plan_council", Kind.MONEY, _("Kế hoạch")),
            Column("actual", Kind.MONEY, _("Thực hiện")),
            Column("estimate", Kind.MONEY, _("Thực hiện"), listed=False),
            Column("estimate_on", Kind.DATE, _("Thực hiện"), future=True, listed=False),
            Column("source", Kind.DOCUMENT, _("Thực hiện"), listed=False),
        ),
        access=Access(edits=frozenset({Role.REFORM_OFFICER, Role.OFFICER})),
        checks=(_of_its_year,),
        counts=(
            _count("thu", _("Thu ngân sách đã thực hiện"), Subject.REVENUE, "actual"),
            _count("thu-tren-giao", _("Dự toán thu cấp trên giao"), Subject.REVENUE, "plan_above"),
            _count("thu-hdnd", _("Dự toán thu HĐND giao"), Subject.REVENUE, "plan_council"),
            _count("giai-ngan", _("Vốn đã giải ngân"), Subject.DISBURSEMENT, "actual"),
            _count("von-giao", _("Kế hoạch vốn cấp trên giao"), Subject.DISBURSEMENT, "plan_above"),
            _count("kinh-phi", _("Kinh phí CCHC đã chi"), Subject.REFORM, "actual"),
        ),
    )
)
