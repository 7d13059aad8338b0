"""Units through time on the screen: the tree of a day, the search, every change shown before done."""

from __future__ import annotations

from datetime import date

import pytest

from congvu.casework.dossiers.tests.make import processing
from congvu.foundation.units import selectors
from congvu.foundation.units.models import Succession, Unit
from congvu.interfaces.office.administration.tests.make import DECISION, html, rows_of
from tests.world import FOUNDED, TODAY

LIST = "/quan-tri/don-vi/"
CHANGED = {"on": "01/07/2026", "decision": DECISION}


def page_of(world, key):
    return f"{LIST}{world.units[key].pk}/"


def test_the_tree_is_that_of_a_day(yen):
    assert "Xã Minh Tâm" in html(yen.get(LIST))
    assert "Xã Minh Tâm" not in html(yen.get(f"{LIST}?on=01/01/2017"))


def test_a_branch_opens_in_place_and_is_a_page_without_htmx(yen, world):
    branch = f"{page_of(world, 'commune')}nhanh/"

    assert "Phòng Kinh tế xã Minh Tâm" in html(yen.get(branch, headers={"HX-Request": "true"}))
    assert yen.get(branch).status_code == 302


@pytest.mark.parametrize("words", ["minh loc", "H99.102"])
def test_a_unit_is_found_without_accents_or_by_code(yen, words):
    page = html(yen.get(LIST, {"q": words}))

    assert "Xã Minh Lộc" in page
    assert "Sở Nội vụ" not in page


def test_nothing_found_says_what_to_do(yen):
    assert "hoặc đổi ngày" in html(yen.get(LIST, {"q": "khong co dau"}))


def test_lists_and_pages_need_few_statements(yen, world, django_assert_max_num_queries):
    yen.get(LIST)
    for address, most in ((LIST, 12), (f"{LIST}?q=minh", 12), (page_of(world, "commune"), 24)):
        with django_assert_max_num_queries(most):
            yen.get(address)


def test_a_unit_is_made_under_another(yen, world):
    page = f"{LIST}tao/?parent={world.units['commune'].pk}"
    assert "Xã Minh Tâm" in html(yen.get(page))

    made = {
        "kind": "department",
        "name": "Phòng Nội vụ xã Minh Tâm",
        "org_code": "H99.101.9",
        "parent": world.units["commune"].pk,
        **CHANGED,
    }
    answer = yen.post(page, made, follow=True)

    assert "Phòng Nội vụ xã Minh Tâm" in html(answer)
    unit = Unit.objects.get(name="Phòng Nội vụ xã Minh Tâm")
    assert selectors.parent(unit, date(2026, 7, 1)) == world.units["commune"]


def test_a_taken_code_is_refused_and_what_was_typed_stays(yen):
    made = {"kind": "department", "name": "Phòng Thử", "org_code": "H99.5", **CHANGED}
    answer = yen.post(f"{LIST}tao/", made)

    assert answer.status_code == 422
    assert "đang do đơn vị khác dùng" in html(answer)
    assert "Phòng Thử" in html(answer)


def test_a_renaming_is_shown_first_and_done_on_the_second_press(yen, world):
    page, sent = f"{page_of(world, 'economy')}doi-ten/", {"name": "Phòng Kinh tế mới", **CHANGED}

    preview = yen.post(page, sent)
    assert "mang tên “Phòng Kinh tế mới”" in html(preview)
    assert selectors.row(world.units["economy"].pk, date(2026, 8, 1)).name.endswith("xã Minh Tâm")

    yen.post(page, {**sent, "confirm": "1"})

    unit = world.units["economy"].pk
    assert selectors.row(unit, date(2026, 8, 1)).name == "Phòng Kinh tế mới"
    assert selectors.row(unit, TODAY).name.endswith("xã Minh Tâm")
    assert "Phòng Kinh tế xã Minh Tâm" in html(yen.get(page_of(world, "economy")))


def test_going_back_from_the_preview_keeps_everything(yen, world):
    page, sent = f"{page_of(world, 'economy')}doi-ten/", {"name": "Phòng Kinh tế mới", **CHANGED}

    answer = yen.post(page, {**sent, "edit": "1"})

    assert "Phòng Kinh tế mới" in html(answer)
    assert "01/07/2026" in html(answer)
    assert "field__error" not in html(answer)


def test_a_merger_tells_what_is_left_behind_before_it_is_done(yen, world):
    processing(world)
    page = f"{page_of(world, 'commune')}sap-nhap/"
    sent = {"into": world.units["neighbour"].pk, **CHANGED}

    preview = html(yen.post(page, sent))
    assert "Phòng Kinh tế xã Minh Tâm" in preview
    assert "1 hồ sơ đang giải quyết phải bàn giao" in preview
    assert "6 chức vụ" in preview
    assert not Succession.objects.exists()

    yen.post(page, {**sent, "confirm": "1"})

    assert Succession.objects.get().to_unit == world.units["neighbour"]
    world.units["commune"].refresh_from_db()
    assert world.units["commune"].ends_on == date(2026, 7, 1)
    assert "Đã nhập vào" in html(yen.get(page_of(world, "commune")))


def test_a_division_has_a_main_part_and_others(yen, world):
    page = f"{page_of(world, 'commune')}chia/"
    sent = {
        "into": world.units["neighbour"].pk,
        "others": [world.units["home_department"].pk],
        "share_note": "thôn 5",
        **CHANGED,
    }

    yen.post(page, {**sent, "confirm": "1"})

    parts = {one.to_unit_id: (one.is_main, one.share_note) for one in Succession.objects.all()}
    assert parts[world.units["neighbour"].pk] == (True, "")
    assert parts[world.units["home_department"].pk] == (False, "thôn 5")


def test_an_end_with_units_below_is_refused_until_they_are_meant(yen, world):
    page = f"{page_of(world, 'commune')}ket-thuc/"

    assert "Còn 4 đơn vị trực thuộc" in html(yen.post(page, CHANGED))
    refused = yen.post(page, {**CHANGED, "confirm": "1"})
    assert refused.status_code == 422
    yen.post(page, {**CHANGED, "with_units_below": "on", "confirm": "1"})

    world.units["desk"].refresh_from_db()
    assert world.units["desk"].ends_on == date(2026, 7, 1)


def test_what_cannot_happen_to_an_ended_unit_is_not_offered(yen, world):
    Unit.objects.filter(pk=world.units["economy"].pk).update(ends_on=date(2026, 1, 1))

    assert "Sáp nhập vào đơn vị khác" not in html(yen.get(page_of(world, "economy")))
    assert yen.get(f"{page_of(world, 'economy')}sap-nhap/").status_code == 404


def test_the_units_of_a_day_go_to_a_spreadsheet(yen, world):
    rows = rows_of(yen.get(f"{LIST}xuat/", {"unit": world.units["commune"].pk}))

    assert {row[0] for row in rows} == {"H99.101", *(f"H99.101.{n}" for n in range(1, 5))}
    assert all(row[4] == FOUNDED for row in rows)
