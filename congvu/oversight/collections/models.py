"""Tables of one-off collections: what is asked, of whom, what each answered, what happened."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.oversight.collections.rules.cells import LONGEST_TEXT, Value
from congvu.oversight.collections.rules.columns import Form, from_json
from congvu.oversight.collections.rules.life import State


class Collection(models.Model):
    """A request to units below for figures once; its form never changes after it was asked."""

    personal_data: ClassVar[tuple[str, ...]] = ("guidance",)

    uuid = models.UUIDField(_("mã định danh"), default=uuid.uuid4, unique=True, editable=False)
    superior = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("cơ quan yêu cầu")
    )
    title = models.CharField(_("tên báo cáo"), max_length=300)
    guidance = models.CharField(_("hướng dẫn"), max_length=1000, blank=True)
    asked_by = models.CharField(_("văn bản yêu cầu"), max_length=200, blank=True)
    form: models.JSONField[Any, Any] = models.JSONField(_("biểu"), default=dict)
    as_of = models.DateField(_("đơn vị theo ngày"))
    due_on = models.DateField(_("hạn gửi"))
    asked_at = models.DateTimeField(_("yêu cầu lúc"))
    author_code = models.CharField(_("mã người lập"), max_length=60)
    author_name = models.CharField(_("người lập"), max_length=160)
    closed_at = models.DateTimeField(_("khóa lúc"), null=True, blank=True)
    revision = models.PositiveIntegerField(_("lần ghi"), default=1)

    class Meta:
        verbose_name = _("báo cáo nhanh")
        indexes = [models.Index(fields=["superior", "-id"], name="collections_collection_list")]

    def __str__(self) -> str:
        return f"{self.uuid}"

    @property
    def asks(self) -> Form:
        """The columns and rows that are asked for."""
        return from_json(self.form)

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class Recipient(models.Model):
    """A unit that is asked, and how far it is; `due_on` is a day of its own: returned, or added later."""

    personal_data: ClassVar[tuple[str, ...]] = ("answered_by",)

    collection = models.ForeignKey(Collection, models.PROTECT, related_name="recipients")
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("đơn vị được hỏi")
    )
    state = models.CharField(_("tình trạng"), max_length=12, default=State.WAITING.value)
    due_on = models.DateField(_("hạn gửi lại"), null=True, blank=True)
    answered_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)
    answered_by = models.CharField(_("người gửi"), max_length=160, blank=True)
    reason = models.CharField(_("lý do trả lại"), max_length=1000, blank=True)
    reminded_at = models.DateTimeField(_("nhắc lần cuối lúc"), null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(_("số lần nhắc"), default=0)
    added_at = models.DateTimeField(_("thêm lúc"), null=True, blank=True)
    left_out_at = models.DateTimeField(_("bỏ khỏi danh sách lúc"), null=True, blank=True)
    left_out_because = models.CharField(_("lý do bỏ khỏi danh sách"), max_length=1000, blank=True)
    revision = models.PositiveIntegerField(_("lần ghi"), default=0)

    class Meta:
        verbose_name = _("đơn vị trả lời")
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "unit"], name="collections_recipient_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]),
                name="collections_recipient_state",
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="collections_recipient_owed")]

    def __str__(self) -> str:
        return f"{self.collection_id} {self.unit_id}"

    @property
    def is_left_out(self) -> bool:
        """Whether the unit need not answer any more; what it wrote is kept and counts nowhere."""
        return self.left_out_at is not None


class CollectedValue(models.Model):
    """What somebody wrote into a cell; rows are never changed, only superseded.

    Two rows of one cell that are not superseded are two answers, and somebody must choose.
    """

    personal_data: ClassVar[tuple[str, ...]] = ("text", "author_name")

    recipient = models.ForeignKey(Recipient, models.CASCADE, related_name="values")
    cell = models.CharField(_("ô"), max_length=20)
    text = models.CharField(_("nội dung"), max_length=LONGEST_TEXT, blank=True)
    amount = models.DecimalField(_("số"), max_digits=20, decimal_places=4, null=True, blank=True)
    day = models.DateField(_("ngày"), null=True, blank=True)
    origin = models.CharField(_("ghi từ"), max_length=10)
    author_code = models.CharField(_("mã người ghi"), max_length=60)
    author_name = models.CharField(_("người ghi"), max_length=160)
    recorded_at = models.DateTimeField(_("ghi lúc"))
    superseded_at = models.DateTimeField(_("thôi hiệu lực lúc"), null=True, blank=True)
    superseded_by = models.CharField(_("mã người thay"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("số liệu thu thập")
        constraints = [
            models.CheckConstraint(
                condition=Q(origin__in=["typed", "file", "chosen"]),
                name="collections_collectedvalue_origin",
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "cell"], name="collections_value_cell"),
            models.Index(
                fields=["recipient"],
                condition=Q(superseded_at=None),
                name="collections_value_current",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id} {self.cell}"

    @property
    def value(self) -> Value:
        """What the row says, exact as it was read."""
        amount = self.amount
        if amount is not None:
            whole = amount == amount.to_integral_value()
            amount = amount.quantize(1) if whole else amount.normalize()
        return Value(self.text, amount, self.day)


class RecipientEvent(models.Model):
    """What happened to a unit's answer; append-only."""

    personal_data: ClassVar[tuple[str, ...]] = ("actor_name", "note")

    recipient = models.ForeignKey(Recipient, models.CASCADE, related_name="events")
    revision = models.PositiveIntegerField(_("lần ghi"))
    action = models.CharField(_("việc"), max_length=12)
    to_state = models.CharField(_("tình trạng sau đó"), max_length=12)
    note = models.CharField(_("nội dung"), max_length=1000, blank=True)
    actor_code = models.CharField(_("mã người làm"), max_length=60)
    actor_name = models.CharField(_("người làm"), max_length=160)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("việc của báo cáo nhanh")
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "revision"], name="collections_recipientevent_revision"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id} {self.revision}"


class Answerer(models.Model):
    """A person whom the unit's officer named to answer beside them."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    recipient = models.ForeignKey(Recipient, models.CASCADE, related_name="answerers")
    position = models.ForeignKey(
        "people.Position", models.PROTECT, related_name="+", verbose_name=_("chức vụ được giao")
    )
    named_by = models.CharField(_("mã người giao"), max_length=60)
    at = models.DateTimeField(_("lúc"))

    class Meta:
        verbose_name = _("người được giao trả lời")
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "position"], name="collections_answerer_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient_id} {self.position_id}"
