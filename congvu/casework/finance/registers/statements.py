"""Duties of public finance that are fulfilled or not: publication, spending rules, assets."""

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


class Duty(models.TextChoices):
    MECHANISM = "mechanism", _("Thực hiện cơ chế tự chủ của UBND")
    PUBLICATION = "publication", _("Công khai ngân sách")
    SPENDING_RULES = "spending_rules", _("Quy chế chi tiêu nội bộ")
    SAVING = "saving", _("Chương trình tiết kiệm, chống lãng phí")
    ASSETS = "assets", _("Cập nhật phần mềm tài sản công, kiểm kê")
    ACCOUNTING = "accounting", _("Phần mềm kế toán")
    NORMS = "norms", _("Định mức, giá dịch vụ sự nghiệp")


class FinanceDuty(RegisterRow):
    """Whether one duty of a year was fulfilled, when, by which document."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    year = models.SmallIntegerField(_("năm ngân sách"))
    duty = models.CharField(_("việc phải làm"), max_length=16, choices=Duty.choices)
    is_done = models.BooleanField(_("đã thực hiện"))
    done_on = models.DateField(_("ngày thực hiện"), null=True, blank=True)
    document = models.CharField(_("văn bản"), max_length=900, blank=True)
    note = models.TextField(_("ghi chú"), blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("việc quản lý tài chính")


def _done_with_a_day(values: Values, facts: Facts) -> Iterator[Fault]:
    if not values["is_done"]:
        return
    if values.get("done_on") is None:
        yield fault("done_on", gettext_noop("Đã thực hiện thì phải ghi ngày."))
    if not values.get("document") and not values.get("note") and not facts.files:
        yield fault("document", gettext_noop("Hãy ghi văn bản, ghi chú hoặc kèm tệp chứng minh."))


def _done(duty: Duty) -> Callable[[Rows, Asked], Rows]:
    """Keep what was fulfilled for the year by the end of the days."""
    return lambda rows, asked: rows.filter(
        duty=duty,
        is_done=True,
        year=asked.window.last_day.year,
        done_on__lt=asked.window.ends_on,
    )


def _counts() -> Iterator[Count]:
    for duty in Duty:
        yield Count(
            duty.value,
            duty.label,
            _("Số cơ quan đã thực hiện việc này của năm, đến hết ngày cuối kỳ."),
            _done(duty),
            distinct="office",
        )


REGISTER = declare(
    Register(
        code="quan-ly-tai-chinh",
        group=FINANCE,
        title=_("Sổ việc quản lý tài chính, tài sản công"),
        noun=_("việc"),
        model=FinanceDuty,
        dated_by="year",
        columns=(
            Column("year", Kind.YEAR, key=True),
            Column("duty", Kind.CHOICE, key=True, filtered=True),
            Column("is_done", Kind.YES_NO, filtered=True),
            Column("done_on", Kind.DATE),
            Column("document", Kind.DOCUMENT),
            Column("note", Kind.LONG, listed=False),
        ),
        access=Access(edits=frozenset({Role.REFORM_OFFICER, Role.OFFICER})),
        checks=(_done_with_a_day,),
        counts=tuple(_counts()),
    )
)
