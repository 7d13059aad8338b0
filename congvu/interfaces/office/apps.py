"""The room office as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficeConfig(AppConfig):
    name = "congvu.interfaces.office"
    label = "office"
    verbose_name = _("Cơ quan")
