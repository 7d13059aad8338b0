"""Reports: one commune's as files, the sums of a province and of the country, the sheet of figures.

The communes' figures are rows like those that offices write, invented, ten quarters of them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from time import perf_counter, process_time
from typing import Final

from django.db import connection, transaction
from django.db.models import Count, QuerySet

from config.bench.inside.who import database, person
from config.bench.results import Result, Times, at_most, timed, timed_each
from config.sample.country import COMMUNES
from congvu.foundation.journal.rules import SYSTEM
from congvu.foundation.people.rules import Role
from congvu.foundation.units.models import Parentage, Unit
from congvu.kernel.periods import Window
from congvu.kernel.workcalendar import VIETNAM
from congvu.oversight.indicators.library import newest_version
from congvu.oversight.indicators.models import ReportingPeriod, Value
from congvu.oversight.indicators.rules.origins import Origin
from congvu.oversight.indicators.rules.sets import Indicator, ValueType
from congvu.oversight.indicators.selectors import set_of, sheet
from congvu.oversight.indicators.services.consolidating import consolidate
from congvu.oversight.indicators.services.periods import open_period
from congvu.oversight.reporting import printing
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.selectors.page import page_of
from congvu.oversight.reporting.services import life

SET: Final = "xa-2025"
OUTLINE: Final = "xa-quy"
ROWS: Final = 176
A_PROVINCE: Final = 126
AT: Final = datetime.combine(date(2026, 6, 30), time(16), VIETNAM)
PERIODS: Final = tuple((2026 - (k + 3) // 4, -k % 4 + 1) for k in range(10))  # 2026Q1 and back
FILES: Final = ("docx", "xlsx", "pdf")
REPEAT: Final = 5
SHEETS: Final = 100
_NEXT: Final = """
    INSERT INTO indicators_value (unit_id, period_id, code, origin, numerator, denominator, amount,
        text, as_of, recorded_at, recorded_by, position_code, reason, evidence, superseded_by)
    SELECT {unit}, {period}, v.code, v.origin, v.numerator, v.denominator,
        CASE WHEN v.numerator IS NULL AND v.amount > 1 THEN v.amount + {unit} %% 97 ELSE v.amount END,
        v.text, v.as_of, v.recorded_at, v.recorded_by, v.position_code, v.reason, v.evidence, ''
    FROM indicators_value v"""


def measure(size: int) -> Iterator[Result]:
    """Measure with one period of the whole country, with those shown beside it, with ten."""
    newest, *others = _periods()
    if _is_filled(others[-1]):  # kept from a run before: only the whole can be opened
        note = f"{_values():,} values"
        yield _row("sheet of figures opened, 10 periods", size, _opened(newest), note)
    else:
        yield from _growing(size, newest, others)
    yield from _files(size, newest)
    yield from _sums(size, newest)


def _growing(size: int, newest: ReportingPeriod, others: list[ReportingPeriod]) -> Iterator[Result]:
    """Write the periods little by little, and open the same sheets of the newest each time."""
    beside = [others[0], others[3]]  # the quarter before, the same one of last year
    yield from _filled(size, [newest])
    yield _row("sheet of figures opened, 1 period", size, _opened(newest), f"{_values():,} values")
    yield from _filled(size, beside)
    shown = _opened(newest)
    case = "the same, with the 2 periods shown beside it"
    yield _row(case, size, shown, f"{_values():,} values")
    yield from _filled(size, [period for period in others if period not in beside])
    ten = _opened(newest)
    goal, met = at_most(ten.median_cpu_ms / shown.median_cpu_ms, 1.3, "× the line above, CPU")
    yield Result("reports", "the same, with 10 periods", database(), size, round(ten.median_ms, 1),
                 "ms", goal, met, f"CPU {ten.median_cpu_ms:.1f} ms; {_values():,} values")  # fmt: skip


def _periods() -> list[ReportingPeriod]:
    """Return ten quarters that the country asks for, the newest first."""
    country = Unit.objects.get(kind="country")
    version = newest_version(SET)
    found = []
    for year, quarter in PERIODS:
        code = f"{year}Q{quarter}"
        there = ReportingPeriod.objects.filter(superior=country, code=code).first()
        first = date(year, 3 * quarter - 2, 1)
        following = date(year + quarter // 4, 3 * quarter % 12 + 1, 1)
        found.append(
            there
            or open_period(country.pk, version, code, Window(first, following),
                           due_on=following, by=SYSTEM, at=AT)
        )  # fmt: skip
    return found


def _filled(size: int, periods: list[ReportingPeriod]) -> Iterator[Result]:
    """Write the figures of every commune for these periods."""
    begun, before = perf_counter(), _values()
    communes = _communes()
    first = communes.order_by("pk").values_list("pk", flat=True)[0]
    marks = ", ".join(["%s"] * len(COMMUNES))
    for period in periods:
        with transaction.atomic(), connection.cursor() as cursor:
            Value.objects.bulk_create(_value(first, period, one) for one in _indicators(period))
            cursor.execute(
                f"""{_NEXT.format(unit="u.id", period="v.period_id")} CROSS JOIN units_unit u
                WHERE v.unit_id = %s AND v.period_id = %s AND u.id <> %s
                    AND u.ends_on IS NULL AND u.kind IN ({marks})""",
                [first, period.pk, first, *COMMUNES],
            )
    seconds, count = perf_counter() - begun, _values() - before
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE indicators_value")
    yield Result("reports", f"invented figures of {len(periods)} periods written", database(), size,
                 round(seconds, 1), "s", note=f"{count:,} rows")  # fmt: skip


def _indicators(period: ReportingPeriod) -> list[Indicator]:
    """Return the first rows of the set that take a figure."""
    return [one for one in set_of(period).indicators if not one.is_heading][:ROWS]


def _value(unit_id: int, period: ReportingPeriod, indicator: Indicator) -> Value:
    kind = indicator.value_type
    number = random.Random(indicator.code).randrange(2, 900)  # noqa: S311 - the same each time
    told = Value(unit_id=unit_id, period=period, code=indicator.code, origin=Origin.COMPUTED,
                 as_of=AT, recorded_at=AT, recorded_by="bench")  # fmt: skip
    if kind is ValueType.TEXT:
        told.text = "Nội dung"
    elif kind is ValueType.RATIO:
        told.numerator, told.denominator, told.amount = 1, 2, 50
    else:
        told.amount = number if kind in {ValueType.COUNT, ValueType.MONEY} else 1
    return told


def _files(size: int, period: ReportingPeriod) -> Iterator[Result]:
    """Begin one commune's report, then draw its three files."""
    written = Report.objects.values("unit")
    unit = _communes().exclude(pk__in=written).order_by("-pk")[0]
    leader = person(unit.pk, Role.LEADER)
    author = replace(leader, roles=frozenset({Role.REFORM_OFFICER}))
    begun, worked = perf_counter(), process_time()
    report = life.open_report(period, OUTLINE, by=author, at=AT)
    seconds, worked = perf_counter() - begun, process_time() - worked
    yield Result("reports", "report begun, its figures counted", database(), size,
                 round(seconds, 2), "s", note=f"CPU {worked:.2f} s")  # fmt: skip
    page = timed(lambda: page_of(report, author, AT), REPEAT)
    yield _row("report drawn for the screen, with its checks", size, page)
    parts = {kind: timed(lambda k=kind: printing.as_file(report, k, at=AT), REPEAT)  # type: ignore[misc]
             for kind in FILES}  # fmt: skip
    total = sum(times.median_ms for times in parts.values()) / 1000
    goal, met = at_most(total, 3, "s")
    told = ", ".join(f"{kind} {times.median_cpu_ms:.0f} ms" for kind, times in parts.items())
    yield Result("reports", "one commune's report to DOCX + XLSX + PDF", database(), size,
                 round(total, 2), "s", goal, met, f"CPU {told}")  # fmt: skip


def _sums(size: int, period: ReportingPeriod) -> Iterator[Result]:
    """Add up the province that has some 126 communes, then every province and the country."""
    counted = dict(
        Parentage.objects.filter(unit__in=_communes(), ends_on=None)
        .values_list("parent_id")
        .annotate(n=Count("pk"))
    )
    chosen = min(counted, key=lambda pk: abs(counted[pk] - A_PROVINCE))
    times = timed(lambda: consolidate(chosen, period.pk, by=SYSTEM, at=AT), 3)
    goal, met = at_most(times.median_ms / 1000, 1, "s")
    yield Result("reports", f"{counted[chosen]} communes × {ROWS} indicators added up", database(),
                 size, round(times.median_ms / 1000, 2), "s", goal, met,
                 f"CPU {times.median_cpu_ms / 1000:.2f} s, {_values():,} values stored")  # fmt: skip
    begun = perf_counter()
    for province in sorted(counted):
        consolidate(province, period.pk, by=SYSTEM, at=AT)
    consolidate(period.superior_id, period.pk, by=SYSTEM, at=AT)
    seconds = perf_counter() - begun
    goal, met = at_most(seconds, 15, "s")
    yield Result("reports", f"{sum(counted.values()):,} communes: every province, then the country",
                 database(), size, round(seconds, 1), "s", goal, met,
                 f"{len(counted)} provinces")  # fmt: skip


def _opened(period: ReportingPeriod) -> Times:
    """Open the sheets of a hundred communes, chosen at random, each once."""
    units = list(_communes().order_by("pk").values_list("pk", flat=True))
    chosen = random.Random(1).sample(units, SHEETS)  # noqa: S311 - the same each time
    sheet(chosen[0], period.pk)
    return timed_each((lambda u=unit: sheet(u, period.pk)) for unit in chosen)  # type: ignore[misc]


def _row(case: str, size: int, times: Times, note: str = "") -> Result:
    told = f"CPU {times.median_cpu_ms:.1f} ms"
    note = f"{told}; {note}" if note else told
    return Result("reports", case, database(), size, round(times.median_ms, 1), "ms", note=note)


def _communes() -> QuerySet[Unit]:
    return Unit.objects.filter(kind__in=COMMUNES, ends_on=None)


def _is_filled(period: ReportingPeriod) -> bool:
    return Value.objects.filter(period=period).exists()


def _values() -> int:
    return Value.objects.count()
