"""Tokens of programs; only the SHA-256 of a token is stored."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class ApiToken(models.Model):
    """What a program of one unit may do; shown once when made, revoked by a date."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    name = models.CharField(_("tên chương trình"), max_length=60, unique=True)
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, verbose_name=_("đơn vị"), related_name="+"
    )
    roles = models.JSONField(_("vai trò"))
    digest = models.CharField(_("mã băm"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("tạo lúc"))
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True)

    class Meta:
        verbose_name = _("khóa chương trình")

    def __str__(self) -> str:
        return self.name
