"""How many rows of the annex are blank in the reports that were handed in for a period."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from congvu.oversight.indicators.models import ReportingPeriod, Value
from congvu.oversight.indicators.rules.origins import CHOSEN_FROM
from congvu.oversight.indicators.selectors import set_of
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.rules.life import State

COUNTED_IN: Final = (State.SUBMITTED, State.ACCEPTED)


def blank_rows(period: ReportingPeriod) -> Mapping[int, int]:
    """Return by report the rows asked for that it has no figure in, where there are any.

    Of reports that wait or were accepted, as they were approved: what came later does not fill
    them. One statement, however many units; no figure is no row, a nought is a figure.
    """
    asked = [
        one.code
        for one in set_of(period).indicators
        if one.is_printed and not one.is_heading and one.holds_on(period.last_day)
    ]
    there = (
        Value.objects.filter(
            Q(superseded_at=None) | Q(superseded_at__gt=OuterRef("snapshot__at")),
            unit_id=OuterRef("unit_id"),
            period_id=OuterRef("period_id"),
            recorded_at__lte=OuterRef("snapshot__at"),
            origin__in=[one.value for one in CHOSEN_FROM],
            code__in=asked,
        )
        .order_by()
        .values("unit_id")
        .annotate(n=Count("code", distinct=True))
        .values("n")
    )
    frozen = Report.objects.filter(
        period=period, state__in=COUNTED_IN, snapshot__isnull=False
    ).annotate(filled=Coalesce(Subquery(there), 0))
    return {
        pk: blank
        for pk, filled in frozen.values_list("pk", "filled")
        if (blank := len(asked) - filled)
    }
