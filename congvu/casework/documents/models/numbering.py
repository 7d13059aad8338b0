"""Who issues under which abbreviation, and the counters of the books."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class IssuingBody(models.Model):
    """The authority, its council, or a committee that issues under its seal (NĐ 30/2020 Đ15)."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    office = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    name = models.CharField(_("tên"), max_length=200)
    abbreviation = models.CharField(_("chữ viết tắt"), max_length=15)
    own_series = models.BooleanField(_("có dãy số riêng"), default=True)
    by_type = models.BooleanField(_("mỗi loại một dãy số"), default=True)
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    is_active = models.BooleanField(_("đang dùng"), default=True)

    class Meta:
        verbose_name = _("nơi ban hành")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "abbreviation"], name="documents_issuingbody_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.abbreviation} ({self.name})"


class Series(models.Model):
    """The last number of one book; locked while the next one is taken.

    `began_after` is the highest number that another system gave in this book.
    """

    personal_data: ClassVar[tuple[str, ...]] = ()

    office = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    direction = models.CharField(_("chiều"), max_length=10)
    year = models.PositiveSmallIntegerField(_("năm"))
    code = models.CharField(_("mã dãy số"), max_length=40)
    last = models.PositiveIntegerField(_("số cuối"))
    began_after = models.PositiveIntegerField(_("bắt đầu sau số"), default=0)

    class Meta:
        verbose_name = _("dãy số văn bản")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "direction", "year", "code"], name="documents_series_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.year}: {self.last}"
