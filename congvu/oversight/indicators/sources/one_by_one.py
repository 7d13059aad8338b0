"""Figures for which dossiers are looked at one by one: by grade of service, by procedure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from django.db.models import Q

from congvu.casework.dossiers.selectors.counted import lines_of
from congvu.instruments.catalogue.models import ProcedureVersion
from congvu.kernel.periods import Window
from congvu.oversight.indicators.sources.asked import Answers, Asked, Number, Scope, described
from congvu.oversight.statistics import querysets
from congvu.oversight.statistics import selectors as statistics
from congvu.oversight.statistics.querysets import Judged
from congvu.oversight.statistics.rules.choices import Question
from congvu.oversight.statistics.selectors import CellPage, CellRow

CHANNELS: Final = {
    "received_online": "online",
    "received_direct": "direct",
    "received_postal": "postal",
}
MOST: Final = 100_000
"""More dossiers of one unit and period are not looked at; the figure is then left to people."""
_PROCEDURES: Final = "procedures_received"
_AT_ONCE: Final = 5_000
_OPTIONS: Final = {"channel", "service"}


class _Received(NamedTuple):
    channel: str
    procedure: str


def is_meant(asked: Asked) -> bool:
    """Whether this is a figure of received dossiers that the facts alone do not tell."""
    options = asked.source.options
    if options.keys() - _OPTIONS:
        return False
    return asked.source.word == _PROCEDURES or (
        asked.source.word == "received" and "service" in options
    )


def read(asked: Sequence[Asked], scope: Scope) -> Answers:
    """Answer for the office, which has dossiers; three statements and one for 5,000 dossiers."""
    units = scope.reach.members
    answers = {one: Number() for one in asked}
    by_window: defaultdict[Window, list[Asked]] = defaultdict(list)
    for one in asked:
        by_window[one.window].append(one)
    for window, some in by_window.items():
        found = _received(Question(window.starts_on, window.last_day, scope.known_on), units)
        if len(found) > MOST:
            continue
        services = _services(window)
        for one in some:
            answers[one] = _number(one, scope, found, services)
    return answers


def list_behind(asked: Asked, scope: Scope, *, after: int | None, limit: int) -> CellPage:
    """List the dossiers that a figure of `read` looked at and counted, in the order of their ids."""
    question = Question(asked.window.starts_on, asked.window.last_day, scope.known_on)
    services = _services(asked.window)
    found: list[CellRow] = []
    while len(found) <= limit:
        page = statistics.dossiers_in(
            tuple(CHANNELS), question, scope.reach.members, after=after, limit=_AT_ONCE
        )
        found += [
            row
            for row in page.rows
            if _is_counted(asked, CHANNELS[row.origin], services.get(row.procedure.code))
        ]
        after = page.after
        if after is None:
            break
    more = len(found) > limit
    return CellPage(tuple(found[:limit]), found[limit - 1].dossier_id if more else None)


def _received(question: Question, units: Sequence[int]) -> list[_Received]:
    """Return what was received in the window: exactly the dossiers of columns 4 and 5."""
    statistics.folded_position()
    statement = querysets.cell_of_phases(question, units, origins=tuple(CHANNELS), limit=MOST + 1)
    judged = [Judged(*row) for row in statement.rows()]
    procedures = dict(_procedures([row.dossier_id for row in judged]))
    return [_Received(CHANNELS[row.origin], procedures.get(row.dossier_id, "")) for row in judged]


def _procedures(ids: Sequence[int]) -> Iterator[tuple[int, str]]:
    for start in range(0, len(ids), _AT_ONCE):
        for dossier_id, line in lines_of(ids[start : start + _AT_ONCE]).items():
            yield dossier_id, line.procedure_code


def _services(window: Window) -> dict[str, str]:
    """Return the grade of service of each procedure on the last day, or when it ended before."""
    held = ProcedureVersion.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=window.starts_on), starts_on__lt=window.ends_on
    ).order_by("starts_on")
    return dict(held.values_list("procedure__code", "service_level"))


def _number(
    asked: Asked, scope: Scope, found: Sequence[_Received], services: dict[str, str]
) -> Number:
    meant = [one for one in found if _is_counted(asked, one.channel, services.get(one.procedure))]
    counted = len(meant)
    if asked.source.word == _PROCEDURES:
        counted = len({one.procedure for one in meant})
    opens = described(asked, kind="facts", as_of=scope.known_on.isoformat())
    return Number(Decimal(counted), opens=opens)


def _is_counted(asked: Asked, channel: str, service: str | None) -> bool:
    options = asked.source.options
    return ("channel" not in options or channel in options["channel"]) and (
        "service" not in options or service in options["service"]
    )
