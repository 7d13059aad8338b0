"""Disciplinary measures; who reads them is few, the counts name nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.workforce.registers import WORKFORCE
from congvu.casework.workforce.registers.levels import no_district_on
from congvu.foundation.people.rules import Role
from congvu.instruments.registers.counting import in_window
from congvu.instruments.registers.declared import (
    Asked,
    Count,
    Register,
    Rows,
    declare,
    get_register,
)
from congvu.instruments.registers.errors import Fault
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.declaring import (
    Access,
    Column,
    Facts,
    Kind,
    Values,
)


class Standing(models.TextChoices):
    COMMUNE_LEADER = "commune_leader", _("Lãnh đạo UBND cấp xã")
    DEPARTMENT_LEADER = "department_leader", _("Lãnh đạo cấp phòng")
    CIVIL_SERVANT = "civil_servant", _("Công chức không giữ chức vụ")
    PUBLIC_EMPLOYEE = "public_employee", _("Người làm việc tại đơn vị sự nghiệp")
    DISTRICT_LEADER = "district_leader", _("Lãnh đạo UBND cấp huyện (trước 01/7/2025)")


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


def _district_is_past(values: Values, _facts: Facts) -> Iterator[Fault]:
    if values["standing"] == Standing.DISTRICT_LEADER:
        yield from no_district_on(values["decided_on"], "standing")


AUTONOMY = "tu-chu"
PARTS = (
    ("sn-toan-bo", _("– đơn vị sự nghiệp tự chủ hoàn toàn"), ("full", "full_investment")),
    ("sn-mot-phan", _("– đơn vị sự nghiệp tự chủ một phần"), ("partial",)),
    ("sn-nha-nuoc", _("– đơn vị sự nghiệp do ngân sách nhà nước bảo đảm"), ("state",)),
)


def _of_autonomy(degrees: tuple[str, ...]) -> Callable[[Rows, Asked], Rows]:
    """Keep people of units that had one of these degrees on the day of the decision.

    The degree is what the register of autonomy says, as known then: it is not typed twice.
    """

    def select(rows: Rows, asked: Asked) -> Rows:
        held = (
            get_register(AUTONOMY)
            .rows.known_at(asked.known_at)
            .filter(
                models.Q(ends_on=None) | models.Q(ends_on__gt=models.OuterRef("decided_on")),
                office=models.OuterRef("office"),
                unit=models.OuterRef("unit"),
                starts_on__lte=models.OuterRef("decided_on"),
            )
        )
        found = _select(Standing.PUBLIC_EMPLOYEE)(rows, asked)
        if degrees:
            return found.filter(models.Exists(held.filter(degree__in=degrees)))
        known = [degree for _code, _label, part in PARTS for degree in part]
        return found.filter(~models.Exists(held.filter(degree__in=known)))

    return select


def _select(standing: Standing) -> Callable[[Rows, Asked], Rows]:
    return lambda rows, asked: in_window("decided_on", rows, asked).filter(standing=standing)


def _counts() -> Iterator[Count]:
    yield Count(
        "tong",
        _("Số cán bộ, công chức, viên chức bị kỷ luật"),
        _("Số người khác nhau theo tên, có ngày quyết định trong kỳ."),
        lambda rows, asked: in_window("decided_on", rows, asked),
        distinct="person",
        by_office=True,
    )
    for standing in Standing:
        yield Count(
            standing.value,
            standing.label,
            _("Trong số bị kỷ luật trong kỳ, số người thuộc nhóm này."),
            _select(standing),
            distinct="person",
            by_office=True,
        )
    for code, label, degrees in PARTS:
        yield Count(
            code, label, _AUTONOMY_WORDS, _of_autonomy(degrees), distinct="person", by_office=True
        )
    yield Count(
        "sn-chua-ro",
        _("– đơn vị sự nghiệp chưa ghi mức tự chủ"),
        _AUTONOMY_WORDS,
        _of_autonomy(()),
        distinct="person",
        by_office=True,
    )


_AUTONOMY_WORDS = _(
    "Trong số người làm việc tại đơn vị sự nghiệp bị kỷ luật trong kỳ, số người của đơn vị có mức "
    "này vào ngày quyết định, theo sổ giao tự chủ tài chính."
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
        checks=(_district_is_past,),
        access=Access(sees=FEW, edits=frozenset({Role.REFORM_OFFICER}), subtree=frozenset()),
        counts=tuple(_counts()),
    )
)
