"""Writes what the files say into the tables of the catalogue and counts what changed.

Runs inside the transaction of `services.load`; what may not change is told by `guard`.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from congvu.instruments.catalogue import guard, stored
from congvu.instruments.catalogue.models import (
    ChannelLimit,
    DossierCodeFormat,
    FeeLine,
    PaperSpec,
    Procedure,
    ProcedureField,
    ProcedureVersion,
    Regime,
    ServiceLevel,
    WorkflowStep,
)
from congvu.kernel.vitext import fold, sort_key

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from congvu.instruments.catalogue.errors import Fault
    from congvu.instruments.catalogue.procedure_files import FieldText, ProcedureText
    from congvu.instruments.catalogue.rules import RegimeSpan, ServiceLevelFacts, VersionFacts


@dataclass(slots=True)
class Tally:
    """How many things of one kind a load met."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


def _digest(facts: Any, *left_out: str) -> str:
    """Hash all that a file says about one thing."""
    said = {
        part.name: getattr(facts, part.name) for part in fields(facts) if part.name not in left_out
    }
    text = json.dumps(said, default=_plain, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if hasattr(value, "__dataclass_fields__"):
        return asdict(value)
    return sorted(value) if isinstance(value, frozenset) else str(value)


def write_regimes(regimes: Iterable[RegimeSpan], today: date, faults: list[Fault]) -> Tally:
    tally = Tally()
    known = {row.code: row for row in Regime.objects.all()}
    before = {regime.code: regime for regime in stored.regimes()}
    for regime in regimes:
        digest = _digest(regime)
        row = known.get(regime.code)
        if row and row.digest == digest:
            tally.unchanged += 1
            continue
        if row:
            faults.extend(guard.regime(before[regime.code], regime, today))
        tally.changed += row is not None
        tally.new += row is None
        _save_regime(row or Regime(code=regime.code), regime, digest)
    return tally


def _save_regime(row: Regime, regime: RegimeSpan, digest: str) -> None:
    row.name = regime.name
    row.starts_on = regime.starts_on
    row.ends_on = regime.ends_on
    row.article = regime.article
    row.on_supplement = regime.on_supplement
    row.late_acceptance_cutoff = regime.late_acceptance_cutoff
    row.forward_cutoff = regime.forward_cutoff
    row.forms = {form.kind: _without(asdict(form), "kind") for form in regime.forms}
    row.unverified = sorted(regime.unverified)
    row.note = regime.note
    row.digest = digest
    row.save()
    row.code_formats.all().delete()
    DossierCodeFormat.objects.bulk_create(
        DossierCodeFormat(regime=row, **asdict(part)) for part in regime.code_formats
    )


def _without(values: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != key}


def write_service_levels(levels: Iterable[ServiceLevelFacts]) -> Tally:
    tally = Tally()
    known = {level.code: level for level in stored.service_levels()}
    for level in levels:
        if known.get(level.code) == level:
            tally.unchanged += 1
            continue
        tally.changed += level.code in known
        tally.new += level.code not in known
        ServiceLevel.objects.update_or_create(
            code=level.code, defaults=_without(asdict(level), "code")
        )
    return tally


def write_fields(texts: Iterable[FieldText]) -> tuple[Tally, dict[str, int]]:
    tally = Tally()
    known = {row.code: row for row in ProcedureField.objects.all()}
    for text in texts:
        row = known.get(text.code)
        if row and (row.name, row.name_en) == (text.name, text.name_en):
            tally.unchanged += 1
            continue
        tally.changed += row is not None
        tally.new += row is None
        row = row or ProcedureField(code=text.code)
        row.name, row.name_en, row.sort_key = text.name, text.name_en, sort_key(text.name)
        row.save()
        known[text.code] = row
    return tally, {code: row.pk for code, row in known.items()}


def write_procedures(
    texts: Iterable[ProcedureText], field_ids: dict[str, int]
) -> tuple[Tally, dict[str, int]]:
    tally = Tally()
    known = {row.code: row for row in Procedure.objects.all()}
    new = []
    for text in texts:
        row, field_id = known.get(text.code), field_ids[text.field.code]
        if row is None:
            new.append(Procedure(code=text.code, field_id=field_id))
        elif row.field_id != field_id:
            row.field_id = field_id
            row.save()
            tally.changed += 1
        else:
            tally.unchanged += 1
    tally.new = len(new)
    known.update({row.code: row for row in Procedure.objects.bulk_create(new)})
    return tally, {code: row.pk for code, row in known.items()}


def write_versions(
    texts: Iterable[ProcedureText],
    procedure_ids: dict[str, int],
    today: date,
    faults: list[Fault],
) -> tuple[Tally, int]:
    tally = Tally()
    known = {
        (row.procedure_id, row.number): row for row in ProcedureVersion.objects.defer("folded")
    }
    met: set[tuple[int, int]] = set()
    new: list[tuple[ProcedureVersion, VersionFacts]] = []
    changed: list[tuple[ProcedureVersion, VersionFacts]] = []
    for text in texts:
        for version in text.versions:
            key = (procedure_ids[text.code], version.number)
            met.add(key)
            digest = _digest(version, "id", "field_id", "field_code", "field_name")
            row = known.get(key)
            if row and row.digest == digest:
                tally.unchanged += 1
                continue
            if row:
                (before,) = stored.versions(id=row.pk)
                faults.extend(guard.version(before, version, today, text.file))
                changed.append((row, version))
            else:
                row = ProcedureVersion(procedure_id=key[0], number=version.number)
                new.append((row, version))
            _fill_version(row, version, digest)
    tally.new, tally.changed = len(new), len(changed)
    _save_versions(new, changed)
    return tally, len(set(known) - met)


def _fill_version(row: ProcedureVersion, version: VersionFacts, digest: str) -> None:
    for name in (
        "name",
        "name_en",
        "also_called",
        "level",
        "also_level",
        "competent_kind",
        "competent_name",
        "mechanism",
        "service_level",
        "same_day",
        "late_acceptance_cutoff",
        "starts_on",
        "ends_on",
        "decision",
        "result",
        "fee_text",
        "verified",
        "note",
    ):
        setattr(row, name, getattr(version, name))
    row.on_supplement = version.on_supplement or ""
    row.limit_value, row.limit_unit = version.limit.value, version.limit.unit
    row.legal_basis = list(version.legal_basis)
    row.folded = " " + fold(f"{version.name} {version.also_called}")  # a word begins after a blank
    row.sort_key = sort_key(version.name)
    row.digest = digest


def _save_versions(
    new: list[tuple[ProcedureVersion, VersionFacts]],
    changed: list[tuple[ProcedureVersion, VersionFacts]],
) -> None:
    ProcedureVersion.objects.bulk_create([row for row, _ in new])
    for row, _ in changed:
        row.save()
    touched = [row.pk for row, _ in changed]
    ChannelLimit.objects.filter(version_id__in=touched).delete()
    FeeLine.objects.filter(version_id__in=touched).delete()
    PaperSpec.objects.filter(version_id__in=touched).delete()
    WorkflowStep.objects.filter(version_id__in=touched).delete()
    pairs = [(row.pk, version) for row, version in (*new, *changed)]
    ChannelLimit.objects.bulk_create(
        ChannelLimit(version_id=pk, channel=channel, value=limit.value, unit=limit.unit)
        for pk, version in pairs
        for channel, limit in version.channel_limits
    )
    FeeLine.objects.bulk_create(
        FeeLine(version_id=pk, **{**asdict(fee), "channel": fee.channel or ""})
        for pk, version in pairs
        for fee in version.fees
    )
    PaperSpec.objects.bulk_create(
        PaperSpec(version_id=pk, **asdict(paper))
        for pk, version in pairs
        for paper in version.papers
    )
    WorkflowStep.objects.bulk_create(
        WorkflowStep(version_id=pk, **{**asdict(step), "branches": list(step.branches)})
        for pk, version in pairs
        for step in version.steps
    )
