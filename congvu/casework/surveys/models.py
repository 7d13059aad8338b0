"""Replies and their answers: nothing in them says who replied, to which dossier, at which hour."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.casework.surveys.rules import LEVELS


class Channel(models.TextChoices):
    KIOSK = "kiosk", _("Tại máy, trực tuyến")
    PAPER = "paper", _("Phiếu giấy")


class SurveyReply(models.Model):
    """One reply. `token` is a keyed digest of the slip: it finds a second reply, not the slip.

    `recorded_on` is the day on which a paper form was entered; empty when that is the day of the
    answer, or was not kept. A form entered wrongly stays as it is from `taken_back_on` on,
    uncounted; who took it back and why stands in the journal.
    """

    personal_data: ClassVar[tuple[str, ...]] = ()

    office = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("cơ quan")
    )
    question_set = models.CharField(_("bộ câu hỏi"), max_length=40)
    channel = models.CharField(_("hình thức"), max_length=8, choices=Channel.choices)
    field = models.CharField(_("lĩnh vực"), max_length=200, blank=True)
    answered_on = models.DateField(_("ngày trả lời"))
    token = models.CharField(_("dấu của phiếu"), max_length=64, unique=True)
    recorded_on = models.DateField(_("ngày nhập"), null=True, blank=True)
    taken_back_on = models.DateField(_("ngày bỏ phiếu nhập sai"), null=True, blank=True)

    class Meta:
        verbose_name = _("phiếu khảo sát đã trả lời")
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_back_on=None) | Q(channel=Channel.PAPER.value),
                name="surveys_reply_paper_taken_back",
            )
        ]
        indexes = [models.Index(fields=["office", "answered_on"], name="surveys_reply_period")]

    def __str__(self) -> str:
        return str(self.pk)


class SurveyAnswer(models.Model):
    """The level given to one question."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    reply = models.ForeignKey(
        SurveyReply, models.CASCADE, related_name="answers", verbose_name=_("phiếu")
    )
    question = models.CharField(_("câu hỏi"), max_length=40)
    level = models.PositiveSmallIntegerField(_("mức"))

    class Meta:
        verbose_name = _("câu đã trả lời")
        constraints = [
            models.UniqueConstraint(fields=["reply", "question"], name="surveys_answer_once"),
            models.CheckConstraint(condition=Q(level__in=LEVELS), name="surveys_answer_level"),
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.level}"


class SlipGuess(models.Model):
    """How many wrong slips came from one place within some minutes; kept no longer than that.

    `origin` is a keyed digest of the network address: it counts, it does not tell the address.
    """

    personal_data: ClassVar[tuple[str, ...]] = ()

    origin = models.CharField(_("dấu của nơi gửi"), max_length=64)
    begins_at = models.DateTimeField(_("từ lúc"))
    misses = models.PositiveIntegerField(_("số lần sai"), default=0)

    class Meta:
        verbose_name = _("lần đoán mã phiếu")
        constraints = [
            models.UniqueConstraint(fields=["origin", "begins_at"], name="surveys_guess_once")
        ]

    def __str__(self) -> str:
        return f"{self.begins_at} {self.misses}"
