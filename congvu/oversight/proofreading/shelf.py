"""Questions about uploaded reports: whose they are, what was found in them, how long they stay.

Not here: what a text says (selectors), which reads no table.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from congvu.kernel.errors import NotFound, gettext_noop
from congvu.oversight.proofreading.models import FalseAlarm, KeepingTerm, Upload, UploadFinding
from congvu.oversight.proofreading.rules.keeping import USUAL_DAYS

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from congvu.foundation.people.rules import Staff
    from congvu.oversight.proofreading.querysets import UploadQuerySet


@dataclass(frozen=True, slots=True)
class RecognisedFigure:
    """A figure of a report from outside; offsets are code points of the upload's text."""

    value: Decimal
    unit: str
    label: str
    indicator: str
    scope: str
    quote: str
    start: int
    end: int


def list_uploads(staff: Staff, *, state: str = "", words: str = "") -> UploadQuerySet:
    """Return the reports of the person's own unit, without their texts."""
    found = Upload.objects.visible_to(staff).light()
    if state:
        found = found.filter(state=state)
    return found.saying(words) if words else found


def get_upload(staff: Staff, uuid: UUID) -> Upload:
    """Return a report of the person's own unit; raises NotFound for any other."""
    found = Upload.objects.visible_to(staff).select_related("file", "unit").filter(uuid=uuid)
    upload = found.first()
    if upload is None:
        raise NotFound(gettext_noop("Không có báo cáo này, hoặc đã hết thời hạn giữ."))
    return upload


def list_findings(upload: Upload) -> QuerySet[UploadFinding]:
    """Return what was proven, in its order, each with what somebody said against it."""
    return UploadFinding.objects.filter(upload=upload).select_related("alarm").order_by("place")


def get_finding(staff: Staff, uuid: UUID, place: int) -> UploadFinding:
    """Return one finding of a report of the person's own unit; raises NotFound."""
    upload = get_upload(staff, uuid)
    finding = UploadFinding.objects.filter(upload=upload, place=place).first()
    if finding is None:
        raise NotFound(gettext_noop("Báo cáo không có nhận xét này."))
    finding.upload = upload
    return finding


def list_figures(upload: Upload) -> list[RecognisedFigure]:
    """Return the figures that were recognised in a report that was read, in its order.

    Each keeps the words it came from, so that whoever enters one elsewhere keeps its evidence.
    """
    return [
        RecognisedFigure(
            value=Decimal(str(one["value"])),
            unit=one["unit"] or "",
            label=one["label"],
            indicator=one.get("indicator", ""),
            scope=one.get("scope", ""),
            quote=one["quote"],
            start=one["start"],
            end=one["end"],
        )
        for one in upload.figures
    ]


def list_false_alarms() -> QuerySet[FalseAlarm]:
    """Return what was called no contradiction, of all units: for the authors of the rules."""
    return FalseAlarm.objects.select_related("unit").order_by("-pk")


def keeping_days() -> int:
    """Return for how many days reports are kept."""
    days = KeepingTerm.objects.values_list("days", flat=True).first()
    return USUAL_DAYS if days is None else days
