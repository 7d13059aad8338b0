"""The table of stored files; their content lies beside the database, named by its hash."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """A paper that was scanned, uploaded or made; its content never changes."""

    personal_data: ClassVar[tuple[str, ...]] = ("name",)

    uuid = models.UUIDField(_("mã định danh"), default=uuid.uuid4, unique=True, editable=False)
    sha256 = models.CharField(_("mã băm"), max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("dung lượng (byte)"))
    mime = models.CharField(_("loại nội dung"), max_length=100)
    name = models.CharField(_("tên tệp"), max_length=200)
    kind = models.CharField(_("loại giấy tờ"), max_length=40)
    retention = models.CharField(_("thời hạn lưu trữ"), max_length=40, blank=True)
    unit = models.ForeignKey(
        "units.Unit", models.PROTECT, related_name="files", verbose_name=_("đơn vị")
    )
    uploaded_by = models.CharField(_("người đưa lên"), max_length=60)
    uploaded_at = models.DateTimeField(_("đưa lên lúc"))

    class Meta:
        verbose_name = _("tệp lưu trữ")
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="files_storedfile_not_empty"),
        ]

    def __str__(self) -> str:
        return str(self.uuid)
