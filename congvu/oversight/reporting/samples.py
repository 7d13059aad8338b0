"""The published reports of the catalogue as files, read once per process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from congvu.oversight.reporting.rules.published import Published, read_published


@cache
def published() -> tuple[Published, ...]:
    """Return the reports of elsewhere whose figures are kept as samples, by code.

    Raises BadFiles when a file is wrong.
    """
    folder = Path(settings.CATALOGUE) / "samples" / "bao-cao"
    return tuple(
        read_published(path.read_text(encoding="utf-8"), path.name)
        for path in sorted(folder.glob("*.toml"))
    )
