"""Loading years, local days and office hours, and the calendar that comes out of them."""

from datetime import date, datetime, time
from pathlib import Path
from shutil import copy

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from congvu.foundation.calendars import loading, selectors, services
from congvu.foundation.calendars.models import CalendarDay, CalendarYear, OfficeHours
from congvu.foundation.calendars.rules import CalendarContradiction, DayKind, NeededYear
from congvu.foundation.journal.models import Entry
from congvu.foundation.journal.rules import NamedActor
from congvu.foundation.units.models import Unit
from congvu.foundation.units.services import set_parent
from congvu.foundation.units.tests.make import make_unit
from congvu.kernel.errors import Conflict, Invalid, NotFound
from congvu.kernel.workcalendar import OFFICE_HOURS, VIETNAM, CalendarMissing

pytestmark = pytest.mark.django_db

YEN = NamedActor("yen", "yen-quantri")
AT = datetime(2026, 3, 9, 8, 0, tzinfo=VIETNAM)
DEED = {"by": YEN, "at": AT}
FAIR = date(2026, 3, 20)  # a Friday
FOLDER = settings.CATALOGUE / "calendar"


@pytest.fixture(autouse=True)
def _only_the_calendars_of_the_files():
    CalendarDay.objects.all().delete()
    CalendarYear.objects.all().delete()
    OfficeHours.objects.all().delete()
    loading.load(FOLDER, **DEED)


def add_fair(unit: Unit, day: date = FAIR, kind: DayKind = DayKind.HOLIDAY) -> CalendarDay:
    return services.add_local_day(
        unit_id=unit.pk,
        day=day,
        kind=kind,
        name="Lễ hội truyền thống",
        decision="Quyết định số 12/QĐ-UBND",
        **DEED,
    )


def test_the_loaded_calendar_knows_swapped_days():
    calendar = selectors.work_calendar()
    assert not calendar.is_working(date(2025, 5, 2))
    assert calendar.is_working(date(2025, 4, 26))
    assert not calendar.is_working(date(2026, 2, 17))
    assert calendar.is_working(date(2026, 11, 24))
    assert calendar.hours == OFFICE_HOURS


def test_a_year_that_was_not_loaded_is_an_error():
    with pytest.raises(CalendarMissing):
        selectors.work_calendar().is_working(date(2028, 1, 3))


def test_from_october_the_next_file_is_asked_for_until_it_is_loaded():
    assert selectors.missing_years(date(2026, 11, 20)) == ()
    assert selectors.missing_years(date(2027, 9, 30)) == ()
    needed = NeededYear(2028, "catalogue/calendar/2028.toml")
    assert selectors.missing_years(date(2027, 10, 1)) == (needed,)


def test_loading_twice_changes_nothing():
    entries = Entry.objects.count()
    calendar = selectors.work_calendar()
    report = loading.load(FOLDER, **DEED)
    assert (report.created, report.updated, report.removed) == (0, 0, 0)
    assert report.unchanged == CalendarDay.objects.count()
    assert Entry.objects.count() == entries
    assert selectors.work_calendar() is calendar


def test_a_corrected_file_changes_its_year_and_keeps_local_days(tmp_path: Path):
    commune = make_unit()
    add_fair(commune)
    copy(FOLDER / "2026.toml", tmp_path)
    file = tmp_path / "2026.toml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("statutory_holidays = 11", "statutory_holidays = 12")
    text += '\n[[day]]\ndate = 2026-11-24\nkind = "holiday"\nname = "Ngày Văn hóa Việt Nam"\n'
    file.write_text(text, encoding="utf-8")
    report = loading.load(tmp_path, **DEED)
    assert (report.created, report.updated, report.removed) == (1, 0, 0)
    calendar = selectors.work_calendar(commune.pk)
    assert not calendar.is_working(date(2026, 11, 24))
    assert not calendar.is_working(FAIR)
    last = Entry.objects.filter(action="load_calendar_year").latest("pk")
    assert last.object_code == "2026"


def test_a_file_that_breaks_a_rule_is_refused_with_the_day(tmp_path: Path):
    copy(FOLDER / "2026.toml", tmp_path)
    file = tmp_path / "2026.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("date = 2026-04-27", "date = 2026-04-28"), encoding="utf-8")
    with pytest.raises(CalendarContradiction) as refused:
        loading.load(tmp_path, **DEED)
    assert refused.value.facts["problems"] == ["day_in_lieu"]
    assert "26/04/2026" in refused.value.message


def test_a_local_day_holds_for_the_unit_and_all_under_it_and_for_nobody_else():
    province = make_unit("Tỉnh Mẫu", kind="province")
    commune = make_unit(parent=province)
    desk = make_unit("Bộ phận Một cửa", kind="one_stop_desk", parent=commune)
    neighbour = make_unit("Xã Bên")
    add_fair(province)
    for unit in (province, commune, desk):
        assert not selectors.work_calendar(unit.pk).is_working(FAIR)
    assert selectors.work_calendar(neighbour.pk).is_working(FAIR)
    assert selectors.work_calendar().is_working(FAIR)
    assert selectors.work_calendar(commune.pk) is selectors.work_calendar(desk.pk)
    assert selectors.work_calendar(neighbour.pk) is selectors.work_calendar()


def test_the_nearest_unit_wins():
    province = make_unit("Tỉnh Mẫu", kind="province")
    commune = make_unit(parent=province)
    add_fair(province)
    add_fair(commune, kind=DayKind.MAKEUP_DAY)
    assert selectors.work_calendar(commune.pk).is_working(FAIR)
    assert not selectors.work_calendar(province.pk).is_working(FAIR)


def test_a_day_of_the_province_holds_only_while_the_commune_stood_under_it():
    first, second = (make_unit(f"Tỉnh {n}", kind="province") for n in (1, 2))
    commune = make_unit(parent=first)
    add_fair(first)
    add_fair(first, date(2025, 3, 20))
    set_parent(commune, second, on=date(2026, 1, 1), decision="QĐ 1", **DEED)
    calendar = selectors.work_calendar(commune.pk)
    assert calendar.is_working(FAIR)
    assert not calendar.is_working(date(2025, 3, 20))


def test_a_local_day_is_taken_back_with_a_reason_that_the_journal_keeps():
    commune = make_unit(org_code="T77.5")
    made = add_fair(commune)
    with pytest.raises(Invalid):
        services.remove_local_day(made.pk, reason=" ", **DEED)
    services.remove_local_day(made.pk, reason="Hoãn vì mưa bão", **DEED)
    assert selectors.work_calendar(commune.pk).is_working(FAIR)
    acts = Entry.objects.filter(unit_code="T77.5").order_by("seq").values_list("action", flat=True)
    assert list(acts) == ["create_unit", "add_local_day", "remove_local_day"]


def test_a_national_day_cannot_be_taken_back_as_a_local_one():
    national = CalendarDay.objects.get(date=date(2026, 9, 2))
    with pytest.raises(NotFound):
        services.remove_local_day(national.pk, reason="nhầm", **DEED)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"decision": "  "}, Invalid),
        ({"name": ""}, Invalid),
        ({"day": date(2026, 3, 21)}, Invalid),  # a Saturday is off anyhow
        ({"kind": DayKind.MAKEUP_DAY}, Invalid),  # a Friday is worked anyhow
        ({"day": date(2031, 3, 20)}, CalendarMissing),
        ({"unit_id": 0}, NotFound),
    ],
)
def test_a_local_day_that_cannot_be_is_refused(change, error):
    wanted = {
        "unit_id": make_unit().pk,
        "day": FAIR,
        "kind": DayKind.HOLIDAY,
        "name": "Lễ hội",
        "decision": "QĐ 1",
    }
    with pytest.raises(error):
        services.add_local_day(**(wanted | change), **DEED)


def test_the_same_local_day_is_not_recorded_twice():
    commune = make_unit()
    made = add_fair(commune)
    with pytest.raises(Conflict):
        add_fair(commune)
    with pytest.raises(IntegrityError), transaction.atomic():
        made.pk = None
        made.save(force_insert=True)


def test_days_are_listed_with_those_of_the_units_above():
    province = make_unit("Tỉnh Mẫu", kind="province")
    commune = make_unit(parent=province)
    add_fair(province)
    national = selectors.list_days(2026)
    with_local = selectors.list_days(2026, commune.pk)
    assert len(with_local) == len(national) + 1
    assert [row.day for row in with_local] == sorted(row.day for row in with_local)
    assert {row.day for row in selectors.unverified_days(2026)} == {
        date(2026, 8, 22),
        date(2026, 8, 31),
        date(2026, 9, 1),
    }


def test_a_known_calendar_costs_one_statement(django_assert_num_queries):
    commune = make_unit()
    selectors.work_calendar(commune.pk)
    with django_assert_num_queries(1):
        selectors.work_calendar(commune.pk).is_working(FAIR)


def test_a_change_that_is_rolled_back_is_forgotten():
    commune = make_unit()
    assert selectors.work_calendar(commune.pk).is_working(FAIR)
    with pytest.raises(RuntimeError), transaction.atomic():
        add_fair(commune)
        assert not selectors.work_calendar(commune.pk).is_working(FAIR)
        raise RuntimeError
    assert selectors.work_calendar(commune.pk).is_working(FAIR)


def test_office_hours_change_from_a_day_on_for_a_unit_and_all_under_it():
    province = make_unit("Tỉnh Mẫu", kind="province")
    commune = make_unit(parent=province)
    summer = ((time(7, 0), time(11, 0)), (time(13, 0), time(17, 0)))
    services.set_office_hours(
        unit_id=province.pk, hours=summer, starts_on=date(2026, 4, 1), decision="QĐ 2", **DEED
    )
    assert selectors.office_hours(commune.pk, date(2026, 3, 31)) == OFFICE_HOURS
    assert selectors.office_hours(commune.pk, date(2026, 4, 1)) == summer
    assert selectors.work_calendar(commune.pk).hours == summer
    assert selectors.work_calendar().hours == OFFICE_HOURS


def test_later_office_hours_end_those_before():
    winter, through = (
        ((time(8, 0), time(12, 0)), (time(13, 0), time(17, 0))),
        ((time(7, 30), time(15, 30)),),
    )
    for hours, starts_on in ((winter, date(2025, 10, 1)), (through, date(2026, 4, 1))):
        services.set_office_hours(
            unit_id=None, hours=hours, starts_on=starts_on, decision="QĐ 3", **DEED
        )
    assert selectors.office_hours(None, date(2026, 3, 31)) == winter
    assert selectors.office_hours(None, date(2026, 4, 1)) == through
    with pytest.raises(Conflict):
        services.set_office_hours(
            unit_id=None, hours=winter, starts_on=date(2026, 4, 1), decision="QĐ 4", **DEED
        )


@pytest.mark.parametrize(
    "hours", [(), ((time(12), time(8)),), ((time(8), time(12)), (time(11), time(17)))]
)
def test_impossible_office_hours_are_refused(hours):
    with pytest.raises(Invalid):
        services.set_office_hours(
            unit_id=None, hours=hours, starts_on=date(2026, 4, 1), decision="QĐ 5", **DEED
        )
