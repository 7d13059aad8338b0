"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutreachConfig(AppConfig):
    name = "congvu.casework.outreach"
    label = "outreach"
    verbose_name = _("Tuyên truyền, sáng kiến")
