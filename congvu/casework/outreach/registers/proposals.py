"""Proposals to authorities above: what was asked, until when an answer was hoped for, what came."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.outreach.registers import OUTREACH
from congvu.instruments.registers.counting import in_window
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.errors import Fault
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.declaring import Column, Facts, Kind, Values, fault
from congvu.kernel.errors import gettext_noop


class Reply(models.TextChoices):
    ACCEPTED = "accepted", _("Đã tiếp thu, giải quyết")
    PARTLY = "partly", _("Tiếp thu một phần")
    EXPLAINED = "explained", _("Giải thích, hướng dẫn")
    REFUSED = "refused", _("Không tiếp thu")


class Proposal(RegisterRow):
    """One proposal sent upward, and the reply."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    sent_on = models.DateField(_("ngày gửi"))
    addressee = models.CharField(_("cơ quan được kiến nghị"), max_length=200)
    field = models.CharField(_("lĩnh vực"), max_length=120)
    content = models.TextField(_("nội dung kiến nghị, đề xuất"))
    document = models.CharField(_("văn bản kiến nghị"), max_length=900, blank=True)
    due_on = models.DateField(_("đề nghị trả lời trước ngày"), null=True, blank=True)
    replied_on = models.DateField(_("ngày trả lời"), null=True, blank=True)
    reply = models.CharField(_("kết quả trả lời"), max_length=10, choices=Reply.choices, blank=True)
    reply_document = models.CharField(_("văn bản trả lời"), max_length=900, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("kiến nghị với cấp trên")


def _a_reply_is_whole(values: Values, _facts: Facts) -> Iterator[Fault]:
    if bool(values.get("replied_on")) != bool(values.get("reply")):
        yield fault("reply", gettext_noop("Trả lời thì phải có cả ngày và kết quả."))
    if values.get("replied_on") and values["replied_on"] < values["sent_on"]:
        yield fault("replied_on", gettext_noop("Ngày trả lời trước ngày gửi."))


def _sent(rows: Rows, asked: Asked) -> Rows:
    return in_window("sent_on", rows, asked)


def _answered(replies: tuple[Reply, ...]) -> Callable[[Rows, Asked], Rows]:
    return lambda rows, asked: in_window("replied_on", rows, asked).filter(reply__in=replies)


def _waiting(rows: Rows, asked: Asked) -> Rows:
    """Keep what was sent by the end of the days and had no reply by then."""
    ends = asked.window.ends_on
    return rows.filter(sent_on__lt=ends).exclude(replied_on__lt=ends)


REGISTER = declare(
    Register(
        code="kien-nghi-cap-tren",
        group=OUTREACH,
        title=_("Sổ kiến nghị, đề xuất với cấp trên"),
        noun=_("kiến nghị"),
        model=Proposal,
        dated_by="sent_on",
        columns=(
            Column("sent_on", Kind.DATE, key=True),
            Column("addressee", Kind.TEXT, key=True),
            Column("field", Kind.TEXT),
            Column("content", Kind.LONG, key=True),
            Column("document", Kind.DOCUMENT, listed=False),
            Column("due_on", Kind.DATE, future=True, listed=False),
            Column("replied_on", Kind.DATE, _("Trả lời")),
            Column("reply", Kind.CHOICE, _("Trả lời"), filtered=True),
            Column("reply_document", Kind.DOCUMENT, _("Trả lời"), listed=False),
        ),
        checks=(_a_reply_is_whole,),
        counts=(
            Count(
                "gui",
                _("Số kiến nghị, đề xuất gửi cấp trên"),
                _("Số dòng có ngày gửi trong kỳ."),
                _sent,
            ),
            Count(
                "tra-loi",
                _("Số kiến nghị, đề xuất được trả lời"),
                _("Số dòng có ngày trả lời trong kỳ."),
                lambda rows, asked: in_window("replied_on", rows, asked),
            ),
            Count(
                "tiep-thu",
                _("Số kiến nghị, đề xuất được tiếp thu"),
                _("Trong số được trả lời trong kỳ, số được tiếp thu toàn bộ hoặc một phần."),
                _answered((Reply.ACCEPTED, Reply.PARTLY)),
            ),
            Count(
                "cho-tra-loi",
                _("Số kiến nghị, đề xuất chờ trả lời"),
                _("Số dòng đã gửi mà chưa có trả lời đến hết ngày cuối kỳ."),
                _waiting,
            ),
        ),
    )
)
