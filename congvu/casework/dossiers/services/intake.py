"""Intake: a dossier comes in at the desk, by post or online, and leaves with a code or a reason.

Not here: what the officer does with it afterwards (`handling`).
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from congvu.casework.dossiers.errors import BackdatedTooFar
from congvu.casework.dossiers.models import (
    Applicant,
    Dossier,
    DossierGuest,
    DossierPaper,
    DossierWord,
    SupplementItem,
    SupplementRequest,
)
from congvu.casework.dossiers.rules.states import Action
from congvu.casework.dossiers.selectors.offices import Office, office_of
from congvu.casework.dossiers.selectors.promise import promised_due
from congvu.casework.dossiers.services.act import Act
from congvu.casework.dossiers.services.codes import next_code
from congvu.casework.dossiers.services.once import once
from congvu.casework.dossiers.services.slips import make_slip
from congvu.foundation.calendars.selectors import work_calendar
from congvu.foundation.files.models import StoredFile
from congvu.foundation.people.rules import Role, Staff
from congvu.instruments.catalogue import selectors as catalogue
from congvu.instruments.catalogue.rules import VersionFacts
from congvu.kernel.errors import Invalid
from congvu.kernel.vitext import fold, nfc, words
from congvu.kernel.workingdays import Due, local_day

LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class ApplicantInput:
    """Whose dossier it is, as told at the desk; every text is tidied before it is kept."""

    name: str
    kind: str = "citizen"
    personal_id: str = ""
    tax_code: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    birth_on: date | None = None
    submitter_name: str = ""
    submitter_phone: str = ""
    content: str = ""
    return_method: str = "desk"


APPLICANT_TEXTS = tuple(part.name for part in fields(ApplicantInput) if part.name != "birth_on")


@dataclass(frozen=True, slots=True)
class PaperInput:
    """One paper handed in: how many originals and copies, and the file if it was scanned."""

    name: str
    originals: int = 0
    copies: int = 0
    electronic: int = 0
    file: StoredFile | None = None


@dataclass(frozen=True, slots=True)
class FeeInput:
    """One fee as the clerk confirmed it, in đồng."""

    name: str
    kind: str
    amount: int
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Intake:
    """Everything that one intake needs; `procedure` is the national code.

    `fees` are what the slip names as owed; None: the flat fees of the catalogue.
    """

    procedure: str
    channel: str
    applicant: ApplicantInput
    papers: Sequence[PaperInput] = ()
    receiving_unit_id: int | None = None
    competent_unit_id: int | None = None
    support_unit_id: int | None = None
    fees: Sequence[FeeInput] | None = None
    uuid: str = ""
    fingerprint: str = ""


def accept_new(
    intake: Intake,
    *,
    by: Staff,
    at: datetime,
    occurred_at: datetime | None = None,
    key: str = "",
    reason: str = "",
) -> Dossier:
    """Accept a complete dossier at once: code, due dates and receipt slip in one transaction.

    The clock starts at `occurred_at` (NĐ 61/2018 Đ17, NĐ 309/2026 Đ17.3). More than one working
    day back needs a leader and a reason; the leader then acts for the desk. The same `key` with
    the same content returns the dossier that it made; with another content it raises KeyReused.
    Raises Invalid for an unknown or ended procedure, CalendarMissing for a year without calendar.
    """
    accepted_at = occurred_at or at
    return once(
        lambda named: _accept_new(named, by=by, at=at, accepted_at=accepted_at, reason=reason),
        intake,
        key,
        by,
    )


@transaction.atomic
def _accept_new(
    intake: Intake, *, by: Staff, at: datetime, accepted_at: datetime, reason: str
) -> Dossier:
    act = Act.begin(by=_late_or_desk(accepted_at, by=by, at=at, reason=reason), at=at)
    version = catalogue.get_version(intake.procedure, local_day(accepted_at))
    office = office_of(intake.receiving_unit_id or by.unit_id, local_day(accepted_at))
    facts = _intake_facts(intake, version, office, accepted_at)
    facts |= _accepted(version, intake.channel, office, facts["competent_unit_id"], accepted_at)
    act.happen(Action.ACCEPT, occurred_at=accepted_at, facts=facts, note=reason)
    dossier = act.save()
    applicant, papers = _add_rows(dossier, intake, office)
    make_slip(dossier, "receipt_slip", act=act, office=office, version=version,
              applicant=applicant, papers=papers, fees=intake.fees)  # fmt: skip
    return act.close()


def submit(intake: Intake, *, by: Staff, at: datetime, key: str = "") -> Dossier:
    """Take in an online dossier that waits for the desk; no code, no clock yet."""
    return once(lambda named: _submit(named, by=by, at=at), intake, key, by)


@transaction.atomic
def _submit(intake: Intake, *, by: Staff, at: datetime) -> Dossier:
    act = Act.begin(by=by, at=at)
    day = local_day(at)
    version = catalogue.get_version(intake.procedure, day)
    office = office_of(intake.receiving_unit_id or by.unit_id, day)
    act.happen(Action.SUBMIT, facts=_intake_facts(intake, version, office, at))
    dossier = act.save()
    _add_rows(dossier, intake, office)
    return act.close()


@transaction.atomic
def accept_submitted(dossier: Dossier, *, seen: int, by: Staff, at: datetime) -> Dossier:
    """Accept a dossier that came online; its clock starts now, under the regime of today."""
    act = Act.on(dossier, seen=seen, by=by, at=at)
    row = act.dossier
    code = row.procedure_version.procedure.code
    version = catalogue.get_version(code, local_day(at))
    office = office_of(row.receiving_unit_id, local_day(at))
    facts = _accepted(version, row.channel, office, row.competent_unit_id, at)
    facts["competent_unit_id"] = row.competent_unit_id
    act.happen(Action.ACCEPT, facts=facts)
    act.save()
    make_slip(
        row,
        "receipt_slip",
        act=act,
        office=office,
        version=version,
        applicant=row.applicant,
        papers=list(row.papers.order_by("order")),
    )
    return act.close()


@transaction.atomic
def ask_to_complete(
    dossier: Dossier,
    *,
    seen: int,
    items: Sequence[tuple[str, str]],
    reason: str,
    by: Staff,
    at: datetime,
) -> Dossier:
    """Ask once for everything that an online dossier lacks, before its clock starts (form 02)."""
    if not items:
        raise Invalid("Hãy ghi ít nhất một giấy tờ hoặc nội dung cần hoàn thiện.", field="items")
    act = Act.on(dossier, seen=seen, by=by, at=at)
    act.happen(Action.ASK_TO_COMPLETE, note=reason)
    dossier = act.save()
    request = add_supplement_request(
        dossier, items=items, reason=reason, at=at, before_acceptance=True
    )
    make_slip(dossier, "supplement_request", act=act, request=request)
    return act.close()


def ask_to_complete_new(
    intake: Intake,
    *,
    items: Sequence[tuple[str, str]],
    reason: str,
    by: Staff,
    at: datetime,
    key: str = "",
) -> Dossier:
    """Guide once, in writing, to complete what was brought to the desk (form 02, NĐ 61/2018 Đ17.1).

    The dossier is kept as submitted and waits without code and clock, so that the guidance stays
    (Đ15.2) and nothing is typed again when the citizen comes back.
    """

    def make(named: Intake) -> Dossier:
        with transaction.atomic():
            dossier = _submit(named, by=by, at=at)
            return ask_to_complete(
                dossier, seen=dossier.version, items=items, reason=reason, by=by, at=at
            )

    return once(make, intake, key, by)


def add_supplement_request(
    dossier: Dossier,
    *,
    items: Sequence[tuple[str, str]],
    reason: str,
    at: datetime,
    before_acceptance: bool = False,
    answer_by: date | None = None,
    approved_by: str = "",
) -> SupplementRequest:
    """Write a supplement request with its items; the caller has checked that it may be made."""
    request = SupplementRequest.objects.create(
        dossier=dossier,
        number=dossier.supplement_requests.count() + 1,
        reason=nfc(reason),
        requested_at=at,
        answer_by=answer_by,
        approved_by=approved_by,
        before_acceptance=before_acceptance,
    )
    SupplementItem.objects.bulk_create(
        SupplementItem(request=request, order=order, what=nfc(what), why=nfc(why))
        for order, (what, why) in enumerate(items, start=1)
    )
    return request


@transaction.atomic
def submit_again(
    dossier: Dossier, *, seen: int, papers: Sequence[PaperInput] = (), by: Staff, at: datetime
) -> Dossier:
    """Take what the citizen completed; the dossier waits for the desk again."""
    act = Act.on(dossier, seen=seen, by=by, at=at)
    act.happen(Action.SUBMIT_AGAIN)
    dossier = act.save()
    add_papers(dossier, papers, seq=act.seq)
    dossier.supplement_requests.filter(received_at__isnull=True).update(received_at=at)
    return act.close()


@transaction.atomic
def reject(
    dossier: Dossier, *, seen: int, reason: str, legal_basis: str, by: Staff, at: datetime
) -> Dossier:
    """Refuse to take in an online dossier, with a reason that a citizen understands (form 03)."""
    act = Act.on(dossier, seen=seen, by=by, at=at)
    return _reject(act, reason, legal_basis)


def reject_new(
    intake: Intake, *, reason: str, legal_basis: str, by: Staff, at: datetime, key: str = ""
) -> Dossier:
    """Refuse a dossier at the desk; it gets no code, but the refusal is kept and printed."""
    return once(
        lambda named: _reject_new(named, reason=reason, legal_basis=legal_basis, by=by, at=at),
        intake,
        key,
        by,
    )


@transaction.atomic
def _reject_new(
    intake: Intake, *, reason: str, legal_basis: str, by: Staff, at: datetime
) -> Dossier:
    act = Act.begin(by=by, at=at)
    version = catalogue.get_version(intake.procedure, local_day(at))
    office = office_of(intake.receiving_unit_id or by.unit_id, local_day(at))
    return _reject(act, reason, legal_basis, intake=intake, version=version, office=office)


def _reject(
    act: Act,
    reason: str,
    legal_basis: str,
    *,
    intake: Intake | None = None,
    version: VersionFacts | None = None,
    office: Office | None = None,
) -> Dossier:
    if not reason.strip():
        raise Invalid(
            "Hãy ghi lý do từ chối để người dân hiểu và biết phải làm gì.", field="reason"
        )
    facts = {}
    if intake is not None and version is not None and office is not None:
        facts = _intake_facts(intake, version, office, act.at)
    act.happen(Action.REJECT, facts=facts, note=nfc(reason))
    dossier = act.save()
    if intake is not None and office is not None:
        _add_rows(dossier, intake, office)
    make_slip(dossier, "refusal_notice", act=act, reason=reason, legal_basis=legal_basis)
    return act.close()


def add_papers(dossier: Dossier, papers: Sequence[PaperInput], *, seq: int) -> list[DossierPaper]:
    """Add papers after those that the dossier already has; a paper without any piece is left out."""
    first = dossier.papers.count() + 1 if seq > 1 else 1
    return DossierPaper.objects.bulk_create(
        [
            DossierPaper(
                dossier=dossier,
                order=order,
                name=nfc(paper.name),
                originals=paper.originals,
                copies=paper.copies,
                electronic=paper.electronic,
                added_by_seq=seq,
                file=paper.file,
            )
            for order, paper in enumerate(handed_in(papers), start=first)
        ]
    )


def handed_in(papers: Sequence[PaperInput]) -> list[PaperInput]:
    """Leave out the papers of which no piece was handed in."""
    return [p for p in papers if p.originals or p.copies or p.electronic or p.file]


def word_rows(dossier: Dossier, applicant: Applicant) -> list[DossierWord]:
    """Make the search words of a dossier, filed under the office that decides it."""
    return [
        DossierWord(unit_id=dossier.competent_unit_id, word=word, dossier=dossier)
        for word in search_words(applicant)
    ]


def search_words(applicant: Applicant | ApplicantInput) -> list[str]:
    """Return the folded words under which a dossier is found, each once, in their order."""
    found = words(f"{applicant.name} {applicant.submitter_name} {applicant.content}")
    return list(dict.fromkeys(word[:LONGEST_WORD] for word in found))


def tidy(applicant: ApplicantInput) -> ApplicantInput:
    """Compose accents, join spaces, keep only digits where only digits belong.

    Raises Invalid for a missing name and for numbers that cannot be right.
    """
    texts = {name: " ".join(nfc(getattr(applicant, name)).split()) for name in APPLICANT_TEXTS}
    if not texts["name"]:
        raise Invalid("Hãy nhập họ tên hoặc tên tổ chức của chủ hồ sơ.", field="name")
    for name, longest in (("personal_id", 12), ("phone", 15)):
        texts[name] = "".join(letter for letter in texts[name] if letter.isdigit())[: longest + 1]
    if texts["personal_id"] and len(texts["personal_id"]) not in {9, 12}:
        raise Invalid("Số định danh có 12 chữ số (CMND cũ 9 chữ số).", field="personal_id")
    if texts["phone"] and not 8 <= len(texts["phone"]) <= 15:
        raise Invalid("Số điện thoại có từ 8 đến 15 chữ số.", field="phone")
    return ApplicantInput(birth_on=applicant.birth_on, **texts)


def _late_or_desk(accepted_at: datetime, *, by: Staff, at: datetime, reason: str) -> Staff:
    """Return who accepts: the desk, or a leader in its place for a day that is long past."""
    if local_day(accepted_at) == local_day(at):
        return by
    calendar = work_calendar(by.unit_id)
    back = calendar.count_working_days(local_day(accepted_at), local_day(at))
    if back <= 1:
        return by
    if not (by.has(Role.LEADER) and reason.strip()):
        raise BackdatedTooFar(
            "Ngày tiếp nhận lùi quá một ngày làm việc: cần lãnh đạo nhập và ghi rõ lý do.",
            working_days=back,
            field="occurred_on",
        )
    return replace(by, roles=by.roles | {Role.CLERK})


def _intake_facts(
    intake: Intake, version: VersionFacts, office: Office, occurred_at: datetime
) -> dict[str, Any]:
    regime = catalogue.regime_on(local_day(occurred_at))
    return intake_facts(intake, version, office, regime.code)


def intake_facts(
    intake: Intake, version: VersionFacts, office: Office, regime_code: str
) -> dict[str, Any]:
    """Return the facts of a dossier's first event: what came in, where, who decides."""
    return {
        "uuid": intake.uuid or str(uuid.uuid4()),
        **({"fingerprint": intake.fingerprint} if intake.fingerprint else {}),
        "procedure_version_id": version.id,
        "field_id": version.field_id,
        "regime_code": regime_code,
        "channel": intake.channel,
        "receiving_unit_id": office.id,
        "competent_unit_id": intake.competent_unit_id or office.id,
        "support_unit_id": intake.support_unit_id,
        "holder_unit_id": office.id,
    }


def _accepted(
    version: VersionFacts, channel: str, office: Office, competent: int, accepted_at: datetime
) -> dict[str, Any]:
    """Compute code and due dates once; afterwards they stand in the event for good."""
    day = local_day(accepted_at)
    regime = catalogue.regime_on(day)
    promised = promised_due(version, regime, channel, accepted_at, competent)
    code = next_code(office.code, day, catalogue.code_format(regime))
    return acceptance_facts(version, regime.code, channel, promised, code)


def acceptance_facts(
    version: VersionFacts, regime_code: str, channel: str, promised: Due, code: str
) -> dict[str, Any]:
    """Return what the acceptance adds to the facts of its event: code, limit and due dates."""
    limit = version.limit_for(channel)
    return {
        "code": code,
        "procedure_version_id": version.id,
        "regime_code": regime_code,
        "limit_value": limit.value,
        "limit_unit": limit.unit.value,
        "statutory_due": promised.on.isoformat(),
        "promised_due": promised.on.isoformat(),
        "lawful_due": promised.on.isoformat(),
        "promised_at": promised.at.isoformat(),
    }


def _add_rows(
    dossier: Dossier, intake: Intake, office: Office
) -> tuple[Applicant, list[DossierPaper]]:
    person = tidy(intake.applicant)
    applicant = Applicant.objects.create(
        dossier=dossier, unit_id=office.id, folded=fold(person.name), **asdict(person)
    )
    papers = add_papers(dossier, intake.papers, seq=1)
    DossierWord.objects.bulk_create(word_rows(dossier, applicant))
    present = {dossier.receiving_unit_id, dossier.support_unit_id or dossier.receiving_unit_id}
    guests = present - {dossier.competent_unit_id}
    if guests:
        DossierGuest.objects.bulk_create(
            DossierGuest(dossier=dossier, unit_id=unit_id) for unit_id in sorted(guests)
        )
    return applicant, papers
