"""The registers of citizens' visits, feedback and petitions; denunciations have no register."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from congvu.foundation.people.rules import Role
from congvu.instruments.registers.rules.declaring import Access, Group

CITIZENS: Final = Group("cong-dan", _("Tiếp công dân, đơn thư"), "people")
# what citizens bring is read by those who handle it, by no superior and no technician; the province
# sees the figures of its communes, and of the lines behind them nothing that speaks of a person
READERS: Final = frozenset({Role.LEADER, Role.HEAD, Role.REFORM_OFFICER, Role.REGISTRAR})
ACCESS: Final = Access(
    sees=READERS,
    edits=frozenset({Role.LEADER, Role.REFORM_OFFICER, Role.REGISTRAR}),
    subtree=frozenset(),
    counts=frozenset({Role.PROVINCE_OFFICER}),
)
