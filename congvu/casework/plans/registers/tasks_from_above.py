"""Tasks that a superior authority gave, and whether they were done by the day that it set."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.plans.registers import PLANS
from congvu.casework.plans.registers.tasks import (
    days_follow,
    done,
    done_late,
    done_on_time,
    done_with_proof,
    overdue,
)
from congvu.instruments.registers.counting import in_window
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.declaring import Column, Kind


class Giver(models.TextChoices):
    PROVINCE = "province", _("UBND tỉnh, Chủ tịch UBND tỉnh")
    DEPARTMENT = "department", _("Sở, ngành")
    PARTY = "party", _("Cấp ủy")
    COUNCIL = "council", _("Hội đồng nhân dân")
    GOVERNMENT = "government", _("Chính phủ, Thủ tướng, bộ")
    DISTRICT = "district", _("UBND cấp huyện (trước 01/7/2025)")


class AssignedTask(RegisterRow):
    """One task from above."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    giver = models.CharField(_("cấp giao"), max_length=12, choices=Giver.choices)
    document = models.CharField(_("văn bản giao"), max_length=900)
    content = models.TextField(_("nội dung nhiệm vụ"))
    given_on = models.DateField(_("ngày giao"))
    due_on = models.DateField(_("hạn hoàn thành"))
    duty = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("đơn vị chủ trì"),
    )
    person = models.ForeignKey(
        "people.Position",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("người thực hiện"),
    )
    progress = models.IntegerField(_("tiến độ (%)"), null=True, blank=True)
    done_on = models.DateField(_("ngày hoàn thành"), null=True, blank=True)
    evidence = models.CharField(_("văn bản báo cáo kết quả"), max_length=900, blank=True)
    note = models.TextField(_("ghi chú"), blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("nhiệm vụ cấp trên giao")
        indexes = [models.Index(fields=["person", "due_on"], name="plans_assigned_person")]


def _given(rows: Rows, asked: Asked) -> Rows:
    return in_window("given_on", rows, asked)


REGISTER = declare(
    Register(
        code="nhiem-vu-duoc-giao",
        group=PLANS,
        title=_("Sổ nhiệm vụ cấp trên giao"),
        noun=_("nhiệm vụ"),
        model=AssignedTask,
        dated_by="due_on",
        columns=(
            Column("giver", Kind.CHOICE, filtered=True),
            Column("document", Kind.DOCUMENT, key=True),
            Column("content", Kind.LONG, key=True),
            Column("given_on", Kind.DATE, _("Ai làm, khi nào")),
            Column("due_on", Kind.DATE, _("Ai làm, khi nào"), future=True),
            Column("duty", Kind.UNIT, _("Ai làm, khi nào"), filtered=True),
            Column("person", Kind.POSITION, _("Ai làm, khi nào"), listed=False),
            Column("progress", Kind.INTEGER, _("Kết quả"), most=100, listed=False),
            Column("done_on", Kind.DATE, _("Kết quả")),
            Column("evidence", Kind.DOCUMENT, _("Kết quả"), listed=False),
            Column("note", Kind.LONG, _("Kết quả"), listed=False),
        ),
        checks=(days_follow, done_with_proof),
        counts=(
            Count(
                "duoc-giao",
                _("Tổng số nhiệm vụ được cấp trên giao"),
                _("Số dòng có ngày giao trong kỳ."),
                _given,
            ),
            Count(
                "dung-han",
                _("Số nhiệm vụ cấp trên giao đã hoàn thành đúng hạn"),
                _("Trong số đó, số hoàn thành đến hết ngày cuối kỳ và không sau hạn."),
                lambda rows, asked: done_on_time(_given(rows, asked), asked),
            ),
            Count(
                "qua-han-da-xong",
                _("Số nhiệm vụ cấp trên giao đã hoàn thành nhưng quá hạn"),
                _("Trong số đó, số hoàn thành đến hết ngày cuối kỳ nhưng sau hạn."),
                lambda rows, asked: done_late(_given(rows, asked), asked),
            ),
            Count(
                "da-xong",
                _("Số nhiệm vụ cấp trên giao đã hoàn thành"),
                _("Trong số đó, số hoàn thành đến hết ngày cuối kỳ."),
                lambda rows, asked: done(_given(rows, asked), asked),
            ),
            Count(
                "chua-xong-qua-han",
                _("Số nhiệm vụ cấp trên giao quá hạn chưa xong"),
                _("Trong số đó, số chưa hoàn thành vào ngày cuối kỳ mà hạn trước ngày đó."),
                lambda rows, asked: overdue(_given(rows, asked), asked),
            ),
        ),
    )
)
