"""Lists of documents: what a person may see, narrowed; what waits for whom."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count, F, Min, Q, QuerySet

from congvu.casework.documents.models import Document, Routing
from congvu.casework.documents.rules.kinds import Direction, Part
from congvu.casework.documents.rules.states import OPEN_IN, State
from congvu.casework.documents.selectors.access import may_read, sees_all, visible_to
from congvu.foundation.people.rules import Role, Staff
from congvu.foundation.units.offices import office_of
from congvu.kernel.vitext import fold

MOST_WORDS = 8


class Shelf(StrEnum):
    """The parts of a book that people ask for."""

    ALL = "all"
    TO_ROUTE = "to_route"
    OPEN = "open"
    LATE = "late"
    DONE = "done"
    DRAFT = "draft"
    TO_ISSUE = "to_issue"
    ISSUED = "issued"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What narrows a list; everything may stay open."""

    shelf: Shelf = Shelf.ALL
    type: str = ""
    tag: str = ""
    unit_id: int | None = None
    first: date | None = None
    last: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class BacklogRow:
    """What one section still has to answer."""

    unit_id: int
    unit_name: str
    open: int
    late: int
    today: int
    oldest_due: date | None
    reminded: int


def incoming(staff: Staff, on: date) -> QuerySet[Document]:
    return visible_to(staff, on).filter(direction=Direction.INCOMING.value)


def outgoing(staff: Staff, on: date) -> QuerySet[Document]:
    return visible_to(staff, on).filter(direction=Direction.OUTGOING.value)


def narrowed(rows: QuerySet[Document], asked: Narrowing, on: date) -> QuerySet[Document]:
    """Return the rows that fit every condition; words are found anywhere in the folded column."""
    rows = _on_shelf(rows, asked.shelf, on)
    if asked.type:
        rows = rows.filter(type=asked.type)
    if asked.tag:
        rows = rows.filter(tags__tag=asked.tag, tags__removed_at__isnull=True)
    if asked.unit_id is not None:
        rows = rows.filter(unit_id=asked.unit_id)
    if asked.first is not None:
        rows = rows.filter(day__gte=asked.first)
    if asked.last is not None:
        rows = rows.filter(day__lte=asked.last)
    return with_words(rows, asked.words)


def with_words(rows: QuerySet[Document], text: str) -> QuerySet[Document]:
    """Narrow to what bears every word: of code, subject, agency, type or signer, without accents."""
    for word in fold(text).split()[:MOST_WORDS]:
        rows = rows.filter(folded__contains=word)
    return rows


def _on_shelf(rows: QuerySet[Document], shelf: Shelf, on: date) -> QuerySet[Document]:
    states: dict[Shelf, tuple[State, ...]] = {
        Shelf.TO_ROUTE: (State.REGISTERED,),
        Shelf.OPEN: (State.ROUTED,),
        Shelf.DONE: (State.DONE, State.FILED),
        Shelf.DRAFT: (State.DRAFT,),
        Shelf.TO_ISSUE: (State.NUMBERED,),
        Shelf.ISSUED: (State.ISSUED,),
        Shelf.CANCELLED: (State.CANCELLED, State.RETURNED, State.RECALLED, State.DISCARDED),
    }
    if shelf is Shelf.LATE:
        return rows.filter(state__in=[state.value for state in OPEN_IN], due_on__lt=on)
    if shelf in states:
        return rows.filter(state__in=[state.value for state in states[shelf]])
    return rows


def with_names(rows: QuerySet[Document]) -> QuerySet[Document]:
    """Read what a line shows with it."""
    return rows.select_related("unit")


def to_present(staff: Staff, on: date) -> QuerySet[Document]:
    """Return the arrivals that wait for an instruction: for the leader, and for who brings them."""
    if not staff.has(Role.LEADER, Role.REGISTRAR):
        return Document.objects.none()
    return incoming(staff, on).filter(state=State.REGISTERED.value)


def to_number(staff: Staff, on: date) -> QuerySet[Document]:
    """Return the drafts that wait for a number."""
    if not staff.has(Role.REGISTRAR):
        return Document.objects.none()
    return outgoing(staff, on).filter(state=State.DRAFT.value)


def to_issue(staff: Staff, on: date) -> QuerySet[Document]:
    """Return what has its number and was not sent."""
    if not staff.has(Role.REGISTRAR):
        return Document.objects.none()
    return outgoing(staff, on).filter(state=State.NUMBERED.value)


def to_send(staff: Staff, on: date) -> QuerySet[Document]:
    """Return what waits for the registrar on its way out: drafts and numbered documents."""
    if not staff.has(Role.REGISTRAR):
        return Document.objects.none()
    return outgoing(staff, on).filter(state__in=[State.DRAFT.value, State.NUMBERED.value])


def late(staff: Staff, on: date) -> QuerySet[Document]:
    """Return what is past its day in the whole office: for leader, registrar, reform officer."""
    if not sees_all(staff):
        return Document.objects.none()
    return _on_shelf(incoming(staff, on), Shelf.LATE, on)


def tasks(staff: Staff, _on: date) -> QuerySet[Routing]:
    """Return the open parts that are the person's, or the section's and nobody's yet."""
    if not may_read(staff):
        return Routing.objects.none()
    mine = [staff.position_id, *staff.delegated_from]
    return (
        Routing.objects.filter(is_open=True)
        .filter(Q(position_id__in=mine) | Q(position__isnull=True, unit_id=staff.unit_id))
        .select_related("document", "unit")
    )


def section_tasks(staff: Staff, _on: date) -> QuerySet[Routing]:
    """Return all open parts of a head's section, whoever has them."""
    if not staff.has(Role.HEAD):
        return Routing.objects.none()
    return Routing.objects.filter(is_open=True, unit_id=staff.unit_id).select_related(
        "document", "unit", "position__account"
    )


def leading_in(unit_id: int) -> QuerySet[Routing]:
    """Return the open lead parts of one section; whoever asks has it from `backlog`."""
    return Routing.objects.filter(
        is_open=True, part=Part.LEAD.value, unit_id=unit_id
    ).select_related("document__unit", "unit", "position__account")


def by_deadline(rows: QuerySet[Routing]) -> QuerySet[Routing]:
    """Order parts by their day, those without one last."""
    return rows.order_by(F("due_on").asc(nulls_last=True), "id")


def backlog(staff: Staff, on: date) -> list[BacklogRow]:
    """Return what each section of the office still has to do as lead, the latest first."""
    members: Collection[int] = (
        office_of(staff.unit_id, on).member_ids if sees_all(staff) else {staff.unit_id}
    )
    rows = (
        Routing.objects.filter(is_open=True, part=Part.LEAD.value, unit_id__in=members)
        .values("unit_id", "unit__name")
        .annotate(
            open=Count("id", distinct=True),
            late=Count("id", filter=Q(due_on__lt=on), distinct=True),
            today=Count("id", filter=Q(due_on=on), distinct=True),
            oldest=Min("due_on"),
            reminded=Count("reminders__id", distinct=True),
        )
        .order_by("-late", "-open", "unit_id")
    )
    return [
        BacklogRow(
            unit_id=row["unit_id"],
            unit_name=row["unit__name"],
            open=row["open"],
            late=row["late"],
            today=row["today"],
            oldest_due=row["oldest"],
            reminded=row["reminded"],
        )
        for row in rows
    ]
