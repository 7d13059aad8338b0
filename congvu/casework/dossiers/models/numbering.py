"""Counters of dossier codes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class DossierCounter(models.Model):
    """The last number given by an organisation code on a day; locked while the next is taken.

    A book of a year (sổ chứng thực) is counted under code/procedure and the first day of the year.
    """

    personal_data: ClassVar[tuple[str, ...]] = ()

    org_code = models.CharField(_("mã định danh"), max_length=60)
    day = models.DateField(_("ngày"))
    last = models.PositiveIntegerField(_("số cuối"))

    class Meta:
        verbose_name = _("bộ đếm mã hồ sơ")
        constraints = [
            models.UniqueConstraint(fields=["org_code", "day"], name="dossiers_counter_once")
        ]

    def __str__(self) -> str:
        return f"{self.org_code} {self.day:%Y-%m-%d}: {self.last}"
