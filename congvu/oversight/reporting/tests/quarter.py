"""A quarter that the province asks for, and the commune's report of it, made by the services."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings

from congvu.foundation.journal.rules import SYSTEM
from congvu.foundation.people.rules import Staff
from congvu.foundation.units.services import merge_units
from congvu.foundation.units.services.lives import create_unit
from congvu.oversight.indicators.loading import load_sets
from congvu.oversight.indicators.models import ReportingPeriod
from congvu.oversight.indicators.services.entering import Typed, enter_many
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.services import asking, life, writing
from tests.world import LONG_AGO, VIETNAM, World

AT = datetime(2026, 3, 16, 9, 0, tzinfo=VIETNAM)
ON = AT.date()
NEEDED = {
    "1.1.1": "12",
    "1.1.2": "3",
    "3.6.6": "120",
    "3.6.7": "100",
    "4.2.1": "24",
    "4.2.2": "22",
    "7.2.2": "310",
}
# the one section of the outline that nobody but people can write
SHORTCOMINGS = "IV.2"
UNTROUBLED = "Trong kỳ không phát sinh tồn tại, hạn chế."
SIGNATURE = life.Signature("TM", "Chủ tịch", "Lê Thị Hoa")


def ask(world: World) -> ReportingPeriod:
    """Let anh Quân ask for the first quarter of 2026."""
    load_sets(settings.CATALOGUE / "indicators", by=SYSTEM, at=LONG_AGO)
    return asking.ask(
        set_code="xa-2025",
        period="2026Q1",
        first_day=date(2025, 12, 15),
        last_day=date(2026, 3, 14),
        due_on=date(2026, 3, 18),
        asked_by="Công văn số 12/SNV-CCHC",
        by=who(world, "quan"),
        at=AT,
    )


def begin(world: World, period: ReportingPeriod) -> Report:
    """Let chị Mai begin the commune's report."""
    mai = who(world, "mai")
    report = life.open_report(period, "xa-quy", by=mai, at=AT)
    cells = {code: Typed(text, None) for code, text in NEEDED.items()}
    done = enter_many(mai, report.unit_id, period.pk, cells, at=AT)
    assert not done.refused
    writing.write_section(report, SHORTCOMINGS, UNTROUBLED, seen=0, by=mai, at=AT)
    return report


def who(world: World, name: str) -> Staff:
    return world.staff(name, ON)


def approved(world: World, report: Report) -> Report:
    """Let it be checked and approved."""
    report = life.check(report, seen=report.revision, by=who(world, "mai"), at=later(1))
    return life.approve(report, SIGNATURE, seen=report.revision, by=who(world, "hoa"), at=later(2))


def submitted(world: World, report: Report) -> Report:
    """Let it be approved, numbered and handed in."""
    dung = who(world, "dung")
    report = approved(world, report)
    report = life.number(report, signed_on=ON, seen=report.revision, by=dung, at=later(3))
    return life.submit(report, seen=report.revision, by=dung, at=later(4))


def later(minutes: int) -> datetime:
    return AT + timedelta(minutes=minutes)


def merge_commune(world: World, *, on: date) -> None:
    """Let xã Minh Tâm go into a new ward of the province, which begins on that day."""
    ward = create_unit(
        kind="phuong",
        name="Phường Minh Mới",
        starts_on=on,
        parent=world.units["province"],
        org_code="H99.190",
        by=SYSTEM,
        at=AT,
        is_sample=True,
    )
    merge_units([world.units["commune"]], ward, on=on, decision="QĐ mẫu", by=SYSTEM, at=AT)
