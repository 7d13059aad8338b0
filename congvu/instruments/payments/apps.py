"""The room payments as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaymentsConfig(AppConfig):
    name = "congvu.instruments.payments"
    label = "payments"
    verbose_name = _("Phí, lệ phí")
