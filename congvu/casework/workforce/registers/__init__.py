"""The registers of organisation and civil service, one file each."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from congvu.instruments.registers.rules.declaring import Group

WORKFORCE: Final = Group("can-bo", _("Tổ chức, cán bộ"), "people")
