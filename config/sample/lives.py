"""Lives of sample dossiers as plans: what happens when, by whom; the same for the same seed.

A plan is a list of steps in order of time. It touches no database: services carry it out
(`by_services`), or rows are written directly (`by_rows`), with the same outcome.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from operator import attrgetter
from random import Random
from typing import Any

from congvu.instruments.catalogue.rules import VersionFacts
from congvu.kernel.workcalendar import VIETNAM, WorkCalendar
from congvu.kernel.workingdays import ClockPolicy, due

FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ")
MIDDLE = ("Văn", "Thị", "Hữu", "Ngọc", "Thị Thanh", "Đức", "Quang", "Thị Kim", "Minh", "Xuân")
GIVEN = ("Tư", "An", "Bảy", "Cường", "Diễm", "Giang", "Hằng", "Khánh", "Lộc", "Mận", "Ngân", "Phú",
         "Quyên", "Sáu", "Thảo", "Út", "Vinh", "Yên")  # fmt: skip
HAMLETS = ("Thôn Đông", "Thôn Đoài", "Thôn Thượng", "Thôn Hạ", "Tổ dân phố 1", "Tổ dân phố 2")
COMPANIES = (
    "Công ty TNHH Sao Mai (mẫu)",
    "Hợp tác xã Đồng Xanh (mẫu)",
    "Hộ kinh doanh Lan Anh (mẫu)",
)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where dossiers come in: the office and the people who act there, by short name."""

    key: str
    name: str
    clerk: str
    officers: tuple[str, ...]
    head: str
    leader: str
    registrar: str
    weight: float
    starts_on: date
    ends_on: date | None

    def open_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


@dataclass(frozen=True, slots=True)
class Step:
    """One act: `name` says which service, `by` who, `args` what with (plain values only).

    `is_last` says that nothing more is planned for the dossier.
    """

    at: datetime
    number: int
    order: int
    name: str
    by: str
    args: dict[str, Any] = field(default_factory=dict)
    is_last: bool = False


IN_TURN = attrgetter("at", "number", "order")
PATTERNS = (
    # name, share in a thousand of dossiers that are not done the same day
    ("early", 430),
    ("on_time", 130),
    ("late", 70),
    ("supplement", 110),
    ("payment", 40),
    ("suspended", 12),
    ("reappointed", 30),
    ("refused", 30),
    ("withdrawn", 25),
    ("stopped", 5),
    ("opinion", 48),
    ("corrected", 10),
    ("unhurried", 60),
)
NAMES = [name for name, _ in PATTERNS]
SHARES = list(accumulate(share for _, share in PATTERNS))


class Plan:
    """The plan of a whole sample: `count` dossiers from `starts_on` until `until`."""

    def __init__(
        self,
        *,
        seed: int,
        count: int,
        starts_on: date,
        until: datetime,
        desks: Sequence[Desk],
        procedures: Sequence[Sequence[VersionFacts]],
        calendar: WorkCalendar,
        policy: ClockPolicy,
    ) -> None:
        self.seed = seed
        self.count = count
        self.until = until
        self.desks = desks
        self.procedures = procedures
        self.calendar = calendar
        self.policy = policy
        days = [starts_on + timedelta(days=n) for n in range((until.date() - starts_on).days + 1)]
        self.days = days
        self.working = [day for day in days if calendar.is_working(day)]
        self._places = {day: place for place, day in enumerate(self.working)}
        self._shares = list(accumulate(1 / (place + 2) for place in range(len(procedures))))
        self._open: tuple[date, list[Desk], list[float]] = (date.min, [], [])

    def steps(self) -> Iterator[Step]:
        """Yield every step in order of time; memory holds only the dossiers that are open."""
        ahead: dict[date, list[Step]] = {}
        for day in self.days:
            for number in self._coming_in_on(day):
                for step in self.life(number, day):
                    if step.at <= self.until:
                        ahead.setdefault(step.at.date(), []).append(step)
            yield from sorted(ahead.pop(day, ()), key=IN_TURN)

    def _coming_in_on(self, day: date) -> range:
        """Return the numbers of the dossiers of a day: as many on each working day."""
        place = self._places.get(day)
        if place is None:
            return range(0)
        days = len(self.working)
        return range(self.count * place // days + 1, self.count * (place + 1) // days + 1)

    def life(self, number: int, day: date) -> list[Step]:
        """Plan one dossier that comes in on that day."""
        rng = Random(f"{self.seed}:{number}")  # noqa: S311 - sample data, not secrets
        open_desks, weights = self._desks_on(day)
        desk = rng.choices(open_desks, cum_weights=weights)[0]
        version = self._version(rng, day)
        minutes = rng.choice(
            (rng.randrange(5, 235), rng.randrange(5, 235), rng.randrange(365, 560))
        )
        at = datetime.combine(day, time(7, 30), VIETNAM) + timedelta(minutes=minutes)
        life = _Life(self, rng, desk, version, number, at)
        return life.plan()

    def _desks_on(self, day: date) -> tuple[list[Desk], list[float]]:
        """Return the desks that are open on the day, and their weights summed up."""
        if self._open[0] != day:
            desks = [desk for desk in self.desks if desk.open_on(day)]
            self._open = (day, desks, list(accumulate(desk.weight for desk in desks)))
        return self._open[1:]

    def _version(self, rng: Random, day: date) -> VersionFacts:
        """Choose among the procedures in force, the first of the list most often."""
        while True:
            versions = rng.choices(self.procedures, cum_weights=self._shares)[0]
            for version in versions:
                if version.holds_on(day):
                    return version


class _Life:
    def __init__(  # noqa: PLR0917 - what one dossier is, in the order of choosing
        self,
        plan: Plan,
        rng: Random,
        desk: Desk,
        version: VersionFacts,
        number: int,
        at: datetime,
    ) -> None:
        self.calendar = plan.calendar
        self.policy = plan.policy
        self.rng = rng
        self.desk = desk
        self.version = version
        self.number = number
        self.at = at
        self.officer = rng.choice(desk.officers)
        self.channel = rng.choices(("direct", "online", "postal"), (60, 33, 7))[0]
        if version.same_day:
            self.channel = "direct"
        self.limit = version.limit_for(self.channel)
        self.promised = due(at, self.limit, plan.calendar, plan.policy).on
        self._steps: list[Step] = []

    def plan(self) -> list[Step]:
        if self.version.same_day and self.at.hour < 15 and self.rng.random() < 0.97:
            self._do(
                self.at,
                "same_day",
                self.desk.clerk,
                applicant=self._applicant(),
                result=self._result(),
            )
        else:
            pattern = self.rng.choices(NAMES, cum_weights=SHARES)[0]
            if self._intake():
                getattr(self, f"_{pattern}")()
        self._steps[-1] = replace(self._steps[-1], is_last=True)
        return self._steps

    def _intake(self) -> bool:
        """Take the dossier in; online ones wait for the desk, a few are turned away."""
        if self.channel != "online":
            self._do(self.at, "accept_new", self.desk.clerk, applicant=self._applicant())
        else:
            self._do(self.at, "submit", self.desk.clerk, applicant=self._applicant())
            self.at = self._office(self.at + timedelta(minutes=self.rng.randrange(20, 240)))
            fate = self.rng.random()
            if fate < 0.03:
                self._do(self.at, "reject", self.desk.clerk)
                return False
            if fate < 0.09:
                self._do(self.at, "ask_to_complete", self.desk.clerk)
                self.at = self._days_on(self.rng.randrange(1, 4))
                self._do(self.at, "submit_again", self.desk.clerk)
                self.at = self._office(self.at + timedelta(minutes=35))
            self._do(self.at, "accept_submitted", self.desk.clerk)
        self.promised = self._due_from(self.at)
        self.at = self._office(self.at + timedelta(minutes=self.rng.randrange(15, 90)))
        self._do(self.at, "forward", self.desk.clerk, to=self.officer)
        return True

    def _early(self) -> None:
        span = self.calendar.count_working_days(self.at.date(), self.promised)
        self._finish(self._days_on(self.rng.randrange(0, max(span, 1))))

    def _on_time(self) -> None:
        self._finish(self._on(self.promised))

    def _late(self) -> None:
        self._finish(
            self._on(self.calendar.add_working_days(self.promised, self.rng.randrange(1, 7)))
        )

    def _unhurried(self) -> None:
        """Lie for long: some of these are overdue at any moment."""
        self._finish(
            self._on(self.calendar.add_working_days(self.promised, self.rng.randrange(8, 40)))
        )

    def _supplement(self) -> None:
        self.at = self._days_on(self.rng.randrange(0, 3))
        self._do(self.at, "request_supplement", self.officer)
        if self.rng.random() < 0.12:
            self._do(self._days_on(20), "refuse", self.desk.leader)
            return
        self.at = self._days_on(self.rng.randrange(1, 12))
        self._do(self.at, "receive_supplement", self.desk.clerk)
        self._finish(self._days_on(self.rng.randrange(1, 6)))

    def _payment(self) -> None:
        self.at = self._days_on(1)
        self._do(self.at, "request_payment", self.officer)
        self.at = self._days_on(self.rng.randrange(1, 15))
        self._do(self.at, "confirm_payment", self.desk.clerk)
        self._finish(self._days_on(self.rng.randrange(1, 5)))

    def _suspended(self) -> None:
        self.at = self._days_on(1)
        self._do(self.at, "suspend", self.desk.head)
        self.at = self._days_on(self.rng.randrange(5, 25))
        self._do(self.at, "resume", self.desk.head)
        self._finish(self._days_on(self.rng.randrange(1, 5)))

    def _reappointed(self) -> None:
        span = self.calendar.count_working_days(self.at.date(), self.promised)
        if span < 3:
            self._late()
            return
        new = self.calendar.add_working_days(self.promised, self.rng.randrange(3, 9))
        self.at = self._on(self.calendar.add_working_days(self.promised, -2))
        self._do(self.at, "reappoint", self.desk.leader, new_due=new.isoformat())
        self._finish(self._on(self.calendar.add_working_days(new, -self.rng.randrange(0, 2))))

    def _opinion(self) -> None:
        self.at = self._days_on(1)
        self._do(self.at, "ask_opinion", self.officer)
        self.at = self._days_on(self.rng.randrange(1, 4))
        self._do(self.at, "answer_opinion", self.desk.head)
        self._finish(self._days_on(self.rng.randrange(1, 4)))

    def _refused(self) -> None:
        self._do(self._days_on(self.rng.randrange(1, 4)), "refuse", self.desk.leader)

    def _withdrawn(self) -> None:
        self._do(self._days_on(self.rng.randrange(1, 6)), "withdraw", self.desk.clerk)

    def _stopped(self) -> None:
        self._do(self._days_on(self.rng.randrange(1, 6)), "stop", self.desk.leader)

    def _corrected(self) -> None:
        self._early()
        at = self._office(self._steps[-1].at + timedelta(days=3))
        if self.desk.open_on(at.date()):  # what an ended commune closed stays as it left it
            self._do(at, "correct", self.desk.leader)

    def _finish(self, at: datetime) -> None:
        """Draft, sign, number now and then, hand out; the citizen comes when it suits."""
        at = max(at, self.at + timedelta(minutes=7))
        self._do(at, "present", self.officer)
        at += timedelta(minutes=self.rng.randrange(3, 25))
        if self.rng.random() < 0.25:
            self._do(at, "send_to_numbering", self.desk.leader)
            at += timedelta(minutes=self.rng.randrange(2, 15))
            self._do(at, "resolve", self.desk.registrar, result=self._result())
        else:
            self._do(at, "resolve", self.desk.leader, result=self._result())
        self.at = at
        if self.rng.random() < 0.93:
            out = self._days_on(self.rng.choice((0, 0, 0, 1, 1, 2, 4)))
            self._do(max(out, at + timedelta(minutes=5)), "hand_out", self.desk.clerk)

    def _do(self, at: datetime, name: str, by: str, **args: Any) -> None:
        given = {"desk": self.desk.key, **args}
        if name in {"accept_new", "submit", "same_day"}:
            given |= {"procedure": self.version.code, "channel": self.channel}
        self._steps.append(Step(at, self.number, len(self._steps), name, by, given))

    def _applicant(self) -> dict[str, str]:
        rng = self.rng
        personal = f"999{rng.randrange(10**9):09d}"
        phone = f"0100{rng.randrange(10**6):06d}"
        address = f"{rng.choice(HAMLETS)}, {self.desk.name}"
        if rng.random() < 0.06:
            return {"name": rng.choice(COMPANIES), "kind": "business", "phone": phone,
                    "tax_code": f"9999{rng.randrange(10**6):06d}", "address": address}  # fmt: skip
        name = f"{rng.choice(FAMILY)} {rng.choice(MIDDLE)} {rng.choice(GIVEN)}"
        return {"name": name, "personal_id": personal, "phone": phone, "address": address}

    def _result(self) -> str:
        return str(self.rng.randrange(1, 900))

    def _due_from(self, at: datetime) -> date:
        return due(at, self.limit, self.calendar, self.policy).on

    def _days_on(self, days: int) -> datetime:
        return (
            self._on(self.calendar.add_working_days(self.at.date(), days))
            if days
            else self._office(self.at + timedelta(minutes=self.rng.randrange(10, 120)))
        )

    def _on(self, day: date) -> datetime:
        at = datetime.combine(day, time(8, 0), VIETNAM) + timedelta(
            minutes=self.rng.randrange(0, 150)
        )
        return max(at, self.at + timedelta(minutes=6))

    def _office(self, at: datetime) -> datetime:
        """Move a moment into office hours of a working day."""
        if at.time() > time(16, 55) or not self.calendar.is_working(at.date()):
            day = self.calendar.add_working_days(at.date(), 1)
            return datetime.combine(day, time(7, 40), VIETNAM) + timedelta(minutes=at.minute)
        return at
