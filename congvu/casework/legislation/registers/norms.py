"""Normative documents of the own council and committee, from the plan to the review."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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


class Verdict(models.TextChoices):
    LAWFUL = "lawful", _("Đúng pháp luật")
    UNLAWFUL = "unlawful", _("Có nội dung trái pháp luật")


class Review(models.TextChoices):
    KEEP = "keep", _("Giữ nguyên")
    AMEND = "amend", _("Kiến nghị sửa đổi, thay thế")
    ABOLISH = "abolish", _("Kiến nghị bãi bỏ")


class Norm(RegisterRow):
    """One normative document, with what its checks and reviews found."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    document = models.CharField(_("văn bản"), max_length=900)
    planned_on = models.DateField(_("ngày phải ban hành theo kế hoạch"), null=True, blank=True)
    issued_on = models.DateField(_("ngày ban hành"))
    right_procedure = models.BooleanField(_("đúng quy trình, thủ tục"), null=True, blank=True)
    expired_on = models.DateField(_("hết hiệu lực từ ngày"), null=True, blank=True)
    checked_on = models.DateField(_("ngày tự kiểm tra"), null=True, blank=True)
    verdict = models.CharField(
        _("kết quả tự kiểm tra"), max_length=8, choices=Verdict.choices, blank=True
    )
    mended_on = models.DateField(
        _("ngày xử lý xong nội dung trái pháp luật"), null=True, blank=True
    )
    review_due_on = models.DateField(_("ngày phải rà soát"), null=True, blank=True)
    reviewed_on = models.DateField(_("ngày rà soát"), null=True, blank=True)
    review = models.CharField(
        _("kết quả rà soát"), max_length=8, choices=Review.choices, blank=True
    )
    handled_on = models.DateField(_("ngày xử lý xong kiến nghị"), null=True, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("văn bản quy phạm pháp luật")


def _results_have_days(values: Values, _facts: Facts) -> Iterator[Fault]:
    if values.get("verdict") and values.get("checked_on") is None:
        yield fault("checked_on", gettext_noop("Có kết quả tự kiểm tra thì phải ghi ngày."))
    if values.get("mended_on") and values.get("verdict") != Verdict.UNLAWFUL:
        yield fault("mended_on", gettext_noop("Chỉ xử lý văn bản có nội dung trái pháp luật."))
    if values.get("review") and values.get("reviewed_on") is None:
        yield fault("reviewed_on", gettext_noop("Có kết quả rà soát thì phải ghi ngày."))
    if values.get("handled_on") and values.get("review") not in (Review.AMEND, Review.ABOLISH):
        yield fault("handled_on", gettext_noop("Chưa có kiến nghị sau rà soát để xử lý."))


def _within(column: str, **more: object) -> Callable[[Rows, Asked], Rows]:
    return lambda rows, asked: in_window(column, rows, asked).filter(**more)


def _in_time(rows: Rows, asked: Asked) -> Rows:
    issued = in_window("issued_on", rows, asked)
    return issued.filter(issued_on__lte=models.F("planned_on"))


PROPOSED = (Review.AMEND, Review.ABOLISH)
_DEFINITION = _("Số văn bản có ngày của việc này trong kỳ.")
COUNTS = (
    Count("ban-hanh", _("Số VBQPPL đã ban hành"), _DEFINITION, _within("issued_on")),
    Count(
        "dung-tien-do",
        _("Số VBQPPL ban hành đúng tiến độ"),
        _("Trong số đã ban hành trong kỳ, số ban hành không sau ngày theo kế hoạch."),
        _in_time,
    ),
    Count(
        "dung-quy-trinh",
        _("Số VBQPPL ban hành đúng quy trình, thủ tục"),
        _("Trong số đã ban hành trong kỳ, số được ghi là đúng quy trình."),
        _within("issued_on", right_procedure=True),
    ),
    Count("tu-kiem-tra", _("Số VBQPPL tự kiểm tra"), _DEFINITION, _within("checked_on")),
    Count(
        "trai-phap-luat",
        _("Số VBQPPL phát hiện trái pháp luật"),
        _DEFINITION,
        _within("checked_on", verdict=Verdict.UNLAWFUL),
    ),
    Count("da-xu-ly", _("Số VBQPPL trái pháp luật đã xử lý"), _DEFINITION, _within("mended_on")),
    Count("phai-ra-soat", _("Số VBQPPL phải rà soát"), _DEFINITION, _within("review_due_on")),
    Count("da-ra-soat", _("Số VBQPPL đã rà soát"), _DEFINITION, _within("reviewed_on")),
    Count(
        "kien-nghi",
        _("Số VBQPPL kiến nghị xử lý sau rà soát"),
        _DEFINITION,
        _within("reviewed_on", review__in=PROPOSED),
    ),
    Count(
        "kien-nghi-xong",
        _("Số VBQPPL có kiến nghị đã xử lý xong"),
        _DEFINITION,
        _within("handled_on"),
    ),
    Count("het-hieu-luc", _("Số VBQPPL hết hiệu lực"), _DEFINITION, _within("expired_on")),
)

REGISTER = declare(
    Register(
        code="vbqppl",
        group=LEGISLATION,
        title=_("Sổ văn bản quy phạm pháp luật"),
        noun=_("văn bản"),
        model=Norm,
        dated_by="issued_on",
        columns=(
            Column("document", Kind.DOCUMENT, _("Ban hành"), key=True),
            Column("planned_on", Kind.DATE, _("Ban hành"), future=True, listed=False),
            Column("issued_on", Kind.DATE, _("Ban hành")),
            Column("right_procedure", Kind.YES_NO, _("Ban hành"), filtered=True),
            Column("expired_on", Kind.DATE, _("Ban hành"), future=True),
            Column("checked_on", Kind.DATE, _("Tự kiểm tra"), listed=False),
            Column("verdict", Kind.CHOICE, _("Tự kiểm tra"), filtered=True),
            Column("mended_on", Kind.DATE, _("Tự kiểm tra"), listed=False),
            Column("review_due_on", Kind.DATE, _("Rà soát"), future=True, listed=False),
            Column("reviewed_on", Kind.DATE, _("Rà soát")),
            Column("review", Kind.CHOICE, _("Rà soát"), filtered=True),
            Column("handled_on", Kind.DATE, _("Rà soát"), listed=False),
        ),
        checks=(_results_have_days,),
        counts=COUNTS,
    )
)
