"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QualityConfig(AppConfig):
    name = "congvu.casework.quality"
    label = "quality"
    verbose_name = _("Hệ thống quản lý chất lượng")
    catalogue_part = "congvu.casework.quality.loading"
