"""The worklists of a day: each dossier waits for exactly whom it should."""

from __future__ import annotations

from datetime import timedelta

from congvu.casework.dossiers.selectors import places, today
from congvu.casework.dossiers.services import clock, handling
from congvu.casework.dossiers.tests.make import accepted, processing
from congvu.foundation.calendars.selectors import work_calendar
from tests.world import NOW, TODAY, World

HOUR = timedelta(hours=1)


def codes(found) -> list[str]:
    return [dossier.code for dossier in found]


def test_what_was_accepted_waits_to_be_forwarded(world: World) -> None:
    dossier = accepted(world)

    assert codes(today.to_forward(world.staff("lan"), TODAY)) == [dossier.code]
    assert not today.to_forward(world.staff("kien"), TODAY).exists()
    assert not today.to_forward(world.staff("yen"), TODAY).exists()


def test_an_officers_dossier_stands_in_one_list_on_every_day(world: World) -> None:
    dossier = processing(world)
    minh = world.staff("minh")
    for day in (TODAY, dossier.lawful_due, dossier.lawful_due + timedelta(days=1)):
        mine = today.mine(minh, day)
        lists = (
            mine.filter(lawful_due__lt=day),
            mine.filter(lawful_due=day),
            today.mine_in_hand(minh, day),
            today.mine_waiting(minh, day),
        )
        assert sum(found.count() for found in lists) == 1, day


def test_who_waits_for_the_citizen_is_not_pressed(world: World) -> None:
    dossier = processing(world)
    minh = world.staff("minh")
    clock.request_supplement(
        dossier,
        seen=dossier.version,
        items=[("Bản sao", "mờ")],
        reason="Thiếu",
        by=minh,
        at=NOW + HOUR,
    )
    long_after = dossier.lawful_due + timedelta(days=30)

    assert not today.mine(minh, long_after).exists()
    assert codes(today.mine_waiting(minh, long_after)) == [dossier.code]


def test_a_section_sees_what_was_sent_to_it(world: World) -> None:
    dossier = processing(world)
    handling.transfer(
        dossier,
        seen=dossier.version,
        to_unit_id=world.units["neighbour"].pk,
        by=world.staff("minh"),
        at=NOW + HOUR,
        note="Xác minh nơi cư trú",
    )

    assert codes(today.sent_to_us(world.staff("kien"), TODAY)) == [dossier.code]
    assert not today.sent_to_us(world.staff("minh"), TODAY).exists()


def test_the_one_apology_is_due_before_the_promise_breaks(world: World) -> None:
    dossier = processing(world)
    hoa = world.staff("hoa")
    calendar = work_calendar(hoa.unit_id)
    early = calendar.add_working_days(dossier.lawful_due, -3)
    eve = calendar.add_working_days(dossier.lawful_due, -1)

    assert not today.to_reappoint(hoa, early).exists()
    assert codes(today.to_reappoint(hoa, eve)) == [dossier.code]
    assert not today.to_reappoint(hoa, dossier.lawful_due).exists()


def test_a_leader_sees_who_holds_how_much_and_how_late(world: World) -> None:
    first, _second = processing(world), accepted(world)
    hoa = world.staff("hoa")
    after = first.lawful_due + timedelta(days=1)
    lines = today.holdings(hoa, after, work_calendar(hoa.unit_id))

    assert sum(line.open for line in lines) == 2
    minh = next(line for line in lines if line.person == "Trần Văn Minh")
    assert (minh.open, minh.late, minh.waiting) == (1, 1, 0)
    behind = today.held_by(hoa, after, unit_id=minh.unit_id, position_id=minh.position_id)
    assert codes(behind) == [first.code]


def test_a_preview_counts_only_when_there_is_more(world: World, django_assert_num_queries) -> None:
    for _ in range(3):
        accepted(world)
    found = today.to_forward(world.staff("lan"), TODAY)
    with django_assert_num_queries(1):
        assert today.preview(found, size=3).total == 3
    with django_assert_num_queries(2):
        cut = today.preview(found, size=2)
    assert (len(cut.rows), cut.total, cut.has_more) == (2, 3, True)


def test_the_section_that_usually_handles_a_field_is_suggested(world: World) -> None:
    fresh = accepted(world)
    assert places.usual_section(fresh, TODAY) is None
    processing(world)
    assert places.usual_section(fresh, TODAY) == world.units["economy"].pk


def test_work_can_go_to_sections_and_to_agencies_around(world: World) -> None:
    processing(world)
    office = places.office_of(world.units["desk"].pk, TODAY)
    named = {section.name: section for section in places.sections(office, TODAY)}
    economy = named["Phòng Kinh tế xã Minh Tâm"]
    around = places.agencies(office, TODAY)

    assert [(one.full_name, one.open_dossiers) for one in economy.handlers] == [
        ("Đặng Thị Hạnh", 0),
        ("Trần Văn Minh", 1),
    ]
    assert "Xã Minh Lộc" in {name for _id, name in around.beside}
    assert "Sở Nội vụ tỉnh Minh Châu" in {name for _id, name in around.above}
    assert "Tỉnh Minh Châu" in {name for _id, name in around.above}
