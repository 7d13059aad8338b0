"""The whole country as a sample: today's communes, three people in each, sizes that follow a skew.

For benchmarks. Names of places are real, everything else is invented: organisation codes (`Y…`),
people, dossiers. No reform happens in it. The largest commune has more than 2 % of all dossiers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from random import Random

from django.core.management import call_command
from django.db import transaction

from config.sample.bulk import in_bulk
from config.sample.by_rows import Rows
from config.sample.lives import FAMILY, GIVEN, MIDDLE, Desk, Plan
from config.sample.posts import Posts
from config.sample.procedures import PROCEDURES
from congvu.foundation.calendars.selectors import work_calendar
from congvu.foundation.people.models import Account, Position
from congvu.foundation.people.rules import Role, Staff
from congvu.foundation.people.services.sample import mark_installation
from congvu.foundation.units.models import Parentage, Unit, UnitCode
from congvu.instruments.catalogue import selectors as catalogue
from congvu.kernel.vitext import fold, name_sort_key
from congvu.kernel.workcalendar import VIETNAM

NAME = "Cả nước (DỮ LIỆU MẪU)"
COMMUNES = ("xa", "phuong", "dac_khu")
STARTS_ON = date(2025, 7, 1)
UNTIL = datetime(2026, 6, 30, 17, 0, tzinfo=VIETNAM)
FLATTENED = 6  # the weight of rank r is 1 / (r + 6): of 3,321 the largest has 2.3 %
TITLES = {
    Role.CLERK: "Công chức tiếp nhận",
    Role.OFFICER: "Chuyên viên",
    Role.LEADER: "Chủ tịch UBND",
}


@dataclass(frozen=True, slots=True)
class Country:
    """The communes by code, their people, and their desks, the largest first."""

    posts: Posts
    desks: list[Desk]


def load_country(*, seed: int, count: int, until: datetime = UNTIL) -> Country:
    """Load `count` dossiers of a year into an empty database, batch by batch.

    Not one transaction: what is interrupted is thrown away with its database.
    """
    country = build_country(seed)
    plan = make_plan(country, seed=seed, count=count, until=until)
    rows = Rows(country.posts, reform_ahead=False)
    with in_bulk():
        for step in plan.steps():
            rows.carry_out(step)
        rows.finish()
    return country


@transaction.atomic
def build_country(seed: int) -> Country:
    """Give today's communes invented codes and three people each."""
    mark_installation(name=NAME, is_sample=True, at=datetime.combine(STARTS_ON, time(8), VIETNAM))
    if not catalogue.list_regimes():
        call_command("catalogue", "load", verbosity=0)
    communes = Unit.objects.existing(STARTS_ON).filter(kind__in=COMMUNES, ends_on=None)
    ordered = list(communes.order_by("id"))
    codes = _give_codes(ordered)
    staff = _hire(ordered, codes)
    posts = Posts({codes[unit.pk]: unit for unit in ordered}, staff)
    return Country(posts, _desks(ordered, codes, seed))


def make_plan(country: Country, *, seed: int, count: int, until: datetime) -> Plan:
    """Lay out a year of work of the whole country."""
    regime = catalogue.regime_on(STARTS_ON)
    return Plan(
        seed=seed,
        count=count,
        starts_on=STARTS_ON,
        until=until,
        desks=country.desks,
        procedures=[catalogue.list_versions(code) for code in PROCEDURES],
        calendar=work_calendar(),
        policy=catalogue.clock_policy(regime),
    )


def _give_codes(communes: list[Unit]) -> dict[int, str]:
    """Invent an organisation code for each province and commune."""
    parents = dict(
        Parentage.objects.filter(unit__in=communes, ends_on=None).values_list(
            "unit_id", "parent_id"
        )
    )
    provinces = {pk: f"Y{place:02d}" for place, pk in enumerate(sorted(set(parents.values())), 1)}
    codes = {unit.pk: f"{provinces[parents[unit.pk]]}.{unit.pk}" for unit in communes}
    UnitCode.objects.filter(scheme="org", unit_id__in=provinces).delete()
    UnitCode.objects.bulk_create(
        [
            UnitCode(unit_id=pk, scheme="org", code=code, starts_on=STARTS_ON)
            for pk, code in (provinces | codes).items()
        ],
        batch_size=2000,
    )
    return codes


def _hire(communes: list[Unit], codes: dict[int, str]) -> dict[str, Staff]:
    """Write three accounts without password and their positions; return who acts."""
    at = datetime.combine(STARTS_ON, time(8), VIETNAM)
    accounts = Account.objects.bulk_create(
        [_account(unit, role, at) for unit in communes for role in TITLES], batch_size=2000
    )
    filled = [(unit, role) for unit in communes for role in TITLES]
    positions = Position.objects.bulk_create(
        [
            Position(
                account=account,
                unit=unit,
                code=f"{account.username}.1",
                title=TITLES[role],
                role=role.value,
                starts_on=STARTS_ON,
            )
            for account, (unit, role) in zip(accounts, filled, strict=True)
        ],
        batch_size=2000,
    )
    return {
        f"{codes[unit.pk]}/{role.value}/": _staff(position, account, unit, role, codes[unit.pk])
        for position, account, (unit, role) in zip(positions, accounts, filled, strict=True)
    }


def _account(unit: Unit, role: Role, at: datetime) -> Account:
    rng = Random(f"{unit.pk}:{role.value}")  # noqa: S311 - sample data, not secrets
    name = f"{rng.choice(FAMILY)} {rng.choice(MIDDLE)} {rng.choice(GIVEN)}"
    account = Account(
        username=f"{role.value[:3]}{unit.pk}",
        full_name=name,
        sort_key=name_sort_key(name),
        folded=fold(name),
        is_sample=False,  # not of the cast: no one-click door for thousands
        created_at=at,
    )
    account.set_unusable_password()
    return account


def _staff(position: Position, account: Account, unit: Unit, role: Role, code: str) -> Staff:
    return Staff(
        account_id=account.pk,
        code=account.username,
        full_name=account.full_name,
        position_id=position.pk,
        position_code=position.code,
        title=position.title,
        unit_id=unit.pk,
        unit_code=code,
        unit_name=unit.name,
        roles=frozenset({role}),
    )


def _desks(communes: list[Unit], codes: dict[int, str], seed: int) -> list[Desk]:
    ranked = list(communes)
    Random(f"{seed}:sizes").shuffle(ranked)  # noqa: S311 - sample data, not secrets
    return [_desk(codes[unit.pk], unit.name, rank) for rank, unit in enumerate(ranked, start=1)]


def _desk(code: str, name: str, rank: int) -> Desk:
    leader = f"{code}/{Role.LEADER.value}/"
    return Desk(
        key=code,
        name=name,
        clerk=f"{code}/{Role.CLERK.value}/",
        officers=(f"{code}/{Role.OFFICER.value}/",),
        head=leader,
        leader=leader,
        registrar=leader,
        weight=1 / (rank + FLATTENED),
        starts_on=STARTS_ON,
        ends_on=None,
    )
