"""Counters of dossier codes, and the keys that make an intake safe to repeat."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class DossierCounter(models.Model):
    """The last number given by an organisation code on a day; locked while the next is taken."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    org_code = models.CharField(_("mã định danh"), max_length=40)
    day = models.DateField(_("ngày"))
    last = models.PositiveIntegerField(_("số cuối"))

    class Meta:
        verbose_name = _("bộ đếm mã hồ sơ")
        constraints = [
            models.UniqueConstraint(fields=["org_code", "day"], name="dossiers_counter_once")
        ]

    def __str__(self) -> str:
        return f"{self.org_code} {self.day:%Y-%m-%d}: {self.last}"


class IntakeKey(models.Model):
    """An idempotency key of a program or a form, and the dossier that it made."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    owner = models.CharField(_("chủ khóa"), max_length=80)
    key = models.CharField(_("khóa"), max_length=80)
    fingerprint = models.CharField(_("dấu vân nội dung"), max_length=64)
    dossier_uuid = models.UUIDField(_("hồ sơ"))
    created_at = models.DateTimeField(_("lúc tạo"))

    class Meta:
        verbose_name = _("khóa chống nộp trùng")
        constraints = [
            models.UniqueConstraint(fields=["owner", "key"], name="dossiers_intake_key_once")
        ]

    def __str__(self) -> str:
        return f"{self.owner}: {self.key}"
