"""Tables as batches of plain rows: columns, next ids, text forms of values, writing at once.

PostgreSQL is written by COPY, SQLite by one prepared statement; the rows are the same.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, Final

from django.db import connection, models

from congvu.casework.dossiers.models import (
    Applicant,
    Dossier,
    DossierCounter,
    DossierEvent,
    DossierGuest,
    DossierPaper,
    DossierStep,
    DossierWord,
    EventHead,
    HandOut,
    HandOver,
    OpinionRequest,
    Pause,
    Reappointment,
    Result,
    Slip,
    SupplementItem,
    SupplementRequest,
)
from congvu.casework.dossiers.rules.life import COLUMNS as LIFE_COLUMNS
from congvu.instruments.outbox.models import Message

Row = Sequence[Any]

DOSSIER: Final = ("id", *LIFE_COLUMNS)
EVENT: Final = (
    "id", "dossier_id", "seq", "position", "action", "from_state", "to_state", "actor_code",
    "actor_name", "position_code", "unit_id", "occurred_at", "recorded_at", "note", "document",
    "file_id", "facts",
)  # fmt: skip
APPLICANT: Final = (
    "id", "dossier_id", "unit_id", "folded", "erased_at", "kind", "name", "personal_id",
    "tax_code", "phone", "email", "address", "birth_on", "submitter_name", "submitter_phone",
    "content", "return_method",
)  # fmt: skip
PAPER: Final = (
    "id", "dossier_id", "order", "name", "originals", "copies", "electronic", "added_by_seq",
    "file_id",
)  # fmt: skip
STEP: Final = (
    "id", "dossier_id", "order", "name", "role", "kind", "unit_id", "due_on", "started_at",
    "done_at",
)  # fmt: skip
HAND_OVER: Final = (
    "id", "dossier_id", "seq", "from_unit_id", "from_name", "to_unit_id", "to_name", "at",
    "timeliness", "note",
)  # fmt: skip
PAUSE: Final = (
    "id", "dossier_id", "kind", "ground", "document", "starts_at", "ends_at", "on_end",
    "due_before", "due_after",
)  # fmt: skip
REQUEST: Final = (
    "id", "dossier_id", "number", "reason", "contact", "requested_at", "answer_by", "approved_by",
    "received_at", "before_acceptance",
)  # fmt: skip
OPINION: Final = (
    "id", "dossier_id", "round", "unit_id", "interlinked", "parallel", "question", "due_on",
    "asked_at", "opened_at", "answer", "agrees", "answered_at", "answered_by", "document",
)  # fmt: skip
RESULT: Final = (
    "id", "dossier_id", "seq", "document", "note", "file_id", "issued_at", "delivered_at",
    "synced_at",
)  # fmt: skip
SLIP: Final = (
    "id", "dossier_id", "seq", "kind", "regime_code", "unit_id", "data", "made_at", "file_id",
)  # fmt: skip


class Table:
    """The rows of one table that wait to be written, and the last id that was given."""

    def __init__(self, model: type[models.Model], columns: Sequence[str]) -> None:
        known = {field.attname for field in model._meta.concrete_fields}  # noqa: SLF001
        if set(columns) != known:
            raise LookupError(f"{model.__name__} has other columns: {known ^ set(columns)}")
        self.name: str = model._meta.db_table  # noqa: SLF001
        self.columns = tuple(columns)
        self.rows: list[Row] = []
        self.last_id = _last_id(self.name)

    def new_id(self) -> int:
        """Take the next id, as an insert would."""
        self.last_id += 1
        return self.last_id


class Tables:
    """Every table that the services of dossiers write, except the journal's."""

    def __init__(self) -> None:
        self.dossier = Table(Dossier, DOSSIER)
        self.applicant = Table(Applicant, APPLICANT)
        self.paper = Table(DossierPaper, PAPER)
        self.word = Table(DossierWord, ("id", "unit_id", "word", "dossier_id"))
        self.guest = Table(DossierGuest, ("id", "unit_id", "dossier_id"))
        self.counter = Table(DossierCounter, ("id", "org_code", "day", "last"))
        self.event = Table(DossierEvent, EVENT)
        self.step = Table(DossierStep, STEP)
        self.hand_over = Table(HandOver, HAND_OVER)
        self.pause = Table(Pause, PAUSE)
        self.request = Table(SupplementRequest, REQUEST)
        self.item = Table(SupplementItem, ("id", "request_id", "order", "what", "why", "received"))
        self.opinion = Table(OpinionRequest, OPINION)
        self.reappointment = Table(
            Reappointment,
            ("id", "dossier_id", "first_due", "new_due", "reason", "document", "made_at"),
        )
        self.result = Table(Result, RESULT)
        self.hand_out = Table(
            HandOut,
            ("id", "dossier_id", "seq", "method", "receiver_name", "postal_number", "at"),
        )
        self.slip = Table(Slip, SLIP)
        self.message = Table(
            Message,
            ("id", "position", "kind", "code", "unit_id", "created_at", "delivered_at"),
        )
        self.position = EventHead.objects.get_or_create(pk=1)[0].position

    def all(self) -> list[Table]:
        return [table for table in vars(self).values() if isinstance(table, Table)]

    def pending(self) -> int:
        """Return how many rows wait."""
        return sum(len(table.rows) for table in self.all())

    def write(self) -> None:
        """Write what waits, and how far ids and positions were given."""
        for table in self.all():
            insert(table.name, table.columns, table.rows)
            table.rows = []
            _give_ids_after(table.name, table.last_id)
        EventHead.objects.filter(pk=1).update(position=self.position)


def insert(table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Insert rows whose values are plain: text, numbers, nothing."""
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608


def _last_id(table: str) -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SELECT last_value, is_called FROM {table}_id_seq")  # noqa: S608
            last, is_called = cursor.fetchone()
            return int(last) if is_called else 0
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
        return int(row[0]) if row else 0


def _give_ids_after(table: str, last: int) -> None:
    """Let later inserts go on after the ids that were given here."""
    if not last:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, last])
            return
        cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [last, table])


class Spelling:
    """How values are written in this database, as its own backend would write them."""

    def __init__(self) -> None:
        self._is_postgres = connection.vendor == "postgresql"
        self.yes: str | int = "t" if self._is_postgres else 1
        self.no: str | int = "f" if self._is_postgres else 0

    def moment(self, at: datetime | None) -> str | None:
        """Spell a moment in UTC."""
        if at is None:
            return None
        plain = str(at.astimezone(UTC).replace(tzinfo=None))
        return plain + "+00" if self._is_postgres else plain

    def uuid(self, text: str) -> str:
        return text if self._is_postgres else text.replace("-", "")


def day(value: date | None) -> str | None:
    """Spell a date."""
    return value.isoformat() if value else None


def spell_json(value: Any) -> str:
    """Spell JSON as Django's field does."""
    return json.dumps(value) if value else "{}"
