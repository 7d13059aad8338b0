"""Directions and proposals of the period before as the beginning of this period's."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from congvu.foundation.people.rules import Staff
from congvu.kernel.errors import Invalid, gettext_noop
from congvu.oversight.reporting import library
from congvu.oversight.reporting.models import Report, SectionText
from congvu.oversight.reporting.selectors.earlier import carried_from
from congvu.oversight.reporting.services.writing import CARRIED, write_section


@transaction.atomic
def carry(report: Report, section: str, *, seen: int, by: Staff, at: datetime) -> SectionText:
    """Keep the text of the office's last report as a new revision, marked until somebody edits it.

    Its figures are codes: they show this report's values from now on. Raises Invalid when there is
    nothing to carry on, and what `write_section` raises.
    """
    told = library.outline(report.outline).section(section)
    earlier = carried_from(report, told) if told else None
    if earlier is None:
        raise Invalid(
            gettext_noop("Báo cáo kỳ trước không có nội dung của mục này."), code="nothing_to_carry"
        )
    return write_section(
        report, section, earlier.text.text, seen=seen, origin=CARRIED, by=by, at=at
    )
