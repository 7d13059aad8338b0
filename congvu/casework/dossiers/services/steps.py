"""Where a dossier stands in its internal workflow: the acts that move it from step to step.

Not here: how the limit is shared out among the steps (`rules.steps`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from congvu.casework.dossiers.models import DossierStep
from congvu.casework.dossiers.rules.steps import steps_left
from congvu.casework.dossiers.services.act import Act
from congvu.foundation.calendars.selectors import work_calendar
from congvu.instruments.catalogue import selectors as catalogue
from congvu.kernel.workingdays import local_day

APPROVE, NUMBER, RETURN = "approve", "number", "return"
HANDLE = frozenset({"handle", "opinion", "interlinked", "payment"})


def enter_step(act: Act, kind: str, *, at: datetime) -> dict[str, Any]:
    """Begin the next step of that kind and return its facts; what lies between counts as done.

    Empty when the workflow has no such step ahead: a short workflow stays where it is.
    """
    ahead = DossierStep.objects.filter(
        dossier=act.dossier, kind=kind, order__gt=act.life.step_order or 0
    )
    step = ahead.order_by("order").first()
    if step is None:
        return {}
    passed = DossierStep.objects.filter(dossier=act.dossier, order__lt=step.order)
    passed.filter(done_at__isnull=True).update(done_at=at)
    return _begin(step, at)


def return_to_handling(act: Act) -> dict[str, Any]:
    """Open the last step of handling again after the draft came back, and return its facts."""
    behind = DossierStep.objects.filter(
        dossier=act.dossier, kind__in=HANDLE, order__lt=act.life.step_order or 0
    )
    step = behind.order_by("-order").first()
    if step is None or not _is_kind(act, {APPROVE, NUMBER}):
        return {}
    later = DossierStep.objects.filter(dossier=act.dossier, order__gt=step.order)
    later.update(started_at=None, done_at=None)
    step.done_at = None
    step.save(update_fields=["done_at"])
    return facts_of(step)


def share_out_again(act: Act, due: date, *, at: datetime) -> dict[str, Any]:
    """Give the steps that are left new deadlines after a pause moved the due day; return the facts.

    A step is late by its own days, not by those in which the clock stood.
    """
    left = list(DossierStep.objects.filter(dossier=act.dossier, done_at=None).order_by("order"))
    shares = _shares(act, left)
    calendar = work_calendar(act.life.competent_unit_id)
    for step, due_on in zip(left, steps_left(local_day(at), due, shares, calendar), strict=True):
        step.due_on = due_on
    DossierStep.objects.bulk_update(left, ["due_on"])
    present = next((step for step in left if step.order == act.life.step_order), None)
    return {"step_due": facts_of(present)["step_due"]} if present else {}


def _shares(act: Act, left: Sequence[DossierStep]) -> list[int]:
    version = catalogue.get_version_by_id(act.life.procedure_version_id)
    known = {step.order: step.share for step in version.steps}
    return [known.get(step.order, 0) for step in left]


def finish_steps(act: Act, *, at: datetime) -> None:
    """Mark every step that was begun as done."""
    begun = Q(started_at__isnull=False, done_at__isnull=True)
    DossierStep.objects.filter(begun, dossier=act.dossier).update(done_at=at)


def facts_of(step: DossierStep) -> dict[str, Any]:
    """Return what an event says about the step that it leads to."""
    return {
        "step_order": step.order,
        "step_due": step.due_on.isoformat() if step.due_on else None,
    }


def _begin(step: DossierStep, at: datetime) -> dict[str, Any]:
    step.started_at = step.started_at or at
    step.save(update_fields=["started_at"])
    return facts_of(step)


def _is_kind(act: Act, kinds: Collection[str]) -> bool:
    present = DossierStep.objects.filter(dossier=act.dossier, order=act.life.step_order or 0)
    return present.filter(kind__in=kinds).exists()
