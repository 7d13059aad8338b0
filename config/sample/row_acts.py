"""What the acts upon a dossier in memory have in common: the rows that go with an event."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from config.sample.deed import Book, Deed
from config.sample.open_dossier import (
    ItemRow,
    OpenDossier,
    OpinionRow,
    PauseRow,
    RequestRow,
    ResultRow,
    StepRow,
)
from config.sample.posts import MISSING
from config.sample.tables import day
from congvu.casework.dossiers.rules.life import Life
from congvu.casework.dossiers.rules.states import Action, State
from congvu.casework.dossiers.rules.steps import step_dues, steps_left
from congvu.casework.dossiers.selectors.offices import Office
from congvu.casework.dossiers.services.clock import moved_due
from congvu.casework.dossiers.services.handling import OpinionInput
from congvu.casework.dossiers.services.intake import (
    Intake,
    PaperInput,
    acceptance_facts,
    handed_in,
    search_words,
    tidy,
)
from congvu.casework.dossiers.services.once import name_by_key
from congvu.casework.dossiers.services.slips import receipt_data, supplement_data
from congvu.foundation.people.rules import Staff
from congvu.instruments.catalogue import selectors as catalogue
from congvu.kernel.vitext import fold, nfc
from congvu.kernel.workingdays import ClockPolicy, OnSupplement, Pause, due, local_day


def begin(book: Book, intake: Intake, key: str, at: datetime, by: Staff) -> OpenDossier:
    """Begin a dossier: who asks for what, with which papers, under which words it is found."""
    named = name_by_key(intake, key, by)
    applicant = tidy(intake.applicant)
    words = search_words(applicant)
    first_word_id = book.tables.word.last_id + 1
    book.tables.word.last_id += len(words)
    return OpenDossier(
        id=book.tables.dossier.new_id(),
        life=Life(),
        intake=named,
        applicant=applicant,
        version=catalogue.get_version(intake.procedure, local_day(at)),
        words=words,
        first_word_id=first_word_id,
    )


def accept(deed: Deed, facts: dict[str, Any], office: Office) -> None:
    """Give code and due dates; a new dossier also gets its rows, each its receipt slip."""
    d, book = deed.dossier, deed.book
    on = local_day(deed.at)
    regime = book.regime(on)
    is_new = not d.life.version
    competent = facts["competent_unit_id"] if is_new else d.life.competent_unit_id
    channel = d.intake.channel
    policy = catalogue.clock_policy(regime, d.version)
    promised = due(deed.at, d.version.limit_for(channel), book.calendar(competent), policy)
    number = book.next_number(office.code, on)
    code = catalogue.code_format(regime).make(office.code, on, number)
    facts = facts | acceptance_facts(d.version, regime.code, channel, promised, code)
    facts["competent_unit_id"] = competent
    deed.happen(Action.ACCEPT, facts=facts)
    if is_new:
        add_rows(deed, office.id)
    papers = handed_in(d.intake.papers)
    more = receipt_data(d.life, office, d.version, papers, d.applicant)
    deed.slip("receipt_slip", office=office, more=more)


def add_rows(deed: Deed, office_id: int) -> None:
    """Add applicant and papers; the words wait until it is known who decides."""
    d, table = deed.dossier, deed.book.tables.applicant
    person = d.applicant
    table.rows.append(
        (
            table.new_id(), d.id, office_id, fold(person.name), None, person.kind, person.name,
            person.personal_id, person.tax_code, person.phone, person.email, person.address,
            day(person.birth_on), person.submitter_name, person.submitter_phone, person.content,
            person.return_method,
        )
    )  # fmt: skip
    add_papers(deed, d.intake.papers)


def add_papers(deed: Deed, papers: Sequence[PaperInput]) -> None:
    """Add papers after those that the dossier already has."""
    d, table = deed.dossier, deed.book.tables.paper
    for paper in handed_in(papers):
        d.paper_count += 1
        table.rows.append(
            (
                table.new_id(), d.id, d.paper_count, nfc(paper.name), paper.originals,
                paper.copies, paper.electronic, deed.seq, None,
            )
        )  # fmt: skip


def ask_for_papers(deed: Deed, reason: str, *, before_acceptance: bool) -> None:
    """Write a supplement request with its items and its slip."""
    d, tables, spelling = deed.dossier, deed.book.tables, deed.book.spelling
    request = RequestRow(
        id=tables.request.new_id(),
        dossier_id=d.id,
        number=len(d.requests) + 1,
        reason=nfc(reason),
        requested_at=deed.now,
        before_acceptance=spelling.yes if before_acceptance else spelling.no,
    )
    d.requests.append(request)
    for order, (what, why) in enumerate(MISSING, start=1):
        item_id = tables.item.new_id()
        d.items.append(ItemRow(item_id, request.id, order, nfc(what), nfc(why), spelling.no))
    told = supplement_data(request.reason, MISSING, None)
    deed.slip("supplement_request", more=told, reason=request.reason)


def receive(deed: Deed) -> None:
    """Mark the request that was open, and its items, as answered."""
    d = deed.dossier
    request = next(row for row in reversed(d.requests) if row.received_at is None)
    request.received_at = deed.now
    for item in d.items:
        if item.request_id == request.id:
            item.received = deed.book.spelling.yes


def forward(deed: Deed, officer: Staff) -> None:
    """Lay out the steps, begin the first that handles, and hand over to the officer."""
    d = deed.dossier
    steps = plan_steps(deed)
    first = next((row for row in steps if row.kind != "receive"), None)
    facts = {"holder_unit_id": officer.unit_id, "assignee_id": officer.position_id}
    deed.happen(Action.FORWARD, facts=facts | (facts_of(first) if first else {}))
    accepted = deed.book.spelling.moment(d.life.accepted_at)
    for row in steps:
        row.started_at = deed.now if row is first else None
        if first is None or row.order < first.order:
            row.started_at, row.done_at = accepted, deed.now
    d.steps = steps
    deed.hand_over(officer.unit_id, officer)


def plan_steps(deed: Deed) -> list[StepRow]:
    """Lay the workflow of the procedure over the days that are left."""
    d, table = deed.dossier, deed.book.tables.step
    assert d.life.current_due is not None
    version = catalogue.get_version_by_id(d.life.procedure_version_id)
    dues = step_dues(
        local_day(deed.at),
        d.life.current_due,
        [step.share for step in version.steps],
        deed.book.calendar(d.life.competent_unit_id),
    )
    return [
        StepRow(table.new_id(), d.id, step.order, step.name, step.role, step.kind,
                None, due_on.isoformat(), None, None)
        for step, due_on in zip(version.steps, dues, strict=True)
    ]  # fmt: skip


def facts_of(step: StepRow) -> dict[str, Any]:
    """Return what an event says about the step that it leads to."""
    return {"step_order": step.order, "step_due": step.due_on}


def enter_step(deed: Deed, kind: str) -> dict[str, Any]:
    """Begin the next step of that kind; what lies between counts as done."""
    present = deed.dossier.life.step_order or 0
    steps = deed.dossier.steps
    step = next((row for row in steps if row.kind == kind and row.order > present), None)
    if step is None:
        return {}
    for row in steps:
        if row.order < step.order:
            row.done_at = row.done_at or deed.now
    step.started_at = step.started_at or deed.now
    return facts_of(step)


def share_out_again(deed: Deed, facts: dict[str, str]) -> dict[str, Any]:
    """Give the steps that are left new deadlines after the pause; return all facts of its end."""
    life = deed.dossier.life
    version = catalogue.get_version_by_id(life.procedure_version_id)
    shares = {step.order: step.share for step in version.steps}
    left = [row for row in deed.dossier.steps if row.done_at is None]
    dues = steps_left(
        local_day(deed.at),
        date.fromisoformat(facts["lawful_due"]),
        [shares.get(row.order, 0) for row in left],
        deed.book.calendar(life.competent_unit_id),
    )
    for row, due_on in zip(left, dues, strict=True):
        row.due_on = due_on.isoformat()
    present = next((row for row in left if row.order == life.step_order), None)
    return facts | ({"step_due": present.due_on} if present else {})


def finish_steps(deed: Deed) -> None:
    """Mark every step that was begun as done."""
    for row in deed.dossier.steps:
        if row.started_at is not None:
            row.done_at = row.done_at or deed.now


def take_from_signature(deed: Deed) -> None:
    """Take a draft back from the signature inside a leader's own decision."""
    if deed.dossier.life.state is State.AWAITING_SIGNATURE:
        deed.happen(Action.COME_BACK)


def handling_unit(deed: Deed) -> int:
    """Return the section of the assignee, or the decider when nobody is named."""
    life = deed.dossier.life
    if life.assignee_id is None:
        return life.competent_unit_id
    return deed.book.unit_of_position[life.assignee_id]


def ask(deed: Deed, asked: OpinionInput) -> None:
    """Write one request for an opinion, opened at once."""
    d, spelling = deed.dossier, deed.book.spelling
    opinion = OpinionRow(
        id=deed.book.tables.opinion.new_id(),
        dossier_id=d.id,
        round=max((row.round for row in d.opinions), default=0) + 1,
        unit_id=asked.unit_id,
        interlinked=spelling.no,
        parallel=spelling.yes,
        question=asked.question,
        due_on=asked.due_on.isoformat(),
        asked_at=deed.now,
        opened_at=deed.now,
    )
    d.opinions.append(opinion)
    deed.let_read(asked.unit_id)


def open_pause(deed: Deed, kind: str, ground: str, document: str | None) -> None:
    """Let the clock stand."""
    d = deed.dossier
    assert deed.lawful_due is not None
    pause_id = deed.book.tables.pause.new_id()
    due_before = deed.lawful_due.isoformat()
    d.pauses.append(PauseRow(pause_id, d.id, kind, ground, document, deed.now, due_before))
    d.stops.append(Pause(deed.at))


def end_pause(deed: Deed, on_end: OnSupplement = OnSupplement.RESUME) -> dict[str, str]:
    """End the open pause, if any; return the lawful due day that follows from all pauses."""
    d = deed.dossier
    if not d.pauses or d.pauses[-1].ends_at is not None:
        return {}
    pause = d.pauses[-1]
    d.stops[-1] = Pause(d.stops[-1].starts_at, deed.at, on_end)
    calendar = deed.book.calendar(d.life.competent_unit_id)
    moved = moved_due(d.life, d.stops, calendar, policy(deed)).isoformat()
    pause.ends_at, pause.on_end, pause.due_after = deed.now, on_end.value, moved
    return {"lawful_due": moved, "on_end": on_end.value}


def policy(deed: Deed) -> ClockPolicy:
    """Return the counting convention of the regime under which the dossier was accepted."""
    life = deed.dossier.life
    assert life.accepted_at is not None
    version = catalogue.get_version_by_id(life.procedure_version_id)
    return catalogue.clock_policy(deed.book.regime(local_day(life.accepted_at)), version)


def reappoint(deed: Deed, new_due: date, reason: str, document: str) -> None:
    """Write the second promise beside the first."""
    assert deed.lawful_due is not None
    table = deed.book.tables.reappointment
    first = deed.lawful_due.isoformat()
    table.rows.append(
        (table.new_id(), deed.dossier.id, first, new_due.isoformat(), reason, document, deed.now)
    )


def add_result(deed: Deed, document: str) -> None:
    """Write the document that ends the dossier."""
    result_id = deed.book.tables.result.new_id()
    row = ResultRow(result_id, deed.dossier.id, deed.seq, document, deed.now)
    deed.dossier.results.append(row)


def add_hand_out(deed: Deed, receiver: str, method: str = "desk") -> None:
    """Write who took the result, and how."""
    table = deed.book.tables.hand_out
    table.rows.append((table.new_id(), deed.dossier.id, deed.seq, method, receiver, "", deed.now))
