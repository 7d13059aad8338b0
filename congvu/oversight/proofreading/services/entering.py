"""Figures that a person chose from a report that was read go into a period, with their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from congvu.foundation.people.rules import Staff
from congvu.kernel.errors import DomainError, NotFound, gettext_noop
from congvu.oversight.indicators.rules.origins import Origin
from congvu.oversight.indicators.services.entering import Typed, enter_many
from congvu.oversight.proofreading.evidence import evidence_of
from congvu.oversight.proofreading.models import Upload
from congvu.oversight.proofreading.services.uploads import record_use
from congvu.oversight.proofreading.shelf import RecognisedFigure


@dataclass(frozen=True, slots=True)
class Choice:
    """A figure of the report for one row: as what it is entered, what was seen there, why."""

    figure: RecognisedFigure
    code: str
    typed: str | Decimal
    origin: Origin
    seen: int | None
    reason: str = ""

    @property
    def cell(self) -> tuple[str, Origin]:
        return self.code, self.origin


@transaction.atomic
def enter_figures(
    upload: Upload,
    choices: Sequence[Choice],
    *,
    unit_id: int,
    period_id: int,
    by: Staff,
    at: datetime,
) -> dict[tuple[str, Origin], DomainError]:
    """Enter figures into a period, each with its words as evidence; return why others were not.

    `choices` name each cell once. What the annex says is ENTERED, what prose says QUOTED. Raises
    NotFound when the report was deleted meanwhile, and what `enter_many` raises.
    """
    if not Upload.objects.select_for_update().filter(pk=upload.pk).exists():
        raise NotFound(gettext_noop("Báo cáo vừa bị xóa; chưa số liệu nào được ghi."))
    refused: dict[tuple[str, Origin], DomainError] = {}
    written = 0
    for origin in (Origin.ENTERED, Origin.QUOTED):
        cells = {
            one.code: Typed(one.typed, one.seen, one.reason, evidence_of(upload, one.figure))
            for one in choices
            if one.origin is origin
        }
        if cells:
            done = enter_many(by, unit_id, period_id, cells, at=at, origin=origin)
            refused |= {(code, origin): one for code, one in done.refused.items()}
            written += len(done.written)
    if written:
        record_use(upload, "enter", by=by, at=at)
    return refused
