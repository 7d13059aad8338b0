"""Mediation at the grass roots: teams, and the cases that they took up; cases name nobody."""

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
from congvu.instruments.registers.rules.declaring import Column, Facts, Kind, Values, fault
from congvu.kernel.errors import gettext_noop


class MediationTeam(RegisterRow):
    """One team of a village or street, from its recognition until it ends."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    name = models.CharField(_("tên tổ hòa giải"), max_length=200)
    starts_on = models.DateField(_("ngày công nhận"))
    members = models.IntegerField(_("số hòa giải viên"))
    women = models.IntegerField(_("trong đó nữ"), null=True, blank=True)
    decision = models.CharField(_("quyết định công nhận"), max_length=900, blank=True)
    ends_on = models.DateField(_("thôi hoạt động từ ngày"), null=True, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("tổ hòa giải")


class Outcome(models.TextChoices):
    SETTLED = "settled", _("Hòa giải thành")
    FAILED = "failed", _("Hòa giải không thành")


class Dispute(models.TextChoices):
    LAND = "land", _("Đất đai, ranh giới")
    FAMILY = "family", _("Hôn nhân và gia đình")
    CIVIL = "civil", _("Dân sự khác")
    OTHER = "other", _("Mâu thuẫn khác")


class MediationCase(RegisterRow):
    """One dispute brought to a team; who quarrelled stands in the team's own book, not here."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    team = models.ForeignKey(
        MediationTeam, models.PROTECT, related_name="+", verbose_name=_("tổ hòa giải")
    )
    number = models.CharField(_("số vụ việc"), max_length=30)
    received_on = models.DateField(_("ngày nhận"))
    dispute = models.CharField(_("loại mâu thuẫn"), max_length=8, choices=Dispute.choices)
    ended_on = models.DateField(_("ngày kết thúc"), null=True, blank=True)
    outcome = models.CharField(
        _("kết quả hòa giải"), max_length=8, choices=Outcome.choices, blank=True
    )

    class Meta(RegisterRow.Meta):
        verbose_name = _("vụ việc hòa giải")


def _women_are_members(values: Values, _facts: Facts) -> Iterator[Fault]:
    if values.get("women") and values["women"] > values["members"]:
        yield fault("women", gettext_noop("Số nữ nhiều hơn số hòa giải viên."))
    if values.get("ends_on") and values["ends_on"] <= values["starts_on"]:
        yield fault("ends_on", gettext_noop("Ngày kết thúc phải sau ngày bắt đầu."))


def _an_end_has_an_outcome(values: Values, _facts: Facts) -> Iterator[Fault]:
    if bool(values.get("ended_on")) != bool(values.get("outcome")):
        yield fault("outcome", gettext_noop("Kết thúc thì phải có cả ngày và kết quả."))
    if values.get("ended_on") and values["ended_on"] < values["received_on"]:
        yield fault("ended_on", gettext_noop("Ngày kết thúc trước ngày nhận."))


def _standing(rows: Rows, asked: Asked) -> Rows:
    last = asked.window.last_day
    return rows.filter(models.Q(ends_on=None) | models.Q(ends_on__gt=last), starts_on__lte=last)


def _ended(outcome: Outcome) -> Callable[[Rows, Asked], Rows]:
    return lambda rows, asked: in_window("ended_on", rows, asked).filter(outcome=outcome)


_STANDING = _("Số tổ đã công nhận và chưa thôi hoạt động vào ngày cuối kỳ.")
_ENDED = _("Số vụ việc kết thúc trong kỳ với kết quả này.")

TEAMS = declare(
    Register(
        code="to-hoa-giai",
        group=LEGISLATION,
        title=_("Sổ tổ hòa giải ở cơ sở"),
        noun=_("tổ"),
        model=MediationTeam,
        dated_by="starts_on",
        columns=(
            Column("name", Kind.TEXT, key=True),
            Column("starts_on", Kind.DATE),
            Column("members", Kind.INTEGER, least=1),
            Column("women", Kind.INTEGER),
            Column("decision", Kind.DOCUMENT, listed=False),
            Column("ends_on", Kind.DATE),
        ),
        checks=(_women_are_members,),
        counts=(
            Count("to", _("Số tổ hòa giải"), _STANDING, _standing),
            Count(
                "hoa-giai-vien",
                _("Số hòa giải viên"),
                _("Cộng số hòa giải viên của các tổ hoạt động vào ngày cuối kỳ."),
                _standing,
                total="members",
            ),
        ),
    )
)
CASES = declare(
    Register(
        code="hoa-giai",
        group=LEGISLATION,
        title=_("Sổ vụ việc hòa giải ở cơ sở"),
        noun=_("vụ việc"),
        about=_("Không ghi tên các bên ở đây; tên ở sổ của tổ hòa giải."),
        model=MediationCase,
        dated_by="received_on",
        columns=(
            Column("team", Kind.ROW, key=True, above="to-hoa-giai", filtered=True),
            Column("number", Kind.TEXT, key=True),
            Column("received_on", Kind.DATE, key=True),
            Column("dispute", Kind.CHOICE, filtered=True),
            Column("ended_on", Kind.DATE),
            Column("outcome", Kind.CHOICE, filtered=True),
        ),
        checks=(_an_end_has_an_outcome,),
        counts=(
            Count(
                "nhan",
                _("Số vụ việc hòa giải đã nhận"),
                _("Số dòng có ngày nhận trong kỳ."),
                lambda rows, asked: in_window("received_on", rows, asked),
            ),
            Count("thanh", _("Số vụ việc hòa giải thành"), _ENDED, _ended(Outcome.SETTLED)),
            Count(
                "khong-thanh", _("Số vụ việc hòa giải không thành"), _ENDED, _ended(Outcome.FAILED)
            ),
        ),
    )
)
