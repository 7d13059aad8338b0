"""Rounds of recruitment: how many places, how many came, how many were taken."""

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
from congvu.instruments.registers.rules.declaring import Column, Facts, Kind, Values, fault
from congvu.kernel.errors import gettext_noop


class Sought(models.TextChoices):
    CIVIL_SERVANT = "civil_servant", _("Công chức")
    PUBLIC_EMPLOYEE = "public_employee", _("Viên chức")
    MILITARY_COMMANDER = "military_commander", _("Chỉ huy trưởng Ban Chỉ huy quân sự")
    LEADER = "leader", _("Chức danh lãnh đạo, quản lý")


class Way(models.TextChoices):
    EXAMINATION = "examination", _("Thi tuyển")
    SELECTION = "selection", _("Xét tuyển")
    ACCEPTANCE = "acceptance", _("Tiếp nhận, xét chuyển")


class RecruitmentRound(RegisterRow):
    """One round; the people taken stand in the book of personnel decisions."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    name = models.CharField(_("tên đợt"), max_length=200)
    sought = models.CharField(_("đối tượng tuyển"), max_length=20, choices=Sought.choices)
    way = models.CharField(_("cách tuyển"), max_length=12, choices=Way.choices)
    announced_on = models.DateField(_("ngày thông báo tuyển"))
    places = models.IntegerField(_("chỉ tiêu tuyển"))
    candidates = models.IntegerField(_("số người dự tuyển"), null=True, blank=True)
    decided_on = models.DateField(_("ngày công nhận kết quả"), null=True, blank=True)
    taken = models.IntegerField(_("số người trúng tuyển"), null=True, blank=True)
    decision = models.CharField(_("quyết định công nhận kết quả"), max_length=900, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("đợt tuyển dụng")


def _results_follow(values: Values, _facts: Facts) -> Iterator[Fault]:
    decided, taken = values.get("decided_on"), values.get("taken")
    if (decided is None) != (taken is None):
        yield fault("taken", gettext_noop("Số trúng tuyển và ngày công nhận phải cùng có."))
    if decided and decided < values["announced_on"]:
        yield fault("decided_on", gettext_noop("Ngày công nhận trước ngày thông báo tuyển."))
    if taken and values.get("candidates") is not None and taken > values["candidates"]:
        yield fault("taken", gettext_noop("Số trúng tuyển nhiều hơn số người dự tuyển."))
    if taken and taken > values["places"]:
        yield fault("taken", gettext_noop("Số trúng tuyển nhiều hơn chỉ tiêu."))


def _decided(rows: Rows, asked: Asked) -> Rows:
    return in_window("decided_on", rows, asked)


REGISTER = declare(
    Register(
        code="tuyen-dung",
        group=WORKFORCE,
        title=_("Sổ đợt tuyển dụng, thi tuyển"),
        noun=_("đợt"),
        about=_("Người được tuyển ghi ở sổ quyết định nhân sự, mỗi người một dòng."),
        model=RecruitmentRound,
        dated_by="announced_on",
        columns=(
            Column("name", Kind.TEXT, key=True),
            Column("sought", Kind.CHOICE, filtered=True),
            Column("way", Kind.CHOICE, filtered=True),
            Column("announced_on", Kind.DATE, key=True),
            Column("places", Kind.INTEGER, least=1),
            Column("candidates", Kind.INTEGER, _("Kết quả")),
            Column("decided_on", Kind.DATE, _("Kết quả")),
            Column("taken", Kind.INTEGER, _("Kết quả")),
            Column("decision", Kind.DOCUMENT, _("Kết quả"), listed=False),
        ),
        checks=(_results_follow,),
        counts=(
            Count(
                "dot",
                _("Số đợt tuyển dụng có kết quả"),
                _("Số đợt có ngày công nhận kết quả trong kỳ."),
                _decided,
            ),
            Count(
                "chi-tieu",
                _("Chỉ tiêu tuyển dụng"),
                _("Cộng chỉ tiêu của các đợt công nhận kết quả trong kỳ."),
                _decided,
                total="places",
            ),
            Count(
                "trung-tuyen",
                _("Số người trúng tuyển"),
                _("Cộng số trúng tuyển của các đợt công nhận kết quả trong kỳ."),
                _decided,
                total="taken",
            ),
            Count(
                "quan-su",
                _("Số đợt thi tuyển chỉ huy trưởng quân sự"),
                _("Số đợt của đối tượng này có ngày công nhận kết quả trong kỳ."),
                lambda rows, asked: _decided(rows, asked).filter(sought=Sought.MILITARY_COMMANDER),
            ),
        ),
    )
)
