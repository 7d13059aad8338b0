"""The room indicators as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndicatorsConfig(AppConfig):
    name = "congvu.oversight.indicators"
    label = "indicators"
    verbose_name = _("Chỉ tiêu báo cáo")
    # `congvu catalogue check` and `load` may not know the rooms above them
    catalogue_part = "congvu.oversight.indicators.loading"
