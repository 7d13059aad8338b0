"""Reads the whole catalogue from its folder, without a database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from congvu.instruments.catalogue.errors import BadFiles, Fault
from congvu.instruments.catalogue.procedure_files import (
    FieldText,
    ProcedureText,
    read_procedures,
)
from congvu.instruments.catalogue.regime_files import read_regimes
from congvu.instruments.catalogue.statistical_forms import StatisticalForm, read_forms

if TYPE_CHECKING:
    from pathlib import Path

    from congvu.instruments.catalogue.rules import RegimeSpan, ServiceLevelFacts


@dataclass(frozen=True, slots=True)
class CatalogueFiles:
    """What the files of regimes, procedures and statistical forms say."""

    regimes: tuple[RegimeSpan, ...]
    service_levels: tuple[ServiceLevelFacts, ...]
    fields: tuple[FieldText, ...]
    procedures: tuple[ProcedureText, ...]
    forms: tuple[StatisticalForm, ...]


def read_catalogue(folder: Path) -> CatalogueFiles:
    """Read everything under the folder. Raises BadFiles with every fault found."""
    faults: list[Fault] = []
    levels: frozenset[str] = frozenset()
    regimes: tuple[RegimeSpan, ...] = ()
    service_levels: tuple[ServiceLevelFacts, ...] = ()
    fields: tuple[FieldText, ...] = ()
    procedures: tuple[ProcedureText, ...] = ()
    forms: tuple[StatisticalForm, ...] = ()
    try:
        regime_files = read_regimes(folder / "regimes")
        regimes, service_levels = regime_files.regimes, regime_files.service_levels
        levels = frozenset(level.code for level in service_levels)
    except BadFiles as bad:
        faults.extend(bad.faults)
    try:
        if not faults:
            fields, procedures = read_procedures(folder / "procedures", levels)
    except BadFiles as bad:
        faults.extend(bad.faults)
    try:
        forms = read_forms(folder / "statistics")
    except BadFiles as bad:
        faults.extend(bad.faults)
    if faults:
        raise BadFiles(faults)
    return CatalogueFiles(regimes, service_levels, fields, procedures, forms)
