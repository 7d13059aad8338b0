"""Steering committees: by which decision, who sits there, under which own number series they write."""

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


class Purpose(models.TextChoices):
    REFORM = "reform", _("Cải cách hành chính")
    DIGITAL = "digital", _("Chuyển đổi số, chính quyền điện tử")
    QUALITY = "quality", _("ISO, hệ thống quản lý chất lượng")
    CONDUCT = "conduct", _("Kiểm tra công vụ, kỷ luật, kỷ cương")
    OTHER = "other", _("Khác")


class Committee(RegisterRow):
    """One steering committee, from its decision until it is dissolved or formed anew."""

    personal_data: ClassVar[tuple[str, ...]] = ("head", "members", "folded")

    name = models.CharField(_("tên ban, tổ"), max_length=200)
    purpose = models.CharField(_("lĩnh vực chỉ đạo"), max_length=10, choices=Purpose.choices)
    formed_on = models.DateField(_("ngày thành lập, kiện toàn"))
    decision = models.CharField(_("quyết định thành lập"), max_length=900)
    series = models.CharField(_("ký hiệu văn bản riêng"), max_length=40, blank=True)
    head = models.CharField(_("trưởng ban"), max_length=100, blank=True)
    member_count = models.IntegerField(_("số thành viên"))
    members = models.TextField(_("thành viên"), blank=True)
    ended_on = models.DateField(_("thôi hoạt động từ ngày"), null=True, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("ban chỉ đạo")


def _ends_after_it_is_formed(values: Values, _facts: Facts) -> Iterator[Fault]:
    if values.get("ended_on") and values["ended_on"] <= values["formed_on"]:
        yield fault("ended_on", gettext_noop("Ngày kết thúc phải sau ngày bắt đầu."))


def _working(rows: Rows, asked: Asked) -> Rows:
    """Keep the committees that worked on the last of the days."""
    last = asked.window.last_day
    return rows.filter(models.Q(ended_on=None) | models.Q(ended_on__gt=last), formed_on__lte=last)


REGISTER = declare(
    Register(
        code="ban-chi-dao",
        group=WORKFORCE,
        title=_("Sổ ban chỉ đạo, tổ công tác"),
        noun=_("ban"),
        about=_("Ban có số văn bản riêng thì sổ văn bản đi mở một dãy số cho ký hiệu đó."),
        model=Committee,
        dated_by="formed_on",
        columns=(
            Column("name", Kind.TEXT, key=True),
            Column("purpose", Kind.CHOICE, filtered=True),
            Column("formed_on", Kind.DATE, key=True),
            Column("decision", Kind.DOCUMENT),
            Column("series", Kind.TEXT, help=_("Phần sau số văn bản, ví dụ KH-BCĐ.")),
            Column("head", Kind.TEXT, person=True, listed=False),
            Column("member_count", Kind.INTEGER, least=1),
            Column("members", Kind.LONG, help=_("Mỗi người một dòng."), listed=False),
            Column("ended_on", Kind.DATE, listed=False),
        ),
        checks=(_ends_after_it_is_formed,),
        counts=(
            Count(
                "dang-co",
                _("Số ban chỉ đạo, tổ công tác đang hoạt động"),
                _("Số ban đã thành lập và chưa thôi hoạt động vào ngày cuối kỳ."),
                _working,
            ),
            Count(
                "thanh-lap",
                _("Số ban chỉ đạo thành lập, kiện toàn trong kỳ"),
                _("Số dòng có ngày thành lập, kiện toàn trong kỳ."),
                lambda rows, asked: in_window("formed_on", rows, asked),
            ),
        ),
    )
)
