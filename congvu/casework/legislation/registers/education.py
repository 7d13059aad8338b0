"""Legal education: sessions, their subjects and how many came."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.legislation.registers import LEGISLATION
from congvu.instruments.registers.counting import in_window
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.declaring import (
    Column,
    Kind,
)


class Way(models.TextChoices):
    SESSION = "session", _("Hội nghị, buổi tuyên truyền trực tiếp")
    RADIO = "radio", _("Truyền thanh")
    CONTEST = "contest", _("Cuộc thi tìm hiểu")
    LEAFLET = "leaflet", _("Tài liệu, tờ gấp")
    ONLINE = "online", _("Trên mạng")


class LegalSession(RegisterRow):
    """One session of legal education."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    held_on = models.DateField(_("ngày tổ chức"))
    way = models.CharField(_("cách làm"), max_length=8, choices=Way.choices)
    topic = models.CharField(_("nội dung, luật"), max_length=300)
    audience = models.CharField(_("đối tượng"), max_length=200, blank=True)
    attendees = models.IntegerField(_("lượt người dự"), null=True, blank=True)
    host = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("đơn vị tổ chức"),
    )

    class Meta(RegisterRow.Meta):
        verbose_name = _("buổi phổ biến pháp luật")


def _held(rows: Rows, asked: Asked) -> Rows:
    return in_window("held_on", rows, asked)


REGISTER = declare(
    Register(
        code="pho-bien-phap-luat",
        group=LEGISLATION,
        title=_("Sổ phổ biến, giáo dục pháp luật"),
        noun=_("buổi"),
        model=LegalSession,
        dated_by="held_on",
        columns=(
            Column("held_on", Kind.DATE, key=True),
            Column("way", Kind.CHOICE, filtered=True),
            Column("topic", Kind.TEXT, key=True),
            Column("audience", Kind.TEXT, listed=False),
            Column("attendees", Kind.INTEGER),
            Column("host", Kind.UNIT, filtered=True, dated_by="held_on", outside=True),
        ),
        counts=(
            Count(
                "buoi",
                _("Số buổi phổ biến pháp luật"),
                _("Số dòng có ngày tổ chức trong kỳ."),
                _held,
            ),
            Count(
                "luot",
                _("Số lượt người dự phổ biến pháp luật"),
                _("Cộng lượt người dự của các buổi trong kỳ."),
                _held,
                total="attendees",
            ),
        ),
    )
)
