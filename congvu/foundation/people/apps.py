"""The room people as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "congvu.foundation.people"
    label = "people"
    verbose_name = _("Người dùng")
