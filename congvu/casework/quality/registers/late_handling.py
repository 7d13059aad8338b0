"""Who was asked why a dossier was late, and what came of it; read by few."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.quality.registers import DESK
from congvu.foundation.people.rules import Role
from congvu.instruments.registers.counting import in_window
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.errors import Fault
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.days import in_order
from congvu.instruments.registers.rules.declaring import (
    Access,
    Column,
    Facts,
    Kind,
    Values,
    fault,
)
from congvu.kernel.errors import gettext_noop


class Cause(models.TextChoices):
    PERSON = "person", _("Do người giải quyết")
    OTHER_AGENCY = "other_agency", _("Do cơ quan, đơn vị phối hợp")
    RULES = "rules", _("Do quy định, quy trình")
    SYSTEM = "system", _("Do hệ thống, hạ tầng")
    OTHER = "other", _("Nguyên nhân khác")


class Outcome(models.TextChoices):
    NOT_AT_FAULT = "not_at_fault", _("Không có lỗi")
    LEARNED = "learned", _("Nghiêm túc rút kinh nghiệm")
    CRITICISED = "criticised", _("Phê bình")
    DISCIPLINED = "disciplined", _("Chuyển xem xét kỷ luật")


class LateHandling(RegisterRow):
    """That one person accounted for one late dossier."""

    personal_data: ClassVar[tuple[str, ...]] = ("person", "account", "natural_key", "folded")

    opened_on = models.DateField(_("ngày yêu cầu kiểm điểm"))
    dossier = models.CharField(_("mã hồ sơ trễ hạn"), max_length=60)
    person = models.CharField(_("người kiểm điểm"), max_length=100)
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị")
    )
    days_late = models.IntegerField(_("số ngày trễ"), null=True, blank=True)
    cause = models.CharField(_("nguyên nhân"), max_length=14, choices=Cause.choices)
    account = models.TextField(_("nội dung giải trình"), blank=True)
    concluded_on = models.DateField(_("ngày kết luận"), null=True, blank=True)
    outcome = models.CharField(_("kết quả"), max_length=14, choices=Outcome.choices, blank=True)
    document = models.CharField(_("văn bản, biên bản"), max_length=900, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("lần kiểm điểm hồ sơ trễ hạn")


def _outcome_has_a_day(values: Values, _facts: Facts) -> Iterator[Fault]:
    if bool(values.get("outcome")) != bool(values.get("concluded_on")):
        column = "concluded_on" if values.get("outcome") else "outcome"
        yield fault(column, gettext_noop("Kết quả và ngày kết luận đi cùng nhau."))


FEW = frozenset({Role.REFORM_OFFICER, Role.LEADER})


def _opened(rows: Rows, asked: Asked) -> Rows:
    return in_window("opened_on", rows, asked)


REGISTER = declare(
    Register(
        code="kiem-diem-tre-han",
        group=DESK,
        title=_("Sổ kiểm điểm để hồ sơ trễ hạn"),
        noun=_("lần kiểm điểm"),
        model=LateHandling,
        dated_by="opened_on",
        columns=(
            Column("opened_on", Kind.DATE),
            Column("dossier", Kind.TEXT, key=True),
            Column("person", Kind.TEXT, key=True, person=True),
            Column("unit", Kind.UNIT, filtered=True, dated_by="opened_on"),
            Column("days_late", Kind.INTEGER),
            Column("cause", Kind.CHOICE, filtered=True),
            Column("account", Kind.LONG, listed=False),
            Column("concluded_on", Kind.DATE, listed=False),
            Column("outcome", Kind.CHOICE, filtered=True),
            Column("document", Kind.DOCUMENT, listed=False),
        ),
        access=Access(sees=FEW, edits=frozenset({Role.REFORM_OFFICER}), subtree=frozenset()),
        checks=(_outcome_has_a_day, in_order("opened_on", "concluded_on")),
        counts=(
            Count(
                "ho-so",
                _("Số hồ sơ trễ hạn có kiểm điểm"),
                _("Số mã hồ sơ khác nhau có ngày yêu cầu kiểm điểm trong kỳ."),
                _opened,
                distinct="dossier",
            ),
            Count(
                "nguoi",
                _("Số người phải kiểm điểm"),
                _("Số người khác nhau theo tên có ngày yêu cầu kiểm điểm trong kỳ."),
                _opened,
                distinct="person",
            ),
            Count(
                "ket-luan",
                _("Số lần kiểm điểm đã kết luận"),
                _("Số dòng có ngày kết luận trong kỳ."),
                lambda rows, asked: in_window("concluded_on", rows, asked),
            ),
            Count(
                "cho-ket-luan",
                _("Số lần kiểm điểm chưa kết luận"),
                _("Số dòng đã yêu cầu mà đến hết ngày cuối kỳ chưa có kết luận."),
                lambda rows, asked: rows.filter(
                    models.Q(concluded_on=None) | models.Q(concluded_on__gt=asked.window.last_day),
                    opened_on__lte=asked.window.last_day,
                ),
            ),
        ),
    )
)
