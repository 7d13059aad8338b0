"""The SQL of this room: the texts in `sql/` with their parameters, and the bulk writing of facts.

The texts run unchanged on SQLite, PostgreSQL and DuckDB; only the marks of parameters differ.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from django.db import connection

from congvu.oversight.statistics.rules.choices import Against, Definition, Question
from congvu.oversight.statistics.rules.days import anchor_of, cover

SQL: Final = Path(__file__).parent / "sql"
DEFINITIONS: Final = {Definition.RESULTS: 0, Definition.DECISION_766: 1, Definition.DUE: 2}
DUES: Final = {Against.LAWFUL: 0, Against.PROMISED: 1, Against.CURRENT: 2}
_NOTES: Final = {
    "closed": " AND closed = 1",
    "closed_late": " AND closed = 1 AND late = 1",
    "closed_near": " AND closed = 1 AND near = 1",
}
_PARAMETER: Final = re.compile(r"(?<!:):([a-z_]+)")


class Counted(NamedTuple):
    """The figures of one field of one unit, by situation (the cells of the form) and for the note."""

    unit_id: int
    field_id: int
    received_online: int
    received_direct: int
    received_postal: int
    carried_over: int
    resolved_early: int
    resolved_on_time: int
    resolved_late: int
    closed_without_result: int
    paused: int
    running_in_time: int
    running_overdue: int
    closed: int
    closed_late: int
    closed_near: int


class Judged(NamedTuple):
    """One dossier behind a figure; days as numbers."""

    dossier_id: int
    unit_id: int
    field_id: int
    accepted_day: int
    finished_day: int
    due: int
    origin: str
    standing: str
    closed: int
    late: int
    near: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A text with :named parameters, all of them whole numbers."""

    text: str
    parameters: dict[str, int]

    def for_django(self) -> str:
        """Return the text as Django's cursors want it."""
        return _PARAMETER.sub(r"%(\1)s", self.text.replace("%", "%%"))

    def for_duckdb(self) -> str:
        """Return the text as DuckDB wants it."""
        return _PARAMETER.sub(r"$\1", self.text)

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Run it on the default database."""
        with connection.cursor() as cursor:
            cursor.execute(self.for_django(), self.parameters)
            while page := cursor.fetchmany(5000):
                yield from page


def form_of_phases(question: Question, units: Collection[int] | None) -> Statement:
    """Count any definition of the form over the phases; `units` None means every unit."""
    return Statement(
        _judged(units) + _text("form_of_phases"),
        _parameters(question),
    )


def cell_of_phases(
    question: Question,
    units: Collection[int] | None,
    *,
    limit: int,
    after: int = 0,
    field_ids: Collection[int] | None = None,
    origins: Sequence[str] = (),
    standings: Sequence[str] = (),
    notes: Sequence[str] = (),
    dossier_ids: Collection[int] | None = None,
) -> Statement:
    """List dossiers with their cells in the order of their ids, `limit` of those after `after`."""
    cell = "".join(_NOTES[note] for note in notes)
    if origins:
        cell += f" AND origin IN ({_texts(origins)})"
    if standings:
        cell += f" AND standing IN ({_texts(standings)})"
    where = _one_of("dossier_id", dossier_ids) + _one_of("field_id", field_ids)
    return Statement(
        _judged(units, where) + _text("cell_of_phases").replace("/*cell*/", cell),
        {**_parameters(question), "after": after, "limit": limit},
    )


def form_of_sums(question: Question, units: Collection[int] | None) -> Statement:
    """Count form 06a by results from the sums."""
    numbers = _parameters(question)
    first, until = numbers["first_day"], numbers["until"]
    anchor = anchor_of(first)
    slots = [f"(0, 1, {tier:d}, {starts:d})" for tier, starts in cover(anchor, first - 1)]
    slots += [f"(1, 0, {tier:d}, {starts:d})" for tier, starts in cover(first, until)]
    text = (
        _text("form_of_sums")
        .replace("/*units*/", _one_of("step.unit_id", units))
        .replace("/*slots*/", ", ".join(slots))
        .replace("/*due*/", question.against.value)
    )
    asked = {name: numbers[name] for name in ("first_day", "until", "as_of")}
    return Statement(text, {**asked, "anchor": anchor})


def _judged(units: Collection[int] | None, where: str = "") -> str:
    return _text("judged").replace("/*where*/", _one_of("unit_id", units) + where)


def _parameters(question: Question) -> dict[str, int]:
    first_day = question.first_day.toordinal()
    return {
        "first_day": first_day,
        "until": question.until.toordinal(),
        "as_of": question.as_of.toordinal(),
        "definition": DEFINITIONS[question.definition],
        "against": DUES[question.against],
        "settled_from": 0 if question.definition is Definition.DUE else first_day,
    }


def _one_of(column: str, ids: Collection[int] | None) -> str:
    if ids is None:
        return ""
    return f" AND {column} IN ({', '.join(f'{number:d}' for number in ids) or 'NULL'})"


def _texts(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)


@lru_cache
def _text(name: str) -> str:
    text = (SQL / f"{name}.sql").read_text(encoding="utf-8")
    # Comments may hold colons; what is left of them are the marks to be replaced.
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("--"))
