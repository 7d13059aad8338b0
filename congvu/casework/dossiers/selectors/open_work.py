"""How much open work stands at some units: numbers only, for those who may not read dossiers."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count

from congvu.casework.dossiers.models import Dossier
from congvu.casework.dossiers.rules.states import OPEN


def count_open(unit_ids: Collection[int]) -> dict[int, int]:
    """Return how many open dossiers each unit decides; a unit without any is left out."""
    still_open = Dossier.objects.filter(
        competent_unit_id__in=unit_ids, state__in=[state.value for state in OPEN]
    )
    rows = still_open.values_list("competent_unit_id").annotate(count=Count("id")).order_by()
    return dict(rows)
