"""What benchmarks need of a database besides measuring: tokens, a server, a look at everything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from config import preparation
from config.bench.inside import registrars
from config.sample.country import COMMUNES, build_country
from config.web import Web
from congvu.casework.dossiers.models import Dossier, DossierCounter, DossierEvent, EventHead
from congvu.casework.dossiers.services.rebuilding import compare_all
from congvu.foundation.journal.selectors import verify
from congvu.foundation.people.rules import Role
from congvu.foundation.units.models import Unit
from congvu.interfaces.api.tokens import make_token
from congvu.kernel.numbering import parse_code
from congvu.kernel.workingdays import local_day
from congvu.oversight.statistics.services import refresh_facts
from congvu.oversight.statistics.verification import examine as examine_facts

UNITS: Final = 51


def prepare() -> Iterator[dict[str, Any]]:
    """Bring tables, catalogue and static files into an empty place."""
    preparation.prepare(demo=False)
    yield {}


def people() -> Iterator[dict[str, Any]]:
    """Give the communes codes and people, but no dossiers."""
    build_country(seed=1)
    yield {}


def tokens() -> Iterator[dict[str, Any]]:
    """Make a token for each of the largest communes, the largest first."""
    now = timezone.now()
    sizes = Dossier.objects.order_by().values_list("competent_unit").annotate(n=Count("id"))
    largest = [pk for pk, _ in sizes.order_by("-n", "competent_unit")[:UNITS]]
    others = Unit.objects.existing(local_day(now)).filter(kind__in=COMMUNES).exclude(pk__in=largest)
    units = Unit.objects.in_bulk(largest)
    for unit in [*(units[pk] for pk in largest), *others.order_by("id")[: UNITS - len(largest)]]:
        name = f"bench-{unit.pk}-{now:%H%M%S%f}"
        token = make_token(name=name, unit=unit, roles=[Role.CLERK], at=now)
        yield {"unit": str(unit.pk), "token": token}


def serve(port: int, workers: int, threads: int) -> None:
    """Serve until told to stop."""
    Web(f"127.0.0.1:{port}", workers=workers, threads=threads).run()


def codes() -> Iterator[dict[str, Any]]:
    """Count codes that are missing between others of their office and day, and doubles."""
    numbers: dict[tuple[str, Any], list[int]] = {}
    for code in Dossier.objects.exclude(code=None).order_by().values_list("code", flat=True):
        parsed = parse_code(code or "")
        numbers.setdefault((parsed.org_code, parsed.day), []).append(parsed.number)
    last = {
        (org, day): number
        for org, day, number in DossierCounter.objects.values_list("org_code", "day", "last")
    }
    gaps = sum(last.get(key, 0) - len(set(found)) for key, found in numbers.items())
    gaps += sum(number for key, number in last.items() if key not in numbers and "/" not in key[0])
    doubles = sum(len(found) - len(set(found)) for found in numbers.values())
    yield {"gaps": gaps, "doubles": doubles}


def examine(acknowledged: Path) -> Iterator[dict[str, Any]]:
    """Look whether everything that was acknowledged is there once, and everything else is whole."""
    answers = json.loads(acknowledged.read_text(encoding="utf-8"))
    yield from _told("acknowledged dossiers lost", _lost(answers))
    found = next(codes())
    yield from _told("codes skipped", [None] * found["gaps"])
    yield from _told("codes doubled", [None] * found["doubles"])
    yield from _told("dossiers without what belongs to them", list(_incomplete()))
    yield from _told("positions skipped or doubled", list(_positions()))
    yield from _told("journal", list(verify()))
    yield from _told("projection told anew", list(compare_all()))
    refresh_facts()
    examination = examine_facts()
    yield from _told("facts", list(examination.findings))


def examine_registers(acknowledged: Path) -> Iterator[dict[str, Any]]:
    """Look whether every numbered document is there once, under its number, and every book is whole."""
    for case, wrong in registrars.examine(acknowledged):
        yield from _told(case, wrong)


def _lost(answers: list[dict[str, str]]) -> list[str]:
    with_code = dict(Dossier.objects.values_list("code", "uuid"))
    lost = [row["code"] for row in answers if str(with_code.get(row["code"])) != row["uuid"]]
    keys: dict[str, set[str]] = {}
    for row in answers:
        keys.setdefault(row["key"], set()).add(row["code"])
    return lost + [key for key, codes_of in keys.items() if len(codes_of) > 1]


def _incomplete() -> Iterator[int]:
    """A dossier that was half accepted: without events, applicant, or slip."""
    for name in ("events", "applicant", "slips"):
        yield from Dossier.objects.filter(**{f"{name}__isnull": True}).values_list("pk", flat=True)
    with connection.cursor() as cursor:  # one message and one entry for each act
        cursor.execute(
            "SELECT COUNT(*) FROM dossiers_dossierevent WHERE action = 'accept'"
            " UNION ALL SELECT COUNT(*) FROM outbox_message WHERE kind = 'dossier.accept'"
            " UNION ALL SELECT COUNT(*) FROM journal_entry WHERE action = 'dossier.accept'"
        )
        if len({row[0] for row in cursor.fetchall()}) > 1:
            yield 0


def _positions() -> Iterator[int]:
    head = EventHead.objects.get(pk=1).position
    told = DossierEvent.objects.aggregate(n=Count("position", distinct=True))["n"]
    if told != head:
        yield head - told


def _told(case: str, wrong: list[Any]) -> Iterator[dict[str, Any]]:
    yield {"case": case, "wrong": len(wrong), "note": str(wrong[0])[:300] if wrong else ""}
