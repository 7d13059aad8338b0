"""Online meetings: who called them, from how many places, with how many people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.digital.registers import DIGITAL
from congvu.instruments.registers.counting import in_window
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.declaring import Column, Kind


class Caller(models.TextChoices):
    COMMUNE = "commune", _("Cấp xã tổ chức")
    DISTRICT = "district", _("Cấp huyện tổ chức")
    PROVINCE = "province", _("Tỉnh tổ chức")
    CENTRE = "centre", _("Trung ương tổ chức")


class OnlineMeeting(RegisterRow):
    """One meeting in which the office took part or which it called."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    held_on = models.DateField(_("ngày họp"))
    caller = models.CharField(_("cấp tổ chức"), max_length=10, choices=Caller.choices)
    topic = models.CharField(_("nội dung"), max_length=300)
    places = models.IntegerField(_("số điểm cầu của cơ quan"))
    attendees = models.IntegerField(_("số người dự"), null=True, blank=True)
    invitation = models.CharField(_("giấy mời"), max_length=900, blank=True)
    note = models.TextField(_("chất lượng đường truyền, ghi chú"), blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("cuộc họp trực tuyến")


def _called_by(caller: Caller) -> Callable[[Rows, Asked], Rows]:
    return lambda rows, asked: in_window("held_on", rows, asked).filter(caller=caller)


def _counts() -> Iterator[Count]:
    yield Count(
        "cuoc",
        _("Số cuộc họp trực tuyến"),
        _("Số dòng có ngày họp trong kỳ."),
        lambda rows, asked: in_window("held_on", rows, asked),
    )
    for caller in Caller:
        yield Count(
            caller.value,
            caller.label,
            _("Trong số cuộc họp trực tuyến của kỳ, số cuộc do cấp này tổ chức."),
            _called_by(caller),
        )


REGISTER = declare(
    Register(
        code="hop-truc-tuyen",
        group=DIGITAL,
        title=_("Sổ họp trực tuyến"),
        noun=_("cuộc"),
        model=OnlineMeeting,
        dated_by="held_on",
        columns=(
            Column("held_on", Kind.DATE, key=True),
            Column("caller", Kind.CHOICE, key=True, filtered=True),
            Column("topic", Kind.TEXT, key=True),
            Column("places", Kind.INTEGER, least=1),
            Column("attendees", Kind.INTEGER),
            Column("invitation", Kind.DOCUMENT, listed=False),
            Column("note", Kind.LONG, listed=False),
        ),
        counts=tuple(_counts()),
    )
)
