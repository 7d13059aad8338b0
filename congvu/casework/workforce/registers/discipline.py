"""Disciplinary measures; who reads them is few, the counts name nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.workforce.registers import WORKFORCE
from congvu.foundation.people.rules import Role
from congvu.instruments.registers.counting import in_window
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.declaring import (
    Access,
    Column,
    Kind,
)


class Standing(models.TextChoices):
    COMMUNE_LEADER = "commune_leader", _("Lãnh đạo UBND cấp xã")
    DEPARTMENT_LEADER = "department_leader", _("Lãnh đạo cấp phòng")
    CIVIL_SERVANT = "civil_servant", _("Công chức không giữ chức vụ")
    PUBLIC_EMPLOYEE = "public_employee", _("Người làm việc tại đơn vị sự nghiệp")


class Measure(models.TextChoices):
    REPRIMAND = "reprimand", _("Khiển trách")
    WARNING = "warning", _("Cảnh cáo")
    DEMOTION = "demotion", _("Giáng chức, hạ bậc lương")
    DISMISSAL = "dismissal", _("Cách chức")
    REMOVAL = "removal", _("Buộc thôi việc, bãi nhiệm")


class DisciplinaryAction(RegisterRow):
    """One measure against one person."""

    personal_data: ClassVar[tuple[str, ...]] = ("person", "conduct", "natural_key", "folded")

    decided_on = models.DateField(_("ngày quyết định"))
    person = models.CharField(_("người bị kỷ luật"), max_length=100)
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị")
    )
    standing = models.CharField(_("thuộc nhóm"), max_length=20, choices=Standing.choices)
    by_party = models.BooleanField(_("kỷ luật đảng"))
    measure = models.CharField(_("hình thức"), max_length=12, choices=Measure.choices)
    conduct = models.TextField(_("hành vi vi phạm"), blank=True)
    decision = models.CharField(_("quyết định kỷ luật"), max_length=900, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("lần kỷ luật")


FEW = frozenset({Role.REFORM_OFFICER, Role.LEADER})


def _select(standing: Standing) -> Callable[[Rows, Asked], Rows]:
    return lambda rows, asked: in_window("decided_on", rows, asked).filter(standing=standing)


def _counts() -> Iterator[Count]:
    yield Count(
        "tong",
        _("Số cán bộ, công chức, viên chức bị kỷ luật"),
        _("Số người khác nhau theo tên, có ngày quyết định trong kỳ."),
        lambda rows, asked: in_window("decided_on", rows, asked),
        distinct="person",
    )
    for standing in Standing:
        yield Count(
            standing.value,
            standing.label,
            _("Trong số bị kỷ luật trong kỳ, số người thuộc nhóm này."),
            _select(standing),
            distinct="person",
        )


REGISTER = declare(
    Register(
        code="ky-luat",
        group=WORKFORCE,
        title=_("Sổ kỷ luật cán bộ, công chức, viên chức"),
        noun=_("lần kỷ luật"),
        model=DisciplinaryAction,
        dated_by="decided_on",
        columns=(
            Column("decided_on", Kind.DATE, key=True),
            Column("person", Kind.TEXT, key=True, person=True),
            Column("unit", Kind.UNIT, filtered=True, dated_by="decided_on"),
            Column("standing", Kind.CHOICE, filtered=True),
            Column("by_party", Kind.YES_NO, key=True, filtered=True),
            Column("measure", Kind.CHOICE, filtered=True),
            Column("conduct", Kind.LONG, listed=False),
            Column("decision", Kind.DOCUMENT, listed=False),
        ),
        access=Access(sees=FEW, edits=frozenset({Role.REFORM_OFFICER}), subtree=frozenset()),
        counts=tuple(_counts()),
    )
)
