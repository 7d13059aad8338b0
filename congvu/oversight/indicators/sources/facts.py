"""Figures of dossiers: the facts of `statistics`, by unit, field and way of handing in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Final

from congvu.foundation.units.rules import Level
from congvu.instruments.catalogue.models import ProcedureField
from congvu.oversight.indicators.sources import dossiers, one_by_one
from congvu.oversight.indicators.sources.asked import Answers, Asked, Number, Scope, described
from congvu.oversight.statistics import selectors as statistics
from congvu.oversight.statistics.models import Phase
from congvu.oversight.statistics.querysets import Counted
from congvu.oversight.statistics.rules.choices import Question

FIGURES: Final[dict[str, tuple[int, ...]]] = {
    "received": (4, 5),
    "received_online": (4,),
    "received_direct": (5,),
    "carried": (6,),
    "to_handle": (3,),
    "resolved": (7,),
    "early": (8,),
    "in_time": (9,),
    "on_time": (8, 9),
    "late": (10,),
    "pending": (11,),
    "pending_in_time": (12,),
    "pending_late": (13,),
}
"""The columns of form 06a that make a figure; one of a single column opens there."""
CHANNELS: Final = {
    "online": "received_online",
    "direct": "received_direct",
    "postal": "received_postal",
}


def read(asked: Sequence[Asked], scope: Scope) -> Answers:
    """Answer from the facts, one or two statements for all that is asked of the same days.

    Blank: what the facts do not tell (a word or an option beyond them), and all figures of units
    in which no dossier was ever handled here.
    """
    answers = {one: Number() for one in asked}
    told = [one for one in asked if _is_told(one)]
    by_question: defaultdict[Question, list[Asked]] = defaultdict(list)
    for one in told:
        if one.window.starts_on <= scope.known_on:
            by_question[_question(one, scope)].append(one)
    fields = dict(ProcedureField.objects.values_list("id", "code")) if by_question else {}
    used: dict[tuple[int, ...], bool] = {}
    for question, some in by_question.items():
        counted = _counted(question, sorted({unit for one in some for unit in _units(one, scope)}))
        for one in some:
            units = _units(one, scope)
            if units not in used:
                used[units] = Phase.objects.filter(unit_id__in=units).exists()
            if used[units]:
                answers[one] = _number(one, scope, counted, fields)
    return answers | _singly(asked, scope)


def _singly(asked: Sequence[Asked], scope: Scope) -> Answers:
    """Answer what needs the dossiers themselves."""
    known = [one for one in asked if one.window.starts_on <= scope.known_on]
    received = [one for one in known if one_by_one.is_meant(one)]
    rows = [one for one in known if dossiers.is_meant(one)]
    answers: Answers = {}
    if received and Phase.objects.filter(unit_id__in=scope.reach.members).exists():
        answers |= one_by_one.read(received, scope, scope.reach.members)
    used: dict[tuple[int, ...], bool] = {}
    for one in rows:
        units = _units(one, scope)
        if units not in used:
            used[units] = Phase.objects.filter(unit_id__in=units).exists()
    return answers | dossiers.read([one for one in rows if used[_units(one, scope)]], scope)


def _is_told(asked: Asked) -> bool:
    options = asked.source.options
    if asked.source.word not in FIGURES or options.keys() - {"level", "field", "channel"}:
        return False
    # facts know the way of handing in of what came, not of what was finished
    return "channel" not in options or asked.source.word == "received"


def _question(asked: Asked, scope: Scope) -> Question:
    return Question(asked.window.starts_on, asked.window.last_day, scope.known_on)


def _units(asked: Asked, scope: Scope) -> tuple[int, ...]:
    """Return the units that are meant: of a level below, else the office itself."""
    levels = asked.source.options.get("level")
    if levels is None:
        return scope.reach.members
    return tuple(unit for level in sorted(levels) for unit in scope.reach.at_level(Level(level)))


def _counted(question: Question, units: Collection[int]) -> list[Counted]:
    statistics.folded_position()
    return statistics.count(question, units) if units else []


def _number(
    asked: Asked, scope: Scope, counted: Sequence[Counted], fields: dict[int, str]
) -> Number:
    options = asked.source.options
    units = frozenset(_units(asked, scope))
    meant = [
        row
        for row in counted
        if row.unit_id in units
        and ("field" not in options or fields[row.field_id] in options["field"])
    ]
    if "channel" in options:
        value = sum(getattr(row, CHANNELS[one]) for row in meant for one in options["channel"])
    else:
        figures = statistics.figures_of(meant)
        value = sum(figures[number] for number in FIGURES[asked.source.word])
    opens = described(
        asked,
        kind="facts",
        figure=asked.source.word,
        column=_column(asked),
        as_of=scope.known_on.isoformat(),
        level=sorted(options.get("level", ())),
        fields=sorted(options.get("field", ())),
    )
    return Number(Decimal(value), opens=opens)


def _column(asked: Asked) -> str:
    """Return the column of the form that shows exactly these dossiers, "" when none does."""
    channels = asked.source.options.get("channel")
    if channels is not None:
        return "c4" if channels == {"online"} else ""
    columns = FIGURES[asked.source.word]
    return f"c{columns[0]}" if len(columns) == 1 else ""
