"""News items: what was told to the public about the reform, by which channel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.casework.outreach.registers import OUTREACH
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


class Channel(models.TextChoices):
    PROVINCE_SITE = "province_site", _("Chuyên trang CCHC của tỉnh")
    OWN_SITE = "own_site", _("Chuyên mục trên trang thông tin của đơn vị")
    RADIO = "radio", _("Đài truyền thanh, loa")
    NEWSPAPER = "newspaper", _("Báo, đài tỉnh")
    SOCIAL = "social", _("Zalo, mạng xã hội")
    POSTER = "poster", _("Pa-nô, áp phích, băng rôn, tờ rơi")
    SCREEN = "screen", _("Bảng tin điện tử")


class Genre(models.TextChoices):
    NEWS = "news", _("Tin")
    ARTICLE = "article", _("Bài")
    REPORTAGE = "reportage", _("Phóng sự")
    OTHER = "other", _("Hình thức khác")


class NewsItem(RegisterRow):
    """One item on one channel."""

    personal_data: ClassVar[tuple[str, ...]] = ("author", "folded")

    published_on = models.DateField(_("ngày đăng, phát"))
    channel = models.CharField(_("kênh"), max_length=16, choices=Channel.choices)
    genre = models.CharField(_("thể loại"), max_length=10, choices=Genre.choices)
    title = models.CharField(_("tiêu đề"), max_length=300)
    author = models.CharField(_("người viết"), max_length=100, blank=True)
    author_unit = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("đơn vị viết"),
    )
    link = models.CharField(_("đường dẫn"), max_length=500, blank=True)
    sent_on = models.DateField(_("ngày gửi duyệt"), null=True, blank=True)
    approved_on = models.DateField(_("ngày được duyệt"), null=True, blank=True)

    class Meta(RegisterRow.Meta):
        verbose_name = _("tin, bài")


def _approved_after_sent(values: Values, _facts: Facts) -> Iterator[Fault]:
    sent, approved = values.get("sent_on"), values.get("approved_on")
    if approved and (sent is None or approved < sent):
        yield fault("approved_on", gettext_noop("Ngày được duyệt phải sau ngày gửi duyệt."))


def _on(channels: tuple[Channel, ...], rows: Rows, asked: Asked) -> Rows:
    return in_window("published_on", rows, asked).filter(channel__in=channels)


COUNTS = (
    Count(
        "chuyen-trang-tinh",
        _("Số tin, bài được duyệt đăng tại chuyên trang CCHC của tỉnh"),
        _("Số dòng trên kênh chuyên trang của tỉnh, có ngày được duyệt, ngày đăng trong kỳ."),
        lambda rows, asked: _on((Channel.PROVINCE_SITE,), rows, asked).exclude(approved_on=None),
    ),
    Count(
        "trang-don-vi",
        _("Số tin, bài đăng tại chuyên mục CCHC của đơn vị"),
        _("Số dòng trên kênh chuyên mục của đơn vị, ngày đăng trong kỳ."),
        lambda rows, asked: _on((Channel.OWN_SITE,), rows, asked),
    ),
    Count(
        "phuong-tien-khac",
        _("Số tin, bài trên báo, đài, mạng xã hội"),
        _("Số dòng trên báo, đài truyền thanh, mạng xã hội, ngày đăng trong kỳ."),
        lambda rows, asked: _on((Channel.RADIO, Channel.NEWSPAPER, Channel.SOCIAL), rows, asked),
    ),
)

REGISTER = declare(
    Register(
        code="tin-bai",
        group=OUTREACH,
        title=_("Sổ tin, bài tuyên truyền"),
        noun=_("tin, bài"),
        model=NewsItem,
        dated_by="published_on",
        columns=(
            Column("published_on", Kind.DATE, key=True),
            Column("channel", Kind.CHOICE, key=True, filtered=True),
            Column("genre", Kind.CHOICE, filtered=True),
            Column("title", Kind.TEXT, key=True, aliases=("tên tin bài", "nội dung")),
            Column("author", Kind.TEXT, person=True, listed=False),
            Column("author_unit", Kind.UNIT, filtered=True, dated_by="published_on"),
            Column("link", Kind.LINK, listed=False),
            Column("sent_on", Kind.DATE, _("Gửi chuyên trang của tỉnh"), listed=False),
            Column("approved_on", Kind.DATE, _("Gửi chuyên trang của tỉnh"), listed=False),
        ),
        checks=(_approved_after_sent,),
        counts=COUNTS,
    )
)
