"""Documents of our own: draft, number, issue, cancel, recall (NĐ 30/2020 Đ15, Đ18)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from congvu.casework.documents import library
from congvu.casework.documents.errors import NotYourDocument, ReasonMissing
from congvu.casework.documents.models import Document, IssuingBody, Recipient
from congvu.casework.documents.rules import checks
from congvu.casework.documents.rules.kinds import Capacity, Direction, Urgency, Way
from congvu.casework.documents.rules.series import series_code
from congvu.casework.documents.rules.states import Action, State, actors_of
from congvu.casework.documents.rules.symbols import Code, check_symbol, make_symbol
from congvu.casework.documents.selectors.bodies import as_rule
from congvu.casework.documents.services.act import Act
from congvu.casework.documents.services.bodies import chosen_body
from congvu.casework.documents.services.identities import next_uuid
from congvu.casework.documents.services.numbering import next_number
from congvu.casework.documents.services.parts import (
    RecipientInput,
    fold_document,
    tidy,
    write_recipients,
    write_tags,
)
from congvu.foundation.people.rules import Staff
from congvu.foundation.units.offices import Office, office_of
from congvu.instruments.outbox.services import put
from congvu.kernel.errors import Invalid, gettext_noop
from congvu.kernel.vitext import format_date
from congvu.kernel.workingdays import local_day


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What a draft says. `unit_symbol` is the drafting unit's part of a công văn's symbol.

    `body_id` chooses who issues; without it the authority itself.
    """

    type: str
    subject: str
    body_id: int | None = None
    unit_symbol: str = ""
    unit_id: int | None = None
    signer: str = ""
    signer_title: str = ""
    capacity: Capacity = Capacity.FOR_COLLECTIVE
    recipients: tuple[RecipientInput, ...] = ()
    secrecy: str = ""
    urgency: Urgency = Urgency.NORMAL
    way: Way = Way.NETWORK
    is_signed: bool = False
    is_normative: bool = False
    effective_on: date | None = None
    expires_on: date | None = None
    pages: int | None = None
    copies: int | None = None
    due_on: date | None = None
    note: str = ""
    tags: tuple[str, ...] = ()


@transaction.atomic
def draft(given: Outgoing, *, by: Staff, at: datetime) -> Document:
    """Keep a draft, without a number. Raises SecretDocument and Invalid, NotYourDocument."""
    return _start(given, Action.DRAFT, by=by, at=at).close({"subject": given.subject})


@transaction.atomic
def register_outgoing(
    given: Outgoing, *, issued_on: date, late_reason: str = "", by: Staff, at: datetime
) -> Document:
    """Number a signed document at once, as a registrar does with what comes on paper."""
    act = _start(given, None, by=by, at=at)
    _number(act, issued_on, late_reason, at)
    return act.close({"code": act.document.code, "subject": act.document.subject})


@transaction.atomic
def change_draft(
    document: Document, given: Outgoing, *, seen: int, by: Staff, at: datetime
) -> Document:
    """Change what is not issued yet; type, body and symbol only while there is no number."""
    checks.refuse_secret(given.secrecy)
    act = Act.on(document, seen=seen, by=by, at=at)
    if act.document.is_incoming or State(act.document.state) not in {State.DRAFT, State.NUMBERED}:
        raise Invalid(gettext_noop("Văn bản đã phát hành, không sửa được. Hãy đính chính."))
    _check_unit(given, office_of(by.unit_id, local_day(at)))
    numbered = act.document.number is not None
    body = act.document.body if numbered else chosen_body(given.body_id, by, at)
    assert body is not None, "what goes out is issued by somebody"
    before = {name: getattr(act.document, name) for name in ("type", "body_id", "symbol")}
    _fill(act.document, given, body, by)
    if numbered:
        for name, value in before.items():
            setattr(act.document, name, value)
    act.happen(Action.CHANGE)
    fold_document(act.document)
    write_recipients(act.document, given.recipients)
    write_tags(act.document, given.tags, at)
    return act.close({"subject": given.subject})


@transaction.atomic
def number_document(
    document: Document,
    *,
    seen: int,
    issued_on: date,
    late_reason: str = "",
    by: Staff,
    at: datetime,
) -> Document:
    """Give a signed draft the next number of its book (Đ15).

    Raises ReasonMissing for a day of another year or before the last one in the book.
    """
    act = Act.on(document, seen=seen, by=by, at=at)
    _number(act, issued_on, late_reason, at)
    return act.close({"code": act.document.code})


@transaction.atomic
def issue(document: Document, *, seen: int, by: Staff, at: datetime) -> Document:
    """Send it to everybody on its list (Đ18). Raises Invalid without any recipient."""
    act = Act.on(document, seen=seen, by=by, at=at)
    if not Recipient.objects.filter(document=act.document).exists():
        raise Invalid(gettext_noop("Chưa có nơi nhận. Hãy ghi nơi nhận rồi phát hành."))
    act.happen(Action.ISSUE)
    act.document.issued_at = at
    Recipient.objects.filter(document=act.document, sent_at__isnull=True).update(sent_at=at)
    put(
        kind="document.issue",
        code=str(act.document.uuid),
        unit_id=act.document.office_id,
        at=at,
    )
    return act.close()


@transaction.atomic
def cancel_number(
    document: Document, *, seen: int, reason: str, by: Staff, at: datetime
) -> Document:
    """Strike a number that will not be issued: it stays in the book, with the reason, for good."""
    return _end(document, Action.CANCEL, seen=seen, reason=reason, by=by, at=at)


@transaction.atomic
def discard_draft(
    document: Document, *, seen: int, reason: str, by: Staff, at: datetime
) -> Document:
    """Put a draft away; it never had a number."""
    return _end(document, Action.DISCARD, seen=seen, reason=reason, by=by, at=at)


@transaction.atomic
def recall(document: Document, *, seen: int, reason: str, by: Staff, at: datetime) -> Document:
    """Call an issued document back; copy, metadata and the reason stay (Đ18.4)."""
    act = Act.on(document, seen=seen, by=by, at=at)
    if not reason.strip():
        raise ReasonMissing(gettext_noop("Hãy ghi lý do."), field="reason")
    act.happen(Action.RECALL, note=reason)
    act.document.ended_at = at
    act.document.end_reason = tidy(reason, 300)
    put(
        kind="document.recall",
        code=str(act.document.uuid),
        unit_id=act.document.office_id,
        at=at,
    )
    return act.close({"reason": act.document.end_reason})


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


def _start(given: Outgoing, action: Action | None, *, by: Staff, at: datetime) -> Act:
    checks.refuse_secret(given.secrecy)
    if not actors_of(by.roles):
        raise NotYourDocument(gettext_noop("Vị trí của bạn không soạn văn bản."))
    office = office_of(by.unit_id, local_day(at))
    _check_unit(given, office)
    document = Document(
        uuid=next_uuid(),
        office_id=office.id,
        direction=Direction.OUTGOING.value,
        state=State.DRAFT.value,
        day=local_day(at),
        recorded_at=at,
        drafter_id=by.position_id,
        unit_id=given.unit_id or by.unit_id,
    )
    _fill(document, given, chosen_body(given.body_id, by, at), by)
    fold_document(document)
    act = Act(document, by=by, at=at)
    if action is not None:
        act.happen(action)
    act.save()
    write_recipients(document, given.recipients)
    write_tags(document, given.tags, at)
    return act


def _fill(document: Document, given: Outgoing, body: IssuingBody, by: Staff) -> None:
    kind = library.types().get(given.type)
    if not given.subject.strip():
        raise Invalid(gettext_noop("Hãy ghi trích yếu."), field="subject")
    if given.is_normative and not kind.normative:
        raise Invalid(
            gettext_noop("%(name)s không phải loại văn bản quy phạm pháp luật."),
            name=kind.name,
            field="is_normative",
        )
    if not kind.abbreviated and not given.unit_symbol.strip():
        raise Invalid(
            gettext_noop("Hãy ghi chữ viết tắt đơn vị soạn thảo, ví dụ VP, cho ký hiệu công văn."),
            field="unit_symbol",
        )
    checks.check_one_signer(given.signer)
    document.type = kind.code
    document.body = body
    document.symbol = make_symbol(kind, body.abbreviation, unit=given.unit_symbol.strip())
    document.issuer = body.name
    document.issuer_unit_id = document.office_id if body.order == 0 else None
    document.unit_id = given.unit_id or document.unit_id or by.unit_id
    document.subject = tidy(given.subject, 500)
    document.signer = tidy(given.signer, 100)
    document.signer_title = tidy(given.signer_title, 100)
    document.note = tidy(given.note, 500)
    document.capacity = given.capacity.value
    document.urgency = given.urgency.value
    document.way = given.way.value
    for name in (
        "is_signed", "is_normative", "effective_on", "expires_on", "pages", "copies", "due_on"
    ):  # fmt: skip
        setattr(document, name, getattr(given, name))


def _check_unit(given: Outgoing, office: Office) -> None:
    """Refuse a drafting unit that has ended or was never of this office."""
    if given.unit_id is not None and given.unit_id not in office.member_ids:
        raise Invalid(
            gettext_noop("Đơn vị soạn thảo không còn, hoặc không thuộc cơ quan này."),
            code="unit_gone",
            field="unit",
        )


def _number(act: Act, issued_on: date, late_reason: str, at: datetime) -> None:
    document = act.document
    checks.check_number_day(issued_on, local_day(at), late_reason)
    act.happen(Action.NUMBER, note=late_reason)
    assert document.body is not None, "a draft names who issues it"
    kind = library.types().get(document.type)
    code = series_code(
        Direction.OUTGOING, as_rule(document.body), kind, normative=document.is_normative
    )
    taken = next_number(document.office_id, Direction.OUTGOING.value, issued_on.year, code)
    _check_order(taken.series_id, issued_on, late_reason)
    if document.is_normative:
        document.symbol = check_symbol(f"{issued_on.year}/{document.symbol}")
    document.series_id, document.number = taken.series_id, taken.number
    document.code = Code(taken.number, "", document.symbol).text
    document.issued_on = document.day = issued_on
    document.late_reason = tidy(late_reason, 300)
    document.numbered_at = at
    fold_document(document)


def _check_order(series_id: int, issued_on: date, late_reason: str) -> None:
    """Ask for a reason where a later number would bear an earlier day."""
    last = (
        Document.objects.filter(series_id=series_id, origin="")
        .order_by("-number")
        .values_list("issued_on", flat=True)
        .first()
    )
    if last is not None and issued_on < last and not late_reason.strip():
        raise ReasonMissing(
            gettext_noop(
                "Số trước trong sổ đã mang ngày %(day)s. Hãy dùng ngày đó trở đi hoặc ghi lý do."
            ),
            day=format_date(last),
            field="late_reason",
        )
