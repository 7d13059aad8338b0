"""The room proofreading as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProofreadingConfig(AppConfig):
    name = "congvu.oversight.proofreading"
    label = "proofreading"
    verbose_name = _("Soát báo cáo")
