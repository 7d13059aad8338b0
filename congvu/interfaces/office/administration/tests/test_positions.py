"""Positions and delegations: given, ended, lent for an absence, each by who may."""

from __future__ import annotations

from datetime import date

import pytest

from congvu.foundation.people.models import Delegation, Position
from congvu.interfaces.office.administration.tests.make import html
from tests.world import TODAY

POSITION = {
    "title": "Phó Chủ tịch UBND xã",
    "role": "leader",
    "starts_on": "11/03/2026",
    "last_day": "",
}
LENT = {"starts_on": "11/03/2026", "last_day": "13/03/2026", "decision": "Quyết định 12/QĐ-UBND"}


def assign_page(world, name):
    return f"/quan-tri/tai-khoan/{world.account(name).pk}/chuc-vu/"


def test_a_position_is_given_in_the_chosen_unit(yen, world):
    unit = world.units["commune"]

    answer = yen.post(assign_page(world, "minh"), {**POSITION, "unit": unit.pk}, follow=True)

    assert "Phó Chủ tịch UBND xã" in html(answer)
    assert Position.objects.get(title="Phó Chủ tịch UBND xã").unit == unit


def test_words_that_fit_one_unit_choose_it(yen, world):
    yen.post(assign_page(world, "minh"), {**POSITION, "unit_text": "van hoa minh tam"})

    assert Position.objects.get(role="leader", account__username="minh").unit.name.startswith(
        "Phòng Văn hóa"
    )


def test_words_that_fit_several_units_show_them_and_keep_what_was_typed(yen, world):
    answer = yen.post(assign_page(world, "minh"), {**POSITION, "unit_text": "minh"})

    assert answer.status_code == 200
    assert "Xã Minh Lộc" in html(answer)
    assert "Phó Chủ tịch UBND xã" in html(answer)
    assert not Position.objects.filter(account__username="minh", role="leader").exists()


def test_without_a_unit_it_is_asked_for(yen, world):
    answer = yen.post(assign_page(world, "minh"), POSITION)

    assert answer.status_code == 422
    assert "Hãy tìm rồi chọn một đơn vị" in html(answer)


def test_the_picker_answers_while_one_types(browser_of):
    found = html(
        browser_of("lan").get("/quan-tri/don-vi/tim/", {"unit_text": "sở nội", "picker": "unit"})
    )

    assert "Sở Nội vụ tỉnh Minh Châu" in found
    assert 'name="unit"' in found


def test_the_last_day_of_a_position_counts(yen, world):
    position = world.position("minh")

    yen.post(f"/quan-tri/tai-khoan/chuc-vu/{position.pk}/ket-thuc/", {"last_day": "31/03/2026"})

    position.refresh_from_db()
    assert position.ends_on == date(2026, 4, 1)


def test_a_last_day_before_the_first_is_refused_in_place(yen, world):
    position = world.position("minh")

    answer = yen.post(
        f"/quan-tri/tai-khoan/chuc-vu/{position.pk}/ket-thuc/", {"last_day": "31/03/2001"}
    )

    assert answer.status_code == 422
    assert "31/03/2001" in html(answer)


def test_a_leader_delegates_an_absence_and_ends_it(browser_of, world):
    hoa = browser_of("hoa")
    positions = {
        "from_position": world.position("hoa").pk,
        "to_position": world.position("hanh").pk,
    }

    page = html(hoa.post("/tai-khoan/uy-quyen/", {**positions, **LENT}, follow=True))

    lent = Delegation.objects.get()
    assert (lent.starts_on, lent.ends_on) == (date(2026, 3, 11), date(2026, 3, 14))
    assert "Đặng Thị Hạnh" in page
    hoa.post(f"/tai-khoan/uy-quyen/{lent.pk}/ket-thuc/")
    assert not Delegation.objects.exists()


def test_a_head_delegates_for_the_people_of_the_section(browser_of, world):
    hanh = browser_of("hanh")
    positions = {
        "from_position": world.position("minh").pk,
        "to_position": world.position("lan").pk,
    }

    hanh.post("/tai-khoan/uy-quyen/", {**positions, **LENT})

    assert Delegation.objects.get().from_position == world.position("minh")


def test_an_officer_lends_only_the_own_position(browser_of, world):
    page = html(browser_of("minh").get("/tai-khoan/uy-quyen/"))
    choices = page.split('name="from_position"')[1].split("</select>")[0]

    assert "Trần Văn Minh" in choices
    assert "Lê Thị Hoa" not in choices


def test_the_neighbours_are_not_offered_and_cannot_end_ours(browser_of, yen, world):
    lender = world.position("hoa")
    yen.post(
        f"/quan-tri/tai-khoan/chuc-vu/{lender.pk}/uy-quyen/",
        {"from_position": lender.pk, "to_position": world.position("minh").pk, **LENT},
    )
    lent = Delegation.objects.get()
    kien = browser_of("kien")

    assert "Lê Thị Hoa" not in html(kien.get("/tai-khoan/uy-quyen/"))
    assert kien.post(f"/tai-khoan/uy-quyen/{lent.pk}/ket-thuc/").status_code == 403
    assert Delegation.objects.exists()


@pytest.mark.parametrize(
    "faulty", [{"decision": ""}, {"last_day": "10/03/2026"}, {"to_position": ""}]
)
def test_a_faulty_delegation_keeps_what_was_typed(browser_of, world, faulty):
    sent = {
        "from_position": world.position("hoa").pk,
        "to_position": world.position("hanh").pk,
        **LENT,
        **faulty,
    }

    answer = browser_of("hoa").post("/tai-khoan/uy-quyen/", sent)

    assert answer.status_code == 422
    assert "11/03/2026" in html(answer)
    assert not Delegation.objects.exists()


def test_the_administrator_has_nothing_to_lend(yen):
    assert TODAY
    assert yen.get("/tai-khoan/uy-quyen/").status_code == 403
