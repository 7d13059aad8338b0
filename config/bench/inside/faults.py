"""The three verifications on a large database: they hold, and each planted fault is found.

Every fault is planted by SQL behind the services' back, all of one verification in one transaction
that is rolled back; the database stays whole.
"""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from time import perf_counter
from typing import Any, Final

from django.db import transaction
from django.db.models import F, Min
from django.utils import timezone

from config.bench.inside.who import database
from config.bench.results import Result
from congvu.casework.dossiers.models import Dossier, DossierEvent
from congvu.casework.dossiers.services.rebuilding import compare_all
from congvu.foundation.journal import selectors as journal
from congvu.foundation.journal.models import Entry, EntryDetail, Head
from congvu.foundation.journal.rules import SYSTEM
from congvu.foundation.journal.services import record
from congvu.oversight.statistics.models import Lineage, Phase, Tally
from congvu.oversight.statistics.verification import examine

CHAINS: Final = 7


@dataclass(frozen=True, slots=True)
class Found:
    """One finding of a verification: its kind and its place."""

    kind: str
    where: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What a fault may show itself in, and what must be found; a place is the beginning of one."""

    homes: tuple[str, ...]
    expected: list[Found]

    def missing(self, findings: list[Found]) -> int:
        """Return how many of the expected findings are not there."""
        return sum(not any(_is_at(found, asked) for found in findings) for asked in self.expected)


Look = Callable[[], tuple[list[Found], str]]
Plant = Callable[[], Fault]


def measure(size: int) -> Iterator[Result]:
    """Verify what is there, then again with planted faults: journal, projection, facts."""
    yield from _proven("journal verify", size, _journal, _journal_faults())
    yield from _proven("dossiers rebuild", size, _projection, _projection_faults())
    yield from _proven("facts verify", size, _facts, _facts_faults())


def _proven(name: str, size: int, look: Look, plants: Mapping[str, Plant]) -> Iterator[Result]:
    def result(case: str, wrong: int, note: str) -> Result:
        return Result(name, case, database(), size, wrong, "wrong", "0 wrong", wrong == 0, note)

    findings, note = _timed(look)
    yield result("nothing is wrong", len(findings), note)
    with transaction.atomic():
        faults = {words: plant() for words, plant in plants.items()}
        findings, note = _timed(look)
        transaction.set_rollback(True)
    for words, fault in faults.items():
        yield result(f"{words}: not found", fault.missing(findings), fault.homes[0])
    homes = tuple(home for fault in faults.values() for home in fault.homes)
    strays = [found for found in findings if not found.where.startswith(homes)]
    yield result("found where nothing was planted", len(strays), f"{strays[:1] or ''} {note}")


def _timed(look: Look) -> tuple[list[Found], str]:
    begun = perf_counter()
    findings, said = look()
    seconds = perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return findings, f"{said}, {seconds:,.0f} s, peak {peak} MB"


def _is_at(found: Found, asked: Found) -> bool:
    return found.kind == asked.kind and found.where.startswith(asked.where)


# the journal


def _journal() -> tuple[list[Found], str]:
    seen = journal.examine()
    findings = [Found(found.kind, f"{found.unit} #{found.seq}.") for found in seen.findings]
    return findings, f"{seen.units:,} chains, {seen.entries:,} entries"


def _journal_faults() -> dict[str, Plant]:
    chains = list(Head.objects.order_by("-seq").values_list("unit_code", flat=True)[:CHAINS])
    plants: list[tuple[str, Callable[[str], Fault]]] = [
        ("amount altered", _alter_amount),
        ("actor altered", lambda unit: _alter(unit, actor_code="someone")),
        ("time altered", lambda unit: _alter(unit, at=timezone.now())),
        ("middle removed", _remove_middle),
        ("last removed", _remove_last),
        ("two swapped", _swap),
        ("one duplicated", _duplicate),
    ]
    return {
        words: lambda plant=plant, unit=unit: plant(unit)  # type: ignore[misc]
        for unit, (words, plant) in zip(chains, plants, strict=True)
    }


def _broken(unit: str, kind: str, *numbers: int) -> Fault:
    return Fault((f"{unit} ",), [Found(kind, f"{unit} #{number}.") for number in numbers])


def _middle(unit: str) -> Entry:
    return Entry.objects.get(unit_code=unit, seq=Head.objects.get(unit_code=unit).seq // 2)


def _alter_amount(unit: str) -> Fault:
    record(
        unit=unit, by=SYSTEM, action="collect", obj_type="receipt", obj_code="BL-1",
        changes={"amount": 15_000}, at=timezone.now(),
    )  # fmt: skip
    entry = Entry.objects.filter(unit_code=unit).latest("seq")
    EntryDetail.objects.filter(entry=entry).update(values='{"amount":16000}')
    return _broken(unit, "altered_value", entry.seq)


def _alter(unit: str, **values: Any) -> Fault:
    entry = _middle(unit)
    Entry.objects.filter(pk=entry.pk).update(**values)
    return _broken(unit, "altered", entry.seq)


def _remove_middle(unit: str) -> Fault:
    entry = _middle(unit)
    entry.delete()
    return _broken(unit, "missing", entry.seq)


def _remove_last(unit: str) -> Fault:
    entry = Entry.objects.filter(unit_code=unit).latest("seq")
    Entry.objects.filter(pk=entry.pk).delete()
    return _broken(unit, "truncated", entry.seq)


def _swap(unit: str) -> Fault:
    one = _middle(unit)
    other = Entry.objects.get(unit_code=unit, seq=one.seq + 1)
    for pk, seq in ((one.pk, -1), (other.pk, one.seq), (one.pk, other.seq)):
        Entry.objects.filter(pk=pk).update(seq=seq)
    return _broken(unit, "moved", one.seq, other.seq)


def _duplicate(unit: str) -> Fault:
    copy = _middle(unit)
    copy.pk, copy.seq = None, Head.objects.get(unit_code=unit).seq + 1
    copy.save(force_insert=True)
    Head.objects.filter(unit_code=unit).update(seq=copy.seq, hash=copy.hash)
    return _broken(unit, "duplicated", copy.seq)


# the projection


def _projection() -> tuple[list[Found], str]:
    findings = [Found(found.column, f"{found.dossier} ") for found in compare_all()]
    return findings, f"{Dossier.objects.count():,} dossiers, every column"


def _projection_faults() -> dict[str, Plant]:
    return {
        "due date edited by SQL": lambda: _edit(1, lawful_due=timezone.now().date()),
        "state edited by SQL": lambda: _edit(2, state="suspended"),
        "unit edited by SQL": lambda: _edit(3, competent_unit_id=F("competent_unit_id") + 1),
    }


def _edit(quarter: int, **values: Any) -> Fault:
    """Edit a dossier at so many quarters of the table."""
    dossier = _some_dossier(quarter)
    Dossier.objects.filter(pk=dossier.pk).update(**values)
    where = f"{dossier} "
    return Fault((where,), [Found(column, where) for column in values])


def _some_dossier(quarter: int) -> Dossier:
    last = Dossier.objects.latest("pk").pk
    resolved = Dossier.objects.filter(pk__gt=last * quarter // 4, state="handed_out")
    return resolved.order_by("pk")[:1].get()


# the facts


def _facts() -> tuple[list[Found], str]:
    seen = examine()
    findings = [Found(found.kind, f"{found.where} ") for found in seen.findings]
    return findings, f"{seen.events:,} events, {seen.dossiers:,} dossiers"


def _facts_faults() -> dict[str, Plant]:
    return {
        "a sum off by one": _add_one,
        "a phase off by one day": _one_day_more,
        "an event behind the watermark": _slip_in,
    }


def _add_one() -> Fault:
    day = Tally.objects.order_by("-starts_day").values_list("starts_day", flat=True)[0]
    tally = Tally.objects.filter(starts_day__lte=day - 60).order_by("-starts_day", "pk")[:1].get()
    Tally.objects.filter(pk=tally.pk).update(direct=F("direct") + 1)
    lineage = Lineage.objects.get(pk=tally.lineage_id)
    where = f"unit {lineage.key}, field {tally.field_id}, "
    return Fault((where,), [Found("sum", where)])


def _one_day_more() -> Fault:
    dossier = _some_dossier(1)
    Phase.objects.filter(dossier_id=dossier.pk).update(due_lawful=F("due_lawful") + 1)
    where = f"dossier {dossier.pk} "
    return Fault((where,), [Found("phase", where)])


def _slip_in() -> Fault:
    """Insert what was resolved once more, a day earlier, where folding has been already."""
    dossier = _some_dossier(2)
    event = DossierEvent.objects.filter(dossier=dossier, action="resolve").latest("seq")
    event.pk, event.seq = None, event.seq + 100
    event.position = DossierEvent.objects.aggregate(least=Min("position"))["least"] - 1
    event.occurred_at -= timedelta(days=1)
    event.save(force_insert=True)
    counted = f"unit {dossier.competent_unit_id}, field {dossier.field_id}, "
    homes = ("position", f"dossier {dossier.pk} ", counted)
    return Fault(homes, [Found("events", "position")])
