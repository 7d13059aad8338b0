"""Questions of citizens answered in public: asked when, answered when."""

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


class PublicQuestion(RegisterRow):
    """One question and its public answer; the asker is not named."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    asked_on = models.DateField(_("ngày hỏi"))
    field = models.CharField(_("lĩnh vực"), max_length=120)
    question = models.CharField(_("câu hỏi"), max_length=500)
    answer = models.TextField(_("trả lời"), blank=True)
    answered_on = models.DateField(_("ngày trả lời"), null=True, blank=True)
    unit = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("đơn vị trả lời"),
    )
    link = models.CharField(_("đường dẫn"), max_length=500, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("câu hỏi của người dân")


def _answered_after_asked(values: Values, _facts: Facts) -> Iterator[Fault]:
    answered = values.get("answered_on")
    if answered and answered < values["asked_on"]:
        yield fault("answered_on", gettext_noop("Ngày trả lời trước ngày hỏi."))
    if answered and not values.get("answer"):
        yield fault("answer", gettext_noop("Đã trả lời thì phải ghi câu trả lời."))


REGISTER = declare(
    Register(
        code="dan-hoi",
        group=OUTREACH,
        title=_("Sổ dân hỏi, chính quyền trả lời"),
        noun=_("câu hỏi"),
        model=PublicQuestion,
        dated_by="asked_on",
        columns=(
            Column("asked_on", Kind.DATE, key=True),
            Column("field", Kind.TEXT),
            Column("question", Kind.TEXT, key=True),
            Column("answer", Kind.LONG, listed=False),
            Column("answered_on", Kind.DATE),
            Column("unit", Kind.UNIT, filtered=True, dated_by="asked_on", outside=True),
            Column("link", Kind.LINK, listed=False),
        ),
        checks=(_answered_after_asked,),
        counts=(
            Count(
                "hoi",
                _("Số câu hỏi của người dân"),
                _("Số dòng có ngày hỏi trong kỳ."),
                lambda rows, asked: in_window("asked_on", rows, asked),
            ),
            Count(
                "da-tra-loi",
                _("Số câu hỏi đã trả lời"),
                _("Số dòng có ngày trả lời trong kỳ."),
                lambda rows, asked: in_window("answered_on", rows, asked),
            ),
        ),
    )
)
