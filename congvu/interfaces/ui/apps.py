"""The room ui as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    name = "congvu.interfaces.ui"
    label = "ui"
    verbose_name = _("Giao diện")
