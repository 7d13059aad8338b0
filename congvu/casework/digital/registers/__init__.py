"""The registers of digital government, one file each."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from congvu.instruments.registers.rules.declaring import Group

DIGITAL: Final = Group("chinh-quyen-so", _("Chính quyền số"), "laptop")
