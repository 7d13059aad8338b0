"""The scales of rating in the catalogue, read once a process."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings

from congvu.casework.quality.rules import Scale, read_scale


@cache
def scales() -> tuple[Scale, ...]:
    files = sorted((Path(settings.CATALOGUE) / "quality").glob("*.toml"))
    return tuple(read_scale(one.read_text(encoding="utf-8")) for one in files)


def scale_on(on: date) -> Scale | None:
    """Return the scale in force on a day; None before the first."""
    found = [one for one in scales() if one.starts_on <= on]
    return max(found, key=lambda one: one.starts_on, default=None)
