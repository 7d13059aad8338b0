"""Comments on drafts of superiors: asked until when, answered when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.legislation.registers import LEGISLATION
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


class DraftComment(RegisterRow):
    """One draft on which the office was asked."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    asked_on = models.DateField(_("ngày nhận đề nghị"))
    draft = models.CharField(_("tên dự thảo"), max_length=300)
    asker = models.CharField(_("cơ quan lấy ý kiến"), max_length=200)
    due_on = models.DateField(_("hạn góp ý"), null=True, blank=True)
    sent_on = models.DateField(_("ngày gửi góp ý"), null=True, blank=True)
    reply = models.CharField(_("văn bản góp ý"), max_length=900, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("góp ý dự thảo văn bản")


def _sent_after_asked(values: Values, _facts: Facts) -> Iterator[Fault]:
    if values.get("sent_on") and values["sent_on"] < values["asked_on"]:
        yield fault("sent_on", gettext_noop("Ngày gửi góp ý trước ngày nhận đề nghị."))


REGISTER = declare(
    Register(
        code="gop-y-du-thao",
        group=LEGISLATION,
        title=_("Sổ góp ý dự thảo văn bản cấp trên"),
        noun=_("dự thảo"),
        model=DraftComment,
        dated_by="asked_on",
        columns=(
            Column("asked_on", Kind.DATE, key=True),
            Column("draft", Kind.TEXT, key=True),
            Column("asker", Kind.TEXT),
            Column("due_on", Kind.DATE, future=True),
            Column("sent_on", Kind.DATE),
            Column("reply", Kind.DOCUMENT, listed=False),
        ),
        checks=(_sent_after_asked,),
        counts=(
            Count(
                "da-gop-y",
                _("Số dự thảo đã góp ý"),
                _("Số dòng có ngày gửi góp ý trong kỳ."),
                lambda rows, asked: in_window("sent_on", rows, asked),
            ),
        ),
    )
)
