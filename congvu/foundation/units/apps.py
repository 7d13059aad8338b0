"""The room units as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    name = "congvu.foundation.units"
    label = "units"
    verbose_name = _("Cơ quan, đơn vị")
