"""Worklist, filter by state and search in the largest commune: server time of a page of 50 rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from config.bench.inside.who import TODAY, busiest, database, person
from config.bench.results import Result, at_most, timed
from congvu.casework.dossiers.models import Applicant
from congvu.casework.dossiers.rules.states import State
from congvu.casework.dossiers.selectors import lists
from congvu.casework.dossiers.selectors.access import own
from congvu.foundation.people.rules import Role

REPEAT: Final = 60
P95_MS: Final = 50
TYPED_MS: Final = 150


def measure(size: int) -> Iterator[Result]:
    """Measure each list many times."""
    unit_id, count = busiest()
    for name, case, goal_ms, ask in _questions(unit_id):
        times = timed(ask, REPEAT)
        goal, met = at_most(times.p95_ms, goal_ms, "ms")
        note = f"median {times.median_ms:.1f} ms, CPU {times.median_cpu_ms:.1f} ms"
        yield Result(name, f"{case}, p95", database(), size, round(times.p95_ms, 1), "ms",
                     goal, met, f"{note}; {count:,} dossiers of the commune",
                     median=round(times.median_ms, 2))  # fmt: skip


def _questions(unit_id: int) -> list[tuple[str, str, int, Callable[[], object]]]:
    clerk, officer = person(unit_id, Role.CLERK), person(unit_id, Role.OFFICER)
    someone = Applicant.objects.filter(unit_id=unit_id).order_by("-dossier_id")[:1].get()
    code = someone.dossier.code or ""
    given = someone.name.split()[-1]

    def search(text: str) -> Callable[[], object]:
        return lambda: lists.page(lists.search(clerk, text, TODAY))

    def state(*states: State) -> Callable[[], object]:
        return lambda: lists.page(lists.in_states(clerk, TODAY, *states))

    return [
        ("worklist", "officer, by due day", P95_MS,
         lambda: lists.page_by_due(lists.working(officer, TODAY))),
        ("worklist", "everything open, overdue", P95_MS,
         lambda: lists.page_by_due(lists.overdue(own(clerk, TODAY), TODAY))),
        ("filter", "one rare state (suspended)", P95_MS, state(State.SUSPENDED)),
        ("filter", "one common state (handed out)", P95_MS, state(State.HANDED_OUT)),
        ("filter", "the newest of all", P95_MS, lambda: lists.page(own(clerk, TODAY))),
        ("search", "a common word (nguyen)", TYPED_MS, search("nguyen")),
        ("search", "two words", TYPED_MS, search(f"nguyen {given}")),
        ("search", "three letters", TYPED_MS, search("tha")),
        ("search", "a full name", TYPED_MS, search(someone.name)),
        ("search", "nothing found", TYPED_MS, search("khong co ai")),
        ("search", "code by prefix", TYPED_MS, search(code[:-2])),
        ("search", "phone by prefix", TYPED_MS, search(someone.phone[:6])),
    ]  # fmt: skip
