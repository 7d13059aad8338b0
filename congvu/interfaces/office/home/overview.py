"""What is no list of dossiers: money that waits for the cashier, and the upkeep of the system."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from congvu.casework.dossiers.selectors.offices import office_of
from congvu.foundation.calendars.selectors import missing_years
from congvu.foundation.journal.selectors import list_heads
from congvu.foundation.people.rules import Staff
from congvu.foundation.people.selectors import accounts_to_review, idle_accounts, list_accounts
from congvu.instruments.outbox.selectors import count_undelivered
from congvu.instruments.payments.selectors import DayTotals, day_totals, list_owed
from congvu.interfaces.office.navigation import url_if_there

if TYPE_CHECKING:
    from congvu.foundation.calendars.rules import NeededYear
    from congvu.interfaces.office.acting import Acting

FEW_OWED = 20


@dataclass(frozen=True, slots=True)
class Owed:
    """A fee that waits for the cashier, in đồng."""

    dossier_code: str
    url: str
    collect_url: str
    name: str
    amount: int
    raised_at: datetime


@dataclass(frozen=True, slots=True)
class Money:
    """The open fees of the office, newest first, and what was collected today."""

    owed: tuple[Owed, ...]
    today: DayTotals


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What a technical administrator must know; nothing of it speaks of a dossier."""

    active_accounts: int
    to_review: int
    idle: int
    missing_years: tuple[NeededYear, ...]
    undelivered: int
    chains: int
    entries: int
    people_url: str
    calendar_url: str
    outbox_url: str
    journal_url: str


def money_of(staff: Staff, on: date) -> Money:
    """Return what the office's cashier has to collect."""
    office = office_of(staff.unit_id, on)
    rows = list_owed(office.id)[:FEW_OWED]
    return Money(
        owed=tuple(
            Owed(
                dossier_code=row.dossier_code,
                url=reverse("office-dossiers-page", kwargs={"ref": row.dossier_code}),
                collect_url=reverse(
                    "office-dossiers-collect", kwargs={"ref": row.dossier_code, "charge": row.pk}
                ),
                name=row.name,
                amount=row.amount,
                raised_at=row.raised_at,
            )
            for row in rows
        ),
        today=day_totals(office.id, on),
    )


def upkeep(who: Acting) -> Upkeep:
    """Gather the state of accounts, calendars, outbox and journal."""
    heads = list_heads()
    return Upkeep(
        active_accounts=list_accounts().filter(is_active=True).count(),
        to_review=accounts_to_review(who.at).count(),
        idle=idle_accounts(who.at, settings.CONGVU_IDLE_ACCOUNT_DAYS).count(),
        missing_years=missing_years(who.on),
        undelivered=count_undelivered(),
        chains=len(heads),
        entries=sum(head.seq for head in heads),
        people_url=url_if_there("office-administration-people"),
        calendar_url=url_if_there("office-administration-calendar"),
        outbox_url=url_if_there("office-administration-outbox"),
        journal_url=url_if_there("office-administration-journal"),
    )
