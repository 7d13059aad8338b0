"""What a bound figure says of itself when the pointer rests on it: its row, its source, earlier figures."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from congvu.interfaces.office.reporting.figures import ORIGINS
from congvu.oversight.indicators.rules.typed import printed
from congvu.oversight.indicators.selectors import Row, Sheet


def chips(found: Sheet) -> dict[str, str]:
    """Return by code the name, the source and what earlier periods said, as far as it is known."""
    return {
        row.code: "; ".join((row.indicator.name, *_known(row, found)))
        for row in found.rows
        if not row.indicator.is_heading
    }


def _known(row: Row, found: Sheet) -> Iterator[str]:
    if row.chosen:
        yield _("nguồn: %(source)s") % {"source": ORIGINS[row.chosen.origin][0]}
    for words, cell in (
        (_("kỳ trước: %(figure)s"), row.previous),
        (_("cùng kỳ năm trước: %(figure)s"), row.last_year),
    ):
        if not cell.is_blank:
            yield words % {"figure": printed(row.indicator, cell, found.set.rounding)}
