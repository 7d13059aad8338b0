"""The leader's instruction (bút phê): who does what by when, and whether it was done."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Routing(models.Model):
    """One line of an instruction: to a unit, and to a person of it where one is named.

    `by_name` is who instructed; a registrar who copies it from the paper stands in `recorded_by`.
    """

    personal_data: ClassVar[tuple[str, ...]] = ("instruction", "done_note", "by_name")

    document = models.ForeignKey("documents.Document", models.PROTECT, related_name="routings")
    part = models.CharField(_("vai trò"), max_length=8)
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    position = models.ForeignKey("people.Position", models.PROTECT, null=True, related_name="+")
    instruction = models.CharField(_("nội dung bút phê"), max_length=1000, default="", blank=True)
    by_name = models.CharField(_("người bút phê"), max_length=200)
    recorded_by = models.CharField(_("người ghi"), max_length=200, default="", blank=True)
    due_on = models.DateField(_("hạn"), null=True)
    routed_at = models.DateTimeField(_("chuyển lúc"))
    done_at = models.DateTimeField(_("xong lúc"), null=True)
    done_on = models.DateField(_("xong ngày"), null=True)
    done_note = models.CharField(_("kết quả"), max_length=1000, default="", blank=True)
    is_open = models.BooleanField(_("đang mở"), default=True)

    class Meta:
        verbose_name = _("bút phê")
        indexes = [
            models.Index(fields=["position", "is_open", "due_on"], name="documents_routing_mine"),
            models.Index(fields=["unit", "is_open", "due_on"], name="documents_routing_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} → {self.unit_id} ({self.part})"


class Reminder(models.Model):
    """A leader or registrar reminded whoever has a part of it: what reports call nhắc nhở."""

    personal_data: ClassVar[tuple[str, ...]] = ("note", "by_name")

    routing = models.ForeignKey(Routing, models.PROTECT, related_name="reminders")
    at = models.DateTimeField(_("lúc"))
    by_name = models.CharField(_("người nhắc"), max_length=200)
    note = models.CharField(_("nội dung"), max_length=300, default="", blank=True)

    class Meta:
        verbose_name = _("lần nhắc xử lý văn bản")
        indexes = [models.Index(fields=["at"], name="documents_reminder_at")]

    def __str__(self) -> str:
        return f"{self.routing_id} {self.at:%Y-%m-%d}"
