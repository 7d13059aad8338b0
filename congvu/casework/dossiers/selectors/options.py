"""What a person may do with one dossier now: what screens offer, by the rules that services guard."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from congvu.casework.dossiers.errors import NotYourTask
from congvu.casework.dossiers.labels import ActionLabel, StateLabel
from congvu.casework.dossiers.models import Dossier, DossierStep, OpinionRequest
from congvu.casework.dossiers.rules.permissions import actions_for, actors_of
from congvu.casework.dossiers.rules.states import OPEN, Action, Actor, State
from congvu.casework.dossiers.selectors.access import takes_part
from congvu.casework.dossiers.selectors.offices import office_of
from congvu.foundation.calendars.selectors import work_calendar
from congvu.foundation.people.rules import Role, Staff
from congvu.kernel.errors import Invalid
from congvu.kernel.workingdays import latest_reappointment_day

NEVER_OFFERED = frozenset({Action.HAND_OVER, Action.CALENDAR_CHANGED})
ANSWERING = frozenset({Actor.OFFICER, Actor.HEAD, Actor.LEADER, Actor.REGISTRAR})
ALL_ROLES = frozenset(Role)


def options(dossier: Dossier, staff: Staff, on: date) -> tuple[Action, ...]:
    """Return what the table, the person's roles, office and the dossier's own facts allow."""
    if not takes_part(dossier, staff, on):
        return ()
    allowed = actions_for(State(dossier.state), staff.roles) - NEVER_OFFERED
    return tuple(
        action
        for action in Action
        if action in allowed and _HOLDS.get(action, _always)(dossier, staff, on)
    )


def require_option(dossier: Dossier, action: Action, staff: Staff, on: date) -> None:
    """Let the person begin to do it; raises NotYourTask or Invalid with the reason."""
    if action in options(dossier, staff, on):
        return
    state = State(dossier.state)
    words = {
        "action": action,
        "state": state,
        "action_name": str(ActionLabel(action.value).label),
        "state_name": str(StateLabel(state.value).label),
    }
    in_state = action in actions_for(state, ALL_ROLES)
    if in_state and action not in actions_for(state, staff.roles):
        raise NotYourTask("Vị trí của bạn không có quyền “%(action_name)s”.", **words)
    if in_state and not takes_part(dossier, staff, on):
        raise NotYourTask("Cơ quan của bạn chỉ được xem hồ sơ này.", **words)
    raise Invalid("Không thể “%(action_name)s” khi hồ sơ “%(state_name)s”.", **words)


def last_day_to_reappoint(dossier: Dossier) -> date | None:
    """Return the last day for the one apology with a new date, None when there is none any more."""
    open_and_first = dossier.finished_at is None and dossier.reappointed_on is None
    if dossier.lawful_due is None or not open_and_first:
        return None
    calendar = work_calendar(dossier.competent_unit_id)
    return latest_reappointment_day(dossier.lawful_due, calendar)


def may_add_papers(dossier: Dossier, staff: Staff, on: date) -> bool:
    """Say whether scans and papers may still be added, by somebody who works on dossiers."""
    return (
        State(dossier.state) in OPEN
        and bool(actors_of(staff.roles))
        and takes_part(dossier, staff, on)
    )


def answerable(opinions: Iterable[OpinionRequest], staff: Staff, on: date) -> set[int]:
    """Return the ids of the open questions that this person may answer for the office asked."""
    if actors_of(staff.roles).isdisjoint(ANSWERING):
        return set()
    members = office_of(staff.unit_id, on).member_ids
    return {
        one.pk
        for one in opinions
        if one.unit_id in members and one.opened_at is not None and one.answered_at is None
    }


def _always(_dossier: Dossier, _staff: Staff, _on: date) -> bool:
    return True


def _is_free_here(dossier: Dossier, staff: Staff, _on: date) -> bool:
    return dossier.assignee_id is None and dossier.holder_unit_id == staff.unit_id


def _is_mine(dossier: Dossier, staff: Staff, _on: date) -> bool:
    return dossier.assignee_id == staff.position_id


def _has_a_next_step(dossier: Dossier, _staff: Staff, _on: date) -> bool:
    if dossier.step_order is None:
        return False
    return DossierStep.objects.filter(dossier=dossier, order__gt=dossier.step_order).exists()


def _may_be_reappointed(dossier: Dossier, _staff: Staff, on: date) -> bool:
    last = last_day_to_reappoint(dossier)
    return last is not None and on <= last


_HOLDS: dict[Action, Callable[[Dossier, Staff, date], bool]] = {
    Action.CLAIM: _is_free_here,
    Action.HAND_BACK: _is_mine,
    Action.ADVANCE: _has_a_next_step,
    Action.REAPPOINT: _may_be_reappointed,
}
