"""The room collections as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CollectionsConfig(AppConfig):
    name = "congvu.oversight.collections"
    label = "collections"
    verbose_name = _("Báo cáo nhanh")
