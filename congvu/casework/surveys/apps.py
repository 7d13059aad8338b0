"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    name = "congvu.casework.surveys"
    label = "surveys"
    verbose_name = _("Khảo sát sự hài lòng")
    catalogue_part = "congvu.casework.surveys.loading"
