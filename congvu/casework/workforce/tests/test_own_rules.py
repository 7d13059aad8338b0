"""What the registers of organisation and civil service refuse and count beside the general rules."""

from __future__ import annotations

from datetime import date

import pytest

from congvu.instruments.registers import selectors
from congvu.instruments.registers.counting import reading
from congvu.instruments.registers.declared import get_register
from congvu.instruments.registers.errors import RowRefused
from congvu.instruments.registers.tests.make import entry
from congvu.kernel.periods import Window
from tests.world import NOW

pytestmark = pytest.mark.django_db
YEAR = Window(date(2026, 1, 1), date(2027, 1, 1))


def value(world, code, count, window=YEAR):
    register = get_register(code)
    offices = {world.units["commune"].pk}
    asked = {"offices": offices, "window": window, "known_at": NOW}
    return reading(register, register.count(count), **asked).value


def columns_refused(world, code, **said):
    with pytest.raises(RowRefused) as told:
        entry(world, get_register(code), **said)
    return {one.column for one in told.value.faults}


def test_a_district_leader_may_only_stand_before_the_districts_ended(world):
    district = "Lãnh đạo UBND cấp huyện (trước 01/7/2025)"
    line = {"rank": district, "holder": "Trần Thị Mẫu", "starts_on": "01/08/2025"}
    assert columns_refused(world, "chuc-vu-lanh-dao", **line) == {"rank"}
    line |= {"starts_on": "01/02/2021", "ends_on": "01/07/2025"}
    entry(world, get_register("chuc-vu-lanh-dao"), **line)
    assert (
        value(world, "chuc-vu-lanh-dao", "huyen", Window(date(2021, 1, 1), date(2022, 1, 1))) == 1
    )
    assert value(world, "chuc-vu-lanh-dao", "huyen") == 0
    move = "Xét chuyển cán bộ, công chức cấp xã thành công chức cấp huyện trở lên"
    assert columns_refused(world, "nhan-su", move=move, decided_on="02/02/2026") == {"move"}


def test_leaders_appointed_after_a_contest_are_counted_apart(world):
    line = {"move": "Bổ nhiệm mới", "corps": "Lãnh đạo cấp phòng và tương đương"}
    entry(world, get_register("nhan-su"), 1, by_contest="Có", **line)
    entry(world, get_register("nhan-su"), 2, by_contest="Không", **line)
    assert value(world, "nhan-su", "qua-thi-tuyen") == 1
    assert value(world, "nhan-su", "tong") == 2


def test_discipline_in_public_service_units_is_split_by_their_autonomy_on_that_day(world):
    for turn, unit in enumerate(("economy", "society", "secretariat"), 1):
        entry(world, get_register("ky-luat"), turn, unit=world.units[unit].name,
              standing="Người làm việc tại đơn vị sự nghiệp", person=f"Lê Văn Mẫu {turn}",
              decided_on="01/03/2026", by_party="Không")  # fmt: skip
    for unit, degree, until in (
        ("economy", "Tự chủ một phần chi thường xuyên", "01/02/2026"),
        ("society", "Nhà nước bảo đảm 100 % chi thường xuyên", ""),
    ):
        entry(world, get_register("tu-chu"), unit=world.units[unit].name, degree=degree,
              starts_on="01/01/2026", ends_on=until)  # fmt: skip
    parts = [value(world, "ky-luat", f"sn-{part}") for part in ("toan-bo", "mot-phan", "nha-nuoc")]
    assert parts == [0, 0, 1]
    assert value(world, "ky-luat", "sn-chua-ro") == 2
    assert value(world, "ky-luat", "public_employee") == 3


def test_a_target_of_rotation_counts_from_its_plan_on(world):
    entry(world, get_register("chuyen-doi-vi-tri"), year="2026", required="9",
          planned_on="15/02/2026")  # fmt: skip
    quarter = Window(date(2026, 1, 1), date(2026, 4, 1))
    assert value(world, "chuyen-doi-vi-tri", "chi-tieu", quarter) == 9
    january = Window(date(2026, 1, 1), date(2026, 2, 1))
    assert value(world, "chuyen-doi-vi-tri", "chi-tieu", january) is None


def test_more_people_than_places_are_not_taken(world):
    line = {"places": "2", "candidates": "5", "decided_on": "09/03/2026"}
    assert columns_refused(world, "tuyen-dung", taken="3", **line) == {"taken"}
    assert columns_refused(world, "tuyen-dung", **line) == {"taken"}


def test_a_line_of_grades_speaks_of_somebody(world):
    nobody = {"excellent": "0", "good": "0", "fair": "0", "failed": "0"}
    assert "excellent" in columns_refused(world, "xep-loai", year="2025", **nobody)


def test_who_left_a_plan_of_posts_has_a_day_and_stood_in_it_until_then(world):
    post = {"unit": world.units["economy"].name, "planned_on": "02/01/2026"}
    out = {"state": "Đưa ra khỏi quy hoạch", "left_on": "01/03/2026"}
    assert columns_refused(world, "quy-hoach", **post, state=out["state"]) == {"left_on"}
    assert columns_refused(world, "quy-hoach", **post, left_on=out["left_on"]) == {"state"}
    register = get_register("quy-hoach")
    one = {"person": "Lê Thị Mẫu", "post": "Trưởng phòng", "term": "2026–2031"}
    entry(world, register, **post, **one)
    entry(world, register, **post, **{**one, "post": "Phó Chủ tịch UBND"})
    entry(world, register, **post, **{**one, "person": "Trần Văn Mẫu"}, **out)
    counts = ("trong-quy-hoach", "luot", "bo-sung", "dua-ra", "bo-nhiem")
    assert [value(world, "quy-hoach", count) for count in counts] == [1, 2, 3, 1, 0]
    january = Window(date(2026, 1, 1), date(2026, 2, 1))
    assert value(world, "quy-hoach", "trong-quy-hoach", january) == 2


def test_who_is_planned_for_a_post_is_read_by_few(world):
    cast = ("lan", "minh", "hanh", "hoa", "dung", "mai", "quan", "yen")
    register = get_register("quy-hoach")
    readers = {name for name in cast if selectors.may_see(register, world.staff(name))}
    assert readers == {"mai", "hoa"}


def test_a_leader_who_holds_two_posts_is_taken_and_told_of_the_other(world):
    register = get_register("chuc-vu-lanh-dao")
    first = {"holder": "Trần Thị Mẫu", "post": "Trưởng phòng", "starts_on": "01/02/2024"}
    row = entry(world, register, 1, **first)
    assert register.remarks_on(row, NOW.date()) == ()
    second = {"holder": "trần thị mẫu", "post": "Phó Chủ tịch", "starts_on": "01/02/2026"}
    (told,) = register.remarks_on(entry(world, register, 2, **second), NOW.date())
    assert "“Trưởng phòng”" in told.text()
    assert "từ ngày 01/02/2024" in told.text()
    left = {**second, "post": "Chánh Văn phòng", "ends_on": "01/03/2026"}
    assert register.remarks_on(entry(world, register, 3, **left), NOW.date()) == ()
