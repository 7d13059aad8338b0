"""A draft of a set becomes a version, knowing what the outlines of reports lose by it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction

from congvu.foundation.people.rules import Staff
from congvu.kernel.errors import Invalid, gettext_noop
from congvu.oversight.indicators.models import IndicatorSetVersion, SetDraft
from congvu.oversight.indicators.services import sets
from congvu.oversight.reporting.selectors.bindings import told_of

LONGEST_REASON: Final = 1000


@transaction.atomic
def adopt(
    draft: SetDraft, *, basis: str, because: str = "", seen: int, by: Staff, at: datetime
) -> IndicatorSetVersion:
    """Make a draft the next version of its set; what outlines lose needs a reason, kept for good.

    Reports of periods that open on the new version show a visible gap in these places until the
    outline is mended; nothing is refused for good, because an outline is mended elsewhere.
    Raises Invalid without that reason, and what `sets.activate` raises.
    """
    gone = told_of(draft).lost
    tidy = " ".join(because.split())
    if gone and not tidy:
        raise Invalid(
            gettext_noop("Đề cương còn dùng %(codes)s; ghi vì sao vẫn ban hành."),
            code="outline_loses",
            field="because",
            codes=", ".join(sorted({one.code for one in gone})[:8]),
        )
    if len(tidy) > LONGEST_REASON:
        raise Invalid(
            gettext_noop("Lý do tối đa 1000 ký tự."), code="reason_too_long", field="because"
        )
    noted = {
        "outlines": [f"{one.outline.code} {one.where} {one.code}".strip() for one in gone],
        "because": tidy,
    }
    return sets.activate(
        draft.pk, basis=basis, seen=seen, by=by, at=at, noted=noted if gone else {}
    )
