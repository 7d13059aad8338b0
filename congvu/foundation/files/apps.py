"""The room files as a Django application."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "congvu.foundation.files"
    label = "files"
    verbose_name = _("Tệp lưu trữ")
