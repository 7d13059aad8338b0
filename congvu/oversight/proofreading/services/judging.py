"""What people say of the findings, and how long an administrator lets reports be kept."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from congvu.foundation.journal.services import record
from congvu.foundation.people.rules import Role, Staff
from congvu.kernel.errors import Invalid, NotAllowed, gettext_noop
from congvu.oversight.proofreading import shelf
from congvu.oversight.proofreading.models import FalseAlarm, KeepingTerm, UploadFinding
from congvu.oversight.proofreading.rules.keeping import FEWEST_DAYS, MOST_DAYS, is_allowed
from congvu.oversight.proofreading.services.uploads import OBJECT

LONGEST_QUOTE = 300
MOST_QUOTES = 6


@transaction.atomic
def call_false(finding: UploadFinding, *, reason: str, by: Staff, at: datetime) -> FalseAlarm:
    """Keep that a finding is no contradiction, with the reason and the words that were quoted.

    Saying it again changes the reason. Raises Invalid without a reason.
    """
    if not reason.strip():
        raise Invalid(
            gettext_noop("Hãy ghi vì sao đây không phải mâu thuẫn."), code="reason_missing"
        )
    text = finding.upload.text
    alarm, _made = FalseAlarm.objects.update_or_create(
        finding=finding,
        defaults={
            "unit_id": finding.upload.unit_id,
            "kind": finding.kind,
            "severity": finding.severity,
            "message": finding.message,
            "computation": finding.computation,
            "quotes": [
                " ".join(text[start:end].split())[:LONGEST_QUOTE]
                for start, end in finding.quotes[:MOST_QUOTES]
            ],
            "reason": reason.strip()[:500],
            "told_by": by.code,
            "told_at": at,
        },
    )
    _journal("proofreading.call_false", finding, by, at)
    return alarm


@transaction.atomic
def take_back(finding: UploadFinding, *, by: Staff, at: datetime) -> None:
    """Let a finding stand again; one that stands already is left alone."""
    deleted, _rows = FalseAlarm.objects.filter(finding=finding).delete()
    if deleted:
        _journal("proofreading.take_back", finding, by, at)


@transaction.atomic
def set_keeping_days(days: int, *, by: Staff, at: datetime) -> None:
    """Set how many days reports are kept. Raises NotAllowed, Invalid outside of 1 to 365."""
    if not by.has(Role.ADMINISTRATOR):
        raise NotAllowed(gettext_noop("Việc này dành cho quản trị kỹ thuật."))
    if not is_allowed(days):
        raise Invalid(
            gettext_noop("Số ngày giữ từ %(fewest)s đến %(most)s."),
            code="keeping_days",
            field="days",
            fewest=FEWEST_DAYS,
            most=MOST_DAYS,
        )
    before = shelf.keeping_days()
    KeepingTerm.objects.update_or_create(
        pk=1, defaults={"days": days, "set_by": by.code, "set_at": at}
    )
    record(
        unit=by.unit_code,
        by=by,
        action="proofreading.set_keeping_days",
        obj_type=OBJECT,
        obj_code="keeping",
        changes={"days": [before, days]},
        at=at,
    )


def _journal(action: str, finding: UploadFinding, by: Staff, at: datetime) -> None:
    record(
        unit=by.unit_code,
        by=by,
        action=action,
        obj_type=OBJECT,
        obj_code=f"{finding.upload.uuid}/{finding.place}",
        at=at,
    )
