"""The registers of quality management, one file each."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from congvu.instruments.registers.rules.declaring import Group

QUALITY: Final = Group("chat-luong", _("Quản lý chất lượng ISO"), "patch-check")
