"""Questions about regimes and procedures; answers are frozen values, kept for all threads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db.models import Count, Q

from congvu.instruments.catalogue import rules, stored
from congvu.instruments.catalogue.errors import (
    NoRegime,
    NotInForce,
    UnknownProcedure,
    UnknownVersion,
)
from congvu.instruments.catalogue.models import ProcedureField, ProcedureVersion
from congvu.instruments.catalogue.shelf import Shelf
from congvu.instruments.catalogue.statistical_forms import StatisticalForm, read_form
from congvu.kernel.numbering import CodeFormat
from congvu.kernel.vitext import fold, words
from congvu.kernel.workingdays import ClockPolicy, TimeLimit

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from congvu.instruments.catalogue.rules import (
        RegimeFacts,
        RegimeSpan,
        VersionFacts,
        VersionLine,
    )

SEARCH_LIMIT: Final = 20
_CODE_START: Final = re.compile(r"[0-9](\.[0-9]*)?")
_CONSIDERED: Final = 200  # candidates ordered in Python; more than that is no search


def regime_on(day: date) -> RegimeFacts:
    """Give the regime of a dossier accepted on the day, with the code format of that day.

    Raises NoRegime when none covers it.
    """
    for regime in _regimes.get("all"):
        if regime.holds_on(day):
            return regime.on(day)
    raise NoRegime(day)


def list_regimes() -> tuple[RegimeSpan, ...]:
    """List all regimes, oldest first, with the code formats of all their days."""
    return _regimes.get("all")


def service_levels_on(day: date) -> tuple[rules.ServiceLevelFacts, ...]:
    """List the grades of online service that the law knows on the day."""
    return tuple(
        level
        for level in _service_levels.get("all")
        if level.starts_on <= day and (level.ends_on is None or day < level.ends_on)
    )


def get_version(code: str, on: date) -> VersionFacts:
    """Give the version of the procedure in force on the day; no statement when it is kept.

    Raises UnknownProcedure, or NotInForce, which says when versions do hold.
    """
    versions = _versions.get(code)
    found = rules.in_force(versions, on)
    if found is None:
        raise _not_in_force(code, on, versions)
    return found


def get_version_by_id(version_id: int) -> VersionFacts:
    """Give a version by its id: what a dossier was accepted under. Raises UnknownVersion."""
    return _by_id.get(version_id)


def list_versions(code: str) -> tuple[VersionFacts, ...]:
    """List all versions of a procedure, oldest first. Raises UnknownProcedure."""
    return _versions.get(code)


def limit_for(version: VersionFacts, channel: str) -> TimeLimit:
    """Give the time limit for a channel of submission."""
    return version.limit_for(channel)


def clock_policy(regime: RegimeFacts, version: VersionFacts | None = None) -> ClockPolicy:
    """Give the counting convention of the regime; a procedure may have a rule of its own.

    Same-day procedures count what comes after 15:00 from the next working day, whatever the
    regime does (Luật Hộ tịch 60/2014, NĐ 23/2015 Điều 7).
    """
    cutoff, on_supplement = regime.late_acceptance_cutoff, regime.on_supplement
    if version is not None:
        cutoff = version.late_acceptance_cutoff or cutoff
        on_supplement = version.on_supplement or on_supplement
    return ClockPolicy(regime.code, regime.article, cutoff, on_supplement)


def code_format(regime: RegimeFacts) -> CodeFormat:
    """Give the format of dossier codes on the day for which the regime was asked."""
    facts = regime.code_format
    return CodeFormat(facts.date_digits, facts.counter_width, facts.template)


def papers(version: VersionFacts) -> tuple[rules.PaperFacts, ...]:
    """List the papers of a dossier, in their order."""
    return version.papers


def steps(version: VersionFacts) -> tuple[rules.StepFacts, ...]:
    """List the steps of the internal workflow, in their order."""
    return version.steps


def fees(version: VersionFacts, channel: str) -> tuple[rules.FeeFacts, ...]:
    """List the fee lines that hold for a channel."""
    return version.fees_for(channel)


def search_versions(
    text: str, on: date, unit_kind: str | None = None, limit: int = SEARCH_LIMIT
) -> tuple[VersionLine, ...]:
    """Find versions in force by code or by words, accents and case ignored.

    First those that hold the words together, the shortest name first.

    Every word given must begin a word of the name or of the common name. A `unit_kind` or
    level leaves those that are decided at its level. One statement; nothing for a blank text.
    """
    asked = words(text)
    if not asked:
        return ()
    rows = _in_force(on)
    if _CODE_START.fullmatch(text.strip()):
        rows = rows.filter(procedure__code__startswith=text.strip())
    else:
        for word in asked:
            rows = rows.filter(folded__contains=f" {word}")
    level = rules.level_of(unit_kind)
    if level is not None:
        rows = rows.filter(Q(level=level) | Q(also_level=level))
    phrase = f" {fold(text)}"
    ranked = sorted(
        rows.values("folded", *stored.LINE)[:_CONSIDERED],
        key=lambda row: (phrase not in row["folded"], len(row["name"]), row["procedure__code"]),
    )
    return tuple(stored.line(row) for row in ranked[:limit])


def browse(field: str, on: date) -> tuple[VersionLine, ...]:
    """List the versions of a field in force on the day, in Vietnamese alphabetical order."""
    rows = _in_force(on).filter(procedure__field__code=field).order_by("sort_key", "id")
    return tuple(stored.line(row) for row in rows.values(*stored.LINE))


def list_fields(on: date) -> tuple[rules.FieldLine, ...]:
    """List the fields that have procedures in force on the day, and how many."""
    rows = (
        ProcedureField.objects.filter(_holds(on, "procedures__versions__"))
        .annotate(count=Count("procedures", distinct=True))
        .order_by("sort_key")
        .values("id", "code", "name", "name_en", "count")
    )
    return tuple(rules.FieldLine(**row) for row in rows)


def get_statistical_form(code: str) -> StatisticalForm:
    """Give a statistical form of the shipped catalogue: "06a". Raises UnknownForm."""
    return _forms.get(code)


def clear_cache() -> None:
    """Forget what is kept; loading does it, and tests that roll back."""
    for shelf in (_regimes, _service_levels, _versions, _by_id, _forms):
        shelf.clear()


def _holds(on: date, prefix: str = "") -> Q:
    return Q(**{f"{prefix}starts_on__lte": on}) & (
        Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gt": on})
    )


def _in_force(on: date) -> QuerySet[ProcedureVersion]:
    return ProcedureVersion.objects.filter(_holds(on)).order_by("sort_key", "id")


def _fetch_versions(code: str) -> tuple[VersionFacts, ...]:
    versions = stored.versions(procedure__code=code)
    if not versions:
        raise UnknownProcedure(code)
    return versions


def _fetch_by_id(version_id: int) -> VersionFacts:
    versions = stored.versions(id=version_id)
    if not versions:
        raise UnknownVersion(version_id)
    return versions[0]


def _not_in_force(code: str, on: date, versions: tuple[VersionFacts, ...]) -> NotInForce:
    """Say which version would hold: the next one, or else the last one that ended."""
    for version in versions:
        if version.starts_on > on:
            return NotInForce(code, on, version.number, version.starts_on, later=True)
    last = versions[-1]
    return NotInForce(code, on, last.number, last.ends_on or last.starts_on, later=False)


_regimes: Shelf[str, tuple[RegimeSpan, ...]] = Shelf(lambda _key: stored.regimes())
_service_levels: Shelf[str, tuple[rules.ServiceLevelFacts, ...]] = Shelf(
    lambda _key: stored.service_levels()
)
_versions: Shelf[str, tuple[VersionFacts, ...]] = Shelf(_fetch_versions)
_by_id: Shelf[int, VersionFacts] = Shelf(_fetch_by_id)
_forms: Shelf[str, StatisticalForm] = Shelf(
    lambda code: read_form(settings.CATALOGUE / "statistics", code)
)
