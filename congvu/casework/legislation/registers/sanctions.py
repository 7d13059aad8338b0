"""Files of administrative sanctions and detoxification on which a legal opinion was given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.legislation.registers import LEGISLATION
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


class Subject(models.TextChoices):
    SANCTION = "sanction", _("Xử phạt vi phạm hành chính")
    DETOXIFICATION = "detoxification", _("Đưa vào cơ sở cai nghiện bắt buộc")
    EDUCATION = "education", _("Giáo dục tại xã, phường")


class Opinion(models.TextChoices):
    AGREED = "agreed", _("Đủ căn cứ")
    RETURNED = "returned", _("Trả lại, bổ sung")
    REFUSED = "refused", _("Không đủ căn cứ")


class AppraisedFile(RegisterRow):
    """One file appraised; the person concerned stands in the file, not here."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    received_on = models.DateField(_("ngày nhận hồ sơ"))
    number = models.CharField(_("số hồ sơ"), max_length=60)
    subject = models.CharField(_("loại hồ sơ"), max_length=16, choices=Subject.choices)
    field = models.CharField(_("lĩnh vực"), max_length=120, blank=True)
    due_on = models.DateField(_("hạn thẩm định"), null=True, blank=True)
    appraised_on = models.DateField(_("ngày thẩm định xong"), null=True, blank=True)
    opinion = models.CharField(_("ý kiến"), max_length=10, choices=Opinion.choices, blank=True)
    document = models.CharField(_("văn bản thẩm định"), max_length=900, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("hồ sơ thẩm định xử lý vi phạm")


def _opinion_has_a_day(values: Values, _facts: Facts) -> Iterator[Fault]:
    if values.get("opinion") and values.get("appraised_on") is None:
        yield fault("appraised_on", gettext_noop("Có ý kiến thẩm định thì phải ghi ngày."))


def _done(subject: Subject, rows: Rows, asked: Asked) -> Rows:
    return in_window("appraised_on", rows, asked).filter(subject=subject)


REGISTER = declare(
    Register(
        code="xu-ly-vi-pham",
        group=LEGISLATION,
        title=_("Sổ thẩm định hồ sơ xử lý vi phạm hành chính"),
        noun=_("hồ sơ"),
        about=_("Không ghi tên người vi phạm ở đây; tên ở trong hồ sơ."),
        model=AppraisedFile,
        dated_by="received_on",
        columns=(
            Column("received_on", Kind.DATE),
            Column("number", Kind.TEXT, key=True),
            Column("subject", Kind.CHOICE, key=True, filtered=True),
            Column("field", Kind.TEXT),
            Column("due_on", Kind.DATE, future=True),
            Column("appraised_on", Kind.DATE),
            Column("opinion", Kind.CHOICE, filtered=True),
            Column("document", Kind.DOCUMENT, listed=False),
        ),
        checks=(_opinion_has_a_day,),
        counts=(
            Count(
                "xu-phat",
                _("Số hồ sơ xử phạt vi phạm hành chính đã thẩm định"),
                _("Số dòng loại này có ngày thẩm định xong trong kỳ."),
                lambda rows, asked: _done(Subject.SANCTION, rows, asked),
            ),
            Count(
                "cai-nghien",
                _("Số hồ sơ đưa vào cơ sở cai nghiện đã thẩm định"),
                _("Số dòng loại này có ngày thẩm định xong trong kỳ."),
                lambda rows, asked: _done(Subject.DETOXIFICATION, rows, asked),
            ),
        ),
    )
)
