"""Initiatives and new ways of working, from the idea to its recognition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.outreach.registers import OUTREACH
from congvu.instruments.registers.counting import in_window
from congvu.instruments.registers.declared import Count, Register, declare
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


class Stage(models.TextChoices):
    PROPOSED = "proposed", _("Đề xuất")
    TRIED = "tried", _("Đang thí điểm")
    APPLIED = "applied", _("Đang áp dụng")
    RECOGNISED = "recognised", _("Đã được công nhận")
    ENDED = "ended", _("Đã dừng")


class Initiative(RegisterRow):
    """One initiative or model."""

    personal_data: ClassVar[tuple[str, ...]] = ("author", "folded")

    name = models.CharField(_("tên sáng kiến, mô hình"), max_length=300)
    started_on = models.DateField(_("ngày bắt đầu"))
    author = models.CharField(_("tác giả"), max_length=100, blank=True)
    author_unit = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("đơn vị thực hiện"),
    )
    stage = models.CharField(_("tình trạng"), max_length=10, choices=Stage.choices)
    content = models.TextField(_("nội dung, hiệu quả"), blank=True)
    recognised_on = models.DateField(_("ngày được công nhận"), null=True, blank=True)
    decision = models.CharField(_("văn bản công nhận"), max_length=900, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("sáng kiến")


def _recognised_by_a_day(values: Values, _facts: Facts) -> Iterator[Fault]:
    if values["stage"] == Stage.RECOGNISED and values.get("recognised_on") is None:
        yield fault("recognised_on", gettext_noop("Đã được công nhận thì phải ghi ngày."))


REGISTER = declare(
    Register(
        code="sang-kien",
        group=OUTREACH,
        title=_("Sổ sáng kiến, mô hình"),
        noun=_("sáng kiến"),
        model=Initiative,
        dated_by="started_on",
        columns=(
            Column("name", Kind.TEXT, key=True),
            Column("started_on", Kind.DATE),
            Column("author", Kind.TEXT, person=True, listed=False),
            Column("author_unit", Kind.UNIT, filtered=True),
            Column("stage", Kind.CHOICE, filtered=True),
            Column("content", Kind.LONG, listed=False),
            Column("recognised_on", Kind.DATE),
            Column("decision", Kind.DOCUMENT, listed=False),
        ),
        checks=(_recognised_by_a_day,),
        counts=(
            Count(
                "moi",
                _("Số sáng kiến, mô hình mới"),
                _("Số dòng có ngày bắt đầu trong kỳ."),
                lambda rows, asked: in_window("started_on", rows, asked),
            ),
            Count(
                "cong-nhan",
                _("Số sáng kiến được công nhận"),
                _("Số dòng có ngày được công nhận trong kỳ."),
                lambda rows, asked: in_window("recognised_on", rows, asked),
            ),
        ),
    )
)
