"""What happens while a dossier is handled: steps, hand-overs, pauses, requests, opinions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from congvu.casework.dossiers.models.dossier import Dossier


class DossierStep(models.Model):
    """One step of the internal workflow with its own share of the limit (TT 01/2018 Đ8)."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, verbose_name=_("hồ sơ"), related_name="steps"
    )
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    name = models.CharField(_("tên bước"), max_length=250)
    role = models.CharField(_("vai trò"), max_length=20)
    kind = models.CharField(_("loại bước"), max_length=16)
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, verbose_name=_("nơi làm"), related_name="+", null=True
    )
    due_on = models.DateField(_("hạn của bước"), null=True)
    started_at = models.DateTimeField(_("bắt đầu"), null=True)
    done_at = models.DateTimeField(_("xong"), null=True)

    class Meta:
        verbose_name = _("bước xử lý")
        constraints = [
            models.UniqueConstraint(fields=["dossier", "order"], name="dossiers_step_one_order")
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.name}"


class HandOver(models.Model):
    """One row of the control sheet: who gave, who took, when, in time or not; never rewritten."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, verbose_name=_("hồ sơ"), related_name="hand_overs"
    )
    seq = models.PositiveIntegerField(_("do sự kiện"))
    from_unit = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        verbose_name=_("nơi giao"),
        related_name="+",
        null=True,
        db_index=False,
    )
    from_name = models.CharField(_("người giao"), max_length=200)
    to_unit = models.ForeignKey(
        "units.Unit", models.PROTECT, verbose_name=_("nơi nhận"), related_name="+", null=True
    )
    to_name = models.CharField(_("người nhận"), max_length=200, blank=True)
    at = models.DateTimeField(_("lúc giao nhận"))
    timeliness = models.CharField(_("kết quả"), max_length=12, blank=True)
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("lần giao nhận")
        indexes = [models.Index(fields=["from_unit", "at"], name="handover_by_desk")]

    def __str__(self) -> str:
        return f"{self.dossier_id}/{self.seq}"


class Pause(models.Model):
    """An interval in which the legal clock stood still, with its ground and its document."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, verbose_name=_("hồ sơ"), related_name="pauses"
    )
    kind = models.CharField(_("loại"), max_length=24)
    ground = models.TextField(_("căn cứ"), blank=True)
    document = models.JSONField(_("văn bản"), null=True)
    starts_at = models.DateTimeField(_("từ lúc"))
    ends_at = models.DateTimeField(_("đến lúc"), null=True)
    on_end = models.CharField(_("khi hết dừng"), max_length=8, default="resume")
    due_before = models.DateField(_("hạn trước khi dừng"))
    due_after = models.DateField(_("hạn sau khi dừng"), null=True)

    class Meta:
        verbose_name = _("lần tạm dừng")
        constraints = [
            models.CheckConstraint(
                name="dossiers_pause_ends_after_start",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
            ),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(ends_at__isnull=True),
                name="dossiers_pause_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.dossier_id}"


class SupplementRequest(models.Model):
    """One request that lists everything that is missing (form 02); a second needs a leader."""

    personal_data: ClassVar[tuple[str, ...]] = ("reason",)

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, verbose_name=_("hồ sơ"), related_name="supplement_requests"
    )
    number = models.PositiveSmallIntegerField(_("lần"))
    reason = models.TextField(_("lý do"))
    contact = models.CharField(_("liên hệ"), max_length=250, blank=True)
    requested_at = models.DateTimeField(_("lúc yêu cầu"))
    answer_by = models.DateField(_("bổ sung trước ngày"), null=True)
    approved_by = models.CharField(_("lãnh đạo đồng ý"), max_length=200, blank=True)
    received_at = models.DateTimeField(_("lúc nhận bổ sung"), null=True)
    before_acceptance = models.BooleanField(_("trước khi tiếp nhận"), default=False)

    class Meta:
        verbose_name = _("yêu cầu bổ sung")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "number"], name="dossiers_supplement_one_number"
            )
        ]

    def __str__(self) -> str:
        return f"request {self.number} of {self.dossier_id}"


class SupplementItem(models.Model):
    """One missing or wrong paper in a supplement request."""

    personal_data: ClassVar[tuple[str, ...]] = ("what",)

    request = models.ForeignKey(
        SupplementRequest, models.PROTECT, verbose_name=_("yêu cầu"), related_name="items"
    )
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    what = models.CharField(_("nội dung"), max_length=500)
    why = models.CharField(_("lý do"), max_length=500, blank=True)
    received = models.BooleanField(_("đã nhận"), default=False)

    class Meta:
        verbose_name = _("nội dung cần bổ sung")

    def __str__(self) -> str:
        return f"item {self.order} of {self.request_id}"


class Reappointment(models.Model):
    """The one second promise: made before the first was broken, with an apology (form 04)."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    dossier = models.OneToOneField(
        Dossier, models.PROTECT, verbose_name=_("hồ sơ"), related_name="reappointment"
    )
    first_due = models.DateField(_("ngày hẹn lần đầu"))
    new_due = models.DateField(_("ngày hẹn lại"))
    reason = models.TextField(_("lý do"))
    document = models.JSONField(_("văn bản xin lỗi"))
    made_at = models.DateTimeField(_("lúc hẹn lại"))

    class Meta:
        verbose_name = _("hẹn lại")
        constraints = [
            models.CheckConstraint(
                name="dossiers_reappointment_later", condition=Q(new_due__gt=F("first_due"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.new_due:%Y-%m-%d}"


class OpinionRequest(models.Model):
    """A question to another agency with its own due date, in sequence or in parallel (Đ19.5–6)."""

    personal_data: ClassVar[tuple[str, ...]] = ("question", "answer")

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, verbose_name=_("hồ sơ"), related_name="opinions"
    )
    round = models.PositiveSmallIntegerField(_("đợt"))
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, verbose_name=_("cơ quan được hỏi"), related_name="+"
    )
    interlinked = models.BooleanField(_("liên thông"), default=False)
    parallel = models.BooleanField(_("song song"), default=True)
    question = models.TextField(_("nội dung"))
    due_on = models.DateField(_("hạn trả lời"))
    asked_at = models.DateTimeField(_("lúc hỏi"))
    opened_at = models.DateTimeField(_("đến lượt"), null=True)
    answer = models.TextField(_("trả lời"), blank=True)
    agrees = models.BooleanField(_("đồng ý"), null=True)
    answered_at = models.DateTimeField(_("lúc trả lời"), null=True)
    answered_by = models.CharField(_("người trả lời"), max_length=200, blank=True)
    document = models.JSONField(_("văn bản trả lời"), null=True)

    class Meta:
        verbose_name = _("lấy ý kiến")

    def __str__(self) -> str:
        return f"{self.dossier_id} → {self.unit_id}"


class DossierTransfer(models.Model):
    """A hand-over of open dossiers when a unit ends: count, list, acknowledgement."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    from_unit = models.ForeignKey(
        "units.Unit", models.PROTECT, verbose_name=_("nơi giao"), related_name="+"
    )
    to_unit = models.ForeignKey(
        "units.Unit", models.PROTECT, verbose_name=_("nơi nhận"), related_name="+"
    )
    decision = models.JSONField(_("quyết định"))
    made_at = models.DateTimeField(_("lúc bàn giao"))
    dossiers = models.PositiveIntegerField(_("số hồ sơ"))
    acknowledged_by = models.CharField(_("người nhận"), max_length=200, blank=True)
    acknowledged_at = models.DateTimeField(_("lúc nhận"), null=True)

    class Meta:
        verbose_name = _("bàn giao hồ sơ")

    def __str__(self) -> str:
        return f"{self.from_unit_id} → {self.to_unit_id}"
