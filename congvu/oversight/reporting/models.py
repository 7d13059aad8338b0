"""Tables of reports: versions, the texts of their sections, what happened, what was frozen."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.oversight.reporting.rules.life import STANDING_IN, State

LONGEST_TEXT = 40_000
MOST_REMARK = 1000
CAPACITIES = ("TM", "KT", "TL", "TUQ", "Q", "")


class Report(models.Model):
    """One version of the report of an office for a period; a correction is the next version.

    `revision` counts what happened to it: whoever acts says which one was seen. One that is not
    `is_counted` was published elsewhere: its records are not here, every figure was entered.
    """

    personal_data: ClassVar[tuple[str, ...]] = ("signer", "recipients")

    uuid = models.UUIDField(_("mã định danh"), default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("cơ quan báo cáo")
    )
    period = models.ForeignKey(
        "indicators.ReportingPeriod",
        models.PROTECT,
        related_name="reports",
        verbose_name=_("kỳ báo cáo"),
    )
    outline = models.CharField(_("đề cương"), max_length=60)
    is_counted = models.BooleanField(_("số liệu đếm từ hệ thống"), default=True)
    version = models.PositiveSmallIntegerField(_("bản thứ"), default=1)
    # of several corrections at most one stands: the others were put away
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections"
    )
    state = models.CharField(_("tình trạng"), max_length=12, default=State.DRAFT.value)
    revision = models.PositiveIntegerField(_("lần ghi"), default=0)
    subject = models.CharField(_("trích yếu"), max_length=300)
    place = models.CharField(_("địa danh"), max_length=80, blank=True)
    addressees = models.TextField(_("kính gửi"), blank=True)
    recipients = models.TextField(_("nơi nhận"), blank=True)
    capacity = models.CharField(_("quyền hạn ký"), max_length=4, blank=True)
    post = models.CharField(_("chức vụ người ký"), max_length=120, blank=True)
    signer = models.CharField(_("người ký"), max_length=120, blank=True)
    document = models.OneToOneField(
        "documents.Document",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("văn bản trong sổ"),
    )
    number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    signed_on = models.DateField(_("ngày ký"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)
    decided_at = models.DateTimeField(_("cấp trên xử lý lúc"), null=True, blank=True)
    decision_note = models.CharField(_("ý kiến của cấp trên"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("báo cáo định kỳ")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "period", "outline", "version"], name="reporting_report_version"
            ),
            models.UniqueConstraint(
                fields=["unit", "period", "outline"],
                condition=Q(state__in=sorted(STANDING_IN)),
                name="reporting_report_one_stands",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]),
                name="reporting_report_state",
            ),
        ]
        indexes = [
            models.Index(fields=["period", "state"], name="reporting_report_board"),
            models.Index(fields=["unit", "-id"], name="reporting_report_list"),
        ]

    def __str__(self) -> str:
        return f"{self.uuid}"


class SectionText(models.Model):
    """What somebody wrote for a section; the newest revision stands, the older ones are history."""

    personal_data: ClassVar[tuple[str, ...]] = ("text",)

    report = models.ForeignKey(Report, models.CASCADE, related_name="texts")
    section = models.CharField(_("mục"), max_length=20)
    revision = models.PositiveIntegerField(_("lần ghi"))
    text = models.TextField(_("nội dung"), blank=True, max_length=LONGEST_TEXT)
    origin = models.CharField(_("viết từ"), max_length=10, default="typed")
    author_code = models.CharField(_("mã người viết"), max_length=60)
    author_name = models.CharField(_("người viết"), max_length=160)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("nội dung mục")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "section", "revision"], name="reporting_sectiontext_revision"
            ),
            models.CheckConstraint(
                condition=Q(origin__in=["outline", "typed", "word", "previous", "carried"]),
                name="reporting_sectiontext_origin",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.section} {self.revision}"


class UnfinishedText(models.Model):
    """What somebody is writing for a section and has not saved; one per person, gone once saved.

    `seen` is the revision that was before the eyes when the writing began.
    """

    personal_data: ClassVar[tuple[str, ...]] = ("text",)

    report = models.ForeignKey(Report, models.CASCADE, related_name="unfinished")
    section = models.CharField(_("mục"), max_length=20)
    seen = models.PositiveIntegerField(_("viết tiếp từ lần ghi"))
    text = models.TextField(_("nội dung"), blank=True, max_length=LONGEST_TEXT)
    author_code = models.CharField(_("mã người viết"), max_length=60)
    author_name = models.CharField(_("người viết"), max_length=160)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("nội dung chưa lưu")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "section", "author_code"], name="reporting_unfinished_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.section} {self.author_code}"


class Comment(models.Model):
    """A remark of one person to the others about a section."""

    personal_data: ClassVar[tuple[str, ...]] = ("text",)

    report = models.ForeignKey(Report, models.CASCADE, related_name="comments")
    section = models.CharField(_("mục"), max_length=20, blank=True)
    text = models.CharField(_("nội dung"), max_length=MOST_REMARK)
    author_code = models.CharField(_("mã người viết"), max_length=60)
    author_name = models.CharField(_("người viết"), max_length=160)
    at = models.DateTimeField(_("lúc"))
    settled_at = models.DateTimeField(_("giải quyết lúc"), null=True, blank=True)
    settled_by = models.CharField(_("mã người giải quyết"), max_length=60, blank=True)
    settled_name = models.CharField(_("người giải quyết"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("ý kiến")
        indexes = [models.Index(fields=["report", "section"], name="reporting_comment_place")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.section}"


class AnnexNote(models.Model):
    """What stands in the column “Ghi chú” of a row of the annex, a heading's too.

    Rows are only added: the newest of a code stands, an empty one takes the note away.
    """

    personal_data: ClassVar[tuple[str, ...]] = ("text",)

    report = models.ForeignKey(Report, models.CASCADE, related_name="annex_notes")
    code = models.CharField(_("chỉ tiêu"), max_length=40)
    text = models.CharField(_("ghi chú"), max_length=1000, blank=True)
    author_code = models.CharField(_("mã người viết"), max_length=60)
    author_name = models.CharField(_("người viết"), max_length=160, blank=True)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("ghi chú phụ lục")
        ordering = ["pk"]
        indexes = [models.Index(fields=["report", "code"], name="reporting_annexnote_of")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.code}"


class FindingReason(models.Model):
    """Why a finding that needs a reason is as it is; it goes with the computation it answers.

    Rows are only added: the newest of a finding and its computation stands.
    """

    personal_data: ClassVar[tuple[str, ...]] = ("reason",)

    report = models.ForeignKey(Report, models.CASCADE, related_name="reasons")
    finding = models.CharField(_("phép kiểm tra"), max_length=80)
    computation = models.CharField(_("phép tính"), max_length=400)
    reason = models.CharField(_("giải trình"), max_length=500)
    author_code = models.CharField(_("mã người viết"), max_length=60)
    author_name = models.CharField(_("người viết"), max_length=160, blank=True)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("giải trình")
        ordering = ["pk"]
        indexes = [models.Index(fields=["report", "finding"], name="reporting_reason_of")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.finding}"


class ReportEvent(models.Model):
    """What happened to a report, in order; rows are only added."""

    personal_data: ClassVar[tuple[str, ...]] = ("note", "actor_name")

    report = models.ForeignKey(Report, models.CASCADE, related_name="events")
    revision = models.PositiveIntegerField(_("lần ghi"))
    action = models.CharField(_("việc"), max_length=12)
    to_state = models.CharField(_("tình trạng sau đó"), max_length=12)
    note = models.CharField(_("ghi chú"), max_length=1000, blank=True)
    actor_code = models.CharField(_("mã người làm"), max_length=60)
    actor_name = models.CharField(_("người làm"), max_length=160)
    position_code = models.CharField(_("mã vị trí"), max_length=60)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("việc của báo cáo")
        constraints = [
            models.UniqueConstraint(
                fields=["report", "revision"], name="reporting_reportevent_revision"
            )
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.action}"


class Snapshot(models.Model):
    """What the leader approved: the manuscript and the figures with their sources, for good.

    A report that is frozen is drawn from here; nothing that changes later reaches it.
    """

    personal_data: ClassVar[tuple[str, ...]] = ("manuscript",)

    report = models.OneToOneField(Report, models.PROTECT, related_name="snapshot")
    manuscript = models.JSONField(_("bản thảo"))
    figures = models.JSONField(_("số liệu"))
    digest = models.CharField(_("dấu vân tay"), max_length=64)
    at = models.DateTimeField(_("chốt lúc"))

    class Meta:
        verbose_name = _("bản chốt")

    def __str__(self) -> str:
        return self.digest


class ReportReminder(models.Model):
    """That an office was reminded of its report of a period; rows are only added."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("cơ quan được nhắc")
    )
    period = models.ForeignKey(
        "indicators.ReportingPeriod",
        models.PROTECT,
        related_name="reminders",
        db_index=False,
        verbose_name=_("kỳ báo cáo"),
    )
    at = models.DateTimeField(_("lúc"))
    by = models.CharField(_("người nhắc"), max_length=60)

    class Meta:
        verbose_name = _("lần nhắc gửi báo cáo")
        indexes = [models.Index(fields=["period", "unit"], name="reporting_reminder_of")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.period_id}"
