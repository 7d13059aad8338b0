"""Dialogues of the leaders with citizens and businesses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.outreach.registers import OUTREACH
from congvu.instruments.registers.counting import in_window
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


class Partner(models.TextChoices):
    CITIZENS = "citizens", _("Người dân")
    BUSINESSES = "businesses", _("Doanh nghiệp, hợp tác xã, hộ kinh doanh")
    BOTH = "both", _("Người dân và doanh nghiệp")
    YOUTH = "youth", _("Thanh niên")


class Dialogue(RegisterRow):
    """One meeting in which the leaders answered."""

    personal_data: ClassVar[tuple[str, ...]] = ("chair", "folded")

    held_on = models.DateField(_("ngày đối thoại"))
    partner = models.CharField(_("đối thoại với"), max_length=12, choices=Partner.choices)
    topic = models.CharField(_("chủ đề"), max_length=300)
    chair = models.CharField(_("người chủ trì"), max_length=100, blank=True)
    attendees = models.IntegerField(_("số người dự"), null=True, blank=True)
    questions = models.IntegerField(_("số ý kiến nêu ra"), null=True, blank=True)
    answered = models.IntegerField(_("số ý kiến đã trả lời"), null=True, blank=True)
    conclusion = models.CharField(_("thông báo kết luận"), max_length=900, blank=True)
    note = models.TextField(_("ghi chú"), blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("cuộc đối thoại")


def _answers_are_to_questions(values: Values, _facts: Facts) -> Iterator[Fault]:
    if (values.get("answered") or 0) > (values.get("questions") or 0):
        yield fault("answered", gettext_noop("Số đã trả lời nhiều hơn số ý kiến nêu ra."))


def _held(rows: Rows, asked: Asked) -> Rows:
    return in_window("held_on", rows, asked)


REGISTER = declare(
    Register(
        code="doi-thoai",
        group=OUTREACH,
        title=_("Sổ đối thoại với người dân, doanh nghiệp"),
        noun=_("cuộc đối thoại"),
        model=Dialogue,
        dated_by="held_on",
        columns=(
            Column("held_on", Kind.DATE, key=True),
            Column("partner", Kind.CHOICE, key=True, filtered=True),
            Column("topic", Kind.TEXT, key=True),
            Column("chair", Kind.TEXT, person=True),
            Column("attendees", Kind.INTEGER, _("Kết quả")),
            Column("questions", Kind.INTEGER, _("Kết quả")),
            Column("answered", Kind.INTEGER, _("Kết quả")),
            Column("conclusion", Kind.DOCUMENT, _("Kết quả"), listed=False),
            Column("note", Kind.LONG, _("Kết quả"), listed=False),
        ),
        checks=(_answers_are_to_questions,),
        counts=(
            Count(
                "cuoc",
                _("Số cuộc đối thoại của lãnh đạo với người dân, doanh nghiệp"),
                _("Số dòng có ngày đối thoại trong kỳ."),
                _held,
            ),
            Count(
                "y-kien",
                _("Số ý kiến nêu ra tại đối thoại"),
                _("Cộng số ý kiến nêu ra của các cuộc đối thoại trong kỳ."),
                _held,
                total="questions",
            ),
            Count(
                "da-tra-loi",
                _("Số ý kiến đối thoại đã trả lời"),
                _("Cộng số ý kiến đã trả lời của các cuộc đối thoại trong kỳ."),
                _held,
                total="answered",
            ),
        ),
    )
)
