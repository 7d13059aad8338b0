"""The room journal as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JournalConfig(AppConfig):
    name = "congvu.foundation.journal"
    label = "journal"
    verbose_name = _("Nhật ký hệ thống")
