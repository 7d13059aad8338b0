"""What can go wrong with a dossier, as facts."""

from __future__ import annotations

from congvu.kernel.errors import Conflict, Invalid, NotAllowed, NotFound


class DossierNotFound(NotFound):
    code = "dossier_not_found"


class ChangedMeanwhile(Conflict):
    """Somebody else acted first; the facts tell who, what and when."""

    code = "changed_meanwhile"


class NotYourTask(NotAllowed):
    code = "not_your_task"


class AlreadyReappointed(Invalid):
    code = "already_reappointed"


class TooLateToReappoint(Invalid):
    code = "too_late_to_reappoint"


class SecondSupplementNeedsLeader(Invalid):
    code = "second_supplement_needs_leader"


class GroundMissing(Invalid):
    code = "ground_missing"


class BackdatedTooFar(Invalid):
    code = "backdated_too_far"


class KeyReused(Conflict):
    """The same idempotency key came with another content."""

    code = "idempotency_key_reused"
