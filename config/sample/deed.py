"""One act upon one dossier in memory: the counterpart of the services' `Act`, without a database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from config.sample.open_dossier import OpenDossier, release
from config.sample.tables import Spelling, Tables, spell_json
from congvu.casework.dossiers.rules.life import EventRow, apply
from congvu.casework.dossiers.rules.states import Action, State
from congvu.casework.dossiers.selectors.offices import Office, office_of
from congvu.casework.dossiers.services.act import next_event
from congvu.casework.dossiers.services.handling import step_timeliness
from congvu.casework.dossiers.services.slips import letter, slip_data
from congvu.foundation.calendars.selectors import work_calendar
from congvu.foundation.journal.rules import Record
from congvu.foundation.journal.services import record_many
from congvu.foundation.people.rules import Staff
from congvu.instruments.catalogue import selectors as catalogue
from congvu.instruments.catalogue.rules import RegimeFacts, VersionFacts
from congvu.kernel.documents import DocumentReference
from congvu.kernel.workcalendar import WorkCalendar
from congvu.kernel.workingdays import ClockPolicy, local_day

NO_FACTS: Mapping[str, Any] = {}


class Book:
    """What is written while the plan is carried out, and what is asked again and again."""

    def __init__(self, staff: dict[str, Staff]) -> None:
        self.tables = Tables()
        self.spelling = Spelling()
        self.records: list[Record] = []
        self.unit_of_position = {person.position_id: person.unit_id for person in staff.values()}
        self._offices: dict[int, Office] = {}
        self._calendars: dict[int, WorkCalendar] = {}
        self._regimes: dict[date, RegimeFacts] = {}
        self._counters: dict[tuple[str, date], list[int]] = {}

    def office(self, unit_id: int, on: date) -> Office:
        """Return the office of a unit; it stays the same until `forget_offices`."""
        office = self._offices.get(unit_id)
        if office is None:
            office = self._offices[unit_id] = office_of(unit_id, on)
        return office

    def forget_offices(self) -> None:
        self._offices.clear()

    def calendar(self, unit_id: int) -> WorkCalendar:
        calendar = self._calendars.get(unit_id)
        if calendar is None:
            calendar = self._calendars[unit_id] = work_calendar(unit_id)
        return calendar

    def regime(self, on: date) -> RegimeFacts:
        regime = self._regimes.get(on)
        if regime is None:
            regime = self._regimes[on] = catalogue.regime_on(on)
        return regime

    def policy(self, accepted_at: datetime, version: VersionFacts) -> ClockPolicy:
        """Return the counting convention of a dossier accepted then."""
        return catalogue.clock_policy(self.regime(local_day(accepted_at)), version)

    def next_number(self, org_code: str, on: date) -> int:
        """Take the next number of an office and a day, as `services.codes` does."""
        number = self.tables.counter.new_id()  # an upsert takes an id, used or not
        counter = self._counters.get((org_code, on))
        if counter is None:
            counter = self._counters[org_code, on] = [number, 0]
        counter[1] += 1
        return counter[1]

    def release(self, d: OpenDossier) -> None:
        """Let a dossier go: nothing more happens to it."""
        release(d, self.tables, self.spelling)

    @transaction.atomic
    def write(self) -> None:
        """Write everything that waits. Counters are complete only at the end of a day."""
        self.tables.counter.rows = [
            (number, org_code, on.isoformat(), last)
            for (org_code, on), (number, last) in self._counters.items()
        ]
        self._counters = {}
        self.tables.write()
        record_many(self.records)
        self.records = []


@dataclass(slots=True)
class Deed:
    """Collects what happens to one dossier in one act, then enters it into the book."""

    book: Book
    dossier: OpenDossier
    by: Staff
    at: datetime
    now: str = ""
    step_due: date | None = None
    lawful_due: date | None = None
    events: list[tuple[EventRow, str, str, str | None, Staff]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.now = self.book.spelling.moment(self.at) or ""
        self.step_due = self.dossier.life.step_due
        self.lawful_due = self.dossier.life.lawful_due

    @property
    def seq(self) -> int:
        return self.dossier.life.version

    def happen(
        self,
        action: Action,
        *,
        to: State | None = None,
        facts: Mapping[str, Any] = NO_FACTS,
        note: str = "",
        document: str | None = None,
        by: Staff | None = None,
    ) -> None:
        """Let one event happen; `document` is spelled already."""
        actor = by or self.by
        life = self.dossier.life
        event = next_event(
            life, action, to=to, facts=facts, actor=actor, occurred_at=self.at, at=self.at
        )
        from_state = life.state.value if life.version else ""
        self.events.append((event, from_state, note, document, actor))
        self.dossier.life = apply(life, event)

    def close(self) -> None:
        """Enter journal, message and events."""
        d, tables = self.dossier, self.book.tables
        kind = f"dossier.{self.events[-1][0].action.value}"
        code = d.life.code or d.life.uuid
        self.book.records.append(Record(self.by.unit_code, self.by, kind, "dossier", code, self.at))
        tables.message.rows.append(
            (tables.message.new_id(), None, kind, code, d.life.competent_unit_id, self.now, None)
        )
        for event, from_state, note, document, actor in self.events:
            tables.position += 1
            recorded = event.recorded_at
            tables.event.rows.append(
                (
                    tables.event.new_id(), d.id, event.seq, tables.position, event.action.value,
                    from_state, event.to_state.value, actor.code, actor.full_name,
                    actor.position_code, event.unit_id, self.now,
                    self.now if recorded is self.at else self.book.spelling.moment(recorded),
                    note, document, None, spell_json(event.facts),
                )
            )  # fmt: skip

    def hand_over(self, to_unit_id: int | None, to: Staff | None = None, note: str = "") -> None:
        """Add a row to the control sheet."""
        table = self.book.tables.hand_over
        table.rows.append(
            (
                table.new_id(), self.dossier.id, self.seq, self.by.unit_id, self.by.full_name,
                to_unit_id, to.full_name if to else "", self.now,
                step_timeliness(self.step_due, self.at), note,
            )
        )  # fmt: skip

    def slip(
        self,
        kind: str,
        *,
        office: Office | None = None,
        more: Mapping[str, Any] = NO_FACTS,
        reason: str = "",
        first_due: date | None = None,
        new_due: date | None = None,
        document: DocumentReference | None = None,
    ) -> None:
        """Freeze the words of a slip."""
        d, book = self.dossier, self.book
        on = local_day(self.at)
        office = office or book.office(d.life.receiving_unit_id, on)
        decider = book.office(d.life.competent_unit_id, on).authority
        told = letter(
            d.life, office, decider, d.version, d.applicant, by=self.by, at=self.at
        )  # fmt: skip
        words = slip_data(
            kind,
            {**told, **more},
            reason=reason,
            first_due=first_due,
            new_due=new_due,
            document=document,
            at=self.at,
        )
        table = book.tables.slip
        table.rows.append(
            (
                table.new_id(), d.id, self.seq, kind, d.life.regime_code, office.id,
                spell_json(words), self.now, None,
            )
        )  # fmt: skip

    def let_read(self, unit_id: int) -> None:
        """Let another office read the dossier."""
        assert unit_id not in self.dossier.guests, "the plan asks nobody twice"
        self.dossier.guests.add(unit_id)
        table = self.book.tables.guest
        table.rows.append((table.new_id(), unit_id, self.dossier.id))
