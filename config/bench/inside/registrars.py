"""Eight registrars, each a process of its own, that number documents of one office until they are killed."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.postgresql.base import DatabaseWrapper
from django.db.models import Count, F
from django.utils import timezone

from config.bench.inside.who import person
from congvu.casework.documents.models import Document, IssuingBody, Series
from congvu.casework.documents.selectors.bodies import prove_books
from congvu.casework.documents.services.bodies import ensure_body
from congvu.casework.documents.services.incoming import Incoming, register_incoming
from congvu.casework.documents.services.outgoing import Outgoing, register_outgoing
from congvu.casework.documents.services.parts import RecipientInput
from congvu.foundation.journal.models import Entry
from congvu.foundation.journal.selectors import verify
from congvu.foundation.people.models import Position
from congvu.foundation.people.rules import Role, Staff
from congvu.kernel.workingdays import local_day

CLERKS: Final = 8
FAILING: Final = 6  # one in so many registrations fails after its number was taken
LOOK_SECONDS: Final = 0.02
TYPES: Final = ("BC", "TB")


def number_until_killed(listed: Path) -> None:
    """Keep CLERKS processes at work; who is killed is replaced. Each answer is a line of `listed`.

    A line is written after the registration was committed, as an answer to a screen would be.
    """
    by = registrar()
    ensure_body(by, timezone.now())
    _let_go_of_the_database()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    fork = multiprocessing.get_context("fork")
    clerks: list[multiprocessing.process.BaseProcess] = []
    for started in count():
        for clerk in clerks:
            if clerk.exitcode not in {None, -signal.SIGKILL}:
                _tell(listed, {"ended": clerk.exitcode})
        clerks = [clerk for clerk in clerks if clerk.is_alive()]
        if len(clerks) < CLERKS:
            clerk = fork.Process(target=_work, args=(listed, by, started), daemon=True)
            clerk.start()
            clerks.append(clerk)
        else:
            time.sleep(LOOK_SECONDS)


def _let_go_of_the_database() -> None:
    """Close what children must not share: one socket among eight clerks mixes their transactions."""
    connections.close_all()
    here = connections[DEFAULT_DB_ALIAS]
    if isinstance(here, DatabaseWrapper):
        here.close_pool()


def registrar() -> Staff:
    """Return the clerk of the first commune, with the registrar's role beside the own one."""
    unit_id = Position.objects.filter(role=Role.CLERK.value).earliest("id").unit_id
    found = person(unit_id, Role.CLERK)
    return replace(found, roles=found.roles | {Role.REGISTRAR})


def _work(listed: Path, by: Staff, clerk: int) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for turn in count(clerk):
        at = timezone.now()
        if turn % FAILING == FAILING - 1:
            _fail(by, turn)
            continue
        if turn % 2:
            on = local_day(at)
            document = register_outgoing(outgoing(turn), issued_on=on, by=by, at=at)
        else:
            document = register_incoming(incoming(clerk, turn, at.date()), by=by, at=at)
        number = document.arrival_number or document.number
        _tell(listed, {"uuid": str(document.uuid), "number": number})


def _tell(listed: Path, told: dict[str, Any]) -> None:
    """Append one line in one write, so that no kill leaves half of it."""
    file = os.open(listed, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(file, f"{json.dumps(told)}\n".encode())
    os.close(file)


def _fail(by: Staff, turn: int) -> None:
    """Take a number and fail behind it: the number must come back."""
    at = timezone.now()
    with transaction.atomic():
        register_outgoing(outgoing(turn), issued_on=local_day(at), by=by, at=at)
        transaction.set_rollback(True)


def outgoing(turn: int) -> Outgoing:
    return Outgoing(
        type=TYPES[turn % len(TYPES) if turn % 4 == 1 else 0],
        subject=f"Văn bản mẫu {turn}",
        signer="Nguyễn Văn Mẫu",
        recipients=(RecipientInput("Lưu: VT"),),
    )


def incoming(clerk: int, turn: int, on: Any) -> Incoming:
    return Incoming(
        code=f"{turn + 1}/MAU-{clerk}",
        issued_on=on,
        arrived_on=on,
        issuer="Cơ quan mẫu",
        subject=f"Văn bản đến mẫu {turn}",
    )


def examine(listed: Path) -> Iterator[tuple[str, list[Any]]]:
    """Yield each thing that may be wrong after the kills, and where it is."""
    lines = [json.loads(line) for line in listed.read_text(encoding="utf-8").splitlines()]
    yield "registrars that ended by themselves", [row for row in lines if "ended" in row]
    answers = [row for row in lines if "uuid" in row]
    stored = {
        str(uuid): arrival or number
        for uuid, arrival, number in Document.objects.values_list(
            "uuid", "arrival_number", "number"
        )
    }
    yield (
        "acknowledged documents lost",
        [row for row in answers if stored.get(row["uuid"]) != row["number"]],
    )
    yield "numbers skipped", list(_gaps())
    yield "numbers doubled", list(_doubles())
    yield "documents without what belongs to them", list(_incomplete())
    yield "journal", list(verify())


def _gaps() -> Iterator[tuple[str, int]]:
    for office_id, year in Series.objects.values_list("office_id", "year").distinct():
        for proof in prove_books(office_id, year):
            yield from ((proof.code, number) for number in proof.gaps)
            if proof.held + len(proof.gaps) != proof.last - proof.began_after:
                yield proof.code, proof.last


def _doubles() -> Iterator[Any]:
    for column in ("arrival_number", "number"):
        direction = "incoming" if column == "arrival_number" else "outgoing"
        rows = Document.objects.filter(direction=direction).values("series_id", column)
        yield from rows.order_by().annotate(n=Count("id")).filter(n__gt=1)


def _incomplete() -> Iterator[UUID | str]:
    """A document that was half registered: without event, recipient, or entry in the journal."""
    rows = Document.objects.annotate(n=Count("events", distinct=True))
    yield from rows.exclude(n=F("version")).values_list("uuid", flat=True)
    out = Document.objects.filter(direction="outgoing", recipients__isnull=True)
    yield from out.values_list("uuid", flat=True)
    entries = Entry.objects.filter(action__in=("document.register", "document.number")).count()
    if entries != Document.objects.count():
        yield f"{entries} entries for {Document.objects.count()} documents"
    if IssuingBody.objects.count() != 1:
        yield "more than one issuing body"
