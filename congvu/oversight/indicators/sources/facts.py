"""Figures of dossiers: the facts of `statistics`, by unit, field and way of handing in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Final

from congvu.instruments.catalogue.models import ProcedureField
from congvu.oversight.indicators.sources import dossiers, one_by_one
from congvu.oversight.indicators.sources.asked import Answers, Asked, Number, Scope, described
from congvu.oversight.statistics import selectors as statistics
from congvu.oversight.statistics.models import Phase
from congvu.oversight.statistics.querysets import Counted
from congvu.oversight.statistics.rules.choices import Question
from congvu.oversight.statistics.selectors import CellPage

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
"""The columns of form 06a that make a figure."""
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
        counted = _counted(question, sorted({unit for one in some for unit in scope.units_of(one)}))
        for one in some:
            units = scope.units_of(one)
            if units not in used:
                used[units] = Phase.objects.filter(unit_id__in=units).exists()
            if used[units]:
                answers[one] = _number(one, scope, counted, fields)
    return answers | _singly(asked, scope)


def list_behind(asked: Asked, scope: Scope, *, after: int | None, limit: int) -> CellPage:
    """List the dossiers that a figure of `read` counts, `limit` of those after `after`.

    Not for the words of `dossiers`, whose lists know no situations of form 06a.
    """
    if one_by_one.is_meant(asked):
        return one_by_one.list_behind(asked, scope, after=after, limit=limit)
    fields = asked.source.options.get("field")
    known = None if fields is None else ProcedureField.objects.filter(code__in=fields)
    return statistics.dossiers_in(
        _situations(asked),
        _question(asked, scope),
        scope.units_of(asked),
        None if known is None else list(known.values_list("id", flat=True)),
        after=after,
        limit=limit,
    )


def _situations(asked: Asked) -> Collection[str]:
    channels = asked.source.options.get("channel")
    if channels is not None:
        return [CHANNELS[one] for one in sorted(channels)]
    return statistics.situations_of(FIGURES[asked.source.word])


def _singly(asked: Sequence[Asked], scope: Scope) -> Answers:
    """Answer what needs the dossiers themselves."""
    known = [one for one in asked if one.window.starts_on <= scope.known_on]
    received = [one for one in known if one_by_one.is_meant(one)]
    rows = [one for one in known if dossiers.is_meant(one)]
    answers: Answers = {}
    if received and Phase.objects.filter(unit_id__in=scope.reach.members).exists():
        answers |= one_by_one.read(received, scope)
    used: dict[tuple[int, ...], bool] = {}
    for one in rows:
        units = scope.units_of(one)
        if units not in used:
            used[units] = Phase.objects.filter(unit_id__in=units).exists()
    return answers | dossiers.read([one for one in rows if used[scope.units_of(one)]], scope)


def _is_told(asked: Asked) -> bool:
    options = asked.source.options
    if asked.source.word not in FIGURES or options.keys() - {"level", "field", "channel"}:
        return False
    # facts know the way of handing in of what came, not of what was finished
    return "channel" not in options or asked.source.word == "received"


def _question(asked: Asked, scope: Scope) -> Question:
    return Question(asked.window.starts_on, asked.window.last_day, scope.known_on)


def _counted(question: Question, units: Collection[int]) -> list[Counted]:
    statistics.folded_position()
    return statistics.count(question, units) if units else []


def _number(
    asked: Asked, scope: Scope, counted: Sequence[Counted], fields: dict[int, str]
) -> Number:
    options = asked.source.options
    units = frozenset(scope.units_of(asked))
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
    opens = described(asked, kind="facts", as_of=scope.known_on.isoformat())
    return Number(Decimal(value), opens=opens)
