"""Posts given and people present, by kind: what was decided for a year and what was there on a day."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.workforce.registers import WORKFORCE
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.declaring import (
    Column,
    Kind,
)


class Post(models.TextChoices):
    CIVIL_SERVANT = "civil_servant", _("Công chức trong cơ quan hành chính")
    CONTRACT = "contract", _("Hợp đồng lao động tại cơ quan hành chính")
    PUBLIC_EMPLOYEE = "public_employee", _("Viên chức hưởng lương ngân sách")
    AUTONOMOUS = "autonomous", _("Người làm việc tại đơn vị tự chủ hoàn toàn")
    PART_TIME = "part_time", _("Người hoạt động không chuyên trách")


class Headcount(RegisterRow):
    """What one unit was given of one kind of posts for a year, and how many were there on a day."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    year = models.SmallIntegerField(_("năm"))
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị")
    )
    post = models.CharField(_("loại biên chế"), max_length=16, choices=Post.choices)
    given = models.IntegerField(_("được giao"))
    decision = models.CharField(_("quyết định giao"), max_length=900, blank=True)
    present = models.IntegerField(_("có mặt"), null=True, blank=True)
    present_on = models.DateField(_("có mặt đến ngày"))
    to_reduce = models.IntegerField(_("phải tinh giản trong năm"), null=True, blank=True)
    reduced = models.IntegerField(_("đã tinh giản"), null=True, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("biên chế giao và có mặt")


def _latest(post: Post, rows: Rows, asked: Asked) -> Rows:
    """Keep the newest line of each unit for the year, by the end of the days."""
    by_then = rows.filter(
        post=post, year=asked.window.last_day.year, present_on__lt=asked.window.ends_on
    )
    newer = by_then.filter(
        unit=models.OuterRef("unit"),
        office=models.OuterRef("office"),
        present_on__gt=models.OuterRef("present_on"),
    )
    return by_then.filter(~models.Exists(newer))


def _count(code: str, label: object, post: Post, column: str) -> Count:
    return Count(
        code,
        label,
        _("Cộng số mới nhất của từng đơn vị trong năm, tính đến hết ngày cuối kỳ."),
        lambda rows, asked: _latest(post, rows, asked),
        total=column,
    )


REGISTER = declare(
    Register(
        code="bien-che",
        group=WORKFORCE,
        title=_("Sổ biên chế giao và có mặt"),
        noun=_("dòng biên chế"),
        about=_("Mỗi lần rà lại số có mặt là một dòng; số trong kỳ là lần rà mới nhất."),
        model=Headcount,
        dated_by="present_on",
        columns=(
            Column("year", Kind.YEAR, key=True),
            Column("unit", Kind.UNIT, key=True, filtered=True, dated_by="present_on"),
            Column("post", Kind.CHOICE, key=True, filtered=True),
            Column("given", Kind.INTEGER, _("Được giao")),
            Column("decision", Kind.DOCUMENT, _("Được giao"), listed=False),
            Column("present", Kind.INTEGER, _("Có mặt, tinh giản")),
            Column("present_on", Kind.DATE, _("Có mặt, tinh giản"), key=True),
            Column("to_reduce", Kind.INTEGER, _("Có mặt, tinh giản"), listed=False),
            Column("reduced", Kind.INTEGER, _("Có mặt, tinh giản"), listed=False),
        ),
        counts=(
            _count("giao", _("Tổng số biên chế công chức được giao"), Post.CIVIL_SERVANT, "given"),
            _count("co-mat", _("Biên chế công chức có mặt"), Post.CIVIL_SERVANT, "present"),
            _count(
                "hop-dong", _("Hợp đồng lao động tại cơ quan hành chính"), Post.CONTRACT, "present"
            ),
            _count(
                "tinh-gian", _("Biên chế công chức đã tinh giản"), Post.CIVIL_SERVANT, "reduced"
            ),
            _count(
                "phai-tinh-gian",
                _("Biên chế công chức phải tinh giản"),
                Post.CIVIL_SERVANT,
                "to_reduce",
            ),
            _count("vc-giao", _("Viên chức được giao"), Post.PUBLIC_EMPLOYEE, "given"),
            _count("vc-co-mat", _("Viên chức có mặt"), Post.PUBLIC_EMPLOYEE, "present"),
            _count("vc-tinh-gian", _("Viên chức đã tinh giản"), Post.PUBLIC_EMPLOYEE, "reduced"),
            _count(
                "tu-chu-duyet",
                _("Người làm việc tại đơn vị tự chủ được duyệt"),
                Post.AUTONOMOUS,
                "given",
            ),
            _count(
                "tu-chu-co-mat",
                _("Người làm việc tại đơn vị tự chủ có mặt"),
                Post.AUTONOMOUS,
                "present",
            ),
        ),
    )
)
