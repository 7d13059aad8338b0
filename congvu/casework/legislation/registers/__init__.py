"""The registers of legal documents and legal education, one file each."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from congvu.instruments.registers.rules.declaring import Group

LEGISLATION: Final = Group("phap-luat", _("Thể chế, pháp luật"), "bank")
