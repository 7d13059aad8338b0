"""Named filters over people: what an account holds on a day, and the code of its unit then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, When

from congvu.foundation.units.models import UnitCode
from congvu.foundation.units.querysets import holds_on
from congvu.foundation.units.rules import Scheme

if TYPE_CHECKING:
    from datetime import date

    from congvu.foundation.people.models import Delegation, Position


def unit_code_on(on: date) -> Subquery:
    """Return the organisation code on `on` of a position's unit, else its code of statistics.

    An ended unit keeps its last code, as in `units.selectors.codes_of`.
    """
    codes = UnitCode.objects.filter(
        unit=OuterRef("unit_id"), starts_on__lte=on, scheme__in=[Scheme.ORG, Scheme.GSO]
    )
    in_order = codes.order_by(
        Case(When(scheme=Scheme.ORG, then=0), default=1), F("ends_on").desc(nulls_first=True)
    )
    return Subquery(in_order.values("code")[:1])


def held_or_lent_to(
    account_id: int, on: date, positions: QuerySet[Position], delegations: QuerySet[Delegation]
) -> Q:
    """Return the filter for positions that are the account's own or lent to it on `on`.

    Both halves are looked up by index; joined by OR they would read every position of a country.
    """
    lent = delegations.filter(
        holds_on(on), holds_on(on, "to_position__"), to_position__account=account_id
    )
    own = positions.filter(account=account_id)
    return Q(pk__in=own.values("pk").union(lent.values("from_position_id")))
