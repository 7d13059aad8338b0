"""Named filters over units and their closure; each takes the day it is asked for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from congvu.foundation.units.models import Unit, UnitAncestry  # noqa: F401 - named in strings


def holds_on(day: date, prefix: str = "") -> Q:
    """The half-open interval of a row holds the day."""
    return Q(**{f"{prefix}starts_on__lte": day}) & (
        Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gt": day})
    )


class UnitQuerySet(models.QuerySet["Unit"]):
    def existing(self, on: date) -> Self:
        """Units that exist on the day."""
        return self.filter(holds_on(on))

    def in_order(self) -> Self:
        """Vietnamese alphabetical order of the names."""
        return self.order_by("sort_key", "id")


class AncestryQuerySet(models.QuerySet["UnitAncestry"]):
    def on(self, day: date) -> Self:
        """The tree of the day."""
        return self.filter(holds_on(day))

    def counted_on(self, day: date) -> Self:
        """The tree of the day, and below it what had ended by then, where it last stood."""
        return self.filter(holds_on(day) | Q(starts_on__lte=day, is_last=True))
