"""A document in or out, with what hangs on it; nothing of it is ever deleted."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.casework.documents.rules.kinds import Direction, Urgency, Way
from congvu.casework.documents.rules.states import State


class Document(models.Model):
    """One line of a book. `day` orders it: of arrival, of issue, or of the draft.

    `number` is the outgoing number, or the one that an incoming document bears; the arrival
    number is its place in our own book.
    """

    personal_data: ClassVar[tuple[str, ...]] = ("subject", "note", "folded")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    direction = models.CharField(
        _("chiều"), max_length=10, choices=[(d.value, d.value) for d in Direction]
    )
    state = models.CharField(_("trạng thái"), max_length=12)
    version = models.PositiveIntegerField(_("phiên bản"), default=0)
    type = models.CharField(_("mã loại"), max_length=10)
    body = models.ForeignKey(
        "documents.IssuingBody", models.PROTECT, null=True, related_name="documents"
    )
    series = models.ForeignKey(
        "documents.Series", models.PROTECT, null=True, related_name="documents"
    )
    number = models.PositiveIntegerField(_("số"), null=True)
    suffix = models.CharField(_("hậu tố"), max_length=4, default="", blank=True)
    symbol = models.CharField(_("ký hiệu"), max_length=30, default="", blank=True)
    code = models.CharField(_("số, ký hiệu"), max_length=45, default="", blank=True)
    day = models.DateField(_("ngày trong sổ"))
    issued_on = models.DateField(_("ngày văn bản"), null=True)
    issuer = models.CharField(_("tác giả"), max_length=200)
    issuer_folded = models.CharField(max_length=200, default="")
    issuer_unit = models.ForeignKey("units.Unit", models.PROTECT, null=True, related_name="+")
    subject = models.CharField(_("trích yếu"), max_length=500)
    folded = models.CharField(max_length=1000)
    arrival_number = models.PositiveIntegerField(_("số đến"), null=True)
    arrived_on = models.DateField(_("ngày đến"), null=True)
    signer = models.CharField(_("người ký"), max_length=100, default="", blank=True)
    signer_title = models.CharField(_("chức vụ người ký"), max_length=100, default="", blank=True)
    capacity = models.CharField(_("quyền hạn ký"), max_length=5, default="", blank=True)
    pages = models.PositiveIntegerField(_("số trang"), null=True)
    copies = models.PositiveIntegerField(_("số bản"), null=True)
    urgency = models.CharField(
        _("độ khẩn"), max_length=12, default=Urgency.NORMAL.value,
        choices=[(u.value, u.value) for u in Urgency],
    )  # fmt: skip
    way = models.CharField(
        _("cách gửi"), max_length=8, default=Way.NETWORK.value,
        choices=[(w.value, w.value) for w in Way],
    )  # fmt: skip
    is_signed = models.BooleanField(_("đã ký số"), default=False)
    is_normative = models.BooleanField(_("quy phạm pháp luật"), default=False)
    effective_on = models.DateField(_("có hiệu lực từ"), null=True)
    expires_on = models.DateField(_("hết hiệu lực từ"), null=True)
    unit = models.ForeignKey("units.Unit", models.PROTECT, null=True, related_name="+")
    drafter = models.ForeignKey("people.Position", models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(_("hạn xử lý"), null=True)
    done_on = models.DateField(_("xong ngày"), null=True)
    note = models.CharField(_("ghi chú"), max_length=500, default="", blank=True)
    late_reason = models.CharField(_("lý do đăng ký muộn"), max_length=300, default="", blank=True)
    recorded_at = models.DateTimeField(_("ghi lúc"))
    numbered_at = models.DateTimeField(_("cấp số lúc"), null=True)
    issued_at = models.DateTimeField(_("phát hành lúc"), null=True)
    ended_at = models.DateTimeField(_("hủy, trả lại lúc"), null=True)
    end_reason = models.CharField(_("lý do"), max_length=300, default="", blank=True)
    origin = models.CharField(_("nguồn"), max_length=40, default="", blank=True)
    origin_key = models.CharField(_("mã ở nguồn"), max_length=100, default="", blank=True)

    class Meta:
        verbose_name = _("văn bản")
        constraints = [
            models.UniqueConstraint(
                fields=["series", "number", "suffix"],
                condition=Q(direction=Direction.OUTGOING.value),
                name="documents_document_number_once",
            ),
            models.UniqueConstraint(
                fields=["series", "arrival_number"],
                condition=Q(direction=Direction.INCOMING.value),
                name="documents_document_arrival_once",
            ),
            models.UniqueConstraint(
                fields=["office", "origin", "origin_key"],
                condition=~Q(origin=""),
                name="documents_document_origin_once",
            ),
            models.CheckConstraint(
                condition=Q(direction__in=[d.value for d in Direction]),
                name="documents_document_direction",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in State]), name="documents_document_state"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.DRAFT.value, State.DISCARDED.value])
                | Q(series__isnull=False),
                name="documents_document_in_a_book",
            ),
        ]
        indexes = [
            models.Index(
                fields=["office", "direction", "day", "id"], name="documents_document_by_day"
            ),
            models.Index(
                fields=["office", "direction", "state", "due_on"], name="documents_document_open"
            ),
            models.Index(fields=["office", "code"], name="documents_document_code"),
        ]

    def __str__(self) -> str:
        return f"{self.code or '–'} {self.subject[:60]}"

    @property
    def is_incoming(self) -> bool:
        return self.direction == Direction.INCOMING.value


class DocumentFile(models.Model):
    personal_data: ClassVar[tuple[str, ...]] = ("file",)

    document = models.ForeignKey(Document, models.PROTECT, related_name="files")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="+")
    kind = models.CharField(_("loại tệp"), max_length=6)
    added_at = models.DateTimeField(_("thêm lúc"))

    class Meta:
        verbose_name = _("tệp của văn bản")
        constraints = [
            models.UniqueConstraint(fields=["document", "file"], name="documents_documentfile_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.document_id}"


class Recipient(models.Model):
    """A line of "Nơi nhận"; `unit` where it is one of the system."""

    personal_data: ClassVar[tuple[str, ...]] = ("name",)

    document = models.ForeignKey(Document, models.PROTECT, related_name="recipients")
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    name = models.CharField(_("nơi nhận"), max_length=200)
    unit = models.ForeignKey("units.Unit", models.PROTECT, null=True, related_name="+")
    copies = models.PositiveSmallIntegerField(_("số bản"), default=1)
    sent_at = models.DateTimeField(_("gửi lúc"), null=True)

    class Meta:
        verbose_name = _("nơi nhận")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["document", "order"], name="documents_recipient_order")
        ]

    def __str__(self) -> str:
        return self.name


class DocumentTag(models.Model):
    """A mark with the time of its coming and going, so that counts can be asked as of any day."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    document = models.ForeignKey(Document, models.PROTECT, related_name="tags")
    tag = models.CharField(_("nhãn"), max_length=40)
    added_at = models.DateTimeField(_("gắn lúc"))
    removed_at = models.DateTimeField(_("bỏ lúc"), null=True)

    class Meta:
        verbose_name = _("nhãn của văn bản")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "tag"],
                condition=Q(removed_at__isnull=True),
                name="documents_documenttag_once",
            )
        ]
        indexes = [models.Index(fields=["tag", "document"], name="documents_documenttag_tag")]

    def __str__(self) -> str:
        return self.tag


class Relation(models.Model):
    """What one document does to another: one of the register, or one that only has a name."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    document = models.ForeignKey(Document, models.PROTECT, related_name="relations")
    kind = models.CharField(_("quan hệ"), max_length=10)
    target = models.ForeignKey(
        Document, models.PROTECT, null=True, related_name="inverse_relations"
    )
    target_name = models.CharField(_("văn bản"), max_length=600, default="", blank=True)
    added_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("quan hệ văn bản")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "kind", "target"],
                condition=Q(target__isnull=False),
                name="documents_relation_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.kind} {self.target_id or self.target_name}"


class DocumentEvent(models.Model):
    """What happened to a document, in order; never rewritten."""

    personal_data: ClassVar[tuple[str, ...]] = ("note", "actor_name")

    document = models.ForeignKey(Document, models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField(_("thứ tự"))
    action = models.CharField(_("việc"), max_length=12)
    to_state = models.CharField(_("trạng thái"), max_length=12)
    at = models.DateTimeField(_("lúc"))
    actor_code = models.CharField(_("tài khoản"), max_length=150)
    actor_name = models.CharField(_("người làm"), max_length=200)
    position_code = models.CharField(_("vị trí"), max_length=60)
    note = models.CharField(_("nội dung"), max_length=1000, default="", blank=True)

    class Meta:
        verbose_name = _("sự kiện văn bản")
        constraints = [
            models.UniqueConstraint(fields=["document", "seq"], name="documents_documentevent_seq")
        ]

    def __str__(self) -> str:
        return f"{self.document_id}#{self.seq} {self.action}"
