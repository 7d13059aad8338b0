"""Loads catalogue/indicators into the database; a part of `congvu catalogue load` and `check`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from congvu.foundation.journal import services as journal
from congvu.foundation.journal.rules import Actor
from congvu.instruments.catalogue.parts import LoadedPart, Part
from congvu.kernel.digests import digest_of
from congvu.oversight.indicators.models import IndicatorSetVersion, SetOrigin
from congvu.oversight.indicators.rules.reading import as_json, read_sets, tables_of
from congvu.oversight.indicators.rules.sets import IndicatorSet

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
    contents = {code: as_json(values) for code, values in tables_of(folder).items()}
    with transaction.atomic():
        numbers = [_write(read[code], contents[code], at) for code in read]
        told = LoadedPart(
            created=numbers.count(1),
            updated=sum(number > 1 for number in numbers),
            unchanged=numbers.count(0),
        )
        if told.created or told.updated:
            journal.record(
                unit=JOURNAL_UNIT,
                by=by,
                action="load_indicators",
                obj_type="indicator_set",
                obj_code=FOLDER,
                changes={"created": told.created, "updated": told.updated},
                at=at,
            )
    return told


def _write(one: IndicatorSet, content: dict[str, Any], at: datetime) -> int:
    """Write a version if the file says something new and return its number, 0 when it does not."""
    digest = digest_of(content)
    there = IndicatorSetVersion.objects.select_for_update().filter(code=one.code)
    # what administrators made of a set is no reason to bring the same file again
    brought = there.filter(origin=SetOrigin.CATALOGUE).order_by("-number").first()
    if brought is not None and brought.digest == digest:
        return 0
    newest = there.order_by("-number").first()
    version = IndicatorSetVersion.objects.create(
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
    return version.number


PART: Final = Part(FOLDER, _("bộ chỉ tiêu"), check_sets, load_sets)
