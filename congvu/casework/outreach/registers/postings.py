"""Where each procedure is shown to the public: boards, sites, since when, until when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.outreach.registers import OUTREACH
from congvu.instruments.registers.counting import in_window, standing
from congvu.instruments.registers.declared import Asked, Count, Register, Rows, declare
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.days import ends_after, in_order
from congvu.instruments.registers.rules.declaring import Column, Kind


class Channel(models.TextChoices):
    ONE_STOP_SITE = "one_stop_site", _("Trang Một cửa điện tử, Cổng dịch vụ công")
    DESK_BOARD = "desk_board", _("Bảng niêm yết tại Bộ phận Một cửa")
    OWN_SITE = "own_site", _("Trang thông tin điện tử của đơn vị")
    VILLAGE = "village", _("Nhà văn hóa thôn, tổ dân phố")
    OTHER = "other", _("Nơi khác")


class Change(models.TextChoices):
    NEW = "new", _("Mới ban hành")
    AMENDED = "amended", _("Sửa đổi, thay thế")
    UNCHANGED = "unchanged", _("Không đổi")


class Posting(RegisterRow):
    """That one procedure stands in one place, from a day until another."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    procedure = models.CharField(_("mã thủ tục"), max_length=40)
    name = models.CharField(_("tên thủ tục"), max_length=600)
    channel = models.CharField(_("công khai ở đâu"), max_length=14, choices=Channel.choices)
    change = models.CharField(_("thủ tục"), max_length=10, choices=Change.choices)
    decision = models.CharField(_("quyết định công bố"), max_length=900, blank=True)
    published_on = models.DateField(_("ngày công bố"), null=True, blank=True)
    starts_on = models.DateField(_("công khai từ ngày"))
    ends_on = models.DateField(_("gỡ từ ngày"), null=True, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("lần công khai thủ tục")


def _shown(channel: Channel) -> Callable[[Rows, Asked], Rows]:
    return lambda rows, asked: standing(rows, asked).filter(channel=channel)


def _counts() -> Iterator[Count]:
    lines = (
        ("trang-mot-cua", _("Số thủ tục đã công khai trên Trang Một cửa"), Channel.ONE_STOP_SITE),
        ("bo-phan", _("Số thủ tục niêm yết tại Bộ phận Một cửa"), Channel.DESK_BOARD),
        ("trang-don-vi", _("Số thủ tục đăng trên trang của đơn vị"), Channel.OWN_SITE),
    )
    for code, label, channel in lines:
        yield Count(
            code,
            label,
            _("Số mã thủ tục khác nhau đang công khai ở đó vào ngày cuối kỳ."),
            _shown(channel),
            distinct="procedure",
        )
    yield Count(
        "moi",
        _("Số thủ tục công khai trong kỳ"),
        _("Số mã thủ tục khác nhau, mới hoặc sửa đổi, có ngày công khai trong kỳ."),
        lambda rows, asked: in_window("starts_on", rows, asked).exclude(change=Change.UNCHANGED),
        distinct="procedure",
    )
    yield Count(
        "go",
        _("Số thủ tục đã gỡ trong kỳ"),
        _("Số mã thủ tục khác nhau có ngày gỡ trong kỳ."),
        lambda rows, asked: in_window("ends_on", rows, asked),
        distinct="procedure",
    )


REGISTER = declare(
    Register(
        code="niem-yet",
        group=OUTREACH,
        title=_("Sổ công khai, niêm yết thủ tục"),
        noun=_("lần công khai"),
        about=_("Mỗi thủ tục ở mỗi nơi là một dòng; nhập cả danh mục từ Excel."),
        model=Posting,
        dated_by="starts_on",
        columns=(
            Column("procedure", Kind.TEXT, key=True),
            Column("name", Kind.TEXT),
            Column("channel", Kind.CHOICE, key=True, filtered=True),
            Column("change", Kind.CHOICE, filtered=True),
            Column("decision", Kind.DOCUMENT, listed=False),
            Column("published_on", Kind.DATE, listed=False),
            Column("starts_on", Kind.DATE, key=True),
            Column("ends_on", Kind.DATE, future=True),
        ),
        checks=(in_order("published_on", "starts_on"), ends_after("starts_on", "ends_on")),
        counts=tuple(_counts()),
    )
)
