"""Procedures to be cut or made simpler: registered, proposed, approved, carried out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.legislation.registers import LEGISLATION
from congvu.instruments.registers.counting import in_window
from congvu.instruments.registers.declared import Count, Register, declare
from congvu.instruments.registers.errors import Fault
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.days import in_order
from congvu.instruments.registers.rules.declaring import Column, Facts, Kind, Values, fault
from congvu.kernel.errors import gettext_noop


class State(models.TextChoices):
    REGISTERED = "registered", _("Đã đăng ký rà soát")
    PROPOSED = "proposed", _("Đã đề xuất phương án")
    APPROVED = "approved", _("Đã thông qua")
    DONE = "done", _("Đã thực hiện")
    REFUSED = "refused", _("Không được thông qua")


class Way(models.TextChoices):
    SHORTER = "shorter", _("Rút ngắn thời hạn")
    FEWER_PAPERS = "fewer_papers", _("Bớt giấy tờ")
    FEWER_STEPS = "fewer_steps", _("Bớt bước, bớt nơi phải đến")
    CHEAPER = "cheaper", _("Giảm phí, lệ phí")
    ABOLISHED = "abolished", _("Bãi bỏ thủ tục")
    OTHER = "other", _("Cách khác")


class Simplification(RegisterRow):
    """One procedure looked at in one round, and how far its simplification came."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    registered_on = models.DateField(_("ngày đăng ký rà soát"))
    procedure = models.CharField(_("mã thủ tục"), max_length=40)
    name = models.CharField(_("tên thủ tục"), max_length=600)
    way = models.CharField(_("hướng đơn giản hóa"), max_length=14, choices=Way.choices)
    proposal = models.TextField(_("phương án"), blank=True)
    state = models.CharField(_("đã đến bước"), max_length=10, choices=State.choices)
    proposed_on = models.DateField(_("ngày đề xuất"), null=True, blank=True)
    decided_on = models.DateField(_("ngày thông qua hoặc từ chối"), null=True, blank=True)
    decision = models.CharField(_("văn bản thông qua"), max_length=900, blank=True)
    done_on = models.DateField(_("ngày thực hiện"), null=True, blank=True)
    saved = models.BigIntegerField(_("chi phí tiết kiệm mỗi năm"), null=True, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("lần đơn giản hóa thủ tục")


# what has happened when a state is reached; days of later steps have no place yet
STEPS = ("proposed_on", "decided_on", "done_on")
REACHED = {
    State.REGISTERED: 0,
    State.PROPOSED: 1,
    State.APPROVED: 2,
    State.REFUSED: 2,
    State.DONE: 3,
}


def _state_has_its_days(values: Values, _facts: Facts) -> Iterator[Fault]:
    reached = REACHED[State(values["state"])]
    for place, name in enumerate(STEPS):
        if place < reached and values.get(name) is None:
            yield fault(name, gettext_noop("Đã đến bước này thì phải ghi ngày."))
        if place >= reached and values.get(name) is not None:
            yield fault(name, gettext_noop("Chưa đến bước này thì chưa có ngày."))


REGISTER = declare(
    Register(
        code="don-gian-hoa",
        group=LEGISLATION,
        title=_("Sổ rà soát, đơn giản hóa thủ tục"),
        noun=_("thủ tục"),
        model=Simplification,
        dated_by="registered_on",
        columns=(
            Column("registered_on", Kind.DATE, key=True),
            Column("procedure", Kind.TEXT, key=True),
            Column("name", Kind.TEXT),
            Column("way", Kind.CHOICE, filtered=True),
            Column("proposal", Kind.LONG, listed=False),
            Column("state", Kind.CHOICE, _("Các bước"), filtered=True),
            Column("proposed_on", Kind.DATE, _("Các bước"), listed=False),
            Column("decided_on", Kind.DATE, _("Các bước")),
            Column("decision", Kind.DOCUMENT, _("Các bước"), listed=False),
            Column("done_on", Kind.DATE, _("Các bước")),
            Column("saved", Kind.MONEY, _("Các bước")),
        ),
        checks=(_state_has_its_days, in_order("registered_on", *STEPS)),
        counts=(
            Count(
                "dang-ky",
                _("Số thủ tục đăng ký rà soát"),
                _("Số dòng có ngày đăng ký trong kỳ."),
                lambda rows, asked: in_window("registered_on", rows, asked),
            ),
            Count(
                "de-xuat",
                _("Số thủ tục đã đề xuất phương án"),
                _("Số dòng có ngày đề xuất trong kỳ."),
                lambda rows, asked: in_window("proposed_on", rows, asked),
            ),
            Count(
                "thong-qua",
                _("Số thủ tục được thông qua phương án"),
                _("Số dòng có ngày thông qua trong kỳ, không kể dòng không được thông qua."),
                lambda rows, asked: in_window("decided_on", rows, asked).exclude(
                    state=State.REFUSED
                ),
            ),
            Count(
                "thuc-hien",
                _("Số thủ tục đã đơn giản hóa"),
                _("Số dòng có ngày thực hiện trong kỳ."),
                lambda rows, asked: in_window("done_on", rows, asked),
            ),
            Count(
                "tiet-kiem",
                _("Chi phí tiết kiệm mỗi năm"),
                _("Cộng chi phí tiết kiệm của các dòng có ngày thực hiện trong kỳ."),
                lambda rows, asked: in_window("done_on", rows, asked),
                total="saved",
            ),
        ),
    )
)
