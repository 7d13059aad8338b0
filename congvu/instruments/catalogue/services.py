"""Loading the files of the catalogue into the database, whole or not at all."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from django.db import transaction

from congvu.foundation.journal import services as journal
from congvu.instruments.catalogue import selectors, writing
from congvu.instruments.catalogue.catalogue_files import CatalogueFiles, read_catalogue
from congvu.instruments.catalogue.errors import InForce
from congvu.instruments.catalogue.writing import Tally
from congvu.kernel.workingdays import local_day

if TYPE_CHECKING:
    from datetime import date, datetime
    from pathlib import Path

    from congvu.foundation.journal.rules import Actor
    from congvu.instruments.catalogue.errors import Fault

JOURNAL_UNIT: Final = "system"  # the catalogue belongs to no unit


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did; `only_stored` counts versions that no file names and that were kept."""

    regimes: Tally
    service_levels: Tally
    fields: Tally
    procedures: Tally
    versions: Tally
    only_stored: int

    @property
    def wrote(self) -> bool:
        parts = (self.regimes, self.service_levels, self.fields, self.procedures, self.versions)
        return any(part.new or part.changed for part in parts)


def load(folder: Path, *, by: Actor, at: datetime, replace: bool = False) -> LoadReport:
    """Make the database hold what the files say; a second load changes nothing.

    All files are read before anything is written (BadFiles), all is written in one
    transaction, and one journal entry says how much. A version or regime that has begun keeps
    its dates, limits and clock rules, because dossiers rely on them: InForce is raised and
    nothing is written, unless `replace`. Texts, papers, fees and steps may be mended at any
    time. What no file names is kept.
    """
    files = read_catalogue(folder)
    try:
        with transaction.atomic():
            report = _write(files, today=local_day(at), replace=replace)
            if report.wrote:
                journal.record(
                    unit=JOURNAL_UNIT,
                    by=by,
                    action="load_catalogue",
                    obj_type="catalogue",
                    obj_code=folder.name,
                    changes=asdict(report),
                    at=at,
                )
            transaction.on_commit(selectors.clear_cache)
    finally:
        selectors.clear_cache()
    return report


def _write(files: CatalogueFiles, *, today: date, replace: bool) -> LoadReport:
    faults: list[Fault] = []
    regimes = writing.write_regimes(files.regimes, today, faults)
    service_levels = writing.write_service_levels(files.service_levels)
    fields_, field_ids = writing.write_fields(files.fields)
    procedures, procedure_ids = writing.write_procedures(files.procedures, field_ids)
    versions, only_stored = writing.write_versions(files.procedures, procedure_ids, today, faults)
    if faults and not replace:
        raise InForce(faults)
    return LoadReport(regimes, service_levels, fields_, procedures, versions, only_stored)
