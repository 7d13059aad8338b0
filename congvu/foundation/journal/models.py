"""Tables of the journal: entries, their erasable values, and the head of each unit's chain.

No foreign key leads out of this room: an entry outlives what it speaks of.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.foundation.journal import rules


class MomentField(models.BigIntegerField[datetime, datetime]):
    """An aware moment stored as whole microseconds since 1970 UTC, the number that is hashed."""

    def from_db_value(self, value: int | None, *_args: Any) -> datetime | None:
        return None if value is None else rules.from_micros(value)

    def to_python(self, value: Any) -> Any:
        return rules.from_micros(value) if isinstance(value, int) else value

    def get_prep_value(self, value: Any) -> Any:
        return rules.to_micros(value) if isinstance(value, datetime) else value


class Entry(models.Model):
    """One act, in the chain of one unit; never changed and never deleted."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    unit_code = models.CharField(_("mã đơn vị"), max_length=40)
    seq = models.BigIntegerField(_("số thứ tự"))
    at = MomentField(_("thời điểm"))
    actor_code = models.CharField(_("người thực hiện"), max_length=60)
    position_code = models.CharField(_("chức vụ"), max_length=80, blank=True)
    action = models.CharField(_("việc"), max_length=60)
    object_type = models.CharField(_("loại đối tượng"), max_length=60)
    object_code = models.CharField(_("mã đối tượng"), max_length=120)
    fields = models.TextField(_("trường thay đổi"), blank=True)
    digest = models.CharField(_("dấu của giá trị"), max_length=64, blank=True)
    prev_hash = models.CharField(_("mã băm trước"), max_length=64)
    hash = models.CharField(_("mã băm"), max_length=64)

    class Meta:
        verbose_name = _("dòng nhật ký")
        constraints = [
            models.UniqueConstraint(fields=["unit_code", "seq"], name="journal_entry_once"),
        ]
        indexes = [
            models.Index(fields=["object_type", "object_code"], name="journal_entry_object"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_code}/{self.seq}"


class EntryDetail(models.Model):
    """The values that an entry speaks of; retention or erasure may remove this row."""

    personal_data: ClassVar[tuple[str, ...]] = ("values",)

    entry = models.OneToOneField(
        Entry, models.CASCADE, primary_key=True, related_name="detail", verbose_name=_("dòng")
    )
    salt = models.CharField(_("muối"), max_length=64)
    values = models.TextField(_("giá trị"))

    class Meta:
        verbose_name = _("giá trị của dòng nhật ký")

    def __str__(self) -> str:
        return str(self.entry_id)


class Head(models.Model):
    """The last number and hash of a unit's chain; the row that parallel writers wait for."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    unit_code = models.CharField(_("mã đơn vị"), max_length=40, primary_key=True)
    seq = models.BigIntegerField(_("số cuối"))
    prev_hash = models.CharField(_("mã băm trước"), max_length=64)
    hash = models.CharField(_("mã băm"), max_length=64)

    class Meta:
        verbose_name = _("đầu chuỗi nhật ký")

    def __str__(self) -> str:
        return f"{self.unit_code}/{self.seq}"
