"""A long list that a worker looks at: handed over, interrupted, gone on with, begun anew, stopped."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.utils.timezone import now

from congvu.casework.documents import queue
from congvu.casework.documents.errors import DocumentNotFound, ImportElsewhere, NotYourDocument
from congvu.casework.documents.models import Document, ImportLook, ImportRun
from congvu.casework.documents.rules.kinds import Direction
from congvu.casework.documents.rules.progress import (
    LOOKED_AT_AT_ONCE,
    MOST_TRIES,
    Step,
    is_long,
)
from congvu.casework.documents.selectors.imports import get_run, stalled_looks, step_at
from congvu.casework.documents.services import importing, looking
from congvu.casework.documents.services.sheets import open_sheet
from congvu.casework.documents.tests.test_importing import HEAD_OUT, OUT, book, take
from congvu.foundation.people.models import Position
from congvu.kernel.errors import Invalid
from tests.world import NOW, World

WITHOUT_A_NUMBER = (5, "305/BC-UBND", "31/02/2026", "x", "", "", "")
HOLE = (6, "306/BC-UBND", "03/02/2026", "Báo cáo", "", "", "")
LIST = book(HEAD_OUT, [*OUT, OUT[0], WITHOUT_A_NUMBER, HOLE])
LATER = NOW + timedelta(minutes=5)
AT_ONCE = (5, 0, 0, 2)


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(importing, "BATCH", 2)
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Which runs a worker was called for; none comes."""
    called: list[int] = []
    monkeypatch.setattr(type(queue.look_at), "enqueue", lambda _task, pk: called.append(pk))
    return called


def waiting(world: World, content: bytes = LIST) -> ImportRun:
    run = take(world, content, most=0)
    looking.prepare(run, open_sheet(io.BytesIO(content)).head.names)
    return run


def asked(world: World, run: ImportRun) -> ImportLook:
    queue.submit_look(run, by=world.staff("dung"), at=NOW)
    return look_of(run)


def look_of(run: ImportRun) -> ImportLook:
    return ImportLook.objects.select_related("run__source").get(run=run)


def reader(world: World, look: ImportLook) -> Iterator[ImportLook]:
    dung = world.staff("dung")
    return looking.look_on(look, io.BytesIO(LIST), by=dung, at=NOW, clock=now)


def killed_behind_the_first_batch(world: World) -> ImportRun:
    run = waiting(world)
    next(reader(world, asked(world, run)))
    return run


def counts(look: Any) -> tuple[int, int, int, int]:
    return look.made, look.changed, look.same, look.refused


def test_a_worker_finds_what_a_look_at_once_finds_and_writes_nothing(world: World) -> None:
    run = waiting(world)
    look = asked(world, run)
    found = importing.preview(
        io.BytesIO(LIST), run.source, run.columns, by=world.staff("dung"), at=NOW
    )
    assert (counts(look), step_at(look, NOW)) == (counts(found), Step.DONE)
    assert counts(look) == AT_ONCE
    assert [(line, reason) for line, reason in look.refusals] == [
        (one.line, one.reason) for one in found.refusals
    ]
    assert [row["code"]["text"] for row in look.examples] == [r.code.text for r in found.examples]
    assert [(one["book"], one["first"]) for one in look.skipped] == [
        (one.book, list(one.first)) for one in found.skipped
    ]
    assert look.skipped
    assert Document.objects.count() == 0


def test_a_line_that_changed_is_told_with_what_differs(world: World) -> None:
    take(world, LIST)
    other = (OUT[0][0], OUT[0][1], OUT[0][2], "Báo cáo khác", *OUT[0][4:])
    look = asked(world, waiting(world, book(HEAD_OUT, [other, *OUT[1:]])))
    assert counts(look) == (0, 1, 3, 0)
    assert look.changes == [{"line": 2, "code": "301/BC-UBND", "fields": ["subject"]}]


def test_an_interrupted_look_goes_on_where_it_was(world: World, calls: list[int]) -> None:
    run = killed_behind_the_first_batch(world)
    assert (look_of(run).read, queue.submit_stalled(NOW)) == (2, 0)
    calls.clear()
    assert (queue.submit_stalled(LATER), calls) == (1, [run.pk])
    looking.work_off(run.pk, clock=now)
    look = look_of(run)
    assert (counts(look), look.read, step_at(look, LATER)) == (AT_ONCE, 7, Step.DONE)
    assert look.skipped
    assert queue.submit_stalled(LATER) == 0


def test_the_scheduler_asks_for_an_interrupted_look(world: World, calls: list[int]) -> None:
    run = killed_behind_the_first_batch(world)
    out = io.StringIO()
    with time_machine.travel(LATER, tick=False):
        call_command("documents", "resume-imports", stdout=out)
    assert (out.getvalue().strip(), calls) == ("1", [run.pk, run.pk])


def test_a_look_that_never_gets_on_waits_for_a_person(world: World, calls: list[int]) -> None:
    run = killed_behind_the_first_batch(world)
    ImportLook.objects.filter(run=run).update(tries=MOST_TRIES)
    assert stalled_looks(LATER) == []
    queue.submit_look(run, by=world.staff("dung"), at=LATER)
    assert (calls, look_of(run).read) == ([run.pk, run.pk], 2)


def test_two_workers_count_no_line_twice(world: World, calls: list[int]) -> None:
    run = waiting(world)
    look = asked(world, run)
    one, other = reader(world, look), reader(world, look)
    next(one)
    with pytest.raises(ImportElsewhere):
        next(other)
    assert counts(list(one)[-1]) == AT_ONCE


def test_a_look_that_moves_is_not_asked_for_twice(world: World, calls: list[int]) -> None:
    run = waiting(world)
    asked(world, run)
    asked(world, run)
    assert calls == [run.pk]


def test_other_columns_begin_anew_and_the_old_worker_stops(world: World, calls: list[int]) -> None:
    run = waiting(world)
    old = reader(world, asked(world, run))
    next(old)
    run.columns = {name: place for name, place in run.columns.items() if name != "signer"}
    run.save()
    assert asked(world, run).read == 0
    with pytest.raises(ImportElsewhere):
        next(old)
    looking.work_off(run.pk, clock=now)
    look = look_of(run)
    assert (counts(look), look.examples[0]["signer"]) == (AT_ONCE, "")
    assert looking.may_write(run, look)


def test_a_look_with_other_columns_does_not_stand_for_these(world: World) -> None:
    run = waiting(world)
    assert not looking.may_write(run, None)
    look = asked(world, run)
    assert looking.may_write(run, look)
    run.columns = {**run.columns, "note": 3}
    assert not looking.may_write(run, look)


def test_what_was_looked_at_is_decided_again_when_it_is_written(world: World) -> None:
    run = waiting(world)
    assert look_of(run).made == 0
    assert asked(world, run).made == 5
    dung = world.staff("dung")
    importing.go_on(take(world, book(HEAD_OUT, OUT[:1])), io.BytesIO(LIST), by=dung, at=NOW, most=0)
    queue.submit(run, by=dung, at=NOW)
    run.refresh_from_db()
    assert (counts(run), ImportLook.objects.count()) == ((4, 0, 1, 2), 0)


def test_a_list_that_is_being_written_is_not_looked_at(world: World, calls: list[int]) -> None:
    run = waiting(world)
    look = asked(world, run)
    worker = reader(world, look)
    next(worker)
    importing.ask(run, by=world.staff("dung"), at=NOW)
    with pytest.raises(ImportElsewhere):
        queue.submit_look(run, by=world.staff("dung"), at=NOW)
    with pytest.raises(ImportElsewhere):
        next(worker)
    looking.work_off(run.pk, clock=now)
    assert ImportLook.objects.count() == 0


def test_what_stops_a_look_is_told(world: World, calls: list[int]) -> None:
    run = waiting(world)
    asked(world, run)
    Position.objects.filter(account__username="dung").update(ends_on=NOW.date())
    with time_machine.travel(LATER + timedelta(days=1), tick=False):
        looking.work_off(run.pk, clock=now)
    look = look_of(run)
    assert (look.read, step_at(look, LATER)) == (0, Step.STOPPED)
    assert look.failure
    assert queue.submit_stalled(LATER) == 0


def test_nobody_but_the_registrar_of_the_office_asks_for_a_look(
    world: World, calls: list[int]
) -> None:
    run = waiting(world)
    with pytest.raises(NotYourDocument):
        queue.submit_look(run, by=world.staff("minh"), at=NOW)
    run.columns = {}
    with pytest.raises(Invalid):
        queue.submit_look(run, by=world.staff("dung"), at=NOW)
    assert (calls, look_of(run).asked_at) == ([], None)
    assert run.source.direction == Direction.OUTGOING.value


def test_two_thousand_lines_are_looked_at_at_once_and_more_are_not() -> None:
    assert LOOKED_AT_AT_ONCE == 2_000
    assert (is_long(2_000), is_long(2_001)) == (False, True)


def test_the_run_of_another_office_is_not_there_even_for_its_registrar(world: World) -> None:
    run = waiting(world)
    asked(world, run)
    neighbour = replace(
        world.staff("dung"),
        unit_id=world.staff("kien").unit_id,
        unit_code=world.staff("kien").unit_code,
    )
    with pytest.raises(DocumentNotFound):
        get_run(neighbour, run.pk, NOW.date())
    assert get_run(world.staff("dung"), run.pk, NOW.date()).look.made == 5
