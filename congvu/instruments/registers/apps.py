"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistersConfig(AppConfig):
    name = "congvu.instruments.registers"
    label = "registers"
    verbose_name = _("Sổ theo dõi")
