"""What leaves the office: slips, results, and the moment when the citizen has them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler
from django.utils.translation import gettext_lazy as _

from congvu.casework.dossiers.models.dossier import Dossier


class Slip(models.Model):
    """A printed form made by an event; its data are frozen, its file is rendered from them once."""

    personal_data: ClassVar[tuple[str, ...]] = ("data",)

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, verbose_name=_("hồ sơ"), related_name="slips"
    )
    seq = models.PositiveIntegerField(_("do sự kiện"))
    kind = models.CharField(_("loại phiếu"), max_length=24)
    regime_code = models.CharField(_("chế độ pháp lý"), max_length=20)
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, verbose_name=_("cơ quan"), related_name="+", db_index=False
    )
    data = models.JSONField(_("nội dung"))
    made_at = models.DateTimeField(_("lúc lập"))
    file = models.ForeignKey(
        "files.StoredFile",
        models.PROTECT,
        verbose_name=_("tệp PDF"),
        related_name="+",
        null=True,
        db_index=False,
    )

    class Meta:
        verbose_name = _("phiếu")

    def __str__(self) -> str:
        return f"{self.kind} {self.dossier_id}/{self.seq}"


class CitedAs(models.Func):
    """The number, symbol and day of a document kept as JSON: "05/QĐ-UBND 2026-02-01".

    The names of the parts stand in the text itself: a parameter would keep the index from being used.
    """

    arity = 1
    output_field = models.TextField()
    template = (
        "((%(expressions)s ->> 'number') || '/' || (%(expressions)s ->> 'symbol')"
        " || ' ' || (%(expressions)s ->> 'issued_on'))"
    )

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any
    ) -> tuple[str, Any]:
        """Read the parts by SQLite's own function, which every version of it has."""
        part = "JSON_EXTRACT(%(expressions)s, '$.{}')"
        number, symbol, day = (part.format(name) for name in ("number", "symbol", "issued_on"))
        template = f"({number} || '/' || {symbol} || ' ' || {day})"
        return self.as_sql(compiler, connection, template=template, **extra)


class Result(models.Model):
    """The signed, numbered document that ends a dossier, as a reference and a file."""

    personal_data: ClassVar[tuple[str, ...]] = ("document",)

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, verbose_name=_("hồ sơ"), related_name="results"
    )
    seq = models.PositiveIntegerField(_("do sự kiện"))
    document = models.JSONField(_("văn bản"))
    note = models.CharField(_("ghi chú"), max_length=500, blank=True)
    file = models.ForeignKey(
        "files.StoredFile",
        models.PROTECT,
        verbose_name=_("tệp"),
        related_name="+",
        null=True,
    )
    issued_at = models.DateTimeField(_("lúc ban hành"))
    delivered_at = models.DateTimeField(_("lúc giao"), null=True)
    synced_at = models.DateTimeField(_("lúc đồng bộ"), null=True)

    class Meta:
        verbose_name = _("kết quả giải quyết")
        indexes = [models.Index(CitedAs("document"), name="dossier_result_cited")]

    def __str__(self) -> str:
        return f"result of {self.dossier_id}/{self.seq}"


class HandOut(models.Model):
    """Who took the result, how and when (person, post, electronic)."""

    personal_data: ClassVar[tuple[str, ...]] = ("receiver_name", "postal_number")

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, verbose_name=_("hồ sơ"), related_name="hand_outs"
    )
    seq = models.PositiveIntegerField(_("do sự kiện"))
    method = models.CharField(_("cách trả"), max_length=10)
    receiver_name = models.CharField(_("người nhận"), max_length=250, blank=True)
    postal_number = models.CharField(_("số phiếu gửi"), max_length=40, blank=True)
    at = models.DateTimeField(_("lúc trả"))

    class Meta:
        verbose_name = _("lần trả kết quả")

    def __str__(self) -> str:
        return f"hand-out of {self.dossier_id}/{self.seq}"
