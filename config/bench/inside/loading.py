"""Loading the country by rows, and the facts: from nothing, and after a day of events."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from time import perf_counter
from typing import Final

from django.db import transaction

from config.bench.inside.who import busiest, database
from config.bench.results import Result, at_least, at_most
from config.sample.country import load_country
from congvu.casework.dossiers.models import Dossier, EventHead
from congvu.oversight.statistics.services import rebuild_facts, refresh_facts

SEED: Final = 1
DAY_OF_A_COUNTRY: Final = 400_000
DAY_SECONDS: Final = 10
LOADING_SECONDS: Final = 900


def measure(size: int) -> Iterator[Result]:
    """Load unless the database is loaded already; then count facts from nothing and after a day."""
    if not Dossier.objects.exists():
        yield from _load(size)
    yield from _facts(size)


def _load(size: int) -> Iterator[Result]:
    begun = perf_counter()
    load_country(seed=SEED, count=size)
    seconds = perf_counter() - begun
    goal, met = at_most(seconds, LOADING_SECONDS * size / 1_000_000, "s")
    events = EventHead.objects.get(pk=1).position
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    note = f"{size / seconds:,.0f} dossiers a second, {events:,} events, peak {peak} MB"
    yield Result("load", "the country by rows", database(), size, round(seconds, 1), "s",
                 goal, met, note)  # fmt: skip
    share = busiest()[1] / size * 100
    goal, met = at_least(share, 2, "%")
    yield Result("load", "share of the largest commune", database(), size, round(share, 2), "%",
                 goal, met)  # fmt: skip


def _facts(size: int) -> Iterator[Result]:
    """Hide the newest events, count the others, then show them: the day that came in."""
    head = EventHead.objects.get(pk=1).position
    day = min(DAY_OF_A_COUNTRY, head // 10)
    _show_until(head - day)
    begun = perf_counter()
    rebuild_facts()
    seconds = perf_counter() - begun
    rate = (head - day) / seconds
    yield Result("facts", "from nothing", database(), size, round(seconds, 1), "s",
                 note=f"{head - day:,} events, {rate:,.0f} a second")  # fmt: skip
    _show_until(head)
    begun = perf_counter()
    refresh_facts()
    seconds = perf_counter() - begun
    goal, met = at_most(seconds, DAY_SECONDS * day / DAY_OF_A_COUNTRY, "s")
    scaled = "" if day == DAY_OF_A_COUNTRY else "; goal scaled"
    yield Result("facts", "a day of events", database(), size, round(seconds, 2), "s", goal, met,
                 note=f"the newest {day:,} events{scaled}")  # fmt: skip


@transaction.atomic
def _show_until(position: int) -> None:
    EventHead.objects.filter(pk=1).update(position=position)
