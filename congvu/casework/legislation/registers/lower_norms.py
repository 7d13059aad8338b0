"""Checks of the normative documents of bodies below: what was found, what was mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.legislation.registers import LEGISLATION
from congvu.casework.legislation.registers.norms import Verdict
from congvu.foundation.people.rules import Role
from congvu.instruments.registers.counting import in_window
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.errors import Fault
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.declaring import (
    Access,
    Column,
    Facts,
    Kind,
    Values,
    fault,
)
from congvu.kernel.errors import gettext_noop


class LowerNormCheck(RegisterRow):
    """One document of a council or committee below, checked by the authority above it."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    document = models.CharField(_("văn bản được kiểm tra"), max_length=900)
    issuer = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("nơi ban hành")
    )
    checked_on = models.DateField(_("ngày kiểm tra"))
    verdict = models.CharField(_("kết quả kiểm tra"), max_length=8, choices=Verdict.choices)
    wrong = models.TextField(_("nội dung trái pháp luật"), blank=True)
    conclusion = models.CharField(_("văn bản kết luận"), max_length=900, blank=True)
    mended_on = models.DateField(_("ngày xử lý xong"), null=True, blank=True)
    mended_by = models.CharField(_("văn bản xử lý"), max_length=900, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("lần kiểm tra văn bản cấp dưới")


def _only_the_unlawful_is_mended(values: Values, _facts: Facts) -> Iterator[Fault]:
    is_unlawful = values["verdict"] == Verdict.UNLAWFUL
    if is_unlawful and not values.get("wrong"):
        yield fault("wrong", gettext_noop("Hãy ghi nội dung trái pháp luật."))
    mended = values.get("mended_on")
    if mended and not is_unlawful:
        yield fault("mended_on", gettext_noop("Chỉ xử lý văn bản có nội dung trái pháp luật."))
    if mended and mended < values["checked_on"]:
        yield fault("mended_on", gettext_noop("Ngày xử lý xong trước ngày kiểm tra."))


def _within(column: str, **more: object) -> Callable[[Rows, Asked], Rows]:
    return lambda rows, asked: in_window(column, rows, asked).filter(**more)


REGISTER = declare(
    Register(
        code="kiem-tra-van-ban",
        group=LEGISLATION,
        title=_("Sổ kiểm tra văn bản của cấp dưới"),
        noun=_("văn bản"),
        about=_(
            "Cấp trên kiểm tra thì cấp trên ghi, ở cấp xã có thể trống; văn bản tự kiểm tra ghi ở sổ "
            "văn bản quy phạm pháp luật."
        ),
        model=LowerNormCheck,
        dated_by="checked_on",
        columns=(
            Column("document", Kind.DOCUMENT, key=True),
            Column("issuer", Kind.UNIT, filtered=True),
            Column("checked_on", Kind.DATE, key=True),
            Column("verdict", Kind.CHOICE, filtered=True),
            Column("wrong", Kind.LONG, listed=False),
            Column("conclusion", Kind.DOCUMENT, listed=False),
            Column("mended_on", Kind.DATE),
            Column("mended_by", Kind.DOCUMENT, listed=False),
        ),
        access=Access(edits=frozenset({Role.REFORM_OFFICER, Role.PROVINCE_OFFICER})),
        checks=(_only_the_unlawful_is_mended,),
        counts=(
            Count(
                "kiem-tra",
                _("Số VBQPPL của cấp dưới đã kiểm tra"),
                _("Số dòng có ngày kiểm tra trong kỳ."),
                _within("checked_on"),
            ),
            Count(
                "trai-phap-luat",
                _("Số VBQPPL của cấp dưới phát hiện trái pháp luật"),
                _("Trong số kiểm tra trong kỳ, số văn bản có nội dung trái pháp luật."),
                _within("checked_on", verdict=Verdict.UNLAWFUL),
            ),
            Count(
                "da-xu-ly",
                _("Số VBQPPL trái pháp luật của cấp dưới đã xử lý"),
                _("Số dòng có ngày xử lý xong trong kỳ."),
                _within("mended_on"),
            ),
        ),
    )
)
