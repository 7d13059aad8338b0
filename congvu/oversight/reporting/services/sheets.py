"""The sheet of a report: one report stands for it, and it is counted again only while that is open."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from congvu.foundation.people.rules import Staff
from congvu.kernel.errors import Conflict, gettext_noop
from congvu.kernel.workingdays import local_day
from congvu.oversight.indicators.access import get_for
from congvu.oversight.indicators.services.computing import Refreshed, refresh
from congvu.oversight.reporting import library
from congvu.oversight.reporting.errors import NotYourReport, ReportClosed
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.rules.life import OPEN_IN, STANDING_IN, State
from congvu.oversight.reporting.rules.outlines import Outline
from congvu.oversight.reporting.services.act import Act


def refuse_second(same: QuerySet[Report], outline: Outline) -> None:
    """Raise Conflict when one of the reports of a sheet stands, also by another outline."""
    there = same.filter(state__in=sorted(STANDING_IN)).first()
    if there is None:
        return
    if there.outline == outline.code:
        raise Conflict(
            gettext_noop("Cơ quan đã có báo cáo của kỳ này. Hãy mở báo cáo đó."),
            code="report_exists",
        )
    raise Conflict(
        gettext_noop(
            "Cơ quan đã có báo cáo của kỳ này theo đề cương “%(outline)s”. Mỗi kỳ một báo cáo: "
            "hãy mở báo cáo đó, hoặc bỏ bản thảo đó rồi lập theo đề cương khác."
        ),
        code="report_exists",
        outline=library.outline(there.outline).name,
    )


@transaction.atomic
def recount(report: Report, *, by: Staff, at: datetime) -> Refreshed:
    """Count the figures of a draft again from the records behind them.

    Raises ReportClosed for a report that was handed on or was published elsewhere: what stands
    there stays; NotYourReport for who does not write the figures of the office.
    """
    act = Act.on(report, seen=report.revision, by=by, at=at)
    if not get_for(by, act.report.unit_id, local_day(at)).writes:
        raise NotYourReport(gettext_noop("Vị trí của bạn không viết báo cáo này."))
    if State(act.report.state) not in OPEN_IN:
        raise ReportClosed(
            gettext_noop("Báo cáo không còn ở bước soạn; số liệu không tính lại được nữa.")
        )
    if not act.report.is_counted:
        raise ReportClosed(
            gettext_noop(
                "Báo cáo này nhập từ báo cáo đã công bố ở nơi khác; không tính lại từ sổ sách ở đây."
            )
        )
    return refresh(act.report.unit_id, act.report.period_id, by=by, at=at)
