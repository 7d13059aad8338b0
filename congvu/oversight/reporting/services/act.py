"""One act of one person upon one report: its row, its event, its journal entry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from congvu.foundation.journal.services import record
from congvu.foundation.people.rules import Staff
from congvu.kernel.errors import Invalid, gettext_noop
from congvu.kernel.transitions import T
from congvu.kernel.workingdays import local, local_day
from congvu.oversight.reporting.errors import (
    NotYourReport,
    ReportChanged,
    ReportClosed,
    ReportNotFound,
)
from congvu.oversight.reporting.labels import ActionLabel, StateLabel
from congvu.oversight.reporting.models import Report, ReportEvent
from congvu.oversight.reporting.rules.life import LIFE, OPEN_IN, Action, Actor, State
from congvu.oversight.reporting.selectors.access import actors_for

Row = T[State, Action, Actor]


class Act:
    """Holds a report that was locked as the person saw it, and writes what happens once."""

    def __init__(self, report: Report, *, by: Staff, at: datetime) -> None:
        self.report = report
        self.by = by
        self.at = at

    @classmethod
    def on(cls, report: Report, *, seen: int, by: Staff, at: datetime) -> Act:
        """Lock the report. Raises ReportChanged, with what happened since, when `seen` is old."""
        locked = (
            Report.objects.select_for_update(of=("self",))
            .select_related("unit", "period")
            .filter(pk=report.pk)
            .first()
        )
        if locked is None:
            raise ReportNotFound(gettext_noop("Không tìm thấy báo cáo này."))
        if locked.revision != seen:
            raise changed(locked, seen)
        return cls(locked, by=by, at=at)

    def happen(self, action: Action, *, note: str = "", to: State | None = None) -> None:
        """Move the report as the table and the person's roles allow, and keep the event.

        Raises Invalid for what this state does not know, NotYourReport for a role that may not.
        """
        report = self.report
        before = State(report.state) if report.revision else None
        row = _row(before, action)
        if actors_for(self.by, report, local_day(self.at)).isdisjoint(row.actors):
            raise NotYourReport(
                gettext_noop("Vị trí của bạn không có quyền “%(action_name)s” báo cáo."),
                action=action.value,
                action_name=str(ActionLabel(action.value).label),
            )
        report.state = LIFE.after(before, action, to).value
        report.revision += 1
        report.save()
        ReportEvent.objects.create(
            report=report,
            revision=report.revision,
            action=action.value,
            to_state=report.state,
            note=note[:1000],
            actor_code=self.by.code,
            actor_name=self.by.shown_name,
            position_code=self.by.position_code,
            at=self.at,
        )

    def change_draft(self, **values: str) -> None:
        """Set fields of a draft, as an author; whoever saw it before is told when writing next.

        Raises ReportClosed, NotYourReport.
        """
        if State(self.report.state) not in OPEN_IN:
            raise ReportClosed(
                gettext_noop("Báo cáo không còn ở bước soạn. Hãy đưa về soạn lại rồi sửa.")
            )
        if Actor.AUTHOR not in actors_for(self.by, self.report, local_day(self.at)):
            raise NotYourReport(gettext_noop("Vị trí của bạn không viết báo cáo này."))
        for name, value in values.items():
            setattr(self.report, name, value)
        self.report.revision += 1

    def close(self, action: str, changes: Mapping[str, Any] | None = None) -> Report:
        """Write the report and the journal's entry; the last thing a service does."""
        self.report.save()
        record(
            unit=self.by.unit_code,
            by=self.by,
            action=f"report.{action}",
            obj_type="report",
            obj_code=str(self.report.uuid),
            changes=dict(changes or {}),
            at=self.at,
        )
        return self.report


def _row(state: State | None, action: Action) -> Row:
    try:
        return LIFE.row(state, action)
    except Invalid as error:
        facts = error.facts | {"action_name": str(ActionLabel(action.value).label)}
        if state is not None:
            facts["state_name"] = str(StateLabel(state.value).label)
        raise Invalid(
            gettext_noop(
                "Báo cáo đang ở bước “%(state_name)s”, không “%(action_name)s” được nữa. "
                "Hãy mở báo cáo để xem việc tiếp theo."
            ),
            code=error.code,
            **facts,
        ) from error


def changed(report: Report, seen: int) -> ReportChanged:
    """Return the conflict that tells what happened after the revision that was seen."""
    since = ReportEvent.objects.filter(report=report, revision__gt=seen).order_by("revision")
    told = "; ".join(
        f"{ActionLabel(row.action).label} ({row.actor_name}, {local(row.at):%H:%M %d/%m/%Y})"
        for row in since
    ) or gettext("đầu trang, nơi nhận đã được sửa")
    return ReportChanged(
        gettext_noop(
            "Báo cáo vừa được người khác xử lý: %(told)s. Hãy tải lại trang, xem rồi làm tiếp."
        ),
        told=told,
        revision=report.revision,
    )
