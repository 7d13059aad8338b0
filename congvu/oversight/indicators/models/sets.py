"""Versions of sets of indicators, as the files said when they were loaded; never changed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class SetOrigin(models.TextChoices):
    """Who wrote a version: a file of the catalogue, or the administrators of this installation."""

    CATALOGUE = "catalogue", _("danh mục")
    OWN = "own", _("tự lập")


class IndicatorSetVersion(models.Model):
    """What a set said from its loading on; a report names the version that it was made with.

    `content` is the whole file as JSON, made whole with the set it is based on;
    `rules.reading.from_json` gives back what the reader takes. Which version of a code is in use on
    a day: `library.version_for`.
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
    origin = models.CharField(
        _("nguồn"), max_length=12, choices=SetOrigin.choices, default=SetOrigin.CATALOGUE
    )
    basis = models.CharField(_("căn cứ ban hành"), max_length=300, blank=True)
    recorded_by = models.CharField(_("người ban hành"), max_length=60, blank=True)

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


class SetDraft(models.Model):
    """A set while it is being changed; nobody reports by it. It becomes a version, or is put away.

    Each change makes a new revision. `base` is the version it came from, empty for a set that
    came from a file; `refused` are the lines of that file that were not taken, and why.
    """

    personal_data: ClassVar[tuple[str, ...]] = ()

    code = models.CharField(_("mã"), max_length=40)
    base = models.ForeignKey(
        IndicatorSetVersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="drafts",
        verbose_name=_("lập từ phiên bản"),
    )
    content: models.JSONField[Any, Any] = models.JSONField(_("nội dung"))
    refused: models.JSONField[Any, Any] = models.JSONField(_("dòng bị từ chối"), default=list)
    revision = models.PositiveIntegerField(_("lần sửa"), default=1)
    started_at = models.DateTimeField(_("bắt đầu lúc"))
    started_by = models.CharField(_("người lập"), max_length=60)
    changed_at = models.DateTimeField(_("sửa lúc"))
    changed_by = models.CharField(_("người sửa"), max_length=60)
    closed_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)
    became = models.OneToOneField(
        IndicatorSetVersion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="draft",
        verbose_name=_("đã thành phiên bản"),
    )

    class Meta:
        verbose_name = _("bản nháp bộ chỉ tiêu")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(closed_at=None), name="indicators_draft_open"
            ),
            models.CheckConstraint(
                condition=Q(became__isnull=True) | Q(closed_at__isnull=False),
                name="indicators_draft_became",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.revision})"
