"""The register book (sổ theo dõi hồ sơ, form 06/07) of an office: who came, when, what became of it.

One book a year. Entries are numbered in the order of acceptance and are never renumbered by what
happens later to a dossier; an acceptance that was entered for an earlier day takes its place there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Count, Max, Min, Q, QuerySet

from congvu.casework.dossiers.labels import ReturnMethod
from congvu.casework.dossiers.models import Dossier, DossierEvent, HandOut
from congvu.casework.dossiers.rules.states import Action
from congvu.casework.dossiers.selectors.access import may_read
from congvu.casework.dossiers.selectors.offices import office_of
from congvu.foundation.people.rules import Staff
from congvu.kernel.workingdays import VIETNAM, local_day

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the book; dates are those of Viet Nam, None while it has not happened."""

    number: int
    dossier: Dossier
    received_on: date
    forwarded_on: date | None
    result_on: date | None
    returned_on: date | None
    return_method: str
    entered_late_on: date | None


@dataclass(frozen=True, slots=True)
class Part:
    """A month of the book: how many entries, and the number before its first."""

    month: int
    starts_on: date
    ends_on: date
    entries: int
    before: int


@dataclass(frozen=True, slots=True)
class BookPage:
    """Some entries in order and the number after which the next ones begin, None at the end."""

    entries: list[Entry]
    next_after: int | None


def years_of(staff: Staff, on: date) -> list[int]:
    """Return the years that have a book, newest first; the year of `on` always."""
    edges = _all(staff, on).aggregate(first=Min("accepted_at"), last=Max("accepted_at"))
    if edges["first"] is None:
        return [on.year]
    first, last = local_day(edges["first"]).year, local_day(edges["last"]).year
    return list(range(max(last, on.year), first - 1, -1))


def parts_of(staff: Staff, year: int, on: date) -> list[Part]:
    """Return the months of the year's book that have entries; one statement."""
    months = [(date(year, month, 1), _next_month(year, month)) for month in range(1, 13)]
    counted = {
        f"m{start.month}": Count(
            "id", filter=Q(accepted_at__gte=_begin(start), accepted_at__lt=_begin(end))
        )
        for start, end in months
    }
    found = _book(staff, year, on).aggregate(**counted)
    parts, before = [], 0
    for start, end in months:
        entries = found[f"m{start.month}"]
        if entries:
            parts.append(Part(start.month, start, end, entries, before))
        before += entries
    return parts


def page_of(
    staff: Staff, year: int, on: date, *, part: Part | None, after: int, size: int
) -> BookPage:
    """Return the entries of the year, or of one part, that come after a number."""
    rows = _rows(staff, year, on, part)
    skipped = max(after - (part.before if part else 0), 0)
    found = list(_with_parts(rows)[skipped : skipped + size + 1])
    entries = _entries(found[:size], first=(part.before if part else 0) + skipped + 1)
    more = len(found) > size
    return BookPage(entries, entries[-1].number if more else None)


def entries_of(staff: Staff, year: int, on: date, *, part: Part | None) -> Iterator[Entry]:
    """Yield the entries of the year or part in order, a few hundred in memory at a time."""
    number = part.before if part else 0
    chunk: list[Dossier] = []
    for dossier in _with_parts(_rows(staff, year, on, part)).iterator(chunk_size=CHUNK):
        chunk.append(dossier)
        if len(chunk) == CHUNK:
            yield from _entries(chunk, first=number + 1)
            number += len(chunk)
            chunk = []
    yield from _entries(chunk, first=number + 1)


def _all(staff: Staff, on: date) -> QuerySet[Dossier]:
    """Everything that this office took in, also what another authority decides."""
    if not may_read(staff):
        return Dossier.objects.none()
    office = office_of(staff.unit_id, on)
    return Dossier.objects.filter(receiving_unit_id=office.id, accepted_at__isnull=False)


def _book(staff: Staff, year: int, on: date) -> QuerySet[Dossier]:
    starts, ends = _begin(date(year, 1, 1)), _begin(date(year + 1, 1, 1))
    return _all(staff, on).filter(accepted_at__gte=starts, accepted_at__lt=ends)


def _rows(staff: Staff, year: int, on: date, part: Part | None) -> QuerySet[Dossier]:
    rows = _book(staff, year, on)
    if part is not None:
        starts, ends = _begin(part.starts_on), _begin(part.ends_on)
        rows = rows.filter(accepted_at__gte=starts, accepted_at__lt=ends)
    return rows.order_by("accepted_at", "id")


def _with_parts(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    return rows.select_related("procedure_version", "applicant", "competent_unit")


def _entries(dossiers: list[Dossier], *, first: int) -> list[Entry]:
    ids = [dossier.pk for dossier in dossiers]
    forwarded = _first_days(ids, Action.FORWARD)
    entered = _entered_late(ids)
    methods = dict(HandOut.objects.filter(dossier_id__in=ids).values_list("dossier_id", "method"))
    return [
        _entry(number, dossier, forwarded, entered, methods)
        for number, dossier in enumerate(dossiers, start=first)
    ]


def _entry(
    number: int,
    dossier: Dossier,
    forwarded: dict[int, date],
    entered: dict[int, date],
    methods: dict[int, str],
) -> Entry:
    assert dossier.accepted_at is not None
    method = methods.get(dossier.pk, "")
    return Entry(
        number=number,
        dossier=dossier,
        received_on=local_day(dossier.accepted_at),
        forwarded_on=forwarded.get(dossier.pk),
        result_on=local_day(dossier.finished_at) if dossier.finished_at else None,
        returned_on=local_day(dossier.handed_out_at) if dossier.handed_out_at else None,
        return_method=str(ReturnMethod(method).label) if method in ReturnMethod.values else "",
        entered_late_on=entered.get(dossier.pk),
    )


def _first_days(ids: Iterable[int], action: Action) -> dict[int, date]:
    events = DossierEvent.objects.filter(dossier_id__in=list(ids), action=action.value)
    rows = events.order_by("dossier_id", "-seq").values_list("dossier_id", "occurred_at")
    return {dossier_id: local_day(at) for dossier_id, at in rows}


def _entered_late(ids: Iterable[int]) -> dict[int, date]:
    """Return the day of entry of acceptances that were recorded on a later day."""
    events = DossierEvent.objects.filter(dossier_id__in=list(ids), action=Action.ACCEPT.value)
    rows = events.values_list("dossier_id", "occurred_at", "recorded_at")
    return {
        dossier_id: local_day(recorded)
        for dossier_id, occurred, recorded in rows
        if local_day(occurred) != local_day(recorded)
    }


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), VIETNAM)


def _next_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)
