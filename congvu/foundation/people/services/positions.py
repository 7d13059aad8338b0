"""Positions and delegations: who does what in which unit, from when until when."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from congvu.foundation.journal.services import record
from congvu.foundation.people.models import Account, Delegation, Position
from congvu.foundation.people.rules import Role, Staff
from congvu.foundation.people.services.accounts import Someone, locked, may_administer
from congvu.foundation.units.models import Unit
from congvu.kernel.errors import Invalid, NotAllowed


@transaction.atomic
def assign_position(
    *,
    account: Account,
    unit: Unit,
    title: str,
    role: Role,
    starts_on: date,
    by: Someone,
    at: datetime,
    ends_on: date | None = None,
) -> Position:
    """Give an account a position in a unit; raises Invalid when the unit does not exist then."""
    may_administer(by)
    account = locked(account)
    _check_dates(starts_on, ends_on)
    if starts_on < unit.starts_on or (unit.ends_on is not None and starts_on >= unit.ends_on):
        raise Invalid(
            _("Đơn vị %(unit)s không tồn tại vào ngày %(day)s."),
            code="unit_not_there",
            unit=unit.name,
            day=f"{starts_on:%d/%m/%Y}",
        )
    position = Position.objects.create(
        account=account,
        unit=unit,
        code=f"{account.username}.{Position.objects.filter(account=account).count() + 1}",
        title=title.strip(),
        role=role.value,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    changes = {"unit": unit.pk, "title": title, "role": role, "starts_on": starts_on}
    _note(position, "assign_position", by, at, {**changes, "ends_on": ends_on})
    return position


@transaction.atomic
def end_position(position: Position, *, ends_on: date, by: Someone, at: datetime) -> None:
    """Let a position end before `ends_on`; what was delegated from or to it ends with it."""
    may_administer(by)
    position = Position.objects.select_for_update().get(pk=position.pk)
    _check_dates(position.starts_on, ends_on)
    position.ends_on = ends_on
    position.save(update_fields=["ends_on"])
    tied = Delegation.objects.filter(Q(from_position=position) | Q(to_position=position))
    tied.filter(starts_on__gte=ends_on).delete()
    tied.filter(ends_on__gt=ends_on).update(ends_on=ends_on)
    _note(position, "end_position", by, at, {"ends_on": ends_on})


@transaction.atomic
def delegate_absence(
    *,
    from_position: Position,
    to_position: Position,
    starts_on: date,
    ends_on: date,
    decision: str,
    by: Someone,
    at: datetime,
) -> Delegation:
    """Lend a position's roles to somebody for an absence, by a written decision.

    May be done by the holder, a leader or head of the unit, an administrator, the system. Raises
    Invalid for technical administration, for the same person, and outside the positions' days.
    """
    _may_delegate(from_position, by)
    _check_dates(starts_on, ends_on)
    if from_position.account_id == to_position.account_id:
        raise Invalid(_("Hãy chọn một người khác để ủy quyền."), code="same_person")
    if Role.ADMINISTRATOR in {from_position.role, to_position.role}:
        raise Invalid(
            _("Không ủy quyền từ hoặc cho chức vụ quản trị kỹ thuật."),
            code="administration_not_lent",
        )
    if not decision.strip():
        raise Invalid(_("Hãy ghi văn bản giao việc thay."), code="no_decision", field="decision")
    for position in (from_position, to_position):
        _check_within(position, starts_on, ends_on)
    delegation = Delegation.objects.create(
        from_position=from_position,
        to_position=to_position,
        starts_on=starts_on,
        ends_on=ends_on,
        decision=decision.strip(),
    )
    changes = {"to": to_position.code, "starts_on": starts_on, "ends_on": ends_on}
    _note(from_position, "delegate_absence", by, at, {**changes, "decision": decision})
    return delegation


@transaction.atomic
def end_delegation(delegation: Delegation, *, ends_on: date, by: Someone, at: datetime) -> None:
    """Let a delegation end earlier; one that has not begun on `ends_on` is withdrawn."""
    lent = delegation.from_position
    _may_delegate(lent, by)
    if ends_on > delegation.ends_on:
        raise Invalid(_("Ngày kết thúc mới muộn hơn ngày đã ghi."), code="bad_dates")
    if ends_on <= delegation.starts_on:
        delegation.delete()
    else:
        delegation.ends_on = ends_on
        delegation.save(update_fields=["ends_on"])
    _note(lent, "end_delegation", by, at, {"ends_on": ends_on})


def _may_delegate(lent: Position, by: Someone) -> None:
    if not isinstance(by, Staff):
        return
    leads = by.unit_id == lent.unit_id and by.has(Role.LEADER, Role.HEAD)
    if by.position_id == lent.pk or leads or by.is_administrator:
        return
    raise NotAllowed(
        _("Chỉ người giữ chức vụ, lãnh đạo đơn vị hoặc quản trị được ủy quyền."),
        code="not_your_position",
    )


def _check_within(position: Position, starts_on: date, ends_on: date) -> None:
    ended = position.ends_on is not None and ends_on > position.ends_on
    if starts_on < position.starts_on or ended:
        raise Invalid(
            _("Chức vụ %(position)s không kéo dài suốt thời gian ủy quyền."),
            code="outside_position",
            position=position.title,
        )


def _check_dates(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on <= starts_on:
        raise Invalid(_("Ngày kết thúc phải sau ngày bắt đầu."), code="bad_dates", field="ends_on")


def _note(
    position: Position, action: str, by: Someone, at: datetime, changes: dict[str, object]
) -> None:
    record(
        unit=by.unit_code,
        by=by,
        action=action,
        obj_type="position",
        obj_code=position.code,
        changes=changes,
        at=at,
    )
