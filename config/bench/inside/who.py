"""Who and what is measured: the largest commune of the country, its people, the database's name."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db import connection
from django.db.models import Count

from config.sample.country import UNTIL
from congvu.casework.dossiers.models import Dossier
from congvu.foundation.people.rules import Role, Staff
from congvu.foundation.people.selectors import get_staff

TODAY: Final[date] = UNTIL.date()


def database() -> str:
    """Return "sqlite" or "postgresql"."""
    return connection.vendor


def busiest(place: int = 0) -> tuple[int, int]:
    """Return the commune at that place by size, and how many dossiers it has."""
    sizes = Dossier.objects.order_by().values_list("competent_unit").annotate(n=Count("id"))
    unit_id, count = sizes.order_by("-n", "competent_unit")[place]
    return unit_id, count


def person(unit_id: int, role: Role) -> Staff:
    """Return who acts there in that role."""
    return get_staff(f"{role.value[:3]}{unit_id}", TODAY)
