"""What must be seen first on the page of a dossier: what is waited for, and what is late inside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from congvu.casework.dossiers.rules.states import Action, State
from congvu.casework.dossiers.selectors.options import answerable
from congvu.foundation.calendars.selectors import work_calendar
from congvu.kernel.workingdays import forward_by

if TYPE_CHECKING:
    from congvu.casework.dossiers.models import (
        Dossier,
        DossierEvent,
        OpinionRequest,
        Pause,
        SupplementRequest,
    )
    from congvu.casework.dossiers.selectors.folder import Folder
    from congvu.interfaces.office.acting import Acting

ASKING = frozenset({State.AWAITING_SUPPLEMENT, State.INCOMPLETE})


@dataclass(frozen=True, slots=True)
class Question:
    """An opinion that is still open; `may_answer` when it is put to the person's own office."""

    opinion: OpinionRequest
    may_answer: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class Notices:
    """Each is None or empty when there is nothing to say."""

    forward_by: datetime | None
    is_late_to_forward: bool
    supplement: SupplementRequest | None
    is_answer_late: bool
    pause: Pause | None
    questions: tuple[Question, ...]
    draft: DossierEvent | None
    sent_back: DossierEvent | None


def notices_of(dossier: Dossier, folder: Folder, who: Acting) -> Notices:
    """Find them in the folder."""
    until = _forward_by(dossier)
    request = _open_request(dossier, folder)
    answer_by = request.answer_by if request else None
    return Notices(
        forward_by=until,
        is_late_to_forward=until is not None and who.at > until,
        supplement=request,
        is_answer_late=answer_by is not None and answer_by < who.on,
        pause=folder.pauses[-1] if folder.pauses and dossier.paused_at else None,
        questions=_questions(folder, who),
        draft=_draft(dossier, folder),
        sent_back=_sent_back(folder),
    )


def _forward_by(dossier: Dossier) -> datetime | None:
    if dossier.state != State.ACCEPTED or dossier.accepted_at is None:
        return None
    return forward_by(dossier.accepted_at, work_calendar(dossier.competent_unit_id))


def _open_request(dossier: Dossier, folder: Folder) -> SupplementRequest | None:
    if State(dossier.state) not in ASKING:
        return None
    return next((one for one in reversed(folder.requests) if one.received_at is None), None)


def _questions(folder: Folder, who: Acting) -> tuple[Question, ...]:
    waiting = [one for one in folder.opinions if one.answered_at is None]
    ours = answerable(waiting, who.staff, who.on)
    return tuple(
        Question(opinion=one, may_answer=one.pk in ours, is_late=one.due_on < who.on)
        for one in waiting
    )


def _draft(dossier: Dossier, folder: Folder) -> DossierEvent | None:
    """Return the newest event that laid a draft before the leader."""
    if State(dossier.state) not in {State.AWAITING_SIGNATURE, State.AWAITING_NUMBERING}:
        return None
    presented = (event for event in reversed(folder.events) if event.action == Action.PRESENT)
    return next(presented, None)


def _sent_back(folder: Folder) -> DossierEvent | None:
    """Return what the newest event asks to mend, when a draft has just come back."""
    last = folder.events[-1] if folder.events else None
    if last is None or last.action != Action.COME_BACK or not last.note:
        return None
    return last
