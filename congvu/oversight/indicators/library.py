"""Sets of indicators as they were loaded: read once a process, by their version."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from congvu.foundation.units.rules import Level
from congvu.kernel.errors import NotFound, gettext_noop
from congvu.oversight.indicators.models import IndicatorSetVersion
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
    """Return the newest version of a set. Raises NotFound."""
    found = IndicatorSetVersion.objects.filter(code=code).order_by("-number").first()
    if found is None:
        raise NotFound(
            gettext_noop("Chưa nạp bộ chỉ tiêu “%(set)s” (congvu catalogue load)."),
            code="no_indicator_set",
            set=code[:40],
        )
    return found


def versions_in_force(level: Level, on: date) -> list[IndicatorSetVersion]:
    """Return the newest version of each set of a level that holds on a day, by code."""
    newest: dict[str, IndicatorSetVersion] = {}
    for version in IndicatorSetVersion.objects.order_by("code", "number"):
        newest[version.code] = version
    return [
        version
        for version in newest.values()
        if version.level == level.value
        and version.starts_on <= on
        and (version.ends_on is None or on < version.ends_on)
    ]
