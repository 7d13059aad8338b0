"""Meetings, conferences and contests in which the reform was spoken of."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.outreach.registers import OUTREACH
from congvu.instruments.registers.counting import in_window
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.declaring import (
    Column,
    Kind,
)


class Occasion(models.TextChoices):
    REVIEW = "review", _("Sơ kết, tổng kết")
    CONFERENCE = "conference", _("Hội nghị, tập huấn")
    MEETING = "meeting", _("Lồng ghép trong cuộc họp")
    CONTEST = "contest", _("Hội thi, hội diễn")


class ReformMeeting(RegisterRow):
    """One meeting; its conclusions stand in a document."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    held_on = models.DateField(_("ngày tổ chức"))
    occasion = models.CharField(_("loại"), max_length=12, choices=Occasion.choices)
    title = models.CharField(_("tên, nội dung"), max_length=300)
    attendees = models.IntegerField(_("số người dự"), null=True, blank=True)
    host = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("đơn vị tổ chức"),
    )
    conclusion = models.CharField(_("văn bản kết luận"), max_length=900, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("hội nghị, cuộc họp")


def _held(rows: Rows, asked: Asked) -> Rows:
    return in_window("held_on", rows, asked)


REGISTER = declare(
    Register(
        code="hoi-nghi",
        group=OUTREACH,
        title=_("Sổ hội nghị, cuộc họp về cải cách hành chính"),
        noun=_("cuộc"),
        model=ReformMeeting,
        dated_by="held_on",
        columns=(
            Column("held_on", Kind.DATE, key=True),
            Column("occasion", Kind.CHOICE, key=True, filtered=True),
            Column("title", Kind.TEXT, key=True),
            Column("attendees", Kind.INTEGER),
            Column("host", Kind.UNIT, filtered=True, dated_by="held_on", outside=True),
            Column("conclusion", Kind.DOCUMENT, listed=False),
        ),
        counts=(
            Count(
                "cuoc",
                _("Số cuộc họp, hội nghị, hội thi có tuyên truyền CCHC"),
                _("Số dòng có ngày tổ chức trong kỳ; từ một cuộc trở lên là có tuyên truyền."),
                _held,
            ),
            Count(
                "so-ket",
                _("Số cuộc sơ kết, tổng kết"),
                _("Số dòng loại sơ kết, tổng kết trong kỳ."),
                lambda rows, asked: _held(rows, asked).filter(occasion=Occasion.REVIEW),
            ),
        ),
    )
)
