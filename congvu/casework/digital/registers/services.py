"""Online services: on which portal each procedure is really open, on which level, from when.

Not here: the level that a procedure's decision names, its versions and its mechanism; these the
catalogue knows. What it cannot know is what an office opened, and levels 1–4 before 15/08/2022 of
procedures that it no longer holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.digital.registers import DIGITAL
from congvu.instruments.catalogue import selectors as catalogue
from congvu.instruments.registers.counting import standing
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.errors import Fault
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.days import ends_after
from congvu.instruments.registers.rules.declaring import Column, Facts, Kind, Values, fault
from congvu.kernel.errors import gettext_noop


class Level(models.TextChoices):
    """Grades of what stands online; the codes are those of `catalogue/regimes`."""

    FULL = "full", _("Toàn trình")
    PARTIAL = "partial", _("Một phần")
    LEVEL_4 = "level_4", _("Mức độ 4")
    LEVEL_3 = "level_3", _("Mức độ 3")
    LEVEL_2 = "level_2", _("Mức độ 2")
    OTHER = "other", _("Cung cấp thông tin")


# those on which one files online
FILED = (Level.FULL, Level.PARTIAL, Level.LEVEL_4, Level.LEVEL_3)


class OnlineService(RegisterRow):
    """That a procedure was open online on one level, from a day until another."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    procedure = models.CharField(_("mã thủ tục"), max_length=40)
    name = models.CharField(_("tên thủ tục"), max_length=600)
    level = models.CharField(_("mức độ"), max_length=8, choices=Level.choices)
    starts_on = models.DateField(_("cung cấp từ ngày"))
    ends_on = models.DateField(_("thôi cung cấp từ ngày"), null=True, blank=True)
    portal_on = models.DateField(_("ngày tích hợp lên Cổng dịch vụ công"), null=True, blank=True)
    one_stop_on = models.DateField(
        _("ngày tích hợp lên Trang Một cửa điện tử"), null=True, blank=True
    )
    payment_on = models.DateField(_("ngày mở thanh toán trực tuyến"), null=True, blank=True)
    why_partial = models.TextField(_("vì sao chưa toàn trình"), blank=True)
    decision = models.CharField(_("quyết định, văn bản"), max_length=900, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("dịch vụ công trực tuyến")


def _level_of_its_day(values: Values, _facts: Facts) -> Iterator[Fault]:
    known = {one.code for one in catalogue.service_levels_on(values["starts_on"])}
    if values["level"] not in known:
        yield fault("level", gettext_noop("Vào ngày bắt đầu, pháp luật không có mức độ này."))


def _open(*levels: Level) -> Callable[[Rows, Asked], Rows]:
    return lambda rows, asked: standing(rows, asked).filter(level__in=levels)


def _unexplained(rows: Rows, asked: Asked) -> Rows:
    """Keep what is less than full and does not say why, as NĐ 224/2026/NĐ-CP asks."""
    return _open(Level.PARTIAL)(rows, asked).filter(why_partial="")


def _reached(step: str, *levels: Level) -> Callable[[Rows, Asked], Rows]:
    """Keep what stands on the levels and had taken the step by the last of the days."""

    def select(rows: Rows, asked: Asked) -> Rows:
        found = _open(*(levels or Level))(rows, asked)
        return found.filter(**{f"{step}__lte": asked.window.last_day})

    return select


_STANDS = _("Số mã thủ tục khác nhau đang cung cấp ở mức này vào ngày cuối kỳ.")
_DONE = _("Số mã thủ tục khác nhau đang cung cấp vào ngày cuối kỳ và đã có ngày này.")
_FILED = _(
    "Số mã thủ tục khác nhau ở mức độ 3, mức độ 4, một phần hoặc toàn trình vào ngày cuối kỳ "
    "và đã có ngày này."
)


def _counts() -> Iterator[Count]:
    lines = (
        ("muc-3", _("Số thủ tục trực tuyến mức độ 3"), _STANDS, _open(Level.LEVEL_3)),
        ("muc-4", _("Số thủ tục trực tuyến mức độ 4"), _STANDS, _open(Level.LEVEL_4)),
        ("mot-phan", _("Số thủ tục trực tuyến một phần"), _STANDS, _open(Level.PARTIAL)),
        ("toan-trinh", _("Số thủ tục trực tuyến toàn trình"), _STANDS, _open(Level.FULL)),
        ("cung-cap", _("Số thủ tục nộp được trực tuyến"), _STANDS, _open(*FILED)),
        ("muc-2", _("Số thủ tục trực tuyến mức độ 2"), _STANDS, _open(Level.LEVEL_2)),
        ("thong-tin", _("Số thủ tục chỉ cung cấp thông tin"), _STANDS, _open(Level.OTHER)),
        (
            "khong-ly-do",
            _("Số thủ tục một phần chưa nêu lý do"),
            _("Số mã thủ tục cung cấp một phần vào ngày cuối kỳ mà để trống lý do."),
            _unexplained,
        ),
        ("cong-dvc", _("Số thủ tục đã lên Cổng dịch vụ công"), _DONE, _reached("portal_on")),
        (
            "cong-dvc-nop",
            _("Số thủ tục nộp được trên Cổng dịch vụ công"),
            _FILED,
            _reached("portal_on", *FILED),
        ),
        (
            "trang-mot-cua",
            _("Số thủ tục nộp được đã lên Trang Một cửa"),
            _FILED,
            _reached("one_stop_on", *FILED),
        ),
        ("thanh-toan", _("Số thủ tục đã mở thanh toán"), _DONE, _reached("payment_on")),
    )
    for code, label, words, select in lines:
        yield Count(code, label, words, select, distinct="procedure")


REGISTER = declare(
    Register(
        code="dich-vu-truc-tuyen",
        group=DIGITAL,
        title=_("Sổ dịch vụ công trực tuyến"),
        noun=_("dịch vụ"),
        about=_("Mỗi lần đổi mức độ là một dòng mới; dòng cũ ghi ngày thôi cung cấp."),
        model=OnlineService,
        dated_by="starts_on",
        columns=(
            Column("procedure", Kind.TEXT, key=True),
            Column("name", Kind.TEXT),
            Column("level", Kind.CHOICE, filtered=True),
            Column("starts_on", Kind.DATE, key=True, future=True),
            Column("ends_on", Kind.DATE, future=True, listed=False),
            Column("portal_on", Kind.DATE, _("Đã mở ở đâu")),
            Column("one_stop_on", Kind.DATE, _("Đã mở ở đâu"), listed=False),
            Column("payment_on", Kind.DATE, _("Đã mở ở đâu")),
            Column("why_partial", Kind.LONG, _("Căn cứ"), listed=False),
            Column("decision", Kind.DOCUMENT, _("Căn cứ"), listed=False),
        ),
        checks=(
            ends_after("starts_on", "ends_on"),
            _level_of_its_day,
        ),
        counts=tuple(_counts()),
    )
)
