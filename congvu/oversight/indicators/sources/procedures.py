"""Figures of the catalogue: procedures that began, ended or are in force, by level and service."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import Count, QuerySet

from congvu.foundation.units import selectors as units
from congvu.instruments.catalogue.by_post import announced_for
from congvu.instruments.catalogue.models import ProcedureVersion
from congvu.kernel.periods import Window
from congvu.oversight.indicators.reach import Reach
from congvu.oversight.indicators.sources.asked import Answers, Asked, Number, Scope, described

FOREVER: Final = date.max
WORDS: Final = ("new", "ended", "in_force", "published", "with_workflow", "by_post")
OPTIONS: Final = {"level", "mechanism", "service"}


@dataclass(frozen=True, slots=True)
class _Version:
    id: int
    code: str
    levels: frozenset[str]
    mechanism: str
    service: str
    starts_on: date
    ends_on: date
    has_steps: bool

    def holds(self, day: date) -> bool:
        return self.starts_on <= day < self.ends_on


def read(asked: Sequence[Asked], scope: Scope) -> Answers:
    """Answer from the catalogue in one statement; blank for what it does not know.

    Without a level the procedures of the unit's own level are meant.
    """
    lives = _lives()
    answers: Answers = {}
    for one in asked:
        known = one.source.word in WORDS and not one.source.options.keys() - OPTIONS
        answers[one] = _number(one, scope, lives) if known else Number()
    return answers


def _lives() -> list[tuple[_Version, ...]]:
    """Return the versions of each procedure, oldest first."""
    rows = (
        ProcedureVersion.objects.order_by("procedure_id", "starts_on")
        .annotate(_steps=Count("steps"))
        .values_list(
            "procedure_id",
            "id",
            "procedure__code",
            "level",
            "also_level",
            "mechanism",
            "service_level",
            "starts_on",
            "ends_on",
            "_steps",
        )
    )
    lives: defaultdict[int, list[_Version]] = defaultdict(list)
    for procedure, pk, code, level, also, mechanism, service, starts_on, ends_on, steps in rows:
        levels = frozenset({level, also} - {""})
        lives[procedure].append(
            _Version(pk, code, levels, mechanism, service, starts_on, ends_on or FOREVER, steps > 0)
        )
    return [tuple(versions) for versions in lives.values()]


def _number(asked: Asked, scope: Scope, lives: Sequence[tuple[_Version, ...]]) -> Number:
    levels = _levels(asked, scope)
    if asked.source.word == "by_post":
        announced = _announced(asked, scope.reach)
        if announced is None:
            return Number()
        lives = _among(announced, lives)
    opens = described(asked, kind="catalogue", figure=asked.source.word, levels=sorted(levels))
    return Number(Decimal(len(_counted(asked, levels, lives))), opens=opens)


def list_counted(
    asked: Asked, levels: frozenset[str], unit_id: int | None = None
) -> QuerySet[ProcedureVersion]:
    """Return the versions by which procedures count in a figure, as the catalogue stands today.

    What was announced for the post is that of a unit: none without one. Raises NotFound.
    """
    lives: Sequence[tuple[_Version, ...]] = _lives()
    if asked.source.word == "by_post":
        reach = None if unit_id is None else Reach(unit_id, asked.window.last_day)
        lives = _among((reach and _announced(asked, reach)) or frozenset(), lives)
    counted = [one.id for one in _counted(asked, levels, lives)]
    found = ProcedureVersion.objects.filter(pk__in=counted).select_related("procedure__field")
    return found.order_by("procedure__field__code", "procedure__code")


def _counted(
    asked: Asked, levels: frozenset[str], lives: Sequence[tuple[_Version, ...]]
) -> list[_Version]:
    options = asked.source.options
    mechanisms = options.get("mechanism", frozenset())
    services = options.get("service", frozenset())
    meant = (_meant(asked.source.word, versions, asked.window) for versions in lives)
    return [
        version
        for version in meant
        if version is not None
        and version.levels & levels
        and (not mechanisms or version.mechanism in mechanisms)
        and (not services or version.service in services)
    ]


def _announced(asked: Asked, reach: Reach) -> frozenset[str] | None:
    """Return what the unit, or one above it, announced for the post; None when nobody told us."""
    codes = {row.code for row in units.path(reach.unit_id, reach.on)}
    return announced_for(codes, asked.window.last_day)


def _among(
    codes: frozenset[str], lives: Sequence[tuple[_Version, ...]]
) -> list[tuple[_Version, ...]]:
    return [versions for versions in lives if versions[0].code in codes]


def _levels(asked: Asked, scope: Scope) -> frozenset[str]:
    return asked.source.options.get("level") or _own_level(scope)


def _own_level(scope: Scope) -> frozenset[str]:
    level = scope.reach.level
    names = {"provincial": "province"}
    return frozenset() if level is None else frozenset({names.get(level.value, level.value)})


def _meant(word: str, versions: Sequence[_Version], window: Window) -> _Version | None:
    """Return the version by which a procedure counts in this figure, None when it does not."""
    if word == "new":
        return versions[0] if versions[0].starts_on in window else None
    if word == "ended":
        return versions[-1] if versions[-1].ends_on in window else None
    held = next((one for one in versions if one.holds(window.last_day)), None)
    if held is None or (word == "with_workflow" and not held.has_steps):
        return None
    return held
