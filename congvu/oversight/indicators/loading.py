"""Loads catalogue/indicators into the database; a part of `congvu catalogue load` and `check`."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from congvu.foundation.journal import services as journal
from congvu.foundation.journal.rules import Actor
from congvu.instruments.catalogue.parts import LoadedPart, Part
from congvu.oversight.indicators.models import IndicatorSetVersion
from congvu.oversight.indicators.rules.reading import as_json, read_sets, tables_of

FOLDER: Final = "indicators"
JOURNAL_UNIT: Final = "system"  # a set belongs to no unit


def check_sets(folder: Path) -> int:
    """Read all sets without a database and return how many there are. Raises BadFiles."""
    return len(read_sets(folder))


def load_sets(folder: Path, *, by: Actor, at: datetime) -> LoadedPart:
    """Write a new version of each set whose file says something new; the same files change nothing.

    All files are read before anything is written (BadFiles). What a version says never changes:
    reports name the version that they were made with.
    """
    read = {one.code: one for one in read_sets(folder)}
    created = updated = 0
    with transaction.atomic():
        for values in tables_of(folder).values():
            content = as_json(values)
            digest = digest_of(content)
            one = read[content["code"]]
            newest = (
                IndicatorSetVersion.objects.select_for_update()
                .filter(code=one.code)
                .order_by("-number")
                .first()
            )
            if newest is not None and newest.digest == digest:
                continue
            created, updated = created + (newest is None), updated + (newest is not None)
            IndicatorSetVersion.objects.create(
                code=one.code,
                number=newest.number + 1 if newest else 1,
                name=one.name,
                level=one.level.value,
                starts_on=one.starts_on,
                ends_on=one.ends_on,
                content=content,
                digest=digest,
                loaded_at=at,
            )
        if created or updated:
            journal.record(
                unit=JOURNAL_UNIT,
                by=by,
                action="load_indicators",
                obj_type="indicator_set",
                obj_code=FOLDER,
                changes={"created": created, "updated": updated},
                at=at,
            )
    return LoadedPart(created, updated, len(read) - created - updated)


def digest_of(content: object) -> str:
    """Return the digest of a set's contents as JSON keeps them."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


PART: Final = Part(FOLDER, _("bộ chỉ tiêu"), check_sets, load_sets)
