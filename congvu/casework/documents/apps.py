"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "congvu.casework.documents"
    label = "documents"
    verbose_name = _("Văn bản")
