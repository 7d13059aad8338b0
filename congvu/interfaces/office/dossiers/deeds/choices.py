"""Whom and where a deed can name: choices of people and places, grouped as officials think."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from congvu.casework.dossiers.selectors import places
from congvu.casework.dossiers.selectors.offices import office_of
from congvu.casework.dossiers.selectors.places import Handler, Section

if TYPE_CHECKING:
    from congvu.interfaces.office.dossiers.deeds.parts import Scene

Choices = list[tuple[Any, Any]]


def chosen_int(value: Any) -> int | None:
    """Read a choice that may be left open."""
    return int(value) if value else None


def handler_choices(sections: Sequence[Section]) -> Choices:
    """Offer the people of the sections, each with the number of dossiers in hand."""
    found: Choices = [("", _("(chưa giao cho ai)"))]
    found += [
        (section.name, [(one.position_id, _handler(one)) for one in section.handlers])
        for section in sections
        if section.handlers
    ]
    return found


def agency_choices(scene: Scene) -> Choices:
    """Offer the sections of the deciding office, its superior and departments, its neighbours."""
    on = scene.who.on
    around = places.agencies(office_of(scene.who.staff.unit_id, on), on)
    groups = (
        (_("Trong cơ quan"), around.inside),
        (_("Cấp trên và sở, ngành"), around.above),
        (_("Cơ quan cùng cấp"), around.beside),
    )
    own = scene.dossier.holder_unit_id
    found: Choices = [("", _("(chọn cơ quan)"))]
    for label, units in groups:
        offered = [(unit_id, name) for unit_id, name in units if unit_id != own]
        if offered:
            found.append((label, offered))
    return found


def _handler(one: Handler) -> str:
    held = ngettext("%(n)s hồ sơ", "%(n)s hồ sơ", one.open_dossiers) % {"n": one.open_dossiers}
    return f"{one.full_name} ({one.title}, {held})"
