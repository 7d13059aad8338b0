"""Results that reached their citizens: how many, by which way, of which procedures, in some days.

A hand-over that a leader has corrected away since did not take place, from the day of the
correction on: figures as of an earlier day keep it, as those of form 06a do. The dossiers are those
of the offices that decide them. Only the rows of the asked days are read.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from congvu.casework.dossiers.models import Dossier, DossierEvent, HandOut
from congvu.casework.dossiers.rules.states import Action, State
from congvu.casework.dossiers.selectors.moments import Moments
from congvu.kernel.periods import Window

METHODS: Final = ("desk", "postal", "electronic")


@dataclass(frozen=True, slots=True)
class HandedOut:
    """How many dossiers were handed out by one way, and of how many procedures they are."""

    dossiers: int = 0
    procedures: int = 0


def count_handed_out(
    unit_ids: Collection[int], window: Window, known_on: date, methods: Collection[str] = METHODS
) -> HandedOut:
    """Return how many results of these offices were handed over in the days by these ways."""
    found = handed_out(unit_ids, window, known_on, methods).aggregate(
        dossiers=Count("pk"),
        procedures=Count("dossier__procedure_version__procedure", distinct=True),
    )
    return HandedOut(found["dossiers"], found["procedures"])


def handed_out(
    unit_ids: Collection[int], window: Window, known_on: date, methods: Collection[str] = METHODS
) -> QuerySet[HandOut]:
    """Return the hand-overs that are counted, one for each dossier."""
    asked = Moments.of(window, known_on)
    of_units = HandOut.objects.filter(
        dossier__competent_unit__in=list(unit_ids), method__in=list(methods)
    )
    standing = of_units.filter(
        dossier__handed_out_at__gte=asked.starts_at,
        dossier__handed_out_at__lt=asked.ends_at,
        at=F("dossier__handed_out_at"),
    )
    later = _undoing().filter(recorded_at__gte=asked.known_until)
    if not later.exists():
        return standing
    before = _undoing().filter(
        dossier=OuterRef("dossier"), seq__gt=OuterRef("seq"), recorded_at__lt=asked.known_until
    )
    undone_since = of_units.filter(
        ~Exists(before), dossier__in=later.values("dossier"), at__gte=asked.starts_at
    ).filter(at__lt=asked.ends_at)
    either = standing.order_by().values("pk").union(undone_since.order_by().values("pk"))
    return HandOut.objects.filter(pk__in=either)


def dossiers_handed_out(
    unit_ids: Collection[int], window: Window, known_on: date, methods: Collection[str] = METHODS
) -> QuerySet[Dossier]:
    """Return the dossiers behind the figure."""
    rows = handed_out(unit_ids, window, known_on, methods)
    return Dossier.objects.filter(pk__in=rows.values("dossier"))


def _undoing() -> QuerySet[DossierEvent]:
    """Return the corrections after which a result is no longer with its citizen."""
    return DossierEvent.objects.filter(action=Action.CORRECT.value).exclude(
        to_state=State.HANDED_OUT.value
    )
