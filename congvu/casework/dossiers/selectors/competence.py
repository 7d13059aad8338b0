"""Which authority decides a dossier that this office takes in, and which others could.

By the level of the procedure and the place of the office in the tree on that day; the clerk may
choose another one. Not here: what the chosen one may do with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.cache import cache

from congvu.casework.dossiers.selectors.offices import SECONDS, Office
from congvu.casework.dossiers.selectors.places import Agencies, agencies
from congvu.foundation.units import selectors as units
from congvu.instruments.catalogue.rules import VersionFacts, level_of
from congvu.kernel.vitext import fold


@dataclass(frozen=True, slots=True)
class Competence:
    """The authority that decides by rule, and those that may be chosen, as (id, name).

    `above` receive the dossier through this office, whose clock starts here (NĐ 61/2018 Đ19.7);
    for those `beside` this office only supports, and theirs starts when they accept it
    (NĐ 309/2026 Đ17.3).
    """

    unit_id: int
    ours: tuple[int, str]
    above: tuple[tuple[int, str], ...]
    beside: tuple[tuple[int, str], ...]

    def is_beside(self, unit_id: int) -> bool:
        """Whether the unit is another authority of the same level: non-territorial intake."""
        return any(unit_id == other for other, _name in self.beside)

    def is_known(self, unit_id: int) -> bool:
        """Whether the unit may decide a dossier that is taken in here."""
        return any(unit_id == other for other, _name in (self.ours, *self.above, *self.beside))


def competence(version: VersionFacts, office: Office, on: date) -> Competence:
    """Return who decides: the office itself where the level fits, else its superior of that level."""
    near = around(office, on)
    ours = (office.id, office.name)
    levels = {version.level, version.also_level}
    own_level = level_of(office.kind)
    if own_level is None or own_level.value in levels:
        return Competence(office.id, ours, near.above, near.beside)
    unit_id = _superior(version, office, near, levels, on)
    return Competence(unit_id, ours, near.above, near.beside)


def _superior(
    version: VersionFacts, office: Office, near: Agencies, levels: set[str], on: date
) -> int:
    """Prefer the department that the procedure names; the office itself when nobody fits."""
    wanted = fold(version.competent_name)
    for unit_id, name in near.above:
        if wanted and fold(name).startswith(wanted):
            return unit_id
    for unit in units.ancestors(office.id, on):
        level = level_of(unit.kind)
        if level is not None and level.value in levels:
            return unit.pk
    return office.id


def around(office: Office, on: date) -> Agencies:
    """Return the sections of the office, its superiors and its neighbours; remembered a while."""
    key = f"dossiers-around-{office.id}-{on:%Y%m%d}"
    found: Agencies | None = cache.get(key)
    if found is None:
        found = agencies(office, on)
        cache.set(key, found, SECONDS)
    return found
