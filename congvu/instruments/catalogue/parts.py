"""Folders of the catalogue that rooms above own, and how the command finds them.

The command may not know the rooms above this one; their apps name the module that reads them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from django.apps import apps

from congvu.foundation.journal.rules import Actor


@dataclass(frozen=True, slots=True)
class LoadedPart:
    """What a loading did, in the part's own things."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0


class Load(Protocol):
    """Writes a folder in the caller's transaction; the same files twice change nothing."""

    def __call__(self, folder: Path, *, by: Actor, at: datetime) -> LoadedPart: ...


@dataclass(frozen=True, slots=True)
class Part:
    """A folder under `catalogue/`: its name, what its things are called, how it is read.

    `check` reads it without a database, raises BadFiles and gives the number of things. A part
    whose files are read each time they are needed has no `writes`: loading it is checking it.
    """

    folder: str
    label: Any
    check: Callable[[Path], int]
    writes: Load | None = None

    def load(self, folder: Path, *, by: Actor, at: datetime) -> LoadedPart:
        """Take the folder over in the caller's transaction. Raises BadFiles."""
        if self.writes is None:
            return LoadedPart(unchanged=self.check(folder))
        return self.writes(folder, by=by, at=at)


def list_parts() -> tuple[Part, ...]:
    """Return the parts of all rooms by name: the `PART` of each module that an app names.

    An app names it by `catalogue_part = "congvu.….loading"` in its configuration. Raises
    ValueError when two rooms claim one folder.
    """
    named = [getattr(app, "catalogue_part", "") for app in apps.get_app_configs()]
    parts: list[Part] = [import_module(name).PART for name in named if name]
    folders = [part.folder for part in parts]
    if len(set(folders)) < len(folders):
        raise ValueError(f"two owners of one folder of the catalogue: {sorted(folders)}")
    return tuple(sorted(parts, key=lambda part: part.folder))


def parts_in(catalogue: Path) -> tuple[Part, ...]:
    """Return the parts that a catalogue brings: a folder of one's own may hold only some of them."""
    return tuple(part for part in list_parts() if (catalogue / part.folder).is_dir())
