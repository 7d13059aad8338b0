"""The book of receiving citizens: who came when, about what, what was answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.petitions.registers import ACCESS, CITIZENS
from congvu.casework.petitions.rules import Step, Stream
from congvu.casework.petitions.timeliness import Due, Timed, done, overdue, received, remarks_by
from congvu.instruments.registers.counting import in_window
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.errors import Fault
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.declaring import (
    Column,
    Facts,
    Kind,
    Values,
    fault,
)
from congvu.kernel.errors import gettext_noop
from congvu.kernel.workcalendar import WorkCalendar

CROWD = 5  # đông người: TT 05/2021/TT-TTCP


class Manner(models.TextChoices):
    REGULAR = "regular", _("Thường xuyên")
    PERIODIC = "periodic", _("Định kỳ của người đứng đầu")
    UNPLANNED = "unplanned", _("Đột xuất")
    ONLINE = "online", _("Trực tuyến")


class Reception(RegisterRow):
    """One visit, or a periodic session to which nobody came."""

    personal_data: ClassVar[tuple[str, ...]] = (
        "visitor", "address", "content", "request", "receiver", "natural_key", "folded",
    )  # fmt: skip

    received_on = models.DateField(_("ngày tiếp"))
    manner = models.CharField(_("hình thức tiếp"), max_length=12, choices=Manner.choices)
    visitor = models.CharField(_("họ tên người đến"), max_length=200, blank=True)
    people = models.IntegerField(_("số người"))
    address = models.CharField(_("địa chỉ"), max_length=300, blank=True)
    receiver = models.CharField(_("người tiếp"), max_length=200, blank=True)
    content = models.TextField(_("nội dung trình bày"), blank=True)
    request = models.TextField(_("yêu cầu, đề nghị"), blank=True)
    answered_on = models.DateField(_("ngày trả lời"), null=True, blank=True)
    answer = models.CharField(_("văn bản trả lời"), max_length=900, blank=True)
    note = models.TextField(_("kết quả xử lý"), blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("lượt tiếp công dân")


def _somebody_came(values: Values, _facts: Facts) -> Iterator[Fault]:
    if values["people"] and not values.get("visitor"):
        yield fault("visitor", gettext_noop("Có người đến thì phải ghi họ tên."))
    if not values["people"] and values.get("visitor"):
        yield fault("people", gettext_noop("Có họ tên mà số người là 0."))
    if not values["people"] and values["manner"] != Manner.PERIODIC:
        yield fault("people", gettext_noop("Chỉ buổi định kỳ mới ghi khi không có ai đến."))


def _answered_after(values: Values, _facts: Facts) -> Iterator[Fault]:
    if values.get("answered_on") and values["answered_on"] < values["received_on"]:
        yield fault("answered_on", gettext_noop("Ngày trả lời trước ngày tiếp."))


def _visits(rows: Rows, asked: Asked) -> Rows:
    return in_window("received_on", rows, asked).filter(people__gt=0)


ANSWER = Timed(
    done="answered_on",
    due=received(Stream.RECEPTION, Step.ANSWER),
    among=models.Q(people__gt=0),
    waiting=models.Q(answered_on=None),
)


def next_step(row: Reception, calendar: WorkCalendar) -> tuple[Step, Due] | None:
    """Return until when a visitor is answered, None when nobody waits for an answer."""
    if not row.people or row.answered_on is not None:
        return None
    return Step.ANSWER, ANSWER.due(row, calendar)


REGISTER = declare(
    Register(
        code="tiep-cong-dan",
        group=CITIZENS,
        title=_("Sổ tiếp công dân"),
        noun=_("lượt"),
        about=_("Người đến tố cáo không ghi ở đây: sổ tố cáo giữ kín tên người tố cáo."),
        model=Reception,
        dated_by="received_on",
        access=ACCESS,
        columns=(
            Column("received_on", Kind.DATE, key=True),
            Column("manner", Kind.CHOICE, key=True, filtered=True),
            Column("visitor", Kind.TEXT, key=True, person=True),
            Column("people", Kind.INTEGER, help=_("0 nếu buổi định kỳ không có ai đến.")),
            Column("address", Kind.TEXT, listed=False),
            Column("receiver", Kind.TEXT, person=True, listed=False),
            Column("content", Kind.LONG),
            Column("request", Kind.LONG, listed=False),
            Column("answered_on", Kind.DATE, _("Xử lý")),
            Column("answer", Kind.DOCUMENT, _("Xử lý"), listed=False),
            Column("note", Kind.LONG, _("Xử lý"), listed=False),
        ),
        checks=(_somebody_came, _answered_after),
        remarks=remarks_by(next_step),
        counts=(
            Count(
                "thuong-xuyen",
                _("Số lượt tiếp công dân thường xuyên"),
                _("Số dòng hình thức thường xuyên có ngày tiếp trong kỳ và có người đến."),
                lambda rows, asked: _visits(rows, asked).filter(manner=Manner.REGULAR),
            ),
            Count(
                "dinh-ky-cuoc",
                _("Số cuộc tiếp định kỳ của người đứng đầu"),
                _("Số ngày khác nhau có tiếp định kỳ trong kỳ, cả khi không có ai đến."),
                lambda rows, asked: in_window("received_on", rows, asked).filter(
                    manner=Manner.PERIODIC
                ),
                distinct="received_on",
                by_office=True,
            ),
            Count(
                "dinh-ky-luot",
                _("Số lượt tại các cuộc tiếp định kỳ"),
                _("Số dòng hình thức định kỳ có ngày tiếp trong kỳ và có người đến."),
                lambda rows, asked: _visits(rows, asked).filter(manner=Manner.PERIODIC),
            ),
            Count(
                "doan-dong-nguoi",
                _("Số đoàn đông người"),
                _("Số lượt trong kỳ có từ 5 người."),
                lambda rows, asked: _visits(rows, asked).filter(people__gte=CROWD),
            ),
            Count(
                "da-tra-loi",
                _("Số lượt tiếp đã trả lời"),
                _("Số lượt trong kỳ có ngày trả lời đến hết ngày cuối kỳ."),
                lambda rows, asked: _visits(rows, asked).filter(
                    answered_on__lt=asked.window.ends_on
                ),
            ),
            Count(
                "dung-han",
                _("Số lượt tiếp công dân trả lời đúng hạn"),
                _("Số lượt trả lời trong kỳ, không sau hạn trả lời người đến."),
                done(ANSWER, late=False),
            ),
            Count(
                "tre-han",
                _("Số lượt tiếp công dân trả lời trễ hạn"),
                _("Số lượt trả lời trong kỳ, sau hạn trả lời người đến."),
                done(ANSWER, late=True),
            ),
            Count(
                "qua-han",
                _("Số lượt tiếp công dân quá hạn chưa trả lời"),
                _("Số lượt chưa trả lời dù đã quá hạn, vào ngày cuối kỳ hoặc đến nay."),
                overdue(ANSWER),
            ),
        ),
    )
)
