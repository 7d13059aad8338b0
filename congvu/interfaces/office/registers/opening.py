"""How every view of registers begins: who acts, which register, may they."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from congvu.instruments.registers import selectors
from congvu.instruments.registers.declared import Register, get_register
from congvu.instruments.registers.errors import NotKeeper, NotReader
from congvu.interfaces.office.acting import Acting, acting
from congvu.interfaces.ui.navigation import NavItem
from congvu.kernel.errors import NotFound, gettext_noop


@dataclass(frozen=True, slots=True)
class Opened:
    """A register opened by somebody who may see it."""

    who: Acting
    register: Register

    @property
    def may_edit(self) -> bool:
        return selectors.may_edit(self.register, self.who.staff)

    @property
    def may_see(self) -> bool:
        """Whether the person reads rows, and not figures only."""
        return selectors.may_see(self.register, self.who.staff)

    def url(self, route: str, **named: Any) -> str:
        """Return the address of a page of this register."""
        return reverse(f"office-registers-{route}", kwargs={**self.named, **named})

    @property
    def named(self) -> dict[str, str]:
        return {"group": self.register.group.code, "code": self.register.code}

    def trail(self, *, inside: bool = True) -> list[NavItem]:
        """Return the way here; `inside` also names the register itself."""
        group = self.register.group
        where = [
            NavItem(str(group.label), reverse("office-registers-group", args=[group.code])),
        ]
        return [*where, NavItem(str(self.register.title), self.url("list"))] if inside else where


def opened(
    request: HttpRequest,
    group: str,
    code: str,
    *,
    to_edit: bool = False,
    to_count: bool = False,
) -> Opened:
    """Return the register. Raises NotFound, NotReader, with `to_edit` also NotKeeper.

    With `to_count` it also opens to those who see its figures only.
    """
    who = acting(request)
    register = get_register(code)
    if register.group.code != group:
        raise NotFound(gettext_noop("Không có sổ này."), code="no_register")
    may_enter = selectors.may_count if to_count else selectors.may_see
    if not may_enter(register, who.staff):
        raise NotReader
    if to_edit and not selectors.may_edit(register, who.staff):
        raise NotKeeper
    return Opened(who, register)
