"""What the registers of the one-stop desk refuse, hide and count that no other does."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from congvu.instruments.registers import selectors
from congvu.instruments.registers.counting import reading
from congvu.instruments.registers.declared import get_register
from congvu.instruments.registers.errors import RowRefused
from congvu.instruments.registers.tests.make import entry
from congvu.kernel.periods import Window
from congvu.kernel.workcalendar import VIETNAM
from tests.world import TODAY

pytestmark = pytest.mark.django_db
YEAR = Window(TODAY.replace(month=1, day=1), TODAY)


def columns_refused(world, code, **said):
    with pytest.raises(RowRefused) as told:
        entry(world, get_register(code), **said)
    return {one.column for one in told.value.faults}


def figures(world, code, *counts):
    register = get_register(code)
    known_at = datetime.combine(TODAY, time(23), VIETNAM)
    asked = {"offices": {world.units["commune"].pk}, "window": YEAR, "known_at": known_at}
    return tuple(reading(register, register.count(one), **asked).value for one in counts)


def test_work_given_away_begins_with_a_contract_and_ends_after_it_began(world):
    code = "giao-viec-mot-cua"
    assert columns_refused(world, code, starts_on="01/03/2026") == {"contract"}
    assert columns_refused(world, code, ends_on="01/03/2026") == {"starts_on"}


def test_work_not_given_away_by_its_day_is_behind(world):
    register = get_register("giao-viec-mot-cua")
    contract = "Hợp đồng số 03/HĐ-UBND ngày 02/02/2026 của UBND xã Minh Tâm"
    entry(world, register, 1, planned_on="01/02/2026")
    entry(world, register, 2, planned_on="01/12/2026")
    begun = {"planned_on": "01/02/2026", "starts_on": "03/02/2026", "contract": contract}
    entry(world, register, 3, **begun, staff="4")
    assert figures(world, register.code, "cham", "giao-moi", "bo-phan", "nhan-vien") == (1, 1, 1, 4)


def test_an_account_of_a_late_dossier_ends_with_outcome_and_day_together(world):
    code = "kiem-diem-tre-han"
    assert columns_refused(world, code, concluded_on="09/03/2026") == {"outcome"}
    assert columns_refused(world, code, outcome="Phê bình") == {"concluded_on"}
    opened = {"opened_on": "05/03/2026", "outcome": "Phê bình", "concluded_on": "04/03/2026"}
    assert columns_refused(world, code, **opened) == {"concluded_on"}


def test_who_accounted_for_a_late_dossier_is_read_by_few(world):
    register = get_register("kiem-diem-tre-han")
    cast = ("lan", "minh", "hanh", "hoa", "dung", "mai", "quan", "yen")
    readers = {name for name in cast if selectors.may_see(register, world.staff(name))}
    assert readers == {"mai", "hoa"}


def test_two_people_who_account_for_one_dossier_are_one_dossier_and_two_people(world):
    register = get_register("kiem-diem-tre-han")
    for turn, person in enumerate(("Trần Văn Mẫu", "Lê Thị Mẫu"), 1):
        entry(world, register, turn, dossier="H99.101-260102-0001", person=person)
    assert figures(world, register.code, "ho-so", "nguoi", "cho-ket-luan") == (1, 2, 2)


def test_an_agency_brings_no_more_procedures_than_it_has(world):
    assert columns_refused(world, "nganh-doc", procedures="3", brought="4") == {"brought"}


def test_people_of_the_desk_are_counted_as_they_stood_on_the_last_day(world):
    register = get_register("nguoi-mot-cua")
    since = {"starts_on": "01/02/2026"}
    entry(world, register, 1, **since, degree="Đại học", allowance="400.000")
    entry(world, register, 2, **since, degree="Cao đẳng", came_from="Cơ quan ngành dọc cử đến")
    entry(world, register, 3, **since, degree="Đại học", ends_on="01/03/2026")
    counts = ("nguoi", "co-quan", "ben-ngoai", "dai-hoc", "phu-cap")
    assert figures(world, register.code, *counts) == (2, 1, 1, 1, 1)
