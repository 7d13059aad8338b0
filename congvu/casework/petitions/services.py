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
from congvu.casework.petitions.limits import grounds
from congvu.casework.petitions.models import (
    Accuser,
    Denunciation,
    DenunciationFile,
    DenunciationPause,
    Exclusion,
)
from congvu.foundation.files.models import StoredFile
from congvu.foundation.journal import services as journal
from congvu.foundation.people.rules import Role, Staff
from congvu.foundation.people.selectors import list_positions_in
from congvu.foundation.units import selectors as units
from congvu.instruments.registers.selectors import keeper_of
from congvu.kernel.errors import Conflict, Invalid, gettext_noop
from congvu.kernel.workingdays import local_day

EXCLUDED_AT_RECEIPT = "Ghi khi nhận"


@dataclass(frozen=True, slots=True)
class Told:
    """What a denunciation says, who says it, and which accounts may not know of it.

    `accused_account_id` is the account of the accused, where the accused works in the office.
    """

    received_on: date
    accused: str
    content: str
    name: str
    address: str = ""
    phone: str = ""
    accused_account_id: int | None = None
    excluded_ids: tuple[int, ...] = ()


@transaction.atomic
def receive_denunciation(told: Told, *, by: Staff, at: datetime) -> Denunciation:
    """Take a denunciation in under the next number of the year. Raises DenunciationNotFound for
    whoever is no leader: that such a book exists is not told; Invalid for a day ahead, without a
    name, or about the person who takes it in.
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
    _refuse_own(told, office, by=by, on=today)
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
                accused_account_id=told.accused_account_id,
                content=told.content.strip(),
                state=rules.State.RECEIVED,
                created_at=at,
            )
    except IntegrityError as race:
        raise Conflict(gettext_noop("Số vừa được lấy; hãy ghi lại."), code="number") from race
    Accuser.objects.create(
        denunciation=row, name=told.name.strip(), address=told.address, phone=told.phone
    )
    for account_id in sorted({*told.excluded_ids}):
        Exclusion.objects.create(
            denunciation=row, account_id=account_id, reason=EXCLUDED_AT_RECEIPT, excluded_at=at
        )
    _note("denunciation.receive", str(row.uuid), by=by, at=at)
    return row


def _refuse_own(told: Told, office: int, *, by: Staff, on: date) -> None:
    """Refuse a denunciation about the person who takes it in, and accounts of other offices."""
    kept_from = {*told.excluded_ids} | ({told.accused_account_id} - {None})
    if by.account_id in kept_from:
        raise Invalid(
            # Luật Tố cáo 2018, Điều 12: người đứng đầu bị tố cáo thì cấp trên trực tiếp giải quyết
            gettext_noop("Tố cáo về chính người nhận thì chuyển cấp trên trực tiếp giải quyết."),
            code="own",
            field="accused_account",
        )
    if not kept_from <= _accounts_of(office, on):
        raise Invalid(gettext_noop("Người này không thuộc cơ quan."), code="no_account")


def _accounts_of(office: int, on: date) -> set[int]:
    members = frozenset(units.subtree_ids(office, on))
    return {one.account_id for one in list_positions_in(members, on)}


@transaction.atomic
def keep_from(uuid: UUID, account_id: int, *, reason: str, by: Staff, at: datetime) -> Denunciation:
    """Keep a denunciation from a person of the office from now on, until it is lifted.

    Raises DenunciationNotFound, and Invalid without a reason, for oneself, for somebody of
    another office, or for the named verifier.
    """
    today = local_day(at)
    row = selectors.get_denunciation(by, uuid, today)
    if not by.has(Role.LEADER):
        raise DenunciationNotFound
    if not reason.strip():
        raise Invalid(gettext_noop("Hãy ghi lý do."), code="no_reason", field="reason")
    if account_id == by.account_id or account_id not in _accounts_of(row.office_id, today):
        raise Invalid(
            gettext_noop("Chọn người khác trong cơ quan."), code="no_account", field="account"
        )
    if row.handler is not None and row.handler.account_id == account_id:
        raise Invalid(
            gettext_noop("Người này đang xác minh; hãy giao người khác trước."),
            code="is_handler",
            field="account",
        )
    Exclusion.objects.get_or_create(
        denunciation=row,
        account_id=account_id,
        lifted_at=None,
        defaults={"reason": reason.strip(), "excluded_at": at},
    )
    _note("denunciation.keep", str(row.uuid), by=by, at=at)
    return row


@transaction.atomic
def lift_exclusion(
    uuid: UUID, exclusion_id: int, *, reason: str, by: Staff, at: datetime
) -> Denunciation:
    """Let a person know of a denunciation again who was kept from it; the exclusion stays to be read.

    Raises DenunciationNotFound for whoever is no leader or may not know of it, and for an exclusion
    that is not there or was lifted already; Invalid without a reason.
    """
    row = selectors.get_denunciation(by, uuid, local_day(at))
    found = row.exclusions.select_for_update().filter(pk=exclusion_id, lifted_at=None).first()
    if not by.has(Role.LEADER) or found is None:
        raise DenunciationNotFound
    if not reason.strip():
        raise Invalid(gettext_noop("Hãy ghi lý do."), code="no_reason", field="reason")
    found.lifted_at, found.lifted_by, found.lifted_reason = at, by.code, reason.strip()
    found.save(update_fields=["lifted_at", "lifted_by", "lifted_reason"])
    _note("denunciation.lift", str(row.uuid), by=by, at=at)
    return row


@transaction.atomic
def add_file(uuid: UUID, file: StoredFile, *, by: Staff, at: datetime) -> DenunciationFile:
    """Lay a stored file with a denunciation. Raises DenunciationNotFound."""
    row = selectors.get_denunciation(by, uuid, local_day(at))
    added = DenunciationFile.objects.create(
        denunciation=row, file=file, added_at=at, added_by=by.code
    )
    _note("denunciation.file", str(row.uuid), by=by, at=at)
    return added


@transaction.atomic
def act_on_denunciation(
    uuid: UUID,
    act: rules.Act,
    *,
    seen: int,
    on: date,
    document: str = "",
    handler_id: int | None = None,
    ground: str = "",
    by: Staff,
    at: datetime,
) -> Denunciation:
    """Carry out one step. A handler may be named with it; only a leader names one.

    A suspension has a ground of the catalogue. Raises DenunciationNotFound, Conflict, and Invalid
    for a step that is not possible now, a day before the one before it, a missing document or
    ground, a handler of another office.
    """
    today = local_day(at)
    row = selectors.get_denunciation(by, uuid, today)
    row = Denunciation.objects.select_for_update().get(pk=row.pk)
    if row.version != seen:
        raise Conflict(gettext_noop("Có người vừa ghi vào vụ việc này; hãy xem lại."), code="moved")
    state = rules.after(rules.State(row.state), act, row.extensions)
    if on > today or on < _last_written(row):
        raise Invalid(
            gettext_noop("Ngày này chưa đến hoặc trước việc đã ghi."), code="order", field="on"
        )
    if act is not rules.Act.ASSIGN and not document.strip():
        raise Invalid(gettext_noop("Hãy ghi văn bản."), code="no_document", field="document")
    if handler_id is not None:
        _name_handler(row, handler_id, by=by, on=today)
    elif act is rules.Act.ASSIGN:
        raise Invalid(gettext_noop("Hãy chọn người xác minh."), code="no_one", field="handler")
    _pause_or_resume(row, act, on, document=document.strip(), ground=ground)
    if act is rules.Act.EXTEND:
        row.extensions += 1
    elif act in {rules.Act.CONCLUDE, rules.Act.WITHDRAW}:
        row.ended_on = on
    elif act not in {rules.Act.ASSIGN, rules.Act.SUSPEND, rules.Act.RESUME}:
        row.acted_on = on
    row.state = state
    row.document = document.strip() or row.document
    row.version += 1
    row.save()
    _note(f"denunciation.{act}", str(row.uuid), by=by, at=at)
    return row


def _last_written(row: Denunciation) -> date:
    """Return the day of what was written last."""
    days = [row.acted_on or row.received_on]
    days += [one.ends_on or one.begins_on for one in row.pauses.all()]
    return max(days)


def _pause_or_resume(
    row: Denunciation, act: rules.Act, on: date, *, document: str, ground: str
) -> None:
    """Begin a suspension, or end the one that lasts; other acts than these leave it alone."""
    if act is rules.Act.SUSPEND:
        known = rules.grounds_on(grounds(), rules.Stream.DENUNCIATION, on)
        if ground not in {one.code for one in known}:
            raise Invalid(
                gettext_noop("Hãy chọn căn cứ tạm đình chỉ."), code="no_ground", field="ground"
            )
        DenunciationPause.objects.create(
            denunciation=row, ground=ground, document=document, begins_on=on
        )
    elif act in {rules.Act.RESUME, rules.Act.WITHDRAW}:
        row.pauses.filter(ends_on=None).update(ends_on=on, resumed_by=document)


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
    excluded = row.exclusions.filter(lifted_at=None).values_list("account_id", flat=True)
    standing_in = selectors.stand_ins(row.accused_account_id, on) if row.accused_account_id else ()
    kept_from = {
        row.accused_account_id,
        *excluded,
        *(one.to_position.account_id for one in standing_in),
    }
    known = {
        one.position_id for one in list_positions_in(members, on) if one.account_id not in kept_from
    }
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
