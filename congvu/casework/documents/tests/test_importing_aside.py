"""A list that a worker reads in: handed over, interrupted, gone on with, stopped, seen from outside."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError

from congvu.casework.documents import queue
from congvu.casework.documents.errors import ImportElsewhere
from congvu.casework.documents.models import Document, ImportRun, Recipient
from congvu.casework.documents.rules.progress import MOST_TRIES, Step, step_of
from congvu.casework.documents.selectors.imports import stalled_runs, step_at
from congvu.casework.documents.services import importing
from congvu.casework.documents.tests.test_importing import HEAD_OUT, OUT, book, counts, take
from congvu.foundation.people.models import Position
from tests.world import NOW, World

LIST = book(HEAD_OUT, [*OUT, OUT[0]])  # four documents, and the first once more
LATER = NOW + timedelta(minutes=5)


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(importing, "BATCH", 2)
    with time_machine.travel(NOW, tick=False):
        yield


def begun(world: World, *, asked: bool = True) -> ImportRun:
    """Return a run whose reader was killed behind its first batch."""
    run = take(world, LIST, most=2)
    if asked:
        importing.ask(run, by=world.staff("dung"), at=NOW)
    return run


def again(run: ImportRun) -> ImportRun:
    return ImportRun.objects.select_related("source").get(pk=run.pk)


def test_a_worker_reads_the_list_in_for_whoever_asked(world: World) -> None:
    run = queue.submit(take(world, LIST, most=0), by=world.staff("dung"), at=NOW)
    run = again(run)
    assert (counts(run), step_at(run, NOW)) == ((4, 0, 0, 1), Step.DONE)
    assert {event.actor_code for event in Document.objects.first().events.all()} == {"dung"}


def test_what_was_interrupted_is_gone_on_with_by_itself(world: World) -> None:
    run = begun(world)
    assert queue.submit_stalled(NOW) == 0
    assert queue.submit_stalled(LATER) == 1
    run = again(run)
    assert (counts(run), run.read, step_at(run, LATER)) == ((4, 0, 0, 1), 5, Step.DONE)
    assert dict(run.refusals) == {6: "Trùng với một dòng ở trên trong cùng tệp."}
    assert (Document.objects.count(), Recipient.objects.count()) == (4, 3)
    assert queue.submit_stalled(LATER) == 0


def test_a_run_that_never_gets_on_waits_for_a_person(world: World) -> None:
    run = begun(world)
    ImportRun.objects.filter(pk=run.pk).update(tries=MOST_TRIES)
    assert stalled_runs(LATER) == []
    queue.submit(again(run), by=world.staff("dung"), at=LATER)
    assert again(run).finished_at is not None


def test_two_readers_of_one_run_take_no_line_twice(world: World) -> None:
    run = begun(world)
    dung = world.staff("dung")
    one = importing.read_on(again(run), io.BytesIO(LIST), by=dung, at=NOW)
    other = importing.read_on(again(run), io.BytesIO(LIST), by=dung, at=NOW)
    next(one)
    with pytest.raises(ImportElsewhere):
        next(other)
    assert [counts(moved) for moved in one][-1] == (4, 0, 0, 1)
    assert Document.objects.count() == 4


def test_a_number_that_a_clerk_takes_meanwhile_is_looked_at_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, failed = importing.write_new, []

    def write_after_a_clash(*given: Any) -> None:
        if not failed:
            failed.append(1)
            raise IntegrityError
        write(*given)

    monkeypatch.setattr(importing, "write_new", write_after_a_clash)
    assert counts(take(world, LIST)) == (4, 0, 0, 1)


def test_what_stops_a_worker_is_told(world: World) -> None:
    run = begun(world)
    Position.objects.filter(account__username="dung").update(ends_on=NOW.date())
    queue.submit_stalled(LATER)
    run = again(run)
    assert (run.read, step_at(run, LATER)) == (2, Step.STOPPED)
    assert run.failure
    assert queue.submit_stalled(LATER + timedelta(hours=1)) == 0


def test_a_run_that_moves_is_not_asked_for_twice(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(type(queue.read_in), "enqueue", lambda _task, pk: asked.append(pk))
    run = take(world, LIST, most=0)
    for _ in range(2):
        queue.submit(again(run), by=world.staff("dung"), at=NOW)
    assert asked == [run.pk]


def test_the_command_goes_on_with_what_was_killed(world: World, tmp_path: Path) -> None:
    begun(world, asked=False)
    path = tmp_path / "a.xlsx"
    path.write_bytes(LIST)
    asked = [str(path), "--as", "dung", "--source", "iOffice", "--direction", "outgoing"]
    out, told = io.StringIO(), io.StringIO()
    call_command("import-documents", *asked, "--write", "--json", stdout=out, stderr=told)
    assert json.loads(out.getvalue())["made"] == 4
    assert "2" in told.getvalue()
    assert (ImportRun.objects.count(), Document.objects.count()) == (1, 4)


def test_the_scheduler_asks_for_what_was_interrupted(world: World) -> None:
    run = begun(world)
    out = io.StringIO()
    with time_machine.travel(LATER, tick=False):
        call_command("documents", "resume-imports", stdout=out)
    assert out.getvalue().strip() == "1"
    assert again(run).finished_at is not None


@pytest.mark.parametrize(
    ("asked", "moved", "finished", "failure", "after", "step"),
    [
        (None, None, None, "", 0, Step.LOOKED_AT),
        (0, None, None, "", 10, Step.WAITING),
        (0, 5, None, "", 10, Step.WRITING),
        (0, 5, None, "", 100, Step.STALLED),
        (0, None, None, "", 100, Step.STALLED),
        (20, 5, None, "", 30, Step.WAITING),  # asked for again
        (None, 5, None, "", 10, Step.WRITING),  # by the command
        (None, 5, None, "", 100, Step.STALLED),
        (0, 5, None, "x", 10, Step.STOPPED),
        (0, 5, 6, "", 100, Step.DONE),
    ],
)
def test_where_a_run_stands_is_told_from_its_times(
    asked: int | None, moved: int | None, finished: int | None, failure: str, after: int, step: Step
) -> None:
    def second(number: int | None) -> datetime | None:
        return None if number is None else NOW + timedelta(seconds=number)

    assert step is step_of(
        asked_at=second(asked),
        moved_at=second(moved),
        finished_at=second(finished),
        failure=failure,
        now=NOW + timedelta(seconds=after),
    )
