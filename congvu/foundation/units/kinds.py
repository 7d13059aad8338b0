"""The kinds of units, read once from catalogue/units/kinds.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from congvu.foundation.units.rules import Kind, Level
from congvu.kernel.errors import Invalid, gettext_noop


def parse(text: str) -> dict[str, Kind]:
    """Read kinds from TOML text, in their order. Raises Invalid for a kind given twice."""
    kinds: dict[str, Kind] = {}
    for row in tomllib.loads(text)["kind"]:
        kind = _kind(row)
        if kind.code in kinds:
            raise Invalid(
                gettext_noop("Loại đơn vị “%(kind)s” được khai hai lần."),
                code="kind_twice",
                kind=kind.code,
            )
        kinds[kind.code] = kind
    return kinds


def _kind(row: Mapping[str, Any]) -> Kind:
    return Kind(
        code=row["code"],
        name=row["name"],
        name_en=row["name_en"],
        level=Level(row["level"]) if "level" in row else None,
        territorial=row.get("territorial", False),
        starts_on=row.get("starts_on"),
        ends_on=row.get("ends_on"),
        prefixes=row.get("prefixes", {}),
    )


@cache
def all_kinds() -> Mapping[str, Kind]:
    """All kinds that ever were, by code. A changed file is seen after a restart."""
    path: Path = settings.CATALOGUE / "units" / "kinds.toml"
    return parse(path.read_text(encoding="utf-8"))


def get(code: str) -> Kind:
    """Return the kind. Raises Invalid for a code that the catalogue does not have."""
    kind = all_kinds().get(code)
    if kind is None:
        raise Invalid(
            gettext_noop("Không có loại đơn vị “%(kind)s” trong danh mục."),
            code="kind_unknown",
            kind=code,
        )
    return kind


def at_level(level: Level, on: date | None = None) -> tuple[str, ...]:
    """Return the codes of the kinds of a level, on a day or ever."""
    return tuple(
        kind.code
        for kind in all_kinds().values()
        if kind.level is level and (on is None or kind.holds(on))
    )


def levels(on: date) -> tuple[Level, ...]:
    """Return the levels of administration on a day, highest first."""
    held = {kind.level for kind in all_kinds().values() if kind.territorial and kind.holds(on)}
    return tuple(level for level in Level if level in held)
