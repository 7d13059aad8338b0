"""Loads catalogue/units into the database; called by `congvu catalogue load` and `congvu up`."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from congvu.foundation.journal.rules import SYSTEM, Actor
from congvu.foundation.units import kinds, reference
from congvu.foundation.units.models import ReferenceLoad
from congvu.foundation.units.rules import Scheme
from congvu.foundation.units.services import load_reference_units
from congvu.foundation.units.services.reference import Counts

SOURCE: Final = "units"


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a loading did, in rows of all tables; `skipped` when nothing new was to be read."""

    source: str
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: bool = False


def load(path: Path, *, by: Actor = SYSTEM, at: datetime | None = None) -> LoadReport:
    """Load the folder `catalogue/units` in one transaction; the same files twice cost nothing.

    Raises Invalid for a file that contradicts itself, and then nothing is changed. `at` is the
    time of the journal entry, now when not given.
    """
    moment = at or timezone.now()
    digest = _digest(path)
    with transaction.atomic():
        last = ReferenceLoad.objects.select_for_update().filter(source=SOURCE).first()
        if last is not None and last.digest == digest:
            return LoadReport(SOURCE, skipped=True)
        counts: Counts = load_reference_units(read(path), source=SOURCE, by=by, at=moment)
        ReferenceLoad.objects.update_or_create(
            source=SOURCE, defaults={"digest": digest, "loaded_at": moment}
        )
    return LoadReport(SOURCE, counts.created, counts.updated, counts.unchanged)


def read(path: Path) -> reference.Plan:
    """Read the folder into a plan, without a database. Raises Invalid."""
    kinds.parse((path / "kinds.toml").read_text(encoding="utf-8"))
    manifest = tomllib.loads((path / "structures.toml").read_text(encoding="utf-8"))
    structures = [
        reference.Structure(
            file=item["file"],
            scheme=Scheme(item["scheme"]),
            starts_on=item["starts_on"],
            start_known=item["start_known"],
            rows=reference.parse_structure((path / item["file"]).read_text(encoding="utf-8")),
        )
        for item in manifest["structure"]
    ]
    renamings = [
        reference.Renaming(
            item["structure"], item["code"], item["name"], item["on"], item["decision"]
        )
        for item in manifest.get("former_name", ())
    ]
    changes = [_change(path, item) for item in manifest["succession"]]
    return reference.build(_root(manifest["country"]), structures, changes, renamings)


def _root(country: dict[str, Any]) -> reference.ReferenceUnit:
    code = reference.CodeSpan(Scheme(country["scheme"]), country["code"], country["starts_on"])
    return reference.ReferenceUnit(
        kind="country",
        name=country["name"],
        name_en=country["name_en"],
        starts_on=country["starts_on"],
        codes=[code],
    )


def _change(path: Path, item: dict[str, Any]) -> reference.Change:
    return reference.Change(
        on=item["on"],
        rows=reference.parse_succession((path / item["file"]).read_text(encoding="utf-8")),
        decisions={"province": item["decision_province"], "": item["decision_commune"]},
    )


def _digest(path: Path) -> str:
    """Return one hash over all data files of the folder, by name."""
    total = hashlib.sha256()
    for file in sorted([*path.glob("*.csv"), *path.glob("*.toml")]):
        total.update(file.name.encode())
        total.update(file.read_bytes())
    return total.hexdigest()
