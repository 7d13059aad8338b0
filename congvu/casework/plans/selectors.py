"""Questions about plans: which there are, one with its tasks over time, what waits for a person."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, Value

from congvu.casework.plans.registers.plans import REGISTER as PLANS
from congvu.casework.plans.registers.plans import Plan, PlanKind
from congvu.casework.plans.registers.tasks import REGISTER as TASKS
from congvu.casework.plans.registers.tasks import Source, Task
from congvu.casework.plans.registers.tasks_from_above import REGISTER as FROM_ABOVE
from congvu.casework.plans.registers.tasks_from_above import AssignedTask, Giver
from congvu.casework.plans.rules import SOON_DAYS, Bar, Numbered, Standing, arranged, bar, standing
from congvu.foundation.people.rules import Role, Staff
from congvu.instruments.registers import selectors as registers
from congvu.kernel.errors import NotFound, gettext_noop
from congvu.kernel.periods import Period, PeriodKind, Window

MOST_MINE = 200


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task as a page shows it; `standing` and `bar` are of the day that was asked for."""

    uuid: UUID
    number: str
    content: str
    product: str
    source: str
    carried_over: bool
    is_part: bool
    has_parts: bool
    duty: str
    person: str
    given_on: date
    starts_on: date
    due_on: date
    done_on: date | None
    progress: int | None
    evidence: str
    standing: Standing
    bar: Bar


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A plan with its tasks in order; `standings` counts parts, and tasks that have none."""

    plan: Plan
    kind: str
    office: str
    window: Window
    tasks: tuple[TaskLine, ...]
    standings: dict[Standing, int]
    components: tuple[Plan, ...]

    @property
    def counted(self) -> int:
        return sum(self.standings.values())

    @property
    def done(self) -> int:
        return self.standings.get(Standing.ON_TIME, 0) + self.standings.get(Standing.LATE, 0)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan in the list of a year."""

    plan: Plan
    kind: str
    office: str
    tasks: int
    done: int
    overdue: int


def may_open(staff: Staff) -> bool:
    """Whether the person reads plans at all."""
    return registers.may_see(PLANS, staff)


def years(staff: Staff, on: date) -> list[int]:
    """Return the years that have plans, the latest first."""
    rows = registers.rows_for(PLANS, staff, on).order_by("-year")
    return list(rows.values_list("year", flat=True).distinct())


def list_plans(staff: Staff, year: int, on: date) -> list[PlanLine]:
    """Return the plans of a year that the person reads, each with its tasks counted on the day."""
    plans = list(registers.rows_for(PLANS, staff, on).filter(year=year).select_related("office"))
    plans.sort(key=lambda one: (one.office.name, one.kind != PlanKind.REFORM, one.issued_on))
    is_done = Q(done_on__lte=on)
    open_late = Q(due_on__lt=on) & ~is_done
    found = {
        line["plan"]: line
        for line in _leaves(Task.objects.in_force().filter(plan__in=[one.pk for one in plans]))
        .values("plan")
        .annotate(
            tasks=Count("id"),
            done=Count("id", filter=is_done),
            overdue=Count("id", filter=open_late),
        )
    }
    none = {"tasks": 0, "done": 0, "overdue": 0}
    return [
        PlanLine(
            one,
            str(PlanKind(one.kind).label),
            one.office.name,
            **{key: found.get(one.pk, none)[key] for key in none},
        )
        for one in plans
    ]


def plan_page(staff: Staff, uuid: UUID, *, on: date, today: date) -> PlanPage:
    """Return a plan as it stood at the end of the day `on`. Raises RowNotFound, NotReader."""
    plan: Any = registers.get_for(PLANS, staff, uuid, today)
    if plan.cancelled_at is not None:
        raise NotFound(gettext_noop("Kế hoạch này đã hủy."), code="plan_cancelled")
    rows = list(
        Task.objects.in_force()
        .filter(plan_id=plan.pk, office_id=plan.office_id)
        .select_related("duty", "person__account")
    )
    window = Window(date(plan.year, 1, 1), date(plan.year + 1, 1, 1))
    by_pk = {row.pk: row for row in rows}
    order = arranged(Numbered(row.number, row.part, row.pk) for row in rows)
    tasks = tuple(
        _line(by_pk[pk], is_part=is_part, has_parts=has_parts, window=window, on=on)
        for pk, is_part, has_parts in order
    )
    below = Plan.objects.in_force().filter(parent_id=plan.pk).order_by("issued_on", "pk")
    return PlanPage(
        plan,
        str(PlanKind(plan.kind).label),
        plan.office.name,
        window,
        tasks,
        Counter(one.standing for one in tasks if not one.has_parts),
        tuple(below),
    )


def quarters(year: int, today: date) -> list[Period]:
    """Return the quarters of the year that have begun."""
    begun = (turn for turn in range(1, 5) if date(year, turn * 3 - 2, 1) <= today)
    return [Period(year, PeriodKind.QUARTER, turn) for turn in begun]


@dataclass(frozen=True, slots=True)
class Mine:
    """A task that waits for a person; `code` is the register it stands in."""

    code: str
    uuid: UUID
    content: str
    of: str
    due_on: date
    progress: int | None
    standing: Standing


def my_tasks(staff: Staff, on: date) -> list[Mine]:
    """Return the person's open tasks, the most urgent first.

    Those of the person's positions; for a head also those of the section that name nobody.
    """
    mine, unfinished = _whose(staff, on)
    tasks = Task.objects.in_force().filter(mine, unfinished).select_related("plan")
    above = AssignedTask.objects.in_force().filter(mine, unfinished)
    found = [
        *(
            _mine(TASKS.code, row, row.plan.title, on)
            for row in _leaves(tasks).order_by("due_on", "pk")[:MOST_MINE]
        ),
        *(
            _mine(FROM_ABOVE.code, row, str(Giver(row.giver).label), on)
            for row in above.order_by("due_on", "pk")[:MOST_MINE]
        ),
    ]
    return sorted(found, key=lambda one: (one.due_on, one.content))[:MOST_MINE]


def pressing_tasks(staff: Staff, on: date, *, most: int) -> list[Mine]:
    """Return the person's open tasks that are overdue or due within SOON_DAYS, in one statement."""
    mine, unfinished = _whose(staff, on)
    until = on + timedelta(days=SOON_DAYS)
    tasks = _leaves(Task.objects.in_force().filter(mine, unfinished, due_on__lte=until))
    above = AssignedTask.objects.in_force().filter(mine, unfinished, due_on__lte=until)
    columns = ("uuid", "content", "of", "due_on", "progress", "code")
    rows = (
        tasks.annotate(of=F("plan__title"), code=Value(TASKS.code))
        .values_list(*columns)
        .union(
            above.annotate(of=F("giver"), code=Value(FROM_ABOVE.code)).values_list(*columns),
            all=True,
        )
    )
    return [
        Mine(
            code=code,
            uuid=uuid,
            content=content,
            of=str(Giver(of).label) if code == FROM_ABOVE.code else of,
            due_on=due_on,
            progress=progress,
            standing=standing(due_on, None, on=on),
        )
        for uuid, content, of, due_on, progress, code in rows.order_by("due_on", "content")[:most]
    ]


def _whose(staff: Staff, on: date) -> tuple[Q, Q]:
    """Return what makes a task the person's, and what makes it open on the day."""
    mine = Q(person_id__in=(staff.position_id, *staff.delegated_from))
    if staff.has(Role.HEAD):
        mine |= Q(person_id=None, duty_id=staff.unit_id)
    return mine, Q(done_on=None) | Q(done_on__gt=on)


def _mine(code: str, row: Any, of: str, on: date) -> Mine:
    starts = getattr(row, "starts_on", None)
    how = standing(row.due_on, row.done_on, on=on, starts_on=starts)
    return Mine(code, row.uuid, row.content, of, row.due_on, row.progress, how)


def _leaves(rows: Any) -> Any:
    """Leave out tasks that are split into parts: their parts are counted."""
    parts = Task.objects.in_force().filter(
        plan_id=OuterRef("plan_id"), number=OuterRef("number"), part__isnull=False
    )
    return rows.filter(Q(part__isnull=False) | ~Exists(parts))


def _line(row: Task, *, is_part: bool, has_parts: bool, window: Window, on: date) -> TaskLine:
    starts = row.starts_on or row.given_on
    return TaskLine(
        uuid=row.uuid,
        number=str(row.number) if row.part is None else f"{row.number}.{row.part}",
        content=row.content,
        product=row.product,
        source=str(Source(row.source).label),
        carried_over=row.carried_over,
        is_part=is_part,
        has_parts=has_parts,
        duty=row.duty.name if row.duty else "",
        person=row.person.account.full_name if row.person else "",
        given_on=row.given_on,
        starts_on=starts,
        due_on=row.due_on,
        done_on=row.done_on,
        progress=row.progress,
        evidence=row.evidence,
        standing=standing(row.due_on, row.done_on, on=on, starts_on=row.starts_on),
        bar=bar(starts, row.due_on, window),
    )
