"""The room forms as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FormsConfig(AppConfig):
    name = "congvu.instruments.forms"
    label = "forms"
    verbose_name = _("Biểu mẫu in")
