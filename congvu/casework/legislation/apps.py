"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LegislationConfig(AppConfig):
    name = "congvu.casework.legislation"
    label = "legislation"
    verbose_name = _("Văn bản pháp luật, phổ biến pháp luật")
