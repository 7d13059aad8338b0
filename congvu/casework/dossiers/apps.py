"""The room dossiers as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DossiersConfig(AppConfig):
    name = "congvu.casework.dossiers"
    label = "dossiers"
    verbose_name = _("Hồ sơ")
