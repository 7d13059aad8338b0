"""The registers of inspections, one file each."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from congvu.instruments.registers.rules.declaring import Group

INSPECTIONS: Final = Group("kiem-tra", _("Kiểm tra, khắc phục"), "clipboard-check")
