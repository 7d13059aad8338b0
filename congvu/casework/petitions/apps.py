"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PetitionsConfig(AppConfig):
    name = "congvu.casework.petitions"
    label = "petitions"
    verbose_name = _("Tiếp công dân, đơn thư")
    catalogue_part = "congvu.casework.petitions.loading"
