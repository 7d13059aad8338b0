"""The outlines of the catalogue as files, read once per process.

A changed catalogue is taken up when the program starts again.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings

from congvu.foundation.units.rules import Level
from congvu.kernel.errors import NotFound, gettext_noop
from congvu.kernel.periods import PeriodKind
from congvu.oversight.reporting.rules.outline_reading import read_outline
from congvu.oversight.reporting.rules.outlines import Outline

WORDS: Final = {Level.COMMUNE: "commune", Level.DISTRICT: "district", Level.PROVINCIAL: "province"}
"""How files of outlines say a level."""


def folder() -> Path:
    return Path(settings.CATALOGUE) / "outlines"


@cache
def outlines() -> tuple[Outline, ...]:
    """Return every outline, by code. Raises BadFiles when a file is wrong."""
    return tuple(
        read_outline(path.read_text(encoding="utf-8"), path.name)
        for path in sorted(folder().glob("*.toml"))
    )


def outline(code: str) -> Outline:
    """Return the outline of this code. Raises NotFound."""
    for one in outlines():
        if one.code == code:
            return one
    raise NotFound(
        gettext_noop("Danh mục không có đề cương “%(outline)s”."),
        code="outline_unknown",
        outline=code[:40],
    )


def serving(level: Level | None, kind: PeriodKind, day: date) -> tuple[Outline, ...]:
    """Return the outlines of a level for a period of this kind that ends on this day."""
    word = WORDS.get(level, "") if level else ""
    return tuple(one for one in outlines() if one.level == word and one.serves(kind, day))
