"""Findings of inspections: what was found, who mends it until when, and the proof that it is mended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from congvu.casework.inspections.registers import INSPECTIONS
from congvu.casework.inspections.registers.inspections import Inspection, Purpose, held
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


class Progress(models.TextChoices):
    OPEN = "open", _("Chưa khắc phục")
    MENDING = "mending", _("Đang khắc phục")
    CLOSED = "closed", _("Đã khắc phục xong")


class Finding(RegisterRow):
    """One thing that an inspection found."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="+", verbose_name=_("cuộc kiểm tra")
    )
    number = models.IntegerField(_("vấn đề số"))
    content = models.TextField(_("vấn đề phát hiện"))
    duty = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("đơn vị khắc phục"),
    )
    due_on = models.DateField(_("hạn khắc phục"), null=True, blank=True)
    progress = models.CharField(_("tình trạng"), max_length=8, choices=Progress.choices)
    remedy = models.TextField(_("cách khắc phục"), blank=True)
    closed_on = models.DateField(_("ngày khắc phục xong"), null=True, blank=True)
    proof = models.CharField(_("văn bản chứng minh"), max_length=900, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("vấn đề phát hiện")


def _closed_with_proof(values: Values, facts: Facts) -> Iterator[Fault]:
    """Demand a proof: findings "đã thông báo" without one are what reviewers complain about."""
    is_closed = values["progress"] == Progress.CLOSED
    if is_closed and values.get("closed_on") is None:
        yield fault("closed_on", gettext_noop("Đã khắc phục xong thì phải ghi ngày."))
    if is_closed and not values.get("proof") and not facts.files:
        yield fault(
            "proof",
            gettext_noop("Đã khắc phục xong thì phải ghi văn bản chứng minh hoặc kèm tệp."),
        )
    if not is_closed and values.get("closed_on") is not None:
        yield fault("progress", gettext_noop("Có ngày khắc phục xong mà tình trạng chưa xong."))


def _of(purpose: Purpose, rows: Rows, asked: Asked) -> Rows:
    """Keep findings of what was inspected within the days, as the inspection was known then."""
    inspections = held(Inspection.objects.known_at(asked.known_at), asked, purpose)
    return rows.filter(Exists(inspections.filter(uuid=OuterRef("inspection__uuid"))))


def _found(purpose: Purpose, label: object) -> Count:
    return Count(
        f"{purpose}-van-de",
        label,
        _("Số vấn đề của các cuộc kiểm tra có ngày kiểm tra trong kỳ."),
        lambda rows, asked: _of(purpose, rows, asked),
    )


def _mended(purpose: Purpose, label: object) -> Count:
    return Count(
        f"{purpose}-xong",
        label,
        _("Trong số đó, số vấn đề khắc phục xong đến hết ngày cuối kỳ."),
        lambda rows, asked: _of(purpose, rows, asked).filter(
            progress=Progress.CLOSED, closed_on__lt=asked.window.ends_on
        ),
    )


COUNTS = (
    _found(Purpose.REFORM, _("Số vấn đề phát hiện qua kiểm tra CCHC")),
    _mended(Purpose.REFORM, _("Số vấn đề phát hiện qua kiểm tra CCHC đã xử lý xong")),
    _found(Purpose.DECENTRALISATION, _("Số vấn đề phát hiện qua kiểm tra phân cấp")),
    _mended(Purpose.DECENTRALISATION, _("Số vấn đề phát hiện qua kiểm tra phân cấp đã xử lý xong")),
    _found(Purpose.INSPECTORATE, _("Số vấn đề phát hiện qua thanh tra")),
    _mended(Purpose.INSPECTORATE, _("Số vấn đề phát hiện qua thanh tra đã xử lý xong")),
    _found(Purpose.FINANCE, _("Số kiến nghị sau thanh tra, kiểm toán tài chính")),
    _mended(Purpose.FINANCE, _("Số kiến nghị sau thanh tra, kiểm toán tài chính đã thực hiện")),
)

REGISTER = declare(
    Register(
        code="van-de-phat-hien",
        group=INSPECTIONS,
        title=_("Sổ vấn đề phát hiện, khắc phục"),
        noun=_("vấn đề"),
        about=_("Một vấn đề chỉ xong khi có ngày và có văn bản hoặc tệp chứng minh."),
        model=Finding,
        dated_by="due_on",
        columns=(
            Column("inspection", Kind.ROW, _("Phát hiện"), key=True, above="cuoc-kiem-tra"),
            Column("number", Kind.INTEGER, _("Phát hiện"), key=True, least=1),
            Column("content", Kind.LONG, _("Phát hiện")),
            Column("duty", Kind.UNIT, _("Khắc phục"), filtered=True),
            Column("due_on", Kind.DATE, _("Khắc phục"), future=True),
            Column("progress", Kind.CHOICE, _("Khắc phục"), filtered=True),
            Column("remedy", Kind.LONG, _("Khắc phục"), listed=False),
            Column("closed_on", Kind.DATE, _("Khắc phục")),
            Column("proof", Kind.DOCUMENT, _("Khắc phục"), listed=False),
        ),
        checks=(_closed_with_proof,),
        counts=COUNTS,
    )
)
