"""One measured figure, its goal, and how figures become the table of the documents."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from time import perf_counter, process_time
from typing import Final

WARM: Final = 3


@dataclass(frozen=True, slots=True)
class Result:
    """A figure: what was measured, where, on how many dossiers; `met` is None without a goal."""

    name: str
    case: str
    database: str
    size: int
    value: float
    unit: str
    goal: str = ""
    met: bool | None = None
    note: str = ""
    median: float = 0.0  # in ms; what growth is told by

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of many runs: on the clock, and of this process's own work."""

    wall: list[float]
    cpu: list[float]

    @property
    def median_ms(self) -> float:
        return statistics.median(self.wall) * 1000

    @property
    def median_cpu_ms(self) -> float:
        return statistics.median(self.cpu) * 1000

    @property
    def p95_ms(self) -> float:
        return percentile(self.wall, 95) * 1000


def timed(work: Callable[[], object], repeat: int) -> Times:
    """Run a thing a few times to warm up, then `repeat` times with the clock on."""
    for _ in range(min(WARM, repeat)):
        work()
    return timed_each(work for _ in range(repeat))


def timed_each(works: Iterable[Callable[[], object]]) -> Times:
    """Run each thing once with the clock on."""
    wall, cpu = [], []
    for work in works:
        begun, began_work = perf_counter(), process_time()
        work()
        wall.append(perf_counter() - begun)
        cpu.append(process_time() - began_work)
    return Times(wall, cpu)


def percentile(values: Sequence[float], percent: int) -> float:
    """Return the smallest value that at least `percent` of all do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def at_most(value: float, goal: float, unit: str) -> tuple[str, bool]:
    """Return a goal in words, and whether the value keeps it."""
    return f"≤ {goal:g} {unit}", value <= goal


def at_least(value: float, goal: float, unit: str) -> tuple[str, bool]:
    return f"≥ {goal:g} {unit}", value >= goal


def growth(results: Sequence[Result], goal: float) -> list[Result]:
    """Compare each time with the same one at the smallest size of the run."""
    found = []
    smallest = min((row.size for row in results), default=0)
    first = {key_of(row): row for row in results if row.size == smallest and row.median}
    for row in results:
        before = first.get(key_of(row))
        if row.size > smallest and before is not None:
            value = round(row.median / before.median, 2)
            words, met = at_most(value, goal, "×")
            note = f"medians {before.median:.1f} → {row.median:.1f} ms"
            found.append(
                Result(row.name, f"{row.case}: growth from {smallest:,}", row.database,
                       row.size, value, "×", words, met, note)
            )  # fmt: skip
    return found


def key_of(row: Result) -> tuple[str, str, str]:
    return (row.name, row.case, row.database)


def as_markdown(results: Sequence[Result]) -> str:
    """Return a line for each case, a column for each database and size; missed goals are bold."""
    places = sorted({(row.database, row.size) for row in results})
    cases: dict[tuple[str, str], dict[tuple[str, int], Result]] = {}
    for row in results:
        cases.setdefault((row.name, row.case), {})[row.database, row.size] = row
    lines = [
        f"| what | case | goal |{''.join(f' {name} {size:,} |' for name, size in places)} note |",
        f"|---|---|---|{'---:|' * len(places)}---|",
    ]
    for (name, case), measured in cases.items():
        told = "".join(f" {_cell(measured.get(place))} |" for place in places)
        goals = dict.fromkeys(row.goal for row in measured.values() if row.goal)
        note = max(measured.items())[1].note
        lines.append(f"| {name} | {case} | {'; '.join(goals)} |{told} {note} |")
    return "\n".join(lines)


def _cell(row: Result | None) -> str:
    if row is None:
        return ""
    text = f"{row.value:g} {row.unit}"
    return f"**{text}**" if row.met is False else text
