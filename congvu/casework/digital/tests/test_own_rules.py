"""What these registers refuse and count that no other register does."""

from __future__ import annotations

from datetime import datetime, time

import pytest

from congvu.instruments.registers.counting import reading
from congvu.instruments.registers.declared import get_register
from congvu.instruments.registers.errors import RowRefused
from congvu.instruments.registers.tests.make import entry
from congvu.kernel.periods import Window
from congvu.kernel.workcalendar import VIETNAM
from tests.world import TODAY

pytestmark = pytest.mark.django_db
YEAR = Window(TODAY.replace(month=1, day=1), TODAY)


def figure(world, register, code):
    known_at = datetime.combine(TODAY, time(23), VIETNAM)
    offices = {world.units["commune"].pk}
    count = register.count(code)
    return reading(register, count, offices=offices, window=YEAR, known_at=known_at).value


def test_a_level_that_the_law_did_not_know_on_that_day_is_refused(world):
    services = get_register("dich-vu-truc-tuyen")
    for level, day in (("Mức độ 4", "15/08/2022"), ("Toàn trình", "14/08/2022")):
        with pytest.raises(RowRefused):
            entry(world, services, level=level, starts_on=day)
    entry(world, services, 1, level="Mức độ 4", starts_on="14/08/2022")
    entry(world, services, 2, level="Toàn trình", starts_on="15/08/2022")


def test_partial_services_that_do_not_say_why_are_counted(world):
    services = get_register("dich-vu-truc-tuyen")
    partial = {"level": "Một phần", "starts_on": "01/02/2026"}
    entry(world, services, 1, **partial, why_partial="Phải ký trước mặt người chứng thực")
    entry(world, services, 2, **partial)
    assert (figure(world, services, "mot-phan"), figure(world, services, "khong-ly-do")) == (2, 1)


def test_a_service_counts_on_its_level_until_it_changed_and_once_for_each_procedure(world):
    services = get_register("dich-vu-truc-tuyen")
    one = {"procedure": "2.000815", "portal_on": "02/01/2026"}
    entry(world, services, **one, level="Một phần", starts_on="01/06/2025", ends_on="01/02/2026")
    entry(world, services, **one, level="Toàn trình", starts_on="01/02/2026")
    entry(world, services, procedure="1.001193", level="Toàn trình", starts_on="01/02/2026")
    told = {"portal_on": "02/01/2026", "starts_on": "01/02/2026"}
    entry(world, services, procedure="1.000656", level="Cung cấp thông tin", **told)
    wanted = {"mot-phan": 0, "toan-trinh": 2, "cung-cap": 2, "cong-dvc": 2, "cong-dvc-nop": 1}
    assert {code: figure(world, services, code) for code in wanted} == wanted


def test_a_connection_counts_for_the_level_of_its_unit_while_it_stands(world):
    connections = get_register("ket-noi")
    commune = world.units["commune"].name
    held = {"system": "Họp trực tuyến", "starts_on": "01/08/2025"}
    entry(world, connections, 1, **held, unit=commune, ends_on="01/12/2025")
    entry(world, connections, 2, **held, unit=commune)
    entry(world, connections, 3, **held, unit=world.units["economy"].name)
    said = {
        code: figure(world, connections, code) for code in ("hop-xa", "hop-huyen", "mot-cua-xa")
    }
    assert said == {"hop-xa": 1, "hop-huyen": 0, "mot-cua-xa": 0}


def test_mailboxes_stand_as_last_looked_at_and_no_more_are_used_than_given(world):
    mailboxes = get_register("hop-thu")
    with pytest.raises(RowRefused):
        entry(world, mailboxes, given="5", used="6")
    entry(world, mailboxes, 40, given="10", used="4")
    entry(world, mailboxes, 5, given="12", used="9")
    assert (figure(world, mailboxes, "da-cap"), figure(world, mailboxes, "co-dung")) == (12, 9)


def test_a_group_of_those_helped_is_no_larger_than_all_and_blank_is_not_nobody(world):
    sessions = get_register("ho-tro-so")
    with pytest.raises(RowRefused) as told:
        entry(world, sessions, people="12", elderly="13")
    assert {one.column for one in told.value.faults} == {"elderly"}
    # one person may belong to both groups
    entry(world, sessions, 1, people="12", elderly="9", minority="8")
    entry(world, sessions, 2, people="5")
    wanted = {"buoi": 2, "luot": 17, "cao-tuoi": 9, "dan-toc": 8, "khuyet-tat": None}
    assert {code: figure(world, sessions, code) for code in wanted} == wanted
