"""What the office's report of the period before said: its directions are carried on, or compared."""

from __future__ import annotations

from dataclasses import dataclass

from congvu.oversight.reporting import library
from congvu.oversight.reporting.models import Report, SectionText
from congvu.oversight.reporting.rules.life import STANDING_IN
from congvu.oversight.reporting.rules.outlines import Section
from congvu.oversight.reporting.selectors.texts import current_text

MOST_LOOKED_AT = 8


@dataclass(frozen=True, slots=True)
class Earlier:
    """The text of a section in the report of an earlier period."""

    report: Report
    text: SectionText


def carried_from(report: Report, section: Section) -> Earlier | None:
    """Return the text that the section may begin with; None when nothing is carried on.

    Only sections whose outline says `carry`. The newest earlier report of the same office that
    has this section under the same heading, and in which somebody wrote it.
    """
    if not section.carry:
        return None
    before = (
        Report.objects.filter(
            unit_id=report.unit_id,
            period__ends_on__lt=report.period.ends_on,
            state__in=sorted(STANDING_IN),
        )
        .select_related("period")
        .order_by("-period__ends_on", "-pk")[:MOST_LOOKED_AT]
    )
    known = {one.code: one for one in library.outlines()}
    for one in before:
        outline = known.get(one.outline)
        same = outline.section(section.code) if outline else None
        if same is not None and same.title == section.title:
            text = current_text(one, section.code)
            return Earlier(one, text) if text is not None and text.text else None
    return None
