"""Lists of dossiers: work to do, desk queues, search, the register; each by keyset pages.

Every list reads the office's own dossiers, so that its cost does not grow with the country.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from congvu.casework.dossiers.models import Applicant, Dossier, DossierGuest, DossierWord
from congvu.casework.dossiers.rules.identity_card import read_card
from congvu.casework.dossiers.rules.states import (
    OPEN_AFTER_ACCEPTANCE,
    OPEN_BEFORE_ACCEPTANCE,
    PAUSED,
    WAITING,
    State,
)
from congvu.casework.dossiers.selectors.access import may_read, own
from congvu.casework.dossiers.selectors.offices import office_of
from congvu.foundation.people.rules import Staff
from congvu.kernel.asked import iso_day, whole_number
from congvu.kernel.vitext import words

PAGE = 50
COUNTED = 1000
RARE = 2000
COMMON = 20_000
FEWEST_DIGITS = 6
NUMBERS = ("personal_id", "phone", "tax_code")


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its rows, the keys of the pages beside it, the total up to a thousand."""

    rows: Sequence[Dossier]
    next_key: str
    total: int
    more_than_counted: bool


def page(dossiers: QuerySet[Dossier], *, after: str = "", size: int = PAGE) -> Page:
    """Cut the newest page after a key; ordering is by id, newest first."""
    total = dossiers.order_by()[: COUNTED + 1].count()
    rows = dossiers.order_by("-id").select_related(
        "procedure_version", "applicant", "assignee__account", "holder_unit"
    )
    edge_id = whole_number(after)
    if edge_id is not None:
        rows = rows.filter(id__lt=edge_id)
    found = list(rows[: size + 1])
    more = len(found) > size
    return Page(
        rows=found[:size],
        next_key=str(found[size - 1].pk) if more else "",
        total=min(total, COUNTED),
        more_than_counted=total > COUNTED,
    )


def page_by_due(dossiers: QuerySet[Dossier], *, after: str = "", size: int = PAGE) -> Page:
    """Cut the page of the most urgent after a key `YYYY-MM-DD_id`; dossiers without due last."""
    total = dossiers.order_by()[: COUNTED + 1].count()
    rows = dossiers.order_by(F("current_due").asc(nulls_last=True), "id").select_related(
        "procedure_version", "applicant", "assignee__account", "holder_unit"
    )
    written, _, last = after.partition("_")
    due, last_id = iso_day(written), whole_number(last)
    if last_id is not None and (due or not written):
        rows = rows.filter(
            Q(current_due=due, id__gt=last_id) | Q(current_due__gt=due)
            if due
            else Q(current_due__isnull=True, id__gt=last_id)
        )
    found = list(rows[: size + 1])
    edge = found[size - 1] if len(found) > size else None
    return Page(
        rows=found[:size],
        next_key=f"{edge.current_due or ''}_{edge.pk}" if edge else "",
        total=min(total, COUNTED),
        more_than_counted=total > COUNTED,
    )


def working(staff: Staff, on: date) -> QuerySet[Dossier]:
    """Return the open dossiers that the person holds, or nobody holds in the person's section."""
    mine = Q(assignee_id=staff.position_id)
    free = Q(assignee__isnull=True, holder_unit_id=staff.unit_id)
    return (
        own(staff, on)
        .filter(mine | free)
        .filter(state__in=[state.value for state in OPEN_AFTER_ACCEPTANCE])
    )


def overdue(dossiers: QuerySet[Dossier], on: date) -> QuerySet[Dossier]:
    """Keep those whose lawful due day has passed while the clock ran."""
    return dossiers.filter(lawful_due__lt=on, finished_at__isnull=True, paused_at__isnull=True)


def due_today(dossiers: QuerySet[Dossier], on: date) -> QuerySet[Dossier]:
    return dossiers.filter(lawful_due=on, finished_at__isnull=True, paused_at__isnull=True)


def waiting_for_others(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Keep those that wait for a citizen, another agency, a signature or a number."""
    return dossiers.filter(state__in=[state.value for state in WAITING | PAUSED])


def in_states(staff: Staff, on: date, *states: State) -> QuerySet[Dossier]:
    return own(staff, on).filter(state__in=[state.value for state in states])


def waiting_for_intake(staff: Staff, on: date) -> QuerySet[Dossier]:
    """Return what came online and waits for the desk, oldest first by id."""
    return in_states(staff, on, State.SUBMITTED)


def asked_of_us(staff: Staff, on: date) -> QuerySet[Dossier]:
    """Return other offices' dossiers in which an opinion of ours is open."""
    if not may_read(staff):
        return Dossier.objects.none()
    members = office_of(staff.unit_id, on).member_ids
    return Dossier.objects.filter(
        opinions__unit_id__in=members,
        opinions__answered_at__isnull=True,
        opinions__opened_at__isnull=False,
    ).distinct()


def received_here_decided_elsewhere(staff: Staff, on: date) -> QuerySet[Dossier]:
    if not may_read(staff):
        return Dossier.objects.none()
    office = office_of(staff.unit_id, on)
    guests = DossierGuest.objects.filter(unit_id__in=office.member_ids)
    shared = Dossier.objects.filter(pk__in=guests.values("dossier_id"))
    return shared.exclude(competent_unit_id=office.id)


def search(
    staff: Staff, text: str, on: date, *, within: QuerySet[Dossier] | None = None
) -> QuerySet[Dossier]:
    """Find dossiers by code, number, phone, identity card, or words without accents.

    Those that the office decides, or those of another list given as `within`. Every word must
    begin a word of the applicant, the submitter or the content. A text that begins with a digit or
    holds a dash is a code, an identity number or a phone, from its start; what a scanner reads
    from an identity card is its number.
    """
    dossiers = own(staff, on) if within is None else within
    card = read_card(text)
    wanted = card.number if card else text.strip()
    if not wanted:
        return dossiers
    compact = wanted.replace(" ", "").upper()
    digits = compact.replace(".", "").replace("-", "")
    if digits.isascii() and digits.isdigit() and len(digits) >= FEWEST_DIGITS:
        if within is None:
            office = office_of(staff.unit_id, on)
            return dossiers.filter(pk__in=_numbered_here(office.id, digits))
        found = Applicant.objects.filter(dossier=OuterRef("pk"))
        return dossiers.filter(
            Exists(
                found.filter(Q(*(_begins(column, digits) for column in NUMBERS), _connector="OR"))
            )
        )
    if "-" in compact and any(letter.isdigit() for letter in compact):
        coded = dossiers.filter(code__gte=compact, code__lt=_after(compact))
        newest = coded.order_by("-code").values_list("pk", flat=True)[:RARE]
        return dossiers.filter(pk__in=list(newest))
    prefixes = list(words(wanted))
    if within is not None:
        return _each_word(dossiers, prefixes) if prefixes else dossiers.none()
    return _by_words(dossiers, office_of(staff.unit_id, on).id, prefixes)


def _numbered_here(unit_id: int, digits: str) -> list[int]:
    """Return dossiers whose person's number begins so: one walk of an index for each number."""
    here = Applicant.objects.filter(unit_id=unit_id)
    return [
        dossier_id
        for column in NUMBERS
        for dossier_id in here.filter(_begins(column, digits)).values_list("dossier_id", flat=True)[
            :RARE
        ]
    ]


def _begins(column: str, digits: str) -> Q:
    """Keep what begins so; the index holds only numbers that are there, so the query says it too."""
    there = ~Q(**{column: ""})
    return there & Q(**{f"{column}__gte": digits, f"{column}__lt": _after(digits)})


def _by_words(
    dossiers: QuerySet[Dossier], unit_id: int, prefixes: Sequence[str]
) -> QuerySet[Dossier]:
    """Meet the dossiers of each word; a word that half the town bears is checked one by one.

    Walking from the newest and checking is quick for a word that most dossiers have, meeting sets
    for one that few have: the two together stay quick for any pair.
    """
    if not prefixes:
        return dossiers.none()
    common = []
    for prefix in prefixes:
        matches = _word_ids(unit_id, prefix)
        count = matches.order_by()[:COMMON].count()
        if not count:
            return dossiers.none()
        if count < COMMON:
            dossiers = dossiers.filter(pk__in=matches.values("dossier_id"))
        else:
            common.append(prefix)
    return _each_word(dossiers, common)


def _each_word(dossiers: QuerySet[Dossier], prefixes: Sequence[str]) -> QuerySet[Dossier]:
    for prefix in prefixes:
        match = DossierWord.objects.filter(
            dossier=OuterRef("pk"), word__gte=prefix, word__lt=_after(prefix)
        )
        dossiers = dossiers.filter(Exists(match))
    return dossiers


def _word_ids(unit_id: int, prefix: str) -> QuerySet[DossierWord]:
    return DossierWord.objects.filter(unit_id=unit_id, word__gte=prefix, word__lt=_after(prefix))


def _after(prefix: str) -> str:
    """Return the first text after all that begin with the prefix, in plain order."""
    return prefix[:-1] + chr(ord(prefix[-1]) + 1)


def open_before_acceptance(staff: Staff, on: date) -> QuerySet[Dossier]:
    return in_states(staff, on, *OPEN_BEFORE_ACCEPTANCE)


def known_applicant(staff: Staff, number: str, on: date) -> Applicant | None:
    """Find how an applicant was last known at this office, by identity, tax or phone number.

    The number comes in a form body, never in an address.
    """
    digits = "".join(letter for letter in number if letter.isdigit() or letter == "-")
    if len(digits) < 8 or not may_read(staff):
        return None
    office = office_of(staff.unit_id, on)
    for column in NUMBERS:
        known = (
            Applicant.objects.filter(~Q(**{column: ""}), unit_id=office.id, **{column: digits})
            .filter(erased_at__isnull=True)
            .order_by("-id")
            .first()
        )
        if known is not None:
            return known
    return None
