"""The registers of plans, one file each."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from congvu.instruments.registers.rules.declaring import Group

PLANS: Final = Group("ke-hoach", _("Kế hoạch, nhiệm vụ"), "calendar3")
