"""The room office as a Django application."""

from django.apps import AppConfig
from django.urls import register_converter
from django.utils.translation import gettext_lazy as _

from congvu.interfaces.office.addresses import YearConverter


class OfficeConfig(AppConfig):
    name = "congvu.interfaces.office"
    label = "office"
    verbose_name = _("Cơ quan")

    def ready(self) -> None:
        """Make the converters known before the first address is read."""
        register_converter(YearConverter, "year")
