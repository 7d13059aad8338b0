"""The registers of public finance, one file each."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from congvu.instruments.registers.rules.declaring import Group

FINANCE: Final = Group("tai-chinh", _("Tài chính công"), "cash-coin")
