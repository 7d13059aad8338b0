"""The registers that a person may open, group by group."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from congvu.instruments.registers import selectors
from congvu.instruments.registers.declared import Register
from congvu.instruments.registers.rules.declaring import Group
from congvu.interfaces.office.acting import Acting, acting
from congvu.interfaces.ui.navigation import NavItem
from congvu.kernel.errors import NotFound, gettext_noop


@dataclass(frozen=True, slots=True)
class Shelf:
    """A group with its registers; each with its address and how many rows are in force.

    Without books it is there for its figures only.
    """

    group: Group
    url: str
    figures_url: str
    books: tuple[tuple[Register, str, int], ...]


@never_cache
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Show all shelves."""
    who = acting(request)
    found = shelves(who)
    return render(request, "office/registers/shelves.html", {"shelves": found, "trail": []})


@never_cache
@require_GET
def group(request: HttpRequest, group: str) -> HttpResponse:
    """Show one shelf, or its figures to whoever sees nothing else of it.

    Raises NotFound for one on which there is nothing for the person.
    """
    who = acting(request)
    found = shelves(who, group)
    if not found:
        raise NotFound(gettext_noop("Không có nhóm sổ này."), code="no_group")
    if not found[0].books:
        return redirect(found[0].figures_url)
    context = {
        "shelves": found,
        "alone": found[0],
        "trail": [NavItem(gettext("Sổ theo dõi"), reverse("office-registers"))],
    }
    return render(request, "office/registers/shelves.html", context)


def shelves(who: Acting, only: str = "") -> list[Shelf]:
    """Return the groups in the order of their declaration."""
    books: dict[str, list[tuple[Register, str, int]]] = {}
    groups: dict[str, Group] = {}
    for register in selectors.list_registers():
        code = register.group.code
        if (only and code != only) or not selectors.may_count(register, who.staff):
            continue
        groups[code] = register.group
        books.setdefault(code, [])
        if not selectors.may_see(register, who.staff):
            continue
        url = reverse("office-registers-list", args=[code, register.code])
        count = selectors.rows_for(register, who.staff, who.on).order_by().count()
        books[code].append((register, url, count))
    return [
        Shelf(
            group,
            reverse("office-registers-group", args=[code]),
            reverse("office-registers-figures", args=[code]),
            tuple(books[code]),
        )
        for code, group in groups.items()
    ]
