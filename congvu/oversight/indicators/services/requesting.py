"""Asking people for figures: a request with a day, a reminder, taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from congvu.foundation.journal import services as journal
from congvu.foundation.people.rules import Staff
from congvu.kernel.errors import Invalid, NotFound, gettext_noop
from congvu.kernel.workingdays import local_day
from congvu.oversight.indicators import selectors
from congvu.oversight.indicators.access import check_entering, get_period
from congvu.oversight.indicators.errors import IndicatorUnknown
from congvu.oversight.indicators.models import FigureRequest, ReportingPeriod


@transaction.atomic
def ask(
    staff: Staff,
    unit_id: int,
    period_id: int,
    codes: Sequence[str],
    *,
    due_on: date,
    position_id: int | None = None,
    section_id: int | None = None,
    note: str = "",
    at: datetime,
) -> FigureRequest:
    """Ask one person, or one section of the office, for figures by a day.

    Raises NotReporter for who does not write the sheet, IndicatorUnknown, Invalid for a day that
    has passed or for both or neither of person and section.
    """
    period = get_period(period_id)
    check_entering(staff, unit_id, period_id, tuple(codes), local_day(at))
    for code in codes:
        known = selectors.set_of(period).by_code.get(code)
        if known is None or known.is_heading:
            raise IndicatorUnknown(code)
    if not codes:
        raise Invalid(gettext_noop("Hãy chọn ít nhất một chỉ tiêu."), code="no_codes")
    if (position_id is None) == (section_id is None):
        raise Invalid(gettext_noop("Hãy chọn một người hoặc một phòng."), code="asks_nobody")
    if due_on < local_day(at):
        raise Invalid(gettext_noop("Hạn trả lời đã qua."), code="due_passed", field="due_on")
    made = FigureRequest.objects.create(
        unit_id=unit_id,
        period=period,
        codes=list(dict.fromkeys(codes)),
        position_id=position_id,
        section_id=section_id,
        due_on=due_on,
        note=" ".join(note.split())[:500],
        asked_at=at,
        asked_by=staff.code,
    )
    _note("indicators.ask", made, period, staff, at)
    return made


@transaction.atomic
def remind(staff: Staff, request_id: int, *, at: datetime) -> FigureRequest:
    """Remind of an open request; it counts how often. Raises NotFound for a closed one."""
    request = _open(staff, request_id, at)
    request.reminders += 1
    request.reminded_at = at
    request.save(update_fields=["reminders", "reminded_at"])
    _note("indicators.remind", request, request.period, staff, at)
    return request


@transaction.atomic
def withdraw(staff: Staff, request_id: int, *, at: datetime) -> FigureRequest:
    """Take an open request back; what was typed stays. Raises NotFound for a closed one."""
    request = _open(staff, request_id, at)
    request.withdrawn_at = at
    request.save(update_fields=["withdrawn_at"])
    _note("indicators.withdraw", request, request.period, staff, at)
    return request


def _open(staff: Staff, request_id: int, at: datetime) -> FigureRequest:
    request = (
        FigureRequest.objects.select_for_update(of=("self",))
        .select_related("period")
        .filter(pk=request_id, answered_at=None, withdrawn_at=None)
        .first()
    )
    if request is None:
        raise NotFound(gettext_noop("Yêu cầu này đã được trả lời hoặc rút lại."), code="no_request")
    check_entering(staff, request.unit_id, request.period_id, tuple(request.codes), local_day(at))
    return request


def _note(
    action: str, request: FigureRequest, period: ReportingPeriod, staff: Staff, at: datetime
) -> None:
    journal.record(
        unit=staff.unit_code,
        by=staff,
        action=action,
        obj_type="figure_request",
        obj_code=str(request.pk),
        changes={"period": period.code, "codes": request.codes, "due_on": request.due_on},
        at=at,
    )
