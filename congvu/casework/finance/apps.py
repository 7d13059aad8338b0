"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FinanceConfig(AppConfig):
    name = "congvu.casework.finance"
    label = "finance"
    verbose_name = _("Tài chính công")
