"""Tables of forms: what an office prints instead of the form in the catalogue, version by version."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.foundation.units.models import Unit


class FormOverride(models.Model):
    """One version of an office's own form; versions are added and never changed.

    An empty `source` is the version that went back to the form of the catalogue.
    """

    personal_data: ClassVar[tuple[str, ...]] = ()

    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("đơn vị"),
    )
    kind = models.CharField(_("loại mẫu"), max_length=40)
    regime_code = models.CharField(_("chế độ pháp lý"), max_length=40)
    version = models.PositiveIntegerField(_("bản thứ"))
    source = models.TextField(_("nội dung mẫu"), blank=True)
    edited_by = models.CharField(_("người sửa"), max_length=60)
    at = models.DateTimeField(_("sửa lúc"))

    class Meta:
        verbose_name = _("mẫu in riêng của đơn vị")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "regime_code", "version"], name="forms_override_version"
            ),
            models.CheckConstraint(
                condition=models.Q(version__gt=0), name="forms_override_version_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.regime_code}) {self.version}"
