"""What can go wrong with a report, as facts."""

from __future__ import annotations

from typing import ClassVar

from congvu.kernel.errors import Conflict, DomainError, Invalid, NotAllowed, NotFound


class ReportNotFound(NotFound):
    code = "report_not_found"


class ReportChanged(Conflict):
    """Somebody else acted first; the facts tell who, what and when."""

    code = "report_changed"


class SectionChanged(Conflict):
    """Somebody else wrote the same section; the facts hold what stands there now."""

    code = "report_section_changed"


class NoteChanged(Conflict):
    """Somebody else wrote the same note or reason; the facts hold what stands there now."""

    code = "report_note_changed"


class NotYourReport(NotAllowed):
    code = "not_your_report"


class ReportClosed(Invalid):
    """Figures and prose of an approved report do not change any more."""

    code = "report_closed"


class ReportHasFindings(Invalid):
    """Something that blocks, or that needs a reason, is still open; the facts count it."""

    code = "report_has_findings"


class NotDrawn(DomainError):
    """What draws files failed; the report stands as it stood. The facts hold report and kind."""

    code = "report_not_drawn"
    status: ClassVar[int] = 500
