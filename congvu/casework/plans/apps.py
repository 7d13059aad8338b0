"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "congvu.casework.plans"
    label = "plans"
    verbose_name = _("Kế hoạch, nhiệm vụ")
