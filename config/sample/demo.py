"""Loads the sample: the province, its people, the dossiers of both eras, the reform between them."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Protocol

from django.core.management import call_command
from django.db import transaction

from config.sample.bulk import in_bulk
from config.sample.by_rows import Rows
from config.sample.by_services import Services
from config.sample.citizens import load_citizens
from config.sample.collections import load_collection
from config.sample.documents import load_documents
from config.sample.figures import load_figures
from config.sample.lives import Desk, Plan, Step
from config.sample.posts import Posts
from config.sample.procedures import PROCEDURES
from config.sample.province import (
    AFTER,
    BEFORE,
    DECISION,
    REFORM,
    Place,
    Province,
    build_province,
    end_old_units,
)
from config.sample.registers import load_registers
from config.sample.reports import load_published_reports, plan_reports, recount
from congvu.casework.dossiers.models import Dossier, DossierEvent
from congvu.foundation.calendars.selectors import work_calendar
from congvu.foundation.journal.services import salted_by
from congvu.foundation.people.rules import Role, Staff
from congvu.foundation.people.selectors import get_staff
from congvu.foundation.people.services.sample import sample_password
from congvu.instruments.catalogue import selectors as catalogue
from congvu.kernel.documents import DocumentReference
from congvu.kernel.workcalendar import VIETNAM

SEED = 2026
DEFAULT_COUNT = 3000
LARGE = 20_000


@dataclass(frozen=True, slots=True)
class Loaded:
    """How much was loaded."""

    dossiers: int
    events: int


class Carrier(Protocol):
    """A way of carrying the plan out."""

    def carry_out(self, step: Step) -> None: ...

    def hand_over(
        self, old: int, new: int, *, decision: DocumentReference, by: Staff, at: datetime
    ) -> None: ...

    def reformed(self) -> None: ...

    def finish(self) -> None: ...


def load(
    *,
    seed: int,
    count: int,
    until: datetime,
    data: Path,
    by_services: bool = False,
    registers: bool = False,
) -> Loaded:
    """Load the sample, with `registers` a year of their lines too; same seed and day, same rows.

    All in one transaction, or for large counts batch by batch: what is interrupted then is thrown
    away with its database.
    """
    salts = Random(f"{seed}:salts")  # noqa: S311 - sample data, not secrets
    with salted_by(lambda _text: f"{salts.getrandbits(128):032x}"), ExitStack() as stack:
        if count <= LARGE or by_services:
            stack.enter_context(transaction.atomic())
        posts = build_posts(data, until)
        plan = make_plan(seed=seed, count=count, until=until)
        if by_services:
            carry_out(plan, Services(posts), posts)
        elif count <= LARGE:
            carry_out(plan, Rows(posts), posts)
        else:
            with in_bulk():
                carry_out(plan, Rows(posts), posts)
        if registers:
            load_registers(posts, seed=seed, until=until)
            load_citizens(posts, seed=seed, until=until)
            load_figures(posts, until=until)
            reports = plan_reports(posts, until=until)
            load_documents(posts, seed=seed, until=until, besides=reports)
            recount(posts, until=until)
            load_collection(posts, seed=seed, until=until)
            load_published_reports(seed=seed, password=sample_password(data))
    return Loaded(Dossier.objects.count(), DossierEvent.objects.count())


@transaction.atomic
def build_posts(data: Path, until: datetime) -> Posts:
    """Make the province and its people."""
    if not catalogue.list_regimes():
        call_command("catalogue", "load", verbosity=0)
    long_ago = datetime.combine(date(until.year - 2, 1, 2), time(8), VIETNAM)
    province = build_province(sample_password(data), long_ago)
    return Posts(province.units, read_staff(province, until.date()))


def carry_out(plan: Plan, carrier: Carrier, posts: Posts) -> None:
    """Let the plan happen, and the reform at its hour."""
    reform = datetime.combine(REFORM, time(0, 1), VIETNAM)
    reformed = False
    for step in plan.steps():
        if not reformed and step.at >= reform:
            hand_over(posts, carrier, reform)
            reformed = True
        carrier.carry_out(step)
    if not reformed:
        hand_over(posts, carrier, reform)
    carrier.finish()


def read_staff(province: Province, on: date) -> dict[str, Staff]:
    """Return the acting person of every post (`place/role/section`)."""
    return {
        post: get_staff(username, REFORM - timedelta(days=1) if is_old(post.split("/")[0]) else on)
        for post, username in province.posts.items()
    }


def is_old(place: str) -> bool:
    return any(old.key == place for old in BEFORE)


def make_plan(*, seed: int, count: int, until: datetime) -> Plan:
    """Lay out a year of work, from before the reform when that is within reach."""
    starts_on = min(until.date() - timedelta(days=365), REFORM - timedelta(days=60))
    regime = catalogue.regime_on(until.date())
    return Plan(
        seed=seed,
        count=count,
        starts_on=starts_on,
        until=until,
        desks=[desk(place) for place in (*BEFORE, *AFTER)],
        procedures=[catalogue.list_versions(code) for code in PROCEDURES],
        calendar=work_calendar(),
        policy=catalogue.clock_policy(regime),
    )


def desk(place: Place) -> Desk:
    return Desk(
        key=place.key,
        name=place.name,
        clerk=f"{place.key}/{Role.CLERK.value}/desk",
        officers=(
            f"{place.key}/{Role.OFFICER.value}/economy",
            f"{place.key}/{Role.OFFICER.value}/society",
        ),
        head=f"{place.key}/{Role.HEAD.value}/economy",
        leader=f"{place.key}/{Role.LEADER.value}/",
        registrar=f"{place.key}/{Role.REGISTRAR.value}/secretariat",
        weight=place.weight,
        starts_on=place.starts_on,
        ends_on=REFORM if is_old(place.key) else None,
    )


def hand_over(posts: Posts, carrier: Carrier, at: datetime) -> None:
    """Let the reform happen: old communes end, their open dossiers go to the successors."""
    decision = DocumentReference(
        type="Nghị quyết",
        number="1",
        symbol="NQ-HĐND",
        issued_on=REFORM - timedelta(days=15),
        issuer="HĐND tỉnh Minh Châu",
        subject=DECISION,
    )
    for place in AFTER:
        leader = posts.staff[desk(place).leader]
        for old in place.made_of:
            carrier.hand_over(
                posts.units[old].pk,
                posts.units[place.key].pk,
                decision=decision,
                by=leader,
                at=at,
            )
    end_old_units(posts.units, at)
    posts.successors = {old: place.key for place in AFTER for old in place.made_of}
    carrier.reformed()
