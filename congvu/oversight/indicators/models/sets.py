"""Versions of sets of indicators, as the files said when they were loaded; never changed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class IndicatorSetVersion(models.Model):
    """What a set said from its loading on; a report names the version that it was made with.

    `content` is the whole file as JSON, made whole with the set it is based on;
    `rules.reading.from_json` gives back what the reader takes. The newest of a code is in use.
    """

    personal_data: ClassVar[tuple[str, ...]] = ()

    code = models.CharField(_("mã"), max_length=40)
    number = models.PositiveSmallIntegerField(_("phiên bản"))
    name = models.CharField(_("tên"), max_length=300)
    level = models.CharField(_("cấp lập báo cáo"), max_length=12)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến trước ngày"), null=True, blank=True)
    content: models.JSONField[Any, Any] = models.JSONField(_("nội dung"))
    digest = models.CharField(_("mã kiểm tra"), max_length=64)
    loaded_at = models.DateTimeField(_("nạp lúc"))

    class Meta:
        verbose_name = _("phiên bản bộ chỉ tiêu")
        verbose_name_plural = _("phiên bản bộ chỉ tiêu")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "number"], name="indicators_set_number"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")),
                name="indicators_set_days",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}/{self.number}"
