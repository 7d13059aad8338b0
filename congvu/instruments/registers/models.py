"""What the tables of all registers share, the files of their rows, and imports under way.

Not here: the registers themselves; each lives in a casework room.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, ClassVar, TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

_Row = TypeVar("_Row", bound="RegisterRow")


class RowQuerySet(models.QuerySet[_Row]):
    """Rows by what was known of them and when."""

    def current(self) -> RowQuerySet[_Row]:
        """Keep the version in force of each row, cancelled ones too."""
        return self.filter(superseded_at=None)

    def in_force(self) -> RowQuerySet[_Row]:
        """Keep the rows that hold now."""
        return self.filter(superseded_at=None, cancelled_at=None)

    def known_at(self, at: datetime) -> RowQuerySet[_Row]:
        """Keep the versions that held as known at a moment, without what was cancelled by then."""
        return self.filter(
            Q(superseded_at=None) | Q(superseded_at__gt=at), recorded_at__lte=at, cancelled_at=None
        )


class RegisterRow(models.Model):
    """One version of one row of a register.

    The version in force keeps its primary key, so that other rows may point to it; a change moves
    the old values to a row of their own, with `superseded_at`. Nothing is deleted.
    """

    personal_data: ClassVar[tuple[str, ...]] = ()

    uuid = models.UUIDField(_("mã định danh"), default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(_("phiên bản"), default=1)
    office = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("cơ quan giữ sổ")
    )
    created_at = models.DateTimeField(_("nhập lúc"))
    created_by = models.CharField(_("người nhập"), max_length=60)
    recorded_at = models.DateTimeField(_("ghi lúc"))
    recorded_by = models.CharField(_("người ghi"), max_length=60)
    position_code = models.CharField(_("chức vụ"), max_length=80, blank=True)
    action = models.CharField(_("việc"), max_length=12)
    reason = models.CharField(_("lý do"), max_length=500, blank=True)
    origin = models.CharField(_("nguồn"), max_length=80, blank=True)
    superseded_at = models.DateTimeField(_("thay bằng bản mới lúc"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("hủy lúc"), null=True, blank=True)
    natural_key = models.CharField(_("tên riêng của dòng"), max_length=400, blank=True)
    folded = models.TextField(_("chữ để tìm kiếm"), blank=True)

    objects = RowQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["uuid", "version"], name="%(app_label)s_%(class)s_version"
            ),
            models.UniqueConstraint(
                fields=["office", "natural_key"],
                condition=Q(superseded_at=None, cancelled_at=None) & ~Q(natural_key=""),
                name="%(app_label)s_%(class)s_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    def values_of(self, names: tuple[str, ...]) -> dict[str, Any]:
        """Return the values of some columns; of a unit, a position or a row its id."""
        ids = {one.name: one.attname for one in self._meta.concrete_fields}
        return {name: getattr(self, ids[name]) for name in names}


class Attachment(models.Model):
    """A stored file that lies with a row of a register; taken away, it stays to be seen."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    register = models.CharField(_("sổ"), max_length=60)
    row = models.UUIDField(_("dòng"))
    file = models.ForeignKey(
        "files.StoredFile", models.PROTECT, related_name="+", verbose_name=_("tệp")
    )
    added_at = models.DateTimeField(_("thêm lúc"))
    added_by = models.CharField(_("người thêm"), max_length=60)
    removed_at = models.DateTimeField(_("gỡ lúc"), null=True, blank=True)
    removed_by = models.CharField(_("người gỡ"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("tệp kèm dòng sổ")
        indexes = [models.Index(fields=["register", "row"], name="registers_attachment_row")]

    def __str__(self) -> str:
        return f"{self.register}/{self.row}"


class ImportBatch(models.Model):
    """Rows from outside: read and shown before anything is written, then written at once."""

    personal_data: ClassVar[tuple[str, ...]] = ("pasted",)

    uuid = models.UUIDField(_("mã định danh"), default=uuid.uuid4, unique=True, editable=False)
    register = models.CharField(_("sổ"), max_length=60)
    office = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("cơ quan giữ sổ")
    )
    source = models.CharField(_("nguồn"), max_length=200)
    file = models.ForeignKey(
        "files.StoredFile",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("tệp"),
    )
    pasted = models.TextField(_("nội dung dán vào"), blank=True)
    headings = models.JSONField(_("tiêu đề cột"), default=list)
    mapping = models.JSONField(_("cột nào vào đâu"), default=dict)
    started_by = models.CharField(_("người nhập"), max_length=60)
    started_at = models.DateTimeField(_("bắt đầu lúc"))
    applied_at = models.DateTimeField(_("ghi vào sổ lúc"), null=True, blank=True)
    added = models.PositiveIntegerField(_("số dòng mới"), default=0)
    changed = models.PositiveIntegerField(_("số dòng đổi"), default=0)
    same = models.PositiveIntegerField(_("số dòng như cũ"), default=0)
    refused = models.PositiveIntegerField(_("số dòng không nhận"), default=0)

    class Meta:
        verbose_name = _("lần nhập vào sổ")
        indexes = [
            models.Index(fields=["register", "office", "-id"], name="registers_importbatch_last")
        ]

    def __str__(self) -> str:
        return str(self.uuid)
