"""Leading posts: who holds each from when, until when the term runs, which are vacant."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.workforce.registers import WORKFORCE
from congvu.casework.workforce.registers.levels import no_district_on
from congvu.instruments.registers.counting import in_window
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.errors import Fault
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.declaring import (
    Column,
    Facts,
    Kind,
    Remark,
    Values,
    fault,
    remark,
)
from congvu.kernel.errors import gettext_noop
from congvu.kernel.vitext import fold, format_date


class Rank(models.TextChoices):
    COMMITTEE = "committee", _("Lãnh đạo UBND cấp xã")
    DEPARTMENT = "department", _("Lãnh đạo cấp phòng và tương đương")
    SUBORDINATE = "subordinate", _("Lãnh đạo đơn vị trực thuộc")
    DISTRICT = "district", _("Lãnh đạo UBND cấp huyện (trước 01/7/2025)")


class LeadershipPost(RegisterRow):
    """One leading post from a day until another; without a holder it is vacant."""

    personal_data: ClassVar[tuple[str, ...]] = ("holder", "folded")

    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị")
    )
    rank = models.CharField(_("cấp"), max_length=12, choices=Rank.choices)
    post = models.CharField(_("chức vụ"), max_length=150)
    holder = models.CharField(_("người giữ chức vụ"), max_length=100, blank=True)
    starts_on = models.DateField(_("từ ngày"))
    term_ends_on = models.DateField(_("hết thời hạn giữ chức"), null=True, blank=True)
    ends_on = models.DateField(_("thôi giữ chức từ ngày"), null=True, blank=True)
    decision = models.CharField(_("quyết định"), max_length=900, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("chức vụ lãnh đạo")


def _ends_after_it_starts(values: Values, _facts: Facts) -> Iterator[Fault]:
    for name in ("term_ends_on", "ends_on"):
        if values.get(name) and values[name] <= values["starts_on"]:
            yield fault(name, gettext_noop("Ngày kết thúc phải sau ngày bắt đầu."))


def _district_is_past(values: Values, _facts: Facts) -> Iterator[Fault]:
    if values["rank"] == Rank.DISTRICT:
        yield from no_district_on(values["starts_on"], "rank")


def _another_post(row: LeadershipPost, on: date) -> Iterator[Remark]:
    """Say which other posts the same name holds: to hold two is lawful, to forget one is not."""
    if not row.holder or row.starts_on > on or (row.ends_on is not None and row.ends_on <= on):
        return
    standing = models.Q(ends_on=None) | models.Q(ends_on__gt=on)
    others: Rows = REGISTER.rows.in_force().filter(standing, office_id=row.office_id)
    others = others.exclude(holder="").exclude(uuid=row.uuid).filter(starts_on__lte=on)
    for other in others.select_related("unit").order_by("starts_on", "pk"):
        if fold(other.holder) == fold(row.holder):
            yield remark(
                gettext_noop(
                    "%(holder)s còn giữ chức vụ “%(post)s” của %(unit)s từ ngày %(day)s; nếu không "
                    "kiêm nhiệm thì ghi ngày thôi giữ ở dòng đó."
                ),
                holder=other.holder,
                post=other.post,
                unit=other.unit.name,
                day=format_date(other.starts_on),
            )


def _standing(rows: Rows, asked: Asked) -> Rows:
    """Keep the posts as they stood on the last of the days."""
    last = asked.window.last_day
    return rows.filter(models.Q(ends_on=None) | models.Q(ends_on__gt=last), starts_on__lte=last)


def _held(rank: Rank) -> Callable[[Rows, Asked], Rows]:
    return lambda rows, asked: _standing(rows, asked).filter(rank=rank).exclude(holder="")


_HELD = _("Số chức vụ của cấp này có người giữ vào ngày cuối kỳ.")

REGISTER = declare(
    Register(
        code="chuc-vu-lanh-dao",
        group=WORKFORCE,
        title=_("Sổ chức vụ lãnh đạo"),
        noun=_("chức vụ"),
        about=_("Chức vụ khuyết là dòng để trống người giữ chức vụ."),
        model=LeadershipPost,
        dated_by="starts_on",
        columns=(
            Column("unit", Kind.UNIT, key=True, filtered=True, dated_by="starts_on"),
            Column("rank", Kind.CHOICE, filtered=True),
            Column("post", Kind.TEXT, key=True),
            Column("holder", Kind.TEXT, person=True),
            Column("starts_on", Kind.DATE, key=True),
            Column("term_ends_on", Kind.DATE, future=True),
            Column("ends_on", Kind.DATE, future=True, listed=False),
            Column("decision", Kind.DOCUMENT, listed=False),
        ),
        checks=(_ends_after_it_starts, _district_is_past),
        remarks=_another_post,
        counts=(
            Count("phong", _("Số lãnh đạo cấp phòng"), _HELD, _held(Rank.DEPARTMENT)),
            Count("truc-thuoc", _("Số lãnh đạo đơn vị trực thuộc"), _HELD, _held(Rank.SUBORDINATE)),
            Count("huyen", _("Số lãnh đạo UBND cấp huyện"), _HELD, _held(Rank.DISTRICT)),
            Count("xa", _("Số lãnh đạo UBND cấp xã"), _HELD, _held(Rank.COMMITTEE)),
            Count(
                "khuyet",
                _("Số chức vụ lãnh đạo còn khuyết"),
                _("Số chức vụ không có người giữ vào ngày cuối kỳ."),
                lambda rows, asked: _standing(rows, asked).filter(holder=""),
            ),
            Count(
                "het-han",
                _("Số lãnh đạo hết thời hạn giữ chức trong kỳ"),
                _("Số chức vụ có người giữ mà thời hạn kết thúc trong kỳ."),
                lambda rows, asked: in_window("term_ends_on", rows, asked).exclude(holder=""),
            ),
        ),
    )
)
