"""The tables of this room: its registers lie in their files; denunciations and accusers lie here."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.casework.petitions.rules import MOST_EXTENSIONS, State
from congvu.instruments.registers.discovery import load

load("congvu.casework.petitions.registers")


class Denunciation(models.Model):
    """One denunciation. Whoever it speaks of is personal data; who made it lies apart."""

    personal_data: ClassVar[tuple[str, ...]] = ("accused", "accused_account", "content")

    uuid = models.UUIDField(_("mã định danh"), default=uuid.uuid4, unique=True, editable=False)
    office = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="+", verbose_name=_("cơ quan")
    )
    year = models.SmallIntegerField(_("năm"))
    number = models.PositiveIntegerField(_("số thứ tự"))
    received_on = models.DateField(_("ngày nhận"))
    accused = models.CharField(_("người bị tố cáo"), max_length=200)
    accused_account = models.ForeignKey(
        "people.Account",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("tài khoản của người bị tố cáo"),
    )
    content = models.TextField(_("nội dung tố cáo"))
    state = models.CharField(
        _("trạng thái"), max_length=12, choices=[(one.value, one.value) for one in State]
    )
    handler = models.ForeignKey(
        "people.Position",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("người được giao xác minh"),
    )
    acted_on = models.DateField(_("ngày thụ lý, chuyển, trả"), null=True, blank=True)
    extensions = models.PositiveSmallIntegerField(_("số lần gia hạn"), default=0)
    ended_on = models.DateField(_("ngày kết luận"), null=True, blank=True)
    document = models.CharField(_("văn bản"), max_length=900, blank=True)
    version = models.PositiveIntegerField(_("phiên bản"), default=1)
    created_at = models.DateTimeField(_("nhập lúc"))

    class Meta:
        verbose_name = _("vụ việc tố cáo")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "year", "number"], name="petitions_denunciation_number"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in State]),
                name="petitions_denunciation_state",
            ),
            models.CheckConstraint(
                condition=Q(extensions__lte=MOST_EXTENSIONS),
                name="petitions_denunciation_extensions",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"


class Accuser(models.Model):
    """Who denounced: apart from the case, so that it can be kept from whoever handles the rest."""

    personal_data: ClassVar[tuple[str, ...]] = ("name", "address", "phone")

    denunciation = models.OneToOneField(
        Denunciation, models.PROTECT, related_name="accuser", verbose_name=_("vụ việc tố cáo")
    )
    name = models.CharField(_("họ tên"), max_length=200)
    address = models.CharField(_("địa chỉ"), max_length=300, blank=True)
    phone = models.CharField(_("điện thoại"), max_length=30, blank=True)

    class Meta:
        verbose_name = _("người tố cáo")

    def __str__(self) -> str:
        return str(self.denunciation_id)


class Exclusion(models.Model):
    """That a person may not know of a denunciation, whatever the person's post, until it is lifted."""

    personal_data: ClassVar[tuple[str, ...]] = ("account", "reason", "lifted_reason")

    denunciation = models.ForeignKey(
        Denunciation, models.PROTECT, related_name="exclusions", verbose_name=_("vụ việc tố cáo")
    )
    account = models.ForeignKey(
        "people.Account", models.PROTECT, related_name="+", verbose_name=_("tài khoản")
    )
    reason = models.CharField(_("lý do"), max_length=300)
    excluded_at = models.DateTimeField(_("ghi lúc"))
    lifted_at = models.DateTimeField(_("bỏ lúc"), null=True, blank=True)
    lifted_by = models.CharField(_("người bỏ"), max_length=150, blank=True, default="")
    lifted_reason = models.CharField(_("lý do bỏ"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("người không được biết vụ việc")
        constraints = [
            models.UniqueConstraint(
                fields=["denunciation", "account"],
                condition=Q(lifted_at=None),
                name="petitions_exclusion_once",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at=None) | ~Q(lifted_reason=""),
                name="petitions_exclusion_lifted_why",
            ),
        ]

    def __str__(self) -> str:
        return str(self.denunciation_id)


class DenunciationPause(models.Model):
    """One suspension of a denunciation, by its ground and document, until it is resumed."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    denunciation = models.ForeignKey(
        Denunciation, models.PROTECT, related_name="pauses", verbose_name=_("vụ việc tố cáo")
    )
    ground = models.CharField(_("căn cứ tạm đình chỉ"), max_length=30)
    document = models.CharField(_("văn bản tạm đình chỉ"), max_length=900)
    begins_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("tiếp tục từ ngày"), null=True, blank=True)
    resumed_by = models.CharField(_("văn bản tiếp tục"), max_length=900, blank=True)

    class Meta:
        verbose_name = _("lần tạm đình chỉ tố cáo")
        constraints = [
            models.UniqueConstraint(
                fields=["denunciation"],
                condition=Q(ends_on=None),
                name="petitions_pause_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.denunciation_id} {self.begins_on}"


class DenunciationFile(models.Model):
    """A file of a denunciation; whoever may open the case may open it, nobody else."""

    personal_data: ClassVar[tuple[str, ...]] = ()

    denunciation = models.ForeignKey(
        Denunciation, models.PROTECT, related_name="files", verbose_name=_("vụ việc tố cáo")
    )
    file = models.ForeignKey(
        "files.StoredFile", models.PROTECT, related_name="+", verbose_name=_("tệp")
    )
    added_at = models.DateTimeField(_("thêm lúc"))
    added_by = models.CharField(_("người thêm"), max_length=60)

    class Meta:
        verbose_name = _("tệp của vụ việc tố cáo")

    def __str__(self) -> str:
        return f"{self.denunciation_id}/{self.file_id}"
