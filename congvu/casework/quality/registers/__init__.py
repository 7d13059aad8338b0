"""The registers of the one-stop desk and of quality management, one file each."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from congvu.instruments.registers.rules.declaring import Group

DESK: Final = Group("mot-cua", _("Bộ phận Một cửa"), "signpost-split")
QUALITY: Final = Group("chat-luong", _("Quản lý chất lượng ISO"), "patch-check")
