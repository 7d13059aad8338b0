"""Entering a report that was published elsewhere, through the services that people use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from congvu.foundation.people.rules import Staff
from congvu.kernel.workingdays import local_day
from congvu.oversight.indicators.access import asking_office
from congvu.oversight.indicators.library import newest_version
from congvu.oversight.indicators.models import ReportingPeriod
from congvu.oversight.indicators.rules.origins import Origin
from congvu.oversight.indicators.services.entering import Typed, enter_many
from congvu.oversight.indicators.services.periods import open_period
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.rules.life import STANDING_IN
from congvu.oversight.reporting.rules.published import Published, PublishedRow
from congvu.oversight.reporting.selectors.texts import notes_of
from congvu.oversight.reporting.services.life import open_report
from congvu.oversight.reporting.services.writing import note_row

_SAID: dict[Origin, Callable[[PublishedRow], str]] = {
    Origin.ENTERED: lambda row: row.value,
    Origin.QUOTED: lambda row: row.quoted,
    Origin.ESTIMATED: lambda row: row.estimate,
}


@transaction.atomic
def load_published(told: Published, *, author: Staff, superior: Staff, at: datetime) -> Report:
    """Let the superior ask for the period and the author's office report what was published.

    Loading it again changes nothing. Raises ValueChanged where somebody has entered another figure
    since, and what the services of figures and reports raise.
    """
    period = _asked(told, superior, at)
    report = _begun(told, period, author, at)
    for origin, said in _SAID.items():
        _enter(
            report, {row: text for row in told.all_rows if (text := said(row))}, origin, author, at
        )
    there = notes_of(report)
    for row in told.rows:
        if row.note and there.get(row.code) != row.note:
            note_row(report, row.code, row.note, by=author, at=at)
    return report


def _asked(told: Published, superior: Staff, at: datetime) -> ReportingPeriod:
    office = asking_office(superior, local_day(at))
    there = ReportingPeriod.objects.filter(superior_id=office, code=told.period).first()
    return there or open_period(
        office,
        newest_version(told.set_code),
        told.period,
        told.window,
        due_on=told.due_on,
        group_windows=told.group_windows,
        by=superior,
        at=at,
    )


def _begun(told: Published, period: ReportingPeriod, author: Staff, at: datetime) -> Report:
    there = Report.objects.filter(
        unit_id=asking_office(author, local_day(at)),
        period=period,
        outline=told.outline,
        state__in=sorted(STANDING_IN),
    ).first()
    return there or open_report(period, told.outline, by=author, at=at, counts=False)


def _enter(
    report: Report, said: dict[PublishedRow, str], origin: Origin, author: Staff, at: datetime
) -> None:
    cells = {
        row.code: Typed(
            text, None, evidence=row.evidence or None if origin is Origin.ENTERED else None
        )
        for row, text in said.items()
    }
    done = enter_many(author, report.unit_id, report.period_id, cells, at=at, origin=origin)
    for refusal in done.refused.values():
        raise refusal
