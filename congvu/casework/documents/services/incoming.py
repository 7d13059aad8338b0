"""Registering what comes in, and the ends that need no handling (NĐ 30/2020 Đ21, Đ22)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from congvu.casework.documents import library
from congvu.casework.documents.errors import DocumentChanged, NotYourDocument, ReasonMissing
from congvu.casework.documents.models import Document
from congvu.casework.documents.rules import checks
from congvu.casework.documents.rules.kinds import Direction, FileKind, Urgency, Way
from congvu.casework.documents.rules.series import ARRIVALS
from congvu.casework.documents.rules.states import Action, Actor, actors_of
from congvu.casework.documents.rules.symbols import parse_code, type_in_code
from congvu.casework.documents.selectors.doubles import find_doubles
from congvu.casework.documents.services.act import Act
from congvu.casework.documents.services.identities import next_uuid
from congvu.casework.documents.services.numbering import next_number
from congvu.casework.documents.services.parts import fold_document, tidy, write_file, write_tags
from congvu.foundation.files.models import StoredFile
from congvu.foundation.people.rules import Staff
from congvu.foundation.units.offices import office_of
from congvu.kernel.errors import Invalid, gettext_noop
from congvu.kernel.vitext import format_date
from congvu.kernel.workingdays import local_day


class AlreadyRegistered(DocumentChanged):
    """The same number, symbol and agency of the same year stand in the book already."""

    code = "document_double"


@dataclass(frozen=True, slots=True)
class Incoming:
    """What the registrar reads from a document that arrives.

    `type` may stay empty: the symbol tells it. `despite_double` says that the registrar has seen
    the warning; `late_reason` explains a date of another year.
    """

    code: str
    issued_on: date
    issuer: str
    subject: str
    arrived_on: date
    type: str = ""
    issuer_unit_id: int | None = None
    secrecy: str = ""
    urgency: Urgency = Urgency.NORMAL
    way: Way = Way.NETWORK
    signer: str = ""
    signer_title: str = ""
    pages: int | None = None
    copies: int | None = None
    due_on: date | None = None
    note: str = ""
    late_reason: str = ""
    despite_double: bool = False
    tags: tuple[str, ...] = ()


@transaction.atomic
def register_incoming(
    given: Incoming, *, by: Staff, at: datetime, files: Sequence[tuple[StoredFile, FileKind]] = ()
) -> Document:
    """Enter a document into the book of arrivals of its year and give it the next arrival number.

    Raises SecretDocument before anything else is looked at, Invalid for what cannot be, ReasonMissing
    for a date of another year, AlreadyRegistered for a double, NotYourDocument for other roles.
    """
    checks.refuse_secret(given.secrecy)
    on = local_day(at)
    if Actor.REGISTRAR not in actors_of(by.roles):
        raise NotYourDocument(gettext_noop("Chỉ văn thư đăng ký văn bản đến."))
    document = _filled(given, by, at)
    checks.check_arrival(given.issued_on, given.arrived_on, on, given.late_reason)
    if given.due_on is not None and given.due_on < given.arrived_on:
        raise Invalid(gettext_noop("Hạn xử lý sớm hơn ngày đến."), field="due_on")
    taken = next_number(
        document.office_id, Direction.INCOMING.value, given.arrived_on.year, ARRIVALS
    )
    if not given.despite_double:
        _refuse_double(document)
    document.series_id, document.arrival_number = taken.series_id, taken.number
    fold_document(document)
    act = Act(document, by=by, at=at)
    act.happen(Action.REGISTER, note=given.late_reason)
    act.save()
    write_tags(document, given.tags, at)
    for file, kind in files:
        write_file(document, file, kind, at)
    return act.close({"arrival_number": document.arrival_number, "subject": document.subject})


@transaction.atomic
def file_away(document: Document, *, seen: int, note: str, by: Staff, at: datetime) -> Document:
    """Keep a document that needs no handling: for information."""
    act = Act.on(document, seen=seen, by=by, at=at)
    act.happen(Action.FILE, note=note)
    act.document.done_on = local_day(at)
    return act.close()


@transaction.atomic
def return_to_sender(
    document: Document, *, seen: int, reason: str, by: Staff, at: datetime
) -> Document:
    """Send back what was wrongly sent; its arrival number stays in the book (NĐ 30/2020 Đ21)."""
    return _end(document, Action.RETURN, seen=seen, reason=reason, by=by, at=at)


@transaction.atomic
def cancel_arrival(
    document: Document, *, seen: int, reason: str, by: Staff, at: datetime
) -> Document:
    """Strike an entry made by mistake; its arrival number stays in the book with the reason."""
    return _end(document, Action.CANCEL, seen=seen, reason=reason, by=by, at=at)


def _end(
    document: Document, action: Action, *, seen: int, reason: str, by: Staff, at: datetime
) -> Document:
    if not reason.strip():
        raise ReasonMissing(gettext_noop("Hãy ghi lý do."), field="reason")
    act = Act.on(document, seen=seen, by=by, at=at)
    act.happen(action, note=reason)
    act.document.ended_at = at
    act.document.end_reason = tidy(reason, 300)
    return act.close({"reason": act.document.end_reason})


def _filled(given: Incoming, by: Staff, at: datetime) -> Document:
    code = parse_code(given.code)
    kinds = library.types()
    found = kinds.get(given.type) if given.type else type_in_code(code, kinds)
    if found is None:
        raise Invalid(gettext_noop("Hãy chọn loại văn bản."), field="type")
    if not given.subject.strip() or not given.issuer.strip():
        name = "issuer" if given.subject.strip() else "subject"
        raise Invalid(gettext_noop("Hãy ghi tác giả và trích yếu."), field=name)
    return Document(
        uuid=next_uuid(),
        office_id=office_of(by.unit_id, local_day(at)).id,
        direction=Direction.INCOMING.value,
        type=found.code,
        number=code.number,
        suffix=code.suffix,
        symbol=code.symbol,
        code=code.text,
        day=given.arrived_on,
        issued_on=given.issued_on,
        arrived_on=given.arrived_on,
        issuer=tidy(given.issuer, 200),
        issuer_unit_id=given.issuer_unit_id,
        subject=tidy(given.subject, 500),
        signer=tidy(given.signer, 100),
        signer_title=tidy(given.signer_title, 100),
        pages=given.pages,
        copies=given.copies,
        urgency=given.urgency.value,
        way=given.way.value,
        due_on=given.due_on,
        note=tidy(given.note, 500),
        late_reason=tidy(given.late_reason, 300),
        recorded_at=at,
    )


def _refuse_double(document: Document) -> None:
    """Look for a double behind the book's lock, so that two clerks cannot both miss it."""
    code = parse_code(document.code)
    assert document.issued_on is not None
    doubles = [
        row
        for row in find_doubles(document.office_id, code, document.issuer, document.issued_on)
        if row.pk != document.pk
    ]
    if doubles:
        raise _double(document, doubles[0])


def _double(document: Document, first: Document) -> AlreadyRegistered:
    return AlreadyRegistered(
        gettext_noop(
            "Văn bản %(shown)s của %(issuer)s đã đăng ký: số đến %(number)s ngày %(day)s. "
            "Nếu là văn bản khác, đánh dấu “Vẫn đăng ký”."
        ),
        field="despite_double",
        shown=document.code,
        issuer=first.issuer,
        number=first.arrival_number,
        day=format_date(first.day),
        uuid=first.uuid,
    )
