"""Who administers what: every route of administration and figures times the whole cast.

A route of these areas that is not in its table fails the first test.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import get_resolver, reverse

from congvu.foundation.calendars.models import CalendarDay
from congvu.foundation.people.models import Delegation
from congvu.foundation.people.tests.make import sign_in
from congvu.oversight.indicators.models import IndicatorSetVersion, SetDraft
from congvu.oversight.indicators.services import sets
from congvu.oversight.indicators.tests.make import make_set
from tests.answers import put_away
from tests.world import NOW, PEOPLE, World

AREAS = ("office-administration-", "office-figures-")
EVERYBODY = frozenset(PEOPLE)
ADMINISTRATOR = frozenset({"yen"})
CASEWORKERS = EVERYBODY - ADMINISTRATOR
DENIED = {403, 404}


@dataclass(frozen=True)
class Right:
    """Who is let in; `args` and `query` make the address, `data` is sent by POST, None is GET."""

    allowed: frozenset[str]
    args: Callable[[World], tuple[Any, ...]] = field(default=lambda _world: ())
    query: str = ""
    data: dict[str, Any] | None = None


def post(allowed: frozenset[str], args: Callable[[World], tuple[Any, ...]], **data: Any) -> Right:
    """Return the right to an address that only takes POST."""
    return Right(allowed, args, data=data)


FORMS = ADMINISTRATOR | {"hoa"}


def prepare(world: World) -> None:
    """Make what the addresses name: a delegation of bà Hoa's, a local day, a draft of a set."""
    Delegation.objects.create(
        from_position=world.position("hoa"),
        to_position=world.position("hanh"),
        starts_on=date(2026, 1, 1),
        ends_on=date(2027, 1, 1),
        decision="Quyết định 1",
    )
    CalendarDay.objects.create(
        date=date(2026, 3, 25),
        kind="substitute_off",
        name="Nghỉ",
        decision="Quyết định 1",
        unit=world.units["commune"],
        recorded_by="yen",
    )
    sets.begin(make_set(), by=world.staff("yen"), at=NOW)


def _lan(world: World) -> tuple[Any, ...]:
    return (world.account("lan").pk,)


def _position(world: World) -> tuple[Any, ...]:
    return (world.position("lan").pk,)


def _commune(world: World) -> tuple[Any, ...]:
    return (world.units["commune"].pk,)


def _change(world: World) -> tuple[Any, ...]:
    return (world.units["commune"].pk, "doi-ten")


def _delegation(_world: World) -> tuple[Any, ...]:
    return (Delegation.objects.values_list("pk", flat=True).first() or 0,)


def _day(_world: World) -> tuple[Any, ...]:
    return (
        CalendarDay.objects.filter(unit__isnull=False).values_list("pk", flat=True).first() or 0,
    )


def _year(_world: World) -> tuple[Any, ...]:
    return (2026,)


def _slip(_world: World) -> tuple[Any, ...]:
    return ("nd118-2025", "receipt_slip")


def _version(_world: World) -> tuple[Any, ...]:
    return (IndicatorSetVersion.objects.values_list("pk", flat=True).first() or 0,)


def _draft(_world: World) -> tuple[Any, ...]:
    return (SetDraft.objects.values_list("pk", flat=True).first() or 0,)


def _draft_row(world: World) -> tuple[Any, ...]:
    return (*_draft(world), "2.2")


def _nothing(_world: World) -> tuple[Any, ...]:
    return ()


RIGHTS = {
    "office-administration-people": Right(ADMINISTRATOR),
    "office-administration-people-export": Right(ADMINISTRATOR),
    "office-administration-people-review": post(ADMINISTRATOR, _nothing),
    "office-administration-account-create": Right(ADMINISTRATOR),
    "office-administration-account": Right(ADMINISTRATOR, _lan),
    "office-administration-account-reset-password": post(ADMINISTRATOR, _lan),
    "office-administration-account-reset-codes": post(ADMINISTRATOR, _lan),
    "office-administration-account-unlock": post(ADMINISTRATOR, _lan),
    "office-administration-account-disable": post(ADMINISTRATOR, _lan),
    "office-administration-account-enable": post(ADMINISTRATOR, _lan),
    "office-administration-account-review": post(ADMINISTRATOR, _lan),
    "office-administration-position-assign": Right(ADMINISTRATOR, _lan),
    "office-administration-position-end": post(ADMINISTRATOR, _position),
    "office-administration-position-delegate": Right(ADMINISTRATOR, _position),
    "office-administration-delegations": Right(CASEWORKERS),
    "office-administration-delegation-end": post(frozenset({"hoa", "yen"}), _delegation),
    "office-administration-units": Right(ADMINISTRATOR),
    "office-administration-units-find": Right(EVERYBODY, query="?unit_text=minh"),
    "office-administration-units-export": Right(ADMINISTRATOR),
    "office-administration-unit-create": Right(ADMINISTRATOR),
    "office-administration-unit": Right(ADMINISTRATOR, _commune),
    "office-administration-unit-branch": Right(ADMINISTRATOR, _commune),
    "office-administration-unit-change": Right(ADMINISTRATOR, _change),
    "office-administration-calendar": Right(ADMINISTRATOR),
    "office-administration-calendar-year": Right(ADMINISTRATOR, _year),
    "office-administration-calendar-export": Right(ADMINISTRATOR, _year),
    "office-administration-calendar-add": Right(ADMINISTRATOR),
    "office-administration-calendar-remove": post(ADMINISTRATOR, _day),
    "office-administration-calendar-hours": Right(ADMINISTRATOR),
    "office-administration-calendar-effects": Right(ADMINISTRATOR, query="?day=2026-03-25"),
    "office-administration-calendar-apply": Right(ADMINISTRATOR, query="?day=2026-03-25", data={}),
    "office-administration-forms": Right(FORMS),
    "office-administration-form": Right(FORMS, _slip),
    "office-administration-form-preview": post(FORMS, _slip, source="kind = "),
    "office-administration-form-pdf": post(FORMS, _slip),
    "office-administration-form-standard": post(FORMS, _slip, seen=0),
    "office-administration-sets": Right(ADMINISTRATOR),
    "office-administration-set": Right(ADMINISTRATOR, _version),
    "office-administration-set-compare": Right(ADMINISTRATOR, _version),
    "office-administration-set-file": Right(ADMINISTRATOR, lambda w: (*_version(w), "toml")),
    "office-administration-set-begin": post(ADMINISTRATOR, _version),
    "office-administration-set-bring": Right(ADMINISTRATOR),
    "office-administration-set-draft": Right(ADMINISTRATOR, _draft),
    "office-administration-set-draft-head": Right(ADMINISTRATOR, _draft),
    "office-administration-set-draft-checks": Right(ADMINISTRATOR, _draft),
    "office-administration-set-draft-difference": Right(ADMINISTRATOR, _draft),
    "office-administration-set-draft-parts": Right(ADMINISTRATOR, _draft),
    "office-administration-set-part": Right(ADMINISTRATOR, lambda w: (*_draft(w), "1")),
    "office-administration-set-part-add": Right(ADMINISTRATOR, _draft),
    "office-administration-set-part-move": post(ADMINISTRATOR, lambda w: (*_draft(w), "1")),
    "office-administration-set-part-drop": post(ADMINISTRATOR, lambda w: (*_draft(w), "1")),
    "office-administration-set-draft-preview": Right(ADMINISTRATOR, _draft),
    "office-administration-set-draft-file": Right(ADMINISTRATOR, lambda w: (*_draft(w), "xlsx")),
    "office-administration-set-row": Right(ADMINISTRATOR, _draft_row),
    "office-administration-set-row-add": Right(ADMINISTRATOR, _draft),
    "office-administration-set-row-move": post(ADMINISTRATOR, _draft_row),
    "office-administration-set-row-drop": post(ADMINISTRATOR, _draft_row),
    "office-administration-set-row-restore": post(ADMINISTRATOR, _draft_row),
    "office-administration-set-check": Right(ADMINISTRATOR, lambda w: (*_draft(w), "T1")),
    "office-administration-set-check-add": Right(ADMINISTRATOR, _draft),
    "office-administration-set-activate": post(ADMINISTRATOR, _draft),
    "office-administration-set-put-away": post(ADMINISTRATOR, _draft),
    "office-administration-outbox": Right(ADMINISTRATOR),
    "office-administration-outbox-export": Right(ADMINISTRATOR),
    "office-administration-journal": Right(ADMINISTRATOR),
    "office-administration-journal-export": Right(ADMINISTRATOR),
    "office-administration-journal-verify": post(ADMINISTRATOR, _nothing, begin=1),
    "office-administration-installation": Right(ADMINISTRATOR),
    "office-administration-procedures": Right(EVERYBODY),
    "office-administration-procedures-export": Right(EVERYBODY),
    "office-administration-procedure-field": Right(EVERYBODY, lambda _world: ("ho-tich",)),
    "office-administration-procedure": Right(EVERYBODY, lambda _world: ("1.001193",)),
    "office-administration-regimes": Right(EVERYBODY),
    "office-figures-06a": Right(CASEWORKERS),
    "office-figures-06a-xlsx": Right(CASEWORKERS),
    "office-figures-06a-pdf": Right(CASEWORKERS),
    "office-figures-cell": Right(CASEWORKERS, query="?column=c3"),
    "office-figures-cell-xlsx": Right(CASEWORKERS, query="?column=c3"),
    "office-figures-ways": Right(CASEWORKERS),
    "office-figures-ways-dossiers": Right(CASEWORKERS, query="?so=tra-bcci"),
    "office-figures-ways-dossiers-xlsx": Right(CASEWORKERS, query="?so=tra-bcci"),
    "office-figures-units": Right(CASEWORKERS, query="?unit_text=minh"),
}


def ask(client: Client, world: World, name: str) -> Any:
    right = RIGHTS[name]
    address = reverse(name, args=right.args(world)) + right.query
    return client.get(address) if right.data is None else client.post(address, right.data)


def test_every_route_has_its_line():
    names = get_resolver().reverse_dict
    assert {name for name in names if isinstance(name, str) and name.startswith(AREAS)} == {*RIGHTS}


@pytest.mark.parametrize("person", sorted(PEOPLE))
def test_each_opens_exactly_what_is_theirs(world, person):
    wrong = []
    with time_machine.travel(NOW, tick=False):
        prepare(world)
        client = sign_in(Client(), world.account(person))
        for name, right in RIGHTS.items():
            answer = ask(client, world, name)
            put_away(answer)
            if (person in right.allowed) == (answer.status_code in DENIED):
                wrong.append(f"{name}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def test_nobody_comes_in_without_signing_in(world):
    prepare(world)
    client = Client(SERVER_NAME="localhost")
    for name in RIGHTS:
        answer = ask(client, world, name)
        assert answer.status_code == 302, name
        assert "/accounts/login/" in answer.url, name
