"""Training: classes held or attended, with how many were planned and how many came."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.workforce.registers import WORKFORCE
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
    POLITICS = "politics", _("Lý luận chính trị")
    MANAGEMENT = "management", _("Quản lý nhà nước")
    PROFESSION = "profession", _("Chuyên môn, nghiệp vụ")
    REFORM = "reform", _("Cải cách hành chính, một cửa")
    DIGITAL = "digital", _("Chuyển đổi số, công nghệ thông tin")
    LANGUAGE = "language", _("Ngoại ngữ, tiếng dân tộc")


class TrainingClass(RegisterRow):
    """One class."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    starts_on = models.DateField(_("ngày mở lớp"))
    subject = models.CharField(_("nội dung"), max_length=12, choices=Subject.choices)
    name = models.CharField(_("tên lớp"), max_length=300)
    host = models.CharField(_("nơi tổ chức"), max_length=200, blank=True)
    planned = models.IntegerField(_("số người theo kế hoạch"))
    attended = models.IntegerField(_("số người thực tế"), null=True, blank=True)
    ends_on = models.DateField(_("ngày kết thúc"), null=True, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("lớp đào tạo, bồi dưỡng")


def _ends_after_it_starts(values: Values, _facts: Facts) -> Iterator[Fault]:
    if values.get("ends_on") and values["ends_on"] < values["starts_on"]:
        yield fault("ends_on", gettext_noop("Ngày kết thúc phải sau ngày bắt đầu."))


def _begun(rows: Rows, asked: Asked) -> Rows:
    return in_window("starts_on", rows, asked)


REGISTER = declare(
    Register(
        code="dao-tao",
        group=WORKFORCE,
        title=_("Sổ đào tạo, bồi dưỡng"),
        noun=_("lớp"),
        model=TrainingClass,
        dated_by="starts_on",
        columns=(
            Column("starts_on", Kind.DATE, key=True, future=True),
            Column("subject", Kind.CHOICE, filtered=True),
            Column("name", Kind.TEXT, key=True),
            Column("host", Kind.TEXT, listed=False),
            Column("planned", Kind.INTEGER),
            Column("attended", Kind.INTEGER),
            Column("ends_on", Kind.DATE, future=True, listed=False),
        ),
        checks=(_ends_after_it_starts,),
        counts=(
            Count(
                "lop",
                _("Số lớp đào tạo, bồi dưỡng"),
                _("Số dòng có ngày mở lớp trong kỳ."),
                _begun,
            ),
            Count(
                "ke-hoach",
                _("Số người đào tạo theo kế hoạch"),
                _("Cộng số người theo kế hoạch của các lớp mở trong kỳ."),
                _begun,
                total="planned",
            ),
            Count(
                "thuc-te",
                _("Số người đào tạo thực tế"),
                _("Cộng số người thực tế của các lớp mở trong kỳ."),
                _begun,
                total="attended",
            ),
        ),
    )
)
