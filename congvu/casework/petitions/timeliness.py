"""Steps of citizens' matters against their limits: which lines were done in time, late, or are overdue.

The day of a limit is computed, not stored; a count therefore judges the lines of its days one by
one and hands the rows on, so that it opens to them like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from congvu.casework.petitions.labels import STEPS
from congvu.casework.petitions.limits import last_day
from congvu.casework.petitions.rules import Case, Pause, Step, Stream
from congvu.foundation.calendars.selectors import work_calendar
from congvu.instruments.registers.counting import in_window
from congvu.instruments.registers.declared import Asked, Rows
from congvu.instruments.registers.rules.declaring import Remark, remark
from congvu.kernel.errors import gettext_noop
from congvu.kernel.vitext import format_date
from congvu.kernel.workcalendar import WorkCalendar
from congvu.kernel.workingdays import local_day

if TYPE_CHECKING:
    from congvu.casework.petitions.registers.petitions import Petition

Due = tuple[date | None, str]
"""The last day of a step, None while it is suspended, and the law that says so."""


NextStep = Callable[[Any, WorkCalendar], tuple[Step, Due] | None]
"""What is to be done next with a line and until when; None when it is done with."""


@dataclass(frozen=True, slots=True)
class Timed:
    """A step with a limit: the column of the day on which it was done, and its last day.

    `among` keeps the rows that have this step; `waiting` those of them that still wait for it.
    """

    done: str
    due: Callable[[Any, WorkCalendar], Due]
    among: Q
    waiting: Q


def received(stream: Stream, step: Step) -> Callable[[Any, WorkCalendar], Due]:
    """Return how a limit counts that runs from the day of receipt."""
    return lambda row, calendar: last_day(stream, step, row.received_on, calendar)


def stream_of(row: Petition) -> Stream:
    """Return by which limits a complaint is measured."""
    return Stream.SECOND if row.kind == Stream.SECOND else Stream.COMPLAINT


def acceptance_due(row: Petition, calendar: WorkCalendar) -> Due:
    """Return until when a complaint is accepted or refused."""
    return last_day(stream_of(row), Step.ACCEPT, row.received_on, calendar)


def settlement_due(row: Petition, calendar: WorkCalendar) -> Due:
    """Return until when an accepted complaint is settled; None while it is suspended."""
    return last_day(
        stream_of(row),
        Step.SETTLE,
        row.routed_on or row.received_on,
        calendar,
        case=Case(is_hard=bool(row.complexity), is_remote=row.is_remote),
        pauses=(Pause(row.paused_on, row.resumed_on),) if row.paused_on else (),
    )


def remarks_by(next_step: NextStep) -> Callable[[Any, date], Iterable[Remark]]:
    """Return what says beside a line until when its next step is due, and by which law."""

    def said(row: Any, on: date) -> Iterator[Remark]:
        found = next_step(row, work_calendar(row.office_id, on))
        if found is None:
            return
        step, (due, basis) = found
        if due is None:
            yield remark(gettext_noop("Đang tạm đình chỉ: thời hạn dừng đến ngày tiếp tục."))
            return
        late = due < on
        yield remark(
            gettext_noop("%(step)s: quá hạn từ ngày %(day)s (%(basis)s).")
            if late
            else gettext_noop("%(step)s: hạn ngày %(day)s (%(basis)s)."),
            is_late=late,
            step=STEPS[step],
            day=format_date(due),
            basis=basis,
        )

    return said


def done(timed: Timed, *, late: bool) -> Callable[[Rows, Asked], Rows]:
    """Return how to keep the rows whose step was done in the days, late or not."""

    def select(rows: Rows, asked: Asked) -> Rows:
        found = in_window(timed.done, rows.filter(timed.among), asked)
        return rows.filter(
            pk__in=[row.pk for row, is_late in _judged(timed, found) if is_late is late]
        )

    return select


def overdue(timed: Timed) -> Callable[[Rows, Asked], Rows]:
    """Return how to keep the rows that wait on the last day, or now if it lies ahead, too long."""

    def select(rows: Rows, asked: Asked) -> Rows:
        ends = min(asked.window.ends_on, local_day(asked.known_at))
        open_then = timed.waiting | Q(**{f"{timed.done}__gte": ends})
        found = rows.filter(timed.among & open_then, received_on__lt=ends)
        calendar_of = _calendars()
        kept = []
        for row in found:
            due, _basis = timed.due(row, calendar_of(row.office_id))
            if due is not None and due < ends:
                kept.append(row.pk)
        return rows.filter(pk__in=kept)

    return select


def _judged(timed: Timed, rows: Rows) -> Iterator[tuple[Any, bool]]:
    calendar_of = _calendars()
    for row in rows:
        due, _basis = timed.due(row, calendar_of(row.office_id))
        if due is not None:
            yield row, getattr(row, timed.done) > due


def _calendars() -> Callable[[int], WorkCalendar]:
    return cache(work_calendar)
