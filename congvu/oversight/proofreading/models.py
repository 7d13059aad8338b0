"""Tables of uploaded reports, what was proven of them, what people say is no contradiction."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.oversight.proofreading.querysets import UploadQuerySet
from congvu.oversight.proofreading.rules.findings import Severity
from congvu.oversight.proofreading.rules.keeping import (
    FEWEST_DAYS,
    MOST_DAYS,
    USUAL_DAYS,
    UploadState,
)

LONGEST_NAME = 200


class Upload(models.Model):
    """A report that somebody wanted checked: its text, its figures, how far the check came.

    The file is there when it is of a type that is stored; a plain text is kept as text only.
    """

    personal_data: ClassVar[tuple[str, ...]] = ("name", "title", "text", "figures", "folded")

    uuid = models.UUIDField(_("mã định danh"), default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị")
    )
    file = models.ForeignKey(
        "files.StoredFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tệp"),
    )
    name = models.CharField(_("tên tệp"), max_length=LONGEST_NAME)
    state = models.CharField(_("tình trạng"), max_length=10, default=UploadState.WAITING)
    reason = models.CharField(_("lý do không đọc được"), max_length=40, blank=True)
    kind = models.CharField(_("loại tệp"), max_length=10, blank=True)
    text = models.TextField(_("nội dung đọc được"), blank=True)
    whole_lines = models.BooleanField(_("mỗi dòng là một đoạn"), default=False)
    title = models.CharField(_("tên văn bản"), max_length=300, blank=True)
    errors = models.PositiveIntegerField(_("số lỗi"), default=0)
    warnings = models.PositiveIntegerField(_("số cảnh báo"), default=0)
    roundings = models.PositiveIntegerField(_("số nhận xét làm tròn"), default=0)
    figures = models.JSONField(_("số liệu nhận ra"), default=list, blank=True)
    folded = models.CharField(_("tên để tìm kiếm"), max_length=600)
    uploaded_by = models.CharField(_("người đưa lên"), max_length=60)
    uploaded_at = models.DateTimeField(_("đưa lên lúc"))
    finished_at = models.DateTimeField(_("soát xong lúc"), null=True, blank=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("báo cáo cần soát")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in UploadState]),
                name="proofreading_upload_state",
            ),
            models.CheckConstraint(
                condition=Q(state=UploadState.REFUSED.value) ^ Q(reason=""),
                name="proofreading_upload_refused_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-uploaded_at", "-id"], name="proofreading_upload_list"),
            models.Index(fields=["uploaded_at"], name="proofreading_upload_age"),
        ]

    def __str__(self) -> str:
        return str(self.uuid)


class UploadFinding(models.Model):
    """One place where an uploaded report contradicts itself; quotes are places in its text."""

    personal_data: ClassVar[tuple[str, ...]] = ("message", "computation", "suggestion")

    upload = models.ForeignKey(
        Upload, models.CASCADE, related_name="findings", verbose_name=_("báo cáo cần soát")
    )
    place = models.PositiveIntegerField(_("thứ tự"))
    kind = models.CharField(_("loại"), max_length=60)
    severity = models.CharField(_("mức"), max_length=10)
    basis = models.CharField(_("căn cứ"), max_length=20)
    message = models.TextField(_("điều sai"))
    computation = models.TextField(_("phép tính"), blank=True)
    suggestion = models.TextField(_("gợi ý"), blank=True)
    quotes = models.JSONField(_("vị trí trích"), default=list)

    class Meta:
        verbose_name = _("chỗ mâu thuẫn")
        constraints = [
            models.UniqueConstraint(
                fields=["upload", "place"], name="proofreading_uploadfinding_once"
            ),
            models.CheckConstraint(
                condition=Q(severity__in=[one.value for one in Severity]),
                name="proofreading_uploadfinding_severity",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.upload_id}: {self.place}"


class FalseAlarm(models.Model):
    """That somebody says: this is no contradiction. It outlives the report, for the rules' authors."""

    personal_data: ClassVar[tuple[str, ...]] = ("message", "computation", "quotes", "reason")

    finding = models.OneToOneField(
        UploadFinding,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="alarm",
        verbose_name=_("chỗ mâu thuẫn"),
    )
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị")
    )
    kind = models.CharField(_("loại"), max_length=60)
    severity = models.CharField(_("mức"), max_length=10)
    message = models.TextField(_("điều đã báo"))
    computation = models.TextField(_("phép tính"), blank=True)
    quotes = models.JSONField(_("câu được trích"), default=list)
    reason = models.CharField(_("vì sao không phải mâu thuẫn"), max_length=500)
    told_by = models.CharField(_("người báo"), max_length=60)
    told_at = models.DateTimeField(_("báo lúc"))

    class Meta:
        verbose_name = _("báo nhầm")
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="proofreading_falsealarm_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.pk}"


class KeepingTerm(models.Model):
    """How many days an uploaded report is kept; one row, none until an administrator sets it."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    days = models.PositiveSmallIntegerField(_("số ngày giữ"), default=USUAL_DAYS)
    set_by = models.CharField(_("người đặt"), max_length=60)
    set_at = models.DateTimeField(_("đặt lúc"))

    class Meta:
        verbose_name = _("thời hạn giữ báo cáo cần soát")
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="proofreading_keepingterm_one"),
            models.CheckConstraint(
                condition=Q(days__gte=FEWEST_DAYS) & Q(days__lte=MOST_DAYS),
                name="proofreading_keepingterm_days",
            ),
        ]

    def __str__(self) -> str:
        return str(self.days)
