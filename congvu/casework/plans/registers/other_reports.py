"""Periodic reports to others beside the reform report: asked by which document, sent when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.casework.plans.registers import PLANS
from congvu.instruments.registers.counting import in_window
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.errors import Fault
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.declaring import Column, Facts, Kind, Values, fault
from congvu.kernel.errors import gettext_noop


class OtherReport(RegisterRow):
    """One report of one period, due on a day; whether it was sent by then."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    name = models.CharField(_("tên báo cáo"), max_length=200)
    period = models.CharField(_("kỳ báo cáo"), max_length=60)
    recipient = models.CharField(_("nơi nhận báo cáo"), max_length=150)
    asked_by = models.CharField(_("văn bản yêu cầu"), max_length=900, blank=True)
    due_on = models.DateField(_("hạn gửi báo cáo"))
    duty = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("đơn vị lập báo cáo"),
    )
    sent_on = models.DateField(_("ngày gửi báo cáo"), null=True, blank=True)
    document = models.CharField(_("báo cáo đã gửi"), max_length=900, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("báo cáo định kỳ khác")


def _sent_with_its_day(values: Values, _facts: Facts) -> Iterator[Fault]:
    if values.get("document") and not values.get("sent_on"):
        yield fault("sent_on", gettext_noop("Đã có báo cáo thì ghi ngày gửi."))


def _due(rows: Rows, asked: Asked) -> Rows:
    return in_window("due_on", rows, asked)


def _sent(rows: Rows, asked: Asked) -> Rows:
    """Keep what was due in the window and sent by its last day."""
    return _due(rows, asked).filter(sent_on__lt=asked.window.ends_on)


def _waiting(rows: Rows, asked: Asked) -> Rows:
    """Keep what was due before the last day and not sent by then."""
    not_sent = Q(sent_on=None) | Q(sent_on__gte=asked.window.ends_on)
    return _due(rows, asked).filter(not_sent, due_on__lt=asked.window.last_day)


REGISTER = declare(
    Register(
        code="bao-cao-khac",
        group=PLANS,
        title=_("Sổ báo cáo định kỳ khác"),
        noun=_("báo cáo"),
        about=_("Báo cáo cải cách hành chính không ghi ở đây: hệ thống tự theo dõi."),
        model=OtherReport,
        dated_by="due_on",
        columns=(
            Column("name", Kind.TEXT, key=True),
            Column("period", Kind.TEXT, key=True),
            Column("recipient", Kind.TEXT, key=True),
            Column("asked_by", Kind.DOCUMENT, listed=False),
            Column("due_on", Kind.DATE, key=True, future=True),
            Column("duty", Kind.UNIT, filtered=True, dated_by="due_on"),
            Column("sent_on", Kind.DATE),
            Column("document", Kind.DOCUMENT, listed=False),
        ),
        checks=(_sent_with_its_day,),
        counts=(
            Count(
                "den-han",
                _("Số báo cáo định kỳ khác đến hạn trong kỳ"),
                _("Số dòng có hạn gửi trong kỳ."),
                _due,
            ),
            Count(
                "dung-han",
                _("Số báo cáo định kỳ khác gửi đúng hạn"),
                _("Trong số đó, số gửi đến hết ngày cuối kỳ và không sau hạn."),
                lambda rows, asked: _sent(rows, asked).filter(sent_on__lte=F("due_on")),
            ),
            Count(
                "muon",
                _("Số báo cáo định kỳ khác gửi muộn"),
                _("Trong số đó, số gửi đến hết ngày cuối kỳ nhưng sau hạn."),
                lambda rows, asked: _sent(rows, asked).filter(sent_on__gt=F("due_on")),
            ),
            Count(
                "chua-gui",
                _("Số báo cáo định kỳ khác quá hạn chưa gửi"),
                _("Trong số đó, số chưa gửi vào ngày cuối kỳ mà hạn trước ngày đó."),
                _waiting,
            ),
        ),
    )
)
