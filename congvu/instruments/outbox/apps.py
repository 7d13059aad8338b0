"""The room outbox as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutboxConfig(AppConfig):
    name = "congvu.instruments.outbox"
    label = "outbox"
    verbose_name = _("Hộp thư đi")
