"""What the desk of an office does most, so that the next time needs fewer keys."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.core.cache import cache

from congvu.casework.dossiers.models import Dossier
from congvu.casework.dossiers.selectors.offices import Office
from congvu.foundation.units.models import Unit
from congvu.instruments.catalogue import selectors as catalogue
from congvu.instruments.catalogue.rules import VersionFacts
from congvu.kernel.errors import DomainError

LOOKED_AT = 300
SECONDS = 60


def usual_procedures(
    office: Office, on: date, *, same_day: bool | None = None
) -> tuple[VersionFacts, ...]:
    """Return the procedures in force that the office's newest dossiers are of, most frequent first.

    `same_day` keeps only those that are, or are not, decided on the spot.
    """
    found = [_in_force(code, on) for code in _usual_codes(office)]
    return tuple(
        version for version in found if version is not None and same_day in (None, version.same_day)
    )


def usual_sections(office: Office) -> dict[int, int]:
    """Return for each field (by id) the section that held most of its newest dossiers here.

    The desk itself is no section to forward to. One statement for all fields of a queue.
    """
    key = f"dossiers-usual-sections-{office.id}"
    found: dict[int, int] | None = cache.get(key)
    if found is None:
        newest = Dossier.objects.filter(competent_unit_id=office.id).order_by("-id")
        rows = newest.values_list("field_id", "holder_unit_id")[:LOOKED_AT]
        sections = office.member_ids - {office.id} - _desks(office)
        held = Counter((field, unit) for field, unit in rows if unit in sections)
        found = {}
        for (field, unit), _count in held.most_common():
            found.setdefault(field, unit)
        cache.set(key, found, SECONDS)
    return found


def _usual_codes(office: Office) -> tuple[str, ...]:
    key = f"dossiers-usual-procedures-{office.id}"
    found: tuple[str, ...] | None = cache.get(key)
    if found is None:
        newest = Dossier.objects.filter(competent_unit_id=office.id).order_by("-id")
        codes = newest.values_list("procedure_version__procedure__code", flat=True)[:LOOKED_AT]
        found = tuple(code for code, _count in Counter(codes).most_common())
        cache.set(key, found, SECONDS)
    return found


def _in_force(code: str, on: date) -> VersionFacts | None:
    try:
        return catalogue.get_version(code, on)
    except DomainError:  # ended since: no longer a habit
        return None


def _desks(office: Office) -> frozenset[int]:
    desks = Unit.objects.filter(pk__in=office.member_ids, kind="one_stop_desk")
    return frozenset(desks.values_list("pk", flat=True))
