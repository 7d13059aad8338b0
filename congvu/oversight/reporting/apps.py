"""The room reporting as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    name = "congvu.oversight.reporting"
    label = "reporting"
    verbose_name = _("Báo cáo định kỳ")
    # `congvu catalogue check` may not know the rooms above it
    catalogue_part = "congvu.oversight.reporting.loading"
