"""Hand-over of open dossiers when a unit ends or a duty moves (NĐ on the 2025 reform).

Codes, receiving places and due dates stay; the new office takes over with a list and a signature.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from congvu.casework.dossiers.models import Dossier, DossierGuest, DossierTransfer, DossierWord
from congvu.casework.dossiers.rules.states import OPEN, Action, State
from congvu.casework.dossiers.services.act import Act
from congvu.foundation.people.rules import Staff
from congvu.kernel.documents import DocumentReference
from congvu.kernel.errors import Invalid

# Open ones, and results that wait for their citizens: somebody must still hand them out.
HANDED_OVER = OPEN | {State.RESOLVED}


@transaction.atomic
def hand_over_unit(
    *,
    from_unit_id: int,
    to_unit_id: int,
    decision: DocumentReference,
    by: Staff,
    at: datetime,
    field_id: int | None = None,
) -> DossierTransfer:
    """Move what one office (in one field, if given) has not handed out yet to its successor."""
    if from_unit_id == to_unit_id:
        raise Invalid("Nơi giao và nơi nhận phải khác nhau.")
    moving = Dossier.objects.filter(
        competent_unit_id=from_unit_id, state__in=[state.value for state in HANDED_OVER]
    ).order_by("id")
    if field_id is not None:
        moving = moving.filter(field_id=field_id)
    dossiers = list(moving)
    for dossier in dossiers:
        act = Act.on(dossier, seen=None, by=by, at=at, asked=True)
        act.happen(
            Action.HAND_OVER,
            facts={
                "competent_unit_id": to_unit_id,
                "holder_unit_id": to_unit_id,
                "assignee_id": None,
            },
            document=decision,
        )
        act.close()
    ids = [dossier.pk for dossier in dossiers]
    DossierWord.objects.filter(dossier_id__in=ids).update(unit_id=to_unit_id)
    DossierGuest.objects.bulk_create(
        [DossierGuest(dossier_id=pk, unit_id=from_unit_id) for pk in ids], ignore_conflicts=True
    )
    return DossierTransfer.objects.create(
        from_unit_id=from_unit_id,
        to_unit_id=to_unit_id,
        decision=decision.as_facts(),
        made_at=at,
        dossiers=len(ids),
    )


@transaction.atomic
def acknowledge(transfer: DossierTransfer, *, by: Staff, at: datetime) -> DossierTransfer:
    """Sign for the dossiers that came over."""
    if transfer.acknowledged_at is not None:
        raise Invalid("Lần bàn giao này đã được ký nhận.")
    transfer.acknowledged_by, transfer.acknowledged_at = by.full_name, at
    transfer.save(update_fields=["acknowledged_by", "acknowledged_at"])
    return transfer
