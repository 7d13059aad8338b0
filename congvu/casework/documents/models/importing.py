"""Other systems whose lists are read in: their columns, and each time it was done."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportSource(models.Model):
    """One other system of an office, with the columns of its export as they were chosen last."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    office = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    key = models.CharField(_("mã nguồn"), max_length=40)
    name = models.CharField(_("tên hệ thống"), max_length=100)
    direction = models.CharField(_("chiều"), max_length=10)
    columns = models.JSONField(_("cột"), default=dict)
    changed_at = models.DateTimeField(_("sửa lúc"))

    class Meta:
        verbose_name = _("nguồn nhập văn bản")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "key", "direction"], name="documents_importsource_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class ImportRun(models.Model):
    """One file read in: how far it is, what was made, and why rows were refused (the first ones).

    `tries` counts the starts of a worker since the last batch that was written.
    """

    personal_data: ClassVar[tuple[str, ...]] = ("refusals",)

    source = models.ForeignKey(ImportSource, models.PROTECT, related_name="runs")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(_("tên tệp"), max_length=200)
    sha256 = models.CharField(max_length=64)
    columns = models.JSONField(_("cột"), default=dict)
    rows = models.PositiveIntegerField(_("số dòng"), default=0)
    read = models.PositiveIntegerField(_("đã đọc"), default=0)
    made = models.PositiveIntegerField(_("mới"), default=0)
    changed = models.PositiveIntegerField(_("thay đổi"), default=0)
    same = models.PositiveIntegerField(_("không đổi"), default=0)
    refused = models.PositiveIntegerField(_("bị từ chối"), default=0)
    refusals = models.JSONField(_("lý do từ chối"), default=list)
    by_code = models.CharField(_("người nhập"), max_length=150)
    position_code = models.CharField(_("vị trí"), max_length=60, blank=True, default="")
    started_at = models.DateTimeField(_("bắt đầu lúc"))
    asked_at = models.DateTimeField(_("giao máy lúc"), null=True)
    moved_at = models.DateTimeField(_("ghi lần cuối lúc"), null=True)
    tries = models.PositiveSmallIntegerField(_("số lần thử"), default=0)
    failure = models.CharField(_("vì sao dừng"), max_length=300, blank=True, default="")
    finished_at = models.DateTimeField(_("xong lúc"), null=True)

    class Meta:
        verbose_name = _("lần nhập văn bản")

    def __str__(self) -> str:
        return f"{self.file_name} {self.read}/{self.rows}"


class ImportLook(models.Model):
    """The look of a worker at a long list before it is written: how far it is, what it found.

    It says what reading in `columns` would do; a later choice of columns begins it anew, and it is
    deleted when the list is given to the worker to be written. `tries` as in ImportRun.
    """

    personal_data: ClassVar[tuple[str, ...]] = ("refusals", "examples", "changes")

    run = models.OneToOneField(ImportRun, models.CASCADE, related_name="look")
    names = models.JSONField(_("tên cột"), default=list)
    columns = models.JSONField(_("cột"), default=dict)
    read = models.PositiveIntegerField(_("đã đọc"), default=0)
    made = models.PositiveIntegerField(_("mới"), default=0)
    changed = models.PositiveIntegerField(_("thay đổi"), default=0)
    same = models.PositiveIntegerField(_("không đổi"), default=0)
    refused = models.PositiveIntegerField(_("bị từ chối"), default=0)
    refusals = models.JSONField(_("lý do từ chối"), default=list)
    examples = models.JSONField(_("những dòng đầu"), default=list)
    changes = models.JSONField(_("những thay đổi đầu"), default=list)
    skipped = models.JSONField(_("số bị bỏ trống"), default=list)
    by_code = models.CharField(_("người xem"), max_length=150, blank=True, default="")
    position_code = models.CharField(_("vị trí"), max_length=60, blank=True, default="")
    asked_at = models.DateTimeField(_("giao máy lúc"), null=True)
    moved_at = models.DateTimeField(_("xem lần cuối lúc"), null=True)
    tries = models.PositiveSmallIntegerField(_("số lần thử"), default=0)
    failure = models.CharField(_("vì sao dừng"), max_length=300, blank=True, default="")
    finished_at = models.DateTimeField(_("xong lúc"), null=True)

    class Meta:
        verbose_name = _("lần xem trước văn bản")

    def __str__(self) -> str:
        return f"{self.run_id} {self.read}"
