"""Qualifications of officials: how many people of a unit hold which degree on a day; names nobody."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.workforce.registers import WORKFORCE
from congvu.casework.workforce.registers.quotas import Post
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.declaring import Column, Kind


class Qualifications(RegisterRow):
    """The mix of highest degrees among the people of one unit and kind, on one day."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    counted_on = models.DateField(_("tính đến ngày"))
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị")
    )
    post = models.CharField(_("loại biên chế"), max_length=16, choices=Post.choices)
    postgraduate = models.IntegerField(_("sau đại học"))
    graduate = models.IntegerField(_("đại học"))
    college = models.IntegerField(_("cao đẳng"))
    lower = models.IntegerField(_("trung cấp trở xuống"))
    note = models.TextField(_("ghi chú"), blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("trình độ cán bộ")


def _latest(rows: Rows, asked: Asked) -> Rows:
    """Keep the newest line of each unit and kind by the end of the days."""
    by_then = rows.filter(counted_on__lt=asked.window.ends_on)
    newer = by_then.filter(
        office=models.OuterRef("office"),
        unit=models.OuterRef("unit"),
        post=models.OuterRef("post"),
        counted_on__gt=models.OuterRef("counted_on"),
    )
    return by_then.filter(~models.Exists(newer))


_DEFINITION = _("Cộng số mới nhất của từng đơn vị, tính đến hết ngày cuối kỳ.")

REGISTER = declare(
    Register(
        code="trinh-do",
        group=WORKFORCE,
        title=_("Sổ trình độ cán bộ"),
        noun=_("dòng trình độ"),
        about=_("Mỗi lần rà lại là một dòng; chỉ ghi số người, không ghi tên."),
        model=Qualifications,
        dated_by="counted_on",
        columns=(
            Column("counted_on", Kind.DATE, key=True),
            Column("unit", Kind.UNIT, key=True, filtered=True, dated_by="counted_on"),
            Column("post", Kind.CHOICE, key=True, filtered=True),
            Column("postgraduate", Kind.INTEGER, _("Số người")),
            Column("graduate", Kind.INTEGER, _("Số người")),
            Column("college", Kind.INTEGER, _("Số người")),
            Column("lower", Kind.INTEGER, _("Số người")),
            Column("note", Kind.LONG, listed=False),
        ),
        counts=(
            Count(
                "sau-dai-hoc",
                _("Số người có trình độ sau đại học"),
                _DEFINITION,
                _latest,
                total="postgraduate",
            ),
            Count(
                "dai-hoc",
                _("Số người có trình độ đại học"),
                _DEFINITION,
                _latest,
                total="graduate",
            ),
            Count(
                "cao-dang",
                _("Số người có trình độ cao đẳng"),
                _DEFINITION,
                _latest,
                total="college",
            ),
            Count(
                "con-lai",
                _("Số người có trình độ trung cấp trở xuống"),
                _DEFINITION,
                _latest,
                total="lower",
            ),
        ),
    )
)
