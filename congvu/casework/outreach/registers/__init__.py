"""The registers of outreach and initiatives, one file each."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from congvu.instruments.registers.rules.declaring import Group

OUTREACH: Final = Group("tuyen-truyen", _("Tuyên truyền, sáng kiến"), "megaphone")
