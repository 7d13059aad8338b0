"""Denunciations: receive, act, open; every look at one is written down, every refused one too.

What the journal tells never holds the accuser, the accused or what is said of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from congvu.casework.petitions import rules, selectors
from congvu.casework.petitions.errors import DenunciationNotFound
from congvu.casework.petitions.models import Accuser, Denunciation
from congvu.foundation.journal import services as journal
from congvu.foundation.people.rules import Role, Staff
from congvu.foundation.people.selectors import list_positions_in
from congvu.foundation.units import selectors as units
from congvu.instruments.registers.selectors import keeper_of
from congvu.kernel.errors import Conflict, Invalid, gettext_noop
from congvu.kernel.workingdays import local_day


@dataclass(frozen=True, slots=True)
class Told:
    """What a denunciation says, and who says it."""

    received_on: date
    accused: str
    content: str
    name: str
    address: str = ""
    phone: str = ""


@transaction.atomic
def receive_denunciation(told: Told, *, by: Staff, at: datetime) -> Denunciation:
    """Take a denunciation in under the next number of the year. Raises DenunciationNotFound for
    whoever is no leader: that such a book exists is not told, Invalid for a day ahead.
    """
    if not by.has(Role.LEADER):
        raise DenunciationNotFound
    today = local_day(at)
    if told.received_on > today:
        raise Invalid(gettext_noop("Ngày nhận chưa đến."), code="future", field="received_on")
    if not told.name.strip():
        raise Invalid(
            gettext_noop("Tố cáo phải rõ họ tên người tố cáo; đơn nặc danh thì lưu đơn."),
            code="anonymous",
            field="name",
        )
    office = keeper_of(by, today)
    year = told.received_on.year
    last = Denunciation.objects.filter(office_id=office, year=year).aggregate(last=Max("number"))
    try:
        with transaction.atomic():
            row = Denunciation.objects.create(
                office_id=office,
                year=year,
                number=(last["last"] or 0) + 1,
                received_on=told.received_on,
                accused=told.accused.strip(),
                content=told.content.strip(),
                state=rules.State.RECEIVED,
                created_at=at,
            )
    except IntegrityError as race:
        raise Conflict(gettext_noop("Số vừa được lấy; hãy ghi lại."), code="number") from race
    Accuser.objects.create(
        denunciation=row, name=told.name.strip(), address=told.address, phone=told.phone
    )
    _note("denunciation.receive", str(row.uuid), by=by, at=at)
    return row


@transaction.atomic
def act_on_denunciation(
    uuid: UUID,
    act: rules.Act,
    *,
    seen: int,
    on: date,
    document: str = "",
    handler_id: int | None = None,
    by: Staff,
    at: datetime,
) -> Denunciation:
    """Carry out one step. A handler may be named with it; only a leader names one.

    Raises DenunciationNotFound, Conflict, and Invalid for a step that is not possible now, a day
    before the one before it, a missing document, a handler of another office.
    """
    today = local_day(at)
    row = selectors.get_denunciation(by, uuid, today)
    row = Denunciation.objects.select_for_update().get(pk=row.pk)
    if row.version != seen:
        raise Conflict(gettext_noop("Có người vừa ghi vào vụ việc này; hãy xem lại."), code="moved")
    state = rules.after(rules.State(row.state), act, row.extensions)
    if on > today or on < (row.acted_on or row.received_on):
        raise Invalid(
            gettext_noop("Ngày này chưa đến hoặc trước việc đã ghi."), code="order", field="on"
        )
    if act is not rules.Act.ASSIGN and not document.strip():
        raise Invalid(gettext_noop("Hãy ghi văn bản."), code="no_document", field="document")
    if handler_id is not None:
        _name_handler(row, handler_id, by=by, on=today)
    elif act is rules.Act.ASSIGN:
        raise Invalid(gettext_noop("Hãy chọn người xác minh."), code="no_one", field="handler")
    if act is rules.Act.EXTEND:
        row.extensions += 1
    elif act in {rules.Act.CONCLUDE, rules.Act.WITHDRAW}:
        row.ended_on = on
    elif act is not rules.Act.ASSIGN:
        row.acted_on = on
    row.state = state
    row.document = document.strip() or row.document
    row.version += 1
    row.save()
    _note(f"denunciation.{act}", str(row.uuid), by=by, at=at)
    return row


def open_denunciation(staff: Staff, uuid: UUID, at: datetime) -> Denunciation:
    """Return a denunciation and write down who looked; who may not is written down and told
    DenunciationNotFound, the same as for one that is not there.
    """
    try:
        row = selectors.get_denunciation(staff, uuid, local_day(at))
    except DenunciationNotFound:
        record_refusal(staff, str(uuid), at)
        raise
    with transaction.atomic():
        _note("denunciation.open", str(row.uuid), by=staff, at=at)
    return row


@transaction.atomic
def record_refusal(staff: Staff, asked: str, at: datetime) -> None:
    """Write down that somebody asked for what is kept from them."""
    _note("denunciation.kept", asked, by=staff, at=at)


def _name_handler(row: Denunciation, handler_id: int, *, by: Staff, on: date) -> None:
    members = frozenset(units.subtree_ids(row.office_id, on))
    known = {one.position_id for one in list_positions_in(members, on)}
    if not by.has(Role.LEADER) or handler_id not in known:
        raise Invalid(
            gettext_noop("Người xác minh phải thuộc cơ quan, do lãnh đạo giao."),
            code="no_handler",
            field="handler",
        )
    row.handler_id = handler_id


def _note(action: str, asked: str, *, by: Staff, at: datetime) -> None:
    journal.record(
        unit=by.unit_code, by=by, action=action, obj_type="denunciation", obj_code=asked, at=at
    )
