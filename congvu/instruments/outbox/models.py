"""Tables of the outbox: what has happened and must be told outside, and how far it is numbered."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.foundation.units.models import Unit


class Message(models.Model):
    """One thing that has happened, named by kind and code only.

    `id` is the order of writing, which is not the order of committing; whoever delivers reads
    by `position`, which `services.number_messages` gives to rows that are already committed.
    """

    personal_data: ClassVar[tuple[str, ...]] = ()

    position = models.BigIntegerField(_("vị trí"), null=True, unique=True)
    kind = models.CharField(_("loại"), max_length=60)
    code = models.CharField(_("mã"), max_length=120)
    # No index: nobody asks for the messages of one unit, and every intake pays for an index.
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_("đơn vị")
    )
    created_at = models.DateTimeField(_("thời điểm"))
    delivered_at = models.DateTimeField(_("chuyển đi lúc"), null=True)

    class Meta:
        verbose_name = _("tin gửi đi")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="") & ~models.Q(code=""), name="outbox_message_named"
            ),
            models.CheckConstraint(
                condition=models.Q(delivered_at__isnull=True) | models.Q(position__isnull=False),
                name="outbox_message_numbered_before_delivery",
            ),
        ]
        indexes = [
            models.Index(
                fields=["id"],
                condition=models.Q(position__isnull=True),
                name="outbox_message_unnumbered",
            ),
            models.Index(
                fields=["position"],
                condition=models.Q(delivered_at__isnull=True),
                name="outbox_message_undelivered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"


class Head(models.Model):
    """The last position given; the one row that parallel numberings wait for."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    position = models.BigIntegerField(_("vị trí cuối"), default=0)

    class Meta:
        verbose_name = _("vị trí cuối của hộp thư đi")

    def __str__(self) -> str:
        return str(self.position)
