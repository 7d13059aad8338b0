"""Tables of payments: what is owed, what was collected, and the counter of receipt numbers."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.foundation.units.models import Unit
from congvu.instruments.payments.labels import ChargeKind, DueWhen, Method


class Charge(models.Model):
    """One fee or charge that a dossier owes; a mistaken one is cancelled, never deleted."""

    personal_data: ClassVar[tuple[str, ...]] = ("cancel_reason",)

    # A code, not a key: dossiers live on a floor above this room.
    dossier_code = models.CharField(_("mã hồ sơ"), max_length=80)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị thu"))
    name = models.CharField(_("tên khoản thu"), max_length=250)
    kind = models.CharField(_("loại"), max_length=10, choices=ChargeKind)
    amount = models.BigIntegerField(_("số tiền (đồng)"))
    basis = models.CharField(_("căn cứ"), max_length=500, blank=True)
    due_when = models.CharField(_("thời điểm thu"), max_length=20, choices=DueWhen)
    raised_at = models.DateTimeField(_("lập lúc"))
    raised_by = models.CharField(_("người lập"), max_length=60)
    cancelled_at = models.DateTimeField(_("huỷ lúc"), null=True)
    cancelled_by = models.CharField(_("người huỷ"), max_length=60, blank=True)
    cancel_reason = models.CharField(_("lý do huỷ"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("khoản phí, lệ phí")
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="payments_charge_amount"),
            models.CheckConstraint(
                condition=models.Q(kind__in=ChargeKind.values), name="payments_charge_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(due_when__in=DueWhen.values), name="payments_charge_due_when"
            ),
            models.CheckConstraint(
                condition=models.Q(cancelled_at__isnull=True) | ~models.Q(cancel_reason=""),
                name="payments_charge_cancelled_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["dossier_code"], name="payments_charge_dossier")]

    def __str__(self) -> str:
        return f"{self.dossier_code}: {self.name}"


class Receipt(models.Model):
    """One collected charge; a cancelled receipt keeps its number."""

    personal_data: ClassVar[tuple[str, ...]] = ("cancel_reason",)

    charge = models.ForeignKey(
        Charge, models.PROTECT, related_name="receipts", verbose_name=_("khoản thu")
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("đơn vị thu"),
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    number = models.PositiveIntegerField(_("số biên lai"))
    amount = models.BigIntegerField(_("số tiền (đồng)"))
    collected_at = models.DateTimeField(_("thu lúc"))
    collected_on = models.DateField(_("ngày thu"))
    collected_by = models.CharField(_("người thu"), max_length=60)
    method = models.CharField(_("hình thức"), max_length=10, choices=Method)
    cancelled_at = models.DateTimeField(_("huỷ lúc"), null=True)
    cancelled_by = models.CharField(_("người huỷ"), max_length=60, blank=True)
    cancel_reason = models.CharField(_("lý do huỷ"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("biên lai")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year", "number"], name="payments_receipt_number"
            ),
            models.UniqueConstraint(
                fields=["charge"],
                condition=models.Q(cancelled_at__isnull=True),
                name="payments_receipt_once",
            ),
            models.CheckConstraint(
                condition=models.Q(amount__gt=0), name="payments_receipt_amount"
            ),
            models.CheckConstraint(
                condition=models.Q(method__in=Method.values), name="payments_receipt_method"
            ),
            models.CheckConstraint(
                condition=models.Q(cancelled_at__isnull=True) | ~models.Q(cancel_reason=""),
                name="payments_receipt_cancelled_with_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "collected_on", "number"], name="payments_receipt_day")
        ]

    def __str__(self) -> str:
        return f"{self.year}/{self.number:06d}"


class ReceiptCounter(models.Model):
    """The last receipt number of a unit in a year; the row that parallel cashiers wait for."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("đơn vị thu"),
    )
    year = models.PositiveSmallIntegerField(_("năm"))
    last = models.PositiveIntegerField(_("số cuối"), default=0)

    class Meta:
        verbose_name = _("số biên lai cuối")
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="payments_counter_once")
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
