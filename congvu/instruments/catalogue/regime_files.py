"""Reads the legal regimes and service levels from `catalogue/regimes/`, without a database."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from congvu.instruments.catalogue import rules
from congvu.instruments.catalogue.errors import BadFiles, Fault
from congvu.instruments.catalogue.toml_tables import Table, Wrong, open_table
from congvu.kernel.numbering import CodeFormat
from congvu.kernel.workingdays import FORWARDING_CUTOFF, OnSupplement

if TYPE_CHECKING:
    from pathlib import Path

SERVICE_LEVELS: Final = "service-levels.toml"
FORM_KINDS: Final = frozenset(
    {
        "receipt_slip",
        "supplement_request",
        "refusal_notice",
        "apology_letter",
        "stop_notice",
        "control_sheet",
        "dossier_register",
    }
)


@dataclass(frozen=True, slots=True)
class RegimeFiles:
    """Everything under `catalogue/regimes/`."""

    regimes: tuple[rules.RegimeSpan, ...]
    service_levels: tuple[rules.ServiceLevelFacts, ...]


def read_regimes(folder: Path) -> RegimeFiles:
    """Read all files of the folder. Raises BadFiles with every fault found."""
    faults: list[Fault] = []
    regimes: list[rules.RegimeSpan] = []
    levels: list[rules.ServiceLevelFacts] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            if path.name == SERVICE_LEVELS:
                levels = _service_levels(open_table(path))
            else:
                regimes.append(_regime(open_table(path)))
        except Wrong as wrong:
            faults.append(wrong.fault)
        except BadFiles as bad:
            faults.extend(bad.faults)
    regimes.sort(key=lambda regime: regime.starts_on)
    faults.extend([] if faults else _gaps(regimes, folder.name))
    if faults:
        raise BadFiles(faults)
    return RegimeFiles(tuple(regimes), tuple(levels))


def _gaps(regimes: list[rules.RegimeSpan], folder: str) -> list[Fault]:
    faults = []
    if not regimes:
        faults.append(Fault(folder, "", "chưa có chế độ nào.", "Thêm ít nhất một tệp chế độ."))
    for before, after in itertools.pairwise(regimes):
        if before.ends_on != after.starts_on:
            faults.append(
                Fault(
                    folder,
                    f"{before.code} → {after.code}",
                    "hai chế độ hở ngày hoặc chồng ngày.",
                    f"Đặt ends_on của {before.code} bằng {after.starts_on}.",
                )
            )
    return faults


def _regime(table: Table) -> rules.RegimeSpan:
    regime = rules.RegimeSpan(
        code=table.text("code"),
        name=table.text("name"),
        starts_on=table.day("starts_on"),
        ends_on=table.day_or_none("ends_on"),
        article=table.text("article"),
        on_supplement=OnSupplement(table.choice("on_supplement", set(OnSupplement))),
        late_acceptance_cutoff=table.clock_or_none("late_acceptance_cutoff"),
        forward_cutoff=table.clock_or_none("forward_cutoff") or FORWARDING_CUTOFF,
        code_formats=tuple(_code_format(part) for part in table.tables("code_formats")),
        forms=tuple(_form(part) for part in table.tables("forms")),
        unverified=frozenset(table.texts("unverified", ())),
        note=table.text("note", ""),
    )
    table.done()
    _check_formats(table, regime)
    return regime


def _check_formats(table: Table, regime: rules.RegimeSpan) -> None:
    formats = sorted(regime.code_formats, key=lambda item: item.starts_on)
    edges = [regime.starts_on, *(item.ends_on for item in formats)]
    starts = [*(item.starts_on for item in formats), regime.ends_on]
    if edges != starts:
        raise table.wrong(
            "code_formats",
            "không phủ kín thời gian hiệu lực của chế độ.",
            "Mỗi dạng mã nối tiếp dạng trước, từ starts_on đến ends_on của chế độ.",
        )


def _code_format(table: Table) -> rules.CodeFormatFacts:
    facts = rules.CodeFormatFacts(
        template=table.text("template"),
        date_digits=table.whole("date_digits"),
        counter_width=table.whole("counter_width"),
        starts_on=table.day("starts_on"),
        ends_on=table.day_or_none("ends_on"),
        source=table.text("source"),
        verified=table.flag("verified", default=True),
    )
    table.done()
    try:
        CodeFormat(facts.date_digits, facts.counter_width, facts.template)
    except ValueError as error:
        raise table.wrong("template", f"{error}.", "Xem các dạng mã ở các tệp khác.") from error
    return facts


def _form(table: Table) -> rules.FormFacts:
    facts = rules.FormFacts(
        kind=table.choice("kind", FORM_KINDS),
        number=table.text("number"),
        title=table.text("title"),
        title_en=table.text("title_en"),
        legal_basis=table.text("legal_basis"),
        verified=table.flag("verified", default=True),
    )
    table.done()
    return facts


def _service_levels(table: Table) -> list[rules.ServiceLevelFacts]:
    levels = []
    for part in table.tables("service_levels"):
        levels.append(
            rules.ServiceLevelFacts(
                code=part.text("code"),
                name=part.text("name"),
                name_en=part.text("name_en"),
                starts_on=part.day("starts_on"),
                ends_on=part.day_or_none("ends_on"),
                maps_to=part.choice("maps_to", {"full", "partial", "other"}),
                source=part.text("source"),
                verified=part.flag("verified", default=True),
            )
        )
        part.done()
    table.done()
    return levels
