"""Acts by service and by the API without a network: time, CPU, and statements of each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from time import perf_counter, process_time
from typing import Any, Final

from django.db import connection
from django.test import Client
from django.utils import timezone

from config.bench.inside.who import busiest, database, person
from config.bench.load import intake_body
from config.bench.results import Result, Times, at_most
from config.sample.posts import papers_of
from congvu.casework.dossiers.models import Dossier
from congvu.casework.dossiers.services import closing, handling, intake
from congvu.casework.dossiers.services.closing import ResultInput
from congvu.casework.dossiers.services.intake import ApplicantInput, Intake
from congvu.foundation.people.rules import Role
from congvu.foundation.units.models import Unit
from congvu.instruments.catalogue import selectors as catalogue
from congvu.interfaces.api.tokens import make_token
from congvu.kernel.documents import DocumentReference
from congvu.kernel.workingdays import local_day

REPEAT: Final = 200
PROCEDURE: Final = "1.004873"
STATEMENTS: Final = 12
_FRAME: Final = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")


class Statements:
    """Counts the statements between its beginnings; those that frame a transaction are left out."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        if not sql.lstrip().upper().startswith(_FRAME):
            self.count += 1
        return execute(sql, params, many, context)


def measure(size: int) -> Iterator[Result]:
    """Carry dossiers through an ordinary life, and hand dossiers in through the API's own code."""
    statements = Statements()
    kept: dict[str, tuple[list[float], list[float], list[int]]] = {}
    with connection.execute_wrapper(statements):
        for number in range(REPEAT):
            _live(number, statements, kept)
        _hand_in(statements, kept)
    for name, (wall, cpu, counted) in kept.items():
        times, most = Times(wall, cpu), sorted(counted)[len(counted) // 2]
        goal, met = ("", None) if "intake" not in name else at_most(most, STATEMENTS, "statements")
        yield Result("act", name, database(), size, round(times.median_ms, 2), "ms", goal, met,
                     f"CPU {times.median_cpu_ms:.2f} ms, {most} statements")  # fmt: skip


def _live(number: int, statements: Statements, kept: dict[str, Any]) -> None:
    unit_id, _ = _place()
    clerk, officer = person(unit_id, Role.CLERK), person(unit_id, Role.OFFICER)
    leader = person(unit_id, Role.LEADER)
    at = timezone.now()
    version = catalogue.get_version(PROCEDURE, local_day(at))
    asked = Intake(
        procedure=PROCEDURE,
        channel="direct",
        applicant=ApplicantInput(
            name=f"Nguyễn Thị Mẫu {number}", personal_id=f"9990{number:08d}",
            phone=f"0100{number:06d}", address="Thôn Đông",
        ),
        papers=papers_of(version, online=False)[:2],
    )  # fmt: skip
    document = DocumentReference("Văn bản", str(number % 900 + 1), "UBND", local_day(at), "UBND")
    row: dict[str, Dossier] = {}

    def act(name: str, do: Callable[[datetime], Dossier], minutes: int) -> None:
        before, begun, began_work = statements.count, perf_counter(), process_time()
        row["d"] = do(at + timedelta(minutes=minutes))
        wall, cpu, counted = kept.setdefault(name, ([], [], []))
        wall.append(perf_counter() - begun)
        cpu.append(process_time() - began_work)
        counted.append(statements.count - before)

    act("intake by service", lambda t: intake.accept_new(asked, by=clerk, at=t), 0)
    act("forward", lambda t: handling.forward(
        row["d"], seen=row["d"].version, to_unit_id=officer.unit_id,
        to_position_id=officer.position_id, by=clerk, at=t), 1)  # fmt: skip
    act("present", lambda t: handling.present(
        row["d"], seen=row["d"].version, by=officer, at=t), 2)  # fmt: skip
    act("resolve", lambda t: closing.resolve(
        row["d"], seen=row["d"].version, results=[ResultInput(document)], by=leader, at=t), 3)  # fmt: skip
    act("hand out", lambda t: closing.hand_out(
        row["d"], seen=row["d"].version, method="desk", receiver_name="x", by=clerk, at=t), 4)  # fmt: skip


def _hand_in(statements: Statements, kept: dict[str, Any]) -> None:
    """The API's whole request in this process: parsing, token, service, answer."""
    unit = Unit.objects.get(pk=_place()[0])
    token = make_token(
        name=f"bench-acts-{timezone.now():%H%M%S%f}", unit=unit, roles=[Role.CLERK],
        at=timezone.now(),
    )  # fmt: skip
    client = Client(SERVER_NAME="localhost", headers={"Authorization": f"Bearer {token}"})
    wall, cpu, counted = kept.setdefault("intake by the API, without a network", ([], [], []))
    for number in range(REPEAT):
        body = json.dumps(intake_body(number))
        key = f"acts-{timezone.now().timestamp()}-{number}"
        before, begun, began_work = statements.count, perf_counter(), process_time()
        answer = client.post(
            "/api/v1/dossiers", body, content_type="application/json",
            headers={"Idempotency-Key": key}, secure=True,
        )  # fmt: skip
        wall.append(perf_counter() - begun)
        cpu.append(process_time() - began_work)
        counted.append(statements.count - before)
        assert answer.status_code == 201, answer.content


def _place() -> tuple[int, int]:
    """A commune of the middle, so that the largest stays as it was loaded."""
    return busiest(100)
