"""The calendar on the screen: the year, local days, office hours, what open dossiers make of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.conf import settings

from congvu.casework.dossiers.models import Dossier
from congvu.casework.dossiers.services import calendar_change
from congvu.casework.dossiers.tests.make import processing
from congvu.foundation.calendars.models import CalendarDay, OfficeHours
from congvu.foundation.calendars.selectors import work_calendar
from congvu.interfaces.office.administration.tests.make import DOCUMENT, html, is_day, rows_of
from congvu.kernel.errors import NotAllowed
from tests.world import NOW, VIETNAM

CALENDAR = "/quan-tri/lich/"
EARLIER = NOW - timedelta(hours=1)
STORM = date(2026, 3, 11)  # the day after TODAY, a Wednesday


@pytest.fixture
def storm(world):
    """What is sent to close the commune for a storm."""
    return {
        "unit": world.units["commune"].pk,
        "day": "11/03/2026",
        "kind": "substitute_off",
        "name": "Nghỉ phòng tránh bão",
        **DOCUMENT,
    }


def test_the_calendar_opens_at_this_year(yen):
    assert yen.get(CALENDAR).url == f"{CALENDAR}2026/"


def test_a_year_has_twelve_months_with_what_each_day_is(yen):
    page = html(yen.get(f"{CALENDAR}2026/"))

    assert page.count('class="month"') == 12
    assert "Tết Âm lịch" in page
    assert "chưa đối chiếu với văn bản" in page


def test_a_year_that_was_not_loaded_says_so(yen):
    assert "Chưa nạp lịch năm 2031" in html(yen.get(f"{CALENDAR}2031/"))


def test_from_october_the_next_year_is_asked_for_by_its_file(browser_of):
    with time_machine.travel(datetime(2027, 10, 1, 9, tzinfo=VIETNAM), tick=False):
        page = html(browser_of("yen").get(f"{CALENDAR}2027/"))

    assert "Chưa có lịch năm 2028" in page
    assert "catalogue/calendar/2028.toml" in page


def test_the_days_go_to_a_spreadsheet_as_days(yen):
    rows = rows_of(yen.get(f"{CALENDAR}2026/xuat/"))

    assert len(rows) > 10
    assert all(is_day(row[0]) for row in rows)


def test_a_local_day_is_added_and_its_effect_shown_by_office(yen, world, storm):
    dossier = processing(world, EARLIER)
    due = dossier.lawful_due

    answer = yen.post(f"{CALENDAR}them/", storm, follow=True)

    page = html(answer)
    assert "Đã thêm ngày vào lịch" in page
    assert "Dời hạn 1 hồ sơ" in page
    assert 'value="15"' in page  # the paper is not typed twice
    assert not work_calendar(world.units["economy"].pk).is_working(STORM)
    dossier.refresh_from_db()
    assert dossier.lawful_due == due


def test_the_effect_of_a_day_to_come_can_be_looked_at_again(yen, world, storm):
    yen.post(f"{CALENDAR}them/", storm)

    page = html(yen.get(f"{CALENDAR}2026/"))

    assert f"anh-huong/?day={STORM}&amp;unit={world.units['commune'].pk}" in page
    assert "anh-huong/?day=2026-04-30" in page
    assert "anh-huong/?day=2026-01-01" not in page


def test_the_due_dates_of_an_office_move_on_one_press_and_cite_the_paper(yen, world, storm):
    dossier = processing(world, EARLIER)
    yen.post(f"{CALENDAR}them/", storm)
    office = world.units["commune"].pk
    address = f"{CALENDAR}anh-huong/ap-dung/?day={STORM}&unit={office}"

    answer = yen.post(address, {**DOCUMENT, "office": office}, follow=True)

    assert "Đã dời hạn 1 hồ sơ của Xã Minh Tâm" in html(answer)
    assert "Không có hồ sơ nào đổi hạn" in html(answer)
    moved = Dossier.objects.get(pk=dossier.pk)
    assert (dossier.lawful_due, moved.lawful_due) == (date(2026, 3, 13), date(2026, 3, 16))
    assert moved.promised_due == dossier.promised_due
    event = moved.events.order_by("-seq").first()
    assert (event.action, event.document["number"], event.actor_code) == (
        "calendar_changed",
        "15",
        "yen",
    )


def test_many_dossiers_move_in_steps_that_show_how_far_it_is(yen, world, storm, monkeypatch):
    monkeypatch.setattr(calendar_change, "AT_ONCE", 2)
    for number in range(3):
        processing(world, EARLIER - timedelta(minutes=number), personal_id=f"00109900010{number}")
    yen.post(f"{CALENDAR}them/", storm)
    office = world.units["commune"].pk
    address = f"{CALENDAR}anh-huong/ap-dung/?day={STORM}&unit={office}"

    first = html(yen.post(address, {**DOCUMENT, "office": office}))
    assert "2 / 3" in first
    assert 'name="done" value="2"' in first
    last = yen.post(address, {**DOCUMENT, "office": office, "done": 2}, follow=True)

    assert "Đã dời hạn 3 hồ sơ" in html(last)


def test_without_a_paper_no_due_date_moves(yen, world, storm):
    dossier = processing(world, EARLIER)
    yen.post(f"{CALENDAR}them/", storm)
    office = world.units["commune"].pk
    address = f"{CALENDAR}anh-huong/ap-dung/?day={STORM}&unit={office}"

    answer = yen.post(address, {"office": office})

    assert answer.status_code == 422
    dossier.refresh_from_db()
    assert dossier.version == 2


def test_the_neighbours_dossiers_do_not_move(yen, world, storm):
    processing(world, EARLIER)
    yen.post(f"{CALENDAR}them/", {**storm, "unit": world.units["neighbour"].pk})

    office = world.units["neighbour"].pk
    page = html(yen.get(f"{CALENDAR}anh-huong/?day={STORM}&unit={office}"))
    assert "Không có hồ sơ nào đổi hạn" in page


def test_a_due_date_corrected_by_hand_is_left_to_people(world, storm):
    dossier = processing(world, EARLIER)
    dossier.events.create(
        seq=99,
        position=10**9,
        action="correct",
        from_state="processing",
        to_state="processing",
        actor_code="hoa",
        actor_name="Lê Thị Hoa",
        unit=world.units["commune"],
        occurred_at=NOW,
        recorded_at=NOW,
        facts={"lawful_due": "2026-03-30"},
    )
    Dossier.objects.filter(pk=dossier.pk).update(lawful_due=date(2026, 3, 30))

    (found,) = calendar_change.count_moved(unit_id=None, day=STORM)

    assert (found.count, found.by_hand) == (0, 1)


def test_only_the_administrator_moves_due_dates(world):
    with pytest.raises(NotAllowed):
        calendar_change.restate_some(
            office_id=world.units["commune"].pk,
            day=STORM,
            decision=None,  # refused before it is looked at
            by=world.staff("hoa"),
            at=NOW,
        )


def test_a_local_day_is_taken_back_for_a_reason(yen, world, storm):
    yen.post(f"{CALENDAR}them/", storm)
    added = CalendarDay.objects.get(unit=world.units["commune"])
    remove = f"{CALENDAR}ngay/{added.pk}/bo/"

    yen.post(remove, {"reason": ""})
    assert CalendarDay.objects.filter(pk=added.pk).exists()
    answer = yen.post(remove, {"reason": "Bão đổi hướng"}, follow=True)

    assert "Đã bỏ ngày khỏi lịch" in html(answer)
    assert not CalendarDay.objects.filter(pk=added.pk).exists()


def test_a_day_that_changes_nothing_is_refused_and_what_was_typed_stays(yen, storm):
    answer = yen.post(f"{CALENDAR}them/", {**storm, "day": "15/03/2026"})  # a Sunday

    assert answer.status_code == 422
    assert "Nghỉ phòng tránh bão" in html(answer)
    assert "QĐ-UBND" in html(answer)


def test_office_hours_are_set_for_a_unit(yen, world):
    sent = {
        "unit": world.units["commune"].pk,
        "starts_on": "01/04/2026",
        "morning_from": "07:00",
        "morning_until": "11:30",
        "afternoon_from": "13:00",
        "afternoon_until": "16:30",
        "decision": "Quyết định số 3/QĐ-UBND",
    }

    page = html(yen.post(f"{CALENDAR}gio-lam-viec/", sent, follow=True))

    assert "07:00–11:30" in page
    assert OfficeHours.objects.get().unit == world.units["commune"]


@pytest.mark.parametrize("faulty", [{"morning_until": "06:00"}, {"afternoon_until": ""}])
def test_hours_that_cannot_be_are_refused(yen, faulty):
    sent = {
        "starts_on": "01/04/2026",
        "morning_from": "07:00",
        "morning_until": "11:30",
        "afternoon_from": "13:00",
        "afternoon_until": "16:30",
        "decision": "Quyết định số 3/QĐ-UBND",
        **faulty,
    }

    answer = yen.post(f"{CALENDAR}gio-lam-viec/", sent)

    assert answer.status_code == 422
    assert not OfficeHours.objects.exists()


def test_the_year_needs_few_statements(yen, django_assert_max_num_queries):
    yen.get(f"{CALENDAR}2026/")
    with django_assert_max_num_queries(12):
        yen.get(f"{CALENDAR}2026/")


def test_holidays_are_named_in_the_language_of_the_screen(yen):
    yen.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    page = html(yen.get(f"{CALENDAR}2026/"))

    assert "Lunar New Year" in page
    assert "Tết Âm lịch" not in page
