"""Planning of posts: who is planned for which leading post, for which term, and who left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.workforce.registers import WORKFORCE
from congvu.foundation.people.rules import Role
from congvu.instruments.registers.counting import in_window, standing
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.errors import Fault
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.days import ends_after
from congvu.instruments.registers.rules.declaring import (
    Access,
    Column,
    Facts,
    Kind,
    Values,
    fault,
)
from congvu.kernel.errors import gettext_noop


class Planned(models.TextChoices):
    PLANNED = "planned", _("Trong quy hoạch")
    TAKEN_OUT = "taken_out", _("Đưa ra khỏi quy hoạch")
    APPOINTED = "appointed", _("Đã bổ nhiệm chức vụ quy hoạch")


class PlannedPerson(RegisterRow):
    """One person planned for one post of one term, until taken out or appointed."""

    personal_data: ClassVar[tuple[str, ...]] = ("person", "why", "natural_key", "folded")

    person = models.CharField(_("người được quy hoạch"), max_length=100)
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị của chức vụ")
    )
    post = models.CharField(_("chức vụ quy hoạch"), max_length=150)
    term = models.CharField(_("nhiệm kỳ, giai đoạn"), max_length=40)
    planned_on = models.DateField(_("ngày phê duyệt quy hoạch"))
    decision = models.CharField(_("quyết định phê duyệt"), max_length=900, blank=True)
    state = models.CharField(_("tình trạng"), max_length=10, choices=Planned.choices)
    left_on = models.DateField(_("ngày ra khỏi quy hoạch hoặc bổ nhiệm"), null=True, blank=True)
    left_by = models.CharField(_("quyết định đưa ra hoặc bổ nhiệm"), max_length=900, blank=True)
    why = models.TextField(_("lý do đưa ra"), blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("người trong quy hoạch")


# names of those planned are internal until an appointment, as those of discipline are
FEW = frozenset({Role.REFORM_OFFICER, Role.LEADER})


def _leaves_on_a_day(values: Values, _facts: Facts) -> Iterator[Fault]:
    left_on = values.get("left_on")
    if values["state"] == Planned.PLANNED and left_on:
        yield fault("state", gettext_noop("Đã có ngày ra khỏi quy hoạch thì chọn lại tình trạng."))
    if values["state"] != Planned.PLANNED and not left_on:
        yield fault("left_on", gettext_noop("Ghi ngày đưa ra khỏi quy hoạch hoặc bổ nhiệm."))


def _standing(rows: Rows, asked: Asked) -> Rows:
    return standing(rows, asked, since="planned_on", until="left_on")


REGISTER = declare(
    Register(
        code="quy-hoach",
        group=WORKFORCE,
        title=_("Sổ quy hoạch cán bộ"),
        noun=_("lượt quy hoạch"),
        about=_("Một người quy hoạch hai chức vụ là hai dòng. Chỉ lãnh đạo và người làm CCHC mở."),
        model=PlannedPerson,
        dated_by="planned_on",
        access=Access(sees=FEW, subtree=frozenset(), counts=frozenset({Role.PROVINCE_OFFICER})),
        columns=(
            Column("person", Kind.TEXT, key=True, person=True),
            Column("unit", Kind.UNIT, key=True, filtered=True, dated_by="planned_on"),
            Column("post", Kind.TEXT, key=True),
            Column("term", Kind.TEXT, key=True),
            Column("planned_on", Kind.DATE),
            Column("decision", Kind.DOCUMENT, listed=False),
            Column("state", Kind.CHOICE, filtered=True),
            Column("left_on", Kind.DATE),
            Column("left_by", Kind.DOCUMENT, listed=False),
            Column("why", Kind.LONG, listed=False),
        ),
        checks=(_leaves_on_a_day, ends_after("planned_on", "left_on")),
        counts=(
            Count(
                "trong-quy-hoach",
                _("Số người trong quy hoạch"),
                _("Số người khác nhau theo tên còn trong quy hoạch vào ngày cuối kỳ."),
                _standing,
                distinct="person",
                by_office=True,
            ),
            Count(
                "luot",
                _("Số lượt quy hoạch"),
                _("Số dòng còn trong quy hoạch vào ngày cuối kỳ; một người hai chức vụ là hai."),
                _standing,
            ),
            Count(
                "bo-sung",
                _("Số lượt đưa vào quy hoạch trong kỳ"),
                _("Số dòng có ngày phê duyệt quy hoạch trong kỳ."),
                lambda rows, asked: in_window("planned_on", rows, asked),
            ),
            Count(
                "dua-ra",
                _("Số lượt đưa ra khỏi quy hoạch trong kỳ"),
                _("Số dòng có ngày đưa ra khỏi quy hoạch trong kỳ, không kể người được bổ nhiệm."),
                lambda rows, asked: in_window("left_on", rows, asked).filter(
                    state=Planned.TAKEN_OUT
                ),
            ),
            Count(
                "bo-nhiem",
                _("Số lượt bổ nhiệm chức vụ quy hoạch trong kỳ"),
                _("Số dòng có ngày bổ nhiệm chức vụ quy hoạch trong kỳ."),
                lambda rows, asked: in_window("left_on", rows, asked).filter(
                    state=Planned.APPOINTED
                ),
            ),
        ),
    )
)
