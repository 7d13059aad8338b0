"""Words that a form can propose: who issues the documents of an office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from congvu.casework.dossiers.selectors.offices import INTERNAL_KINDS, office_of

if TYPE_CHECKING:
    from congvu.interfaces.office.dossiers.deeds.parts import Scene


def issuer_of(scene: Scene) -> str:
    """Propose the issuer: "UBND xã Minh Tâm" for an authority, a department by its own name."""
    office = office_of(scene.who.staff.unit_id, scene.who.on)
    if office.kind in INTERNAL_KINDS:
        return office.name
    return f"UBND {office.name[:1].lower()}{office.name[1:]}"
