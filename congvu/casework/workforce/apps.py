"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkforceConfig(AppConfig):
    name = "congvu.casework.workforce"
    label = "workforce"
    verbose_name = _("Tổ chức, cán bộ")
