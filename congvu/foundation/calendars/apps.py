"""The room calendars as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarsConfig(AppConfig):
    name = "congvu.foundation.calendars"
    label = "calendars"
    verbose_name = _("Lịch làm việc")
