"""Sets of indicators as they were loaded: read once a process, by their version."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from congvu.foundation.units.rules import Level
from congvu.kernel.errors import NotFound, gettext_noop
from congvu.oversight.indicators.models import IndicatorSetVersion, SetOrigin
from congvu.oversight.indicators.rules.reading import from_json, read_set
from congvu.oversight.indicators.rules.sets import IndicatorSet


def indicator_set(version: IndicatorSetVersion) -> IndicatorSet:
    """Return the set that a version holds; a version never changes, so it is kept."""
    return _read(version.pk, version.digest)


@lru_cache(maxsize=32)
def _read(pk: int, digest: str) -> IndicatorSet:
    # the digest is in the key because a test database gives the same ids again
    version = IndicatorSetVersion.objects.get(pk=pk, digest=digest)
    return read_set(from_json(version.content), f"{version.code}.toml")


def newest_version(code: str) -> IndicatorSetVersion:
    """Return the newest version of a set that is in use, whatever its days. Raises NotFound."""
    return in_use(_versions(code))[-1]


def version_for(code: str, day: date) -> IndicatorSetVersion:
    """Return the version of a set for a period that ends with this day.

    That is the newest in use whose days hold then, the newest of all when none does.
    Raises NotFound.
    """
    found = in_use(_versions(code))
    return next((one for one in reversed(found) if holds(one, day)), found[-1])


def versions_in_force(level: Level, on: date) -> list[IndicatorSetVersion]:
    """Return the version of each set of a level that holds on a day, by code."""
    by_code: dict[str, list[IndicatorSetVersion]] = {}
    for version in IndicatorSetVersion.objects.defer("content").order_by("code", "number"):
        by_code.setdefault(version.code, []).append(version)
    newest = (
        next((one for one in reversed(in_use(some)) if holds(one, on)), None)
        for some in by_code.values()
    )
    return [one for one in newest if one is not None and one.level == level.value]


def in_use(versions: Sequence[IndicatorSetVersion]) -> list[IndicatorSetVersion]:
    """Return those of a set's versions that count, oldest first.

    A version of one's own stands before what the catalogue brings later, until somebody takes
    over what the catalogue says: then the catalogue's next one counts again.
    """
    ordered = sorted(versions, key=lambda one: one.number)
    own = [one for one in ordered if one.origin == SetOrigin.OWN]
    brought = {one.digest for one in ordered if one.origin == SetOrigin.CATALOGUE}
    if not own or own[-1].digest in brought:
        return ordered
    return [one for one in ordered if one.origin == SetOrigin.OWN or one.number < own[-1].number]


def holds(version: IndicatorSetVersion, day: date) -> bool:
    """Tell whether a version's days hold a day."""
    return version.starts_on <= day and (version.ends_on is None or day < version.ends_on)


def _versions(code: str) -> list[IndicatorSetVersion]:
    found = list(IndicatorSetVersion.objects.filter(code=code).order_by("number"))
    if not found:
        raise NotFound(
            gettext_noop("Chưa nạp bộ chỉ tiêu “%(set)s” (congvu catalogue load)."),
            code="no_indicator_set",
            set=code[:40],
        )
    return found
