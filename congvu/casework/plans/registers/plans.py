"""Plans of a year: the reform plan, and the component plans that belong to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.plans.registers import PLANS
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


class PlanKind(models.TextChoices):
    REFORM = "reform", _("Cải cách hành chính năm")
    CONTROL = "control", _("Kiểm soát thủ tục hành chính")
    REVIEW = "review", _("Rà soát thủ tục hành chính")
    NORMS = "norms", _("Kiểm tra, rà soát văn bản quy phạm pháp luật")
    OUTREACH = "outreach", _("Tuyên truyền cải cách hành chính")
    INSPECTION = "inspection", _("Kiểm tra cải cách hành chính")
    DISCIPLINE = "discipline", _("Kiểm tra công vụ, kỷ luật, kỷ cương")
    DIGITAL = "digital", _("Ứng dụng công nghệ thông tin, chuyển đổi số")
    ISO = "iso", _("ISO và mục tiêu chất lượng")
    TRAINING = "training", _("Đào tạo, bồi dưỡng")
    EMULATION = "emulation", _("Thi đua, khen thưởng")
    ENFORCEMENT = "enforcement", _("Theo dõi thi hành pháp luật")
    SANCTIONS = "sanctions", _("Xử lý vi phạm hành chính")
    LEGAL_EDUCATION = "legal_education", _("Phổ biến, giáo dục pháp luật")
    ROTATION = "rotation", _("Chuyển đổi vị trí công tác")
    REDUCTION = "reduction", _("Tinh giản biên chế")
    DIALOGUE = "dialogue", _("Đối thoại với người dân, doanh nghiệp")
    SURVEY = "survey", _("Khảo sát sự hài lòng")
    INDEX = "index", _("Nâng cao chỉ số, khắc phục tồn tại")
    OTHER = "other", _("Khác")


class Plan(RegisterRow):
    """One plan, with the document that issued it."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    year = models.SmallIntegerField(_("năm kế hoạch"))
    kind = models.CharField(_("loại kế hoạch"), max_length=16, choices=PlanKind.choices)
    title = models.CharField(_("tên kế hoạch"), max_length=300)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("thuộc kế hoạch năm"),
    )
    issued_on = models.DateField(_("ngày ban hành"))
    document = models.CharField(_("văn bản ban hành"), max_length=900, blank=True)
    implements = models.CharField(_("thực hiện văn bản"), max_length=900, blank=True)
    budget = models.BigIntegerField(_("kinh phí (đồng)"), null=True, blank=True)
    note = models.TextField(_("ghi chú"), blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("kế hoạch")


def _belongs_to_the_reform_plan(values: Values, _facts: Facts) -> Iterator[Fault]:
    """Keep two floors only: plans under the year's reform plan, so no circle can be written."""
    if values.get("parent") is None:
        return
    above = Plan.objects.get(pk=values["parent"])
    if values["kind"] == PlanKind.REFORM:
        yield fault("parent", gettext_noop("Kế hoạch cải cách hành chính năm không thuộc kế hoạch nào."))  # fmt: skip
    elif above.kind != PlanKind.REFORM:
        yield fault("parent", gettext_noop("Hãy chọn một kế hoạch cải cách hành chính năm."))
    elif above.year != values["year"]:
        yield fault("parent", gettext_noop("Kế hoạch năm đã chọn là của năm khác."))


def _issued_near_its_year(values: Values, _facts: Facts) -> Iterator[Fault]:
    if abs(values["issued_on"].year - values["year"]) > 1:
        yield fault("issued_on", gettext_noop("Ngày ban hành cách năm kế hoạch hơn một năm."))


def _issued(kind: PlanKind | None, rows: Rows, asked: Asked) -> Rows:
    found = in_window("issued_on", rows, asked)
    return found.filter(kind=kind) if kind else found.exclude(kind=PlanKind.REFORM)


REGISTER = declare(
    Register(
        code="ke-hoach",
        group=PLANS,
        title=_("Sổ kế hoạch"),
        noun=_("kế hoạch"),
        about=_("Kế hoạch cải cách hành chính năm và các kế hoạch thành phần của nó."),
        model=Plan,
        dated_by="issued_on",
        columns=(
            Column("year", Kind.YEAR, key=True, filtered=True, future=True),
            Column("kind", Kind.CHOICE, key=True, filtered=True),
            Column("title", Kind.TEXT, key=True),
            Column("parent", Kind.ROW, above="ke-hoach", listed=False),
            Column("issued_on", Kind.DATE, _("Ban hành")),
            Column("document", Kind.DOCUMENT, _("Ban hành")),
            Column("implements", Kind.DOCUMENT, _("Ban hành"), listed=False),
            Column("budget", Kind.MONEY, _("Ban hành"), listed=False),
            Column("note", Kind.LONG, _("Ban hành"), listed=False),
        ),
        checks=(_belongs_to_the_reform_plan, _issued_near_its_year),
        counts=(
            Count(
                "ke-hoach-cchc",
                _("Số kế hoạch cải cách hành chính năm đã ban hành"),
                _("Số kế hoạch loại cải cách hành chính năm có ngày ban hành trong kỳ."),
                lambda rows, asked: _issued(PlanKind.REFORM, rows, asked),
            ),
            Count(
                "thanh-phan",
                _("Số kế hoạch thành phần đã ban hành"),
                _("Số kế hoạch các loại khác có ngày ban hành trong kỳ."),
                lambda rows, asked: _issued(None, rows, asked),
            ),
            Count(
                "ra-soat-tthc",
                _("Số kế hoạch rà soát thủ tục hành chính đã ban hành"),
                _("Số kế hoạch loại rà soát thủ tục hành chính có ngày ban hành trong kỳ."),
                lambda rows, asked: _issued(PlanKind.REVIEW, rows, asked),
            ),
        ),
    )
)
