"""The room catalogue as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogueConfig(AppConfig):
    name = "congvu.instruments.catalogue"
    label = "catalogue"
    verbose_name = _("Danh mục")
    catalogue_part = "congvu.instruments.catalogue.by_post"
