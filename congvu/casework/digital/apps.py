"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DigitalConfig(AppConfig):
    name = "congvu.casework.digital"
    label = "digital"
    verbose_name = _("Chính quyền số")
