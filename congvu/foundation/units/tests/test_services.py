"""Creating, moving, renaming, merging and ending units through their services."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from congvu.foundation.journal.models import Entry
from congvu.foundation.units import selectors, services
from congvu.foundation.units.models import Succession, UnitAncestry
from congvu.foundation.units.rules import Scheme, TreeCycle
from congvu.foundation.units.services import Part
from congvu.foundation.units.tests.make import (
    AT,
    DECISION,
    OLD_DAYS,
    REFORM,
    YEN,
    make_province,
    make_unit,
)
from congvu.kernel.errors import Conflict, Invalid

pytestmark = pytest.mark.django_db

SPRING = date(2026, 3, 9)
DEED = {"decision": DECISION, "by": YEN, "at": AT}


def test_a_new_unit_bears_its_codes_and_stands_under_its_parent_from_its_first_day():
    province = make_unit("Tỉnh Sông Giữa", kind="province")
    unit = make_unit(
        "Phường Sao Mai", kind="phuong", parent=province, org_code="T77.7", gso_code="99007"
    )
    assert selectors.parent(unit, OLD_DAYS) == province
    assert selectors.get_by_code("T77.7", SPRING) == unit
    assert selectors.get_by_code("99007", SPRING, Scheme.GSO) == unit
    assert (unit.short_name, unit.name_en) == ("Sao Mai", "Sao Mai Ward")


def test_every_act_leaves_one_line_in_the_journal_of_the_unit():
    unit = make_unit(org_code="T77.8")
    services.rename_unit(unit, name="Xã Mới", on=REFORM, **DEED)
    entries = Entry.objects.filter(unit_code="T77.8").order_by("seq")
    assert [entry.action for entry in entries] == ["create_unit", "rename_unit"]
    assert entries[1].actor_code == "yen"


def test_a_district_cannot_be_created_after_districts_ended():
    with pytest.raises(Invalid) as refused:
        make_unit("Huyện Mới", kind="district", starts_on=REFORM)
    assert refused.value.code == "kind_not_in_force"


def test_a_district_needs_an_end_because_its_kind_has_one():
    with pytest.raises(Invalid):
        make_unit("Huyện Cũ", kind="district")


def test_a_code_in_use_is_not_given_twice():
    make_unit(org_code="T77.9")
    with pytest.raises(Conflict):
        make_unit(org_code="T77.9")


def test_a_code_may_pass_on_and_the_day_decides_who_is_meant():
    old = make_unit("Xã Cũ", org_code="T77.10", ends_on=REFORM)
    new = make_unit("Xã Mới", org_code="T77.10", starts_on=REFORM)
    assert selectors.get_by_code("T77.10", date(2025, 6, 30)) == old
    assert selectors.get_by_code("T77.10", REFORM) == new


def test_a_new_code_ends_the_one_before_and_both_stay_resolvable():
    unit = make_unit(org_code="000.01.20.T77")
    services.give_code(unit, scheme=Scheme.ORG, code="T77.20.1", on=REFORM, by=YEN, at=AT)
    assert selectors.org_code(unit, REFORM - timedelta(days=1)) == "000.01.20.T77"
    assert selectors.org_code(unit, REFORM) == "T77.20.1"
    assert selectors.get_by_code("000.01.20.T77", SPRING) == unit
    with pytest.raises(Conflict):
        services.give_code(unit, scheme=Scheme.ORG, code="T77.20.2", on=REFORM, by=YEN, at=AT)


def test_a_renamed_unit_keeps_its_old_name_for_the_days_before():
    unit = make_unit("Xã Cũ")
    unit = services.rename_unit(unit, name="Xã Mới", on=REFORM, **DEED)
    assert selectors.row(unit, date(2025, 6, 30)).name == "Xã Cũ"
    assert selectors.row(unit, REFORM).name == "Xã Mới"
    assert [row.id for row in selectors.search("xa cu", SPRING).rows] == [unit.pk]


def test_a_corrected_name_holds_for_all_days():
    unit = make_unit("Xã Hoà Binh")
    unit = services.correct_name(unit, name="Xã Hòa Bình", by=YEN, at=AT)
    assert selectors.row(unit, OLD_DAYS).name == "Xã Hòa Bình"
    assert unit.name_en == "Hòa Bình Commune"


def test_a_department_keeps_its_english_and_short_name_when_its_name_is_corrected():
    office = services.create_unit(
        kind="department",
        name="Phòng Kinh tê",
        name_en="Economy Office",
        short_name="Kinh tế",
        starts_on=OLD_DAYS,
        by=YEN,
        at=AT,
    )
    office = services.correct_name(office, name="Phòng Kinh tế", by=YEN, at=AT)
    assert (office.name, office.name_en, office.short_name) == (
        "Phòng Kinh tế",
        "Economy Office",
        "Kinh tế",
    )


def test_what_stands_under_a_unit_moves_with_it():
    first = make_unit("Tỉnh Một", kind="province")
    second = make_unit("Tỉnh Hai", kind="province")
    commune = make_unit(parent=first)
    desk = make_unit("Bộ phận Một cửa", kind="one_stop_desk", parent=commune)
    services.set_parent(commune, second, on=REFORM, **DEED)
    assert selectors.ancestors(desk, date(2025, 6, 30)) == [commune, first]
    assert selectors.ancestors(desk, REFORM) == [commune, second]


def test_a_unit_moved_twice_in_the_past_keeps_its_later_move():
    first, second, third = (make_unit(f"Tỉnh {n}", kind="province") for n in range(3))
    unit = make_unit(parent=first)
    services.set_parent(unit, third, on=date(2024, 1, 1), **DEED)
    services.set_parent(unit, second, on=date(2022, 1, 1), **DEED)
    days = (date(2021, 1, 1), date(2023, 1, 1), date(2025, 1, 1))
    assert [selectors.parent(unit, day) for day in days] == [first, second, third]


def test_a_unit_is_not_put_under_itself():
    upper = make_unit("Tỉnh Một", kind="province")
    lower = make_unit(parent=upper)
    before = UnitAncestry.objects.count()
    with pytest.raises(TreeCycle):
        services.set_parent(upper, lower, on=REFORM, **DEED)
    assert UnitAncestry.objects.count() == before


def test_a_unit_with_living_units_below_is_not_ended_alone():
    upper = make_unit("Tỉnh Một", kind="province")
    lower = make_unit(parent=upper)
    with pytest.raises(Invalid) as refused:
        services.end_unit(upper, on=REFORM, **DEED)
    assert refused.value.facts["count"] == 1
    services.end_unit(upper, on=REFORM, with_units_below=True, **DEED)
    assert not selectors.is_existing(lower, REFORM)
    with pytest.raises(Conflict):
        services.end_unit(upper, on=REFORM, **DEED)


def test_two_communes_merge_into_one():
    here = make_province()
    assert {here.thuong.ends_on, here.ha.ends_on} == {REFORM}
    assert set(selectors.predecessors(here.sao_mai, REFORM)) == {here.thuong, here.ha}
    assert list(selectors.successors(here.ha, REFORM)) == [here.sao_mai]
    assert list(selectors.successors(here.ha, date(2025, 6, 30))) == []


def test_a_divided_unit_has_several_successors_and_one_main():
    old = make_unit("Xã Rộng")
    left, right = make_unit("Xã Trái", starts_on=REFORM), make_unit("Xã Phải", starts_on=REFORM)
    parts = [Part(left, note="thôn 1, thôn 2"), Part(right, is_main=True)]
    services.divide_unit(old, parts, on=REFORM, **DEED)
    assert list(selectors.successors(old, REFORM)) == [right, left]
    assert Succession.objects.get(to_unit=left).share_note == "thôn 1, thôn 2"


def test_a_division_needs_exactly_one_main_part_and_living_successors():
    old, gone = make_unit("Xã Rộng"), make_unit("Xã Đã Hết", ends_on=date(2020, 1, 1))
    left = make_unit("Xã Trái", starts_on=REFORM)
    with pytest.raises(Invalid):
        services.divide_unit(old, [Part(left)], on=REFORM, **DEED)
    with pytest.raises(Invalid):
        services.divide_unit(old, [Part(gone, is_main=True)], on=REFORM, **DEED)
    assert selectors.is_existing(old, REFORM)


def test_living_successors_follow_several_mergers():
    here = make_province()
    later = make_unit("Phường Ngày Mai", kind="phuong", starts_on=date(2026, 1, 1))
    services.merge_units([here.sao_mai], later, on=date(2026, 1, 1), **DEED)
    assert selectors.living_successors(here.ha, date(2025, 12, 31)) == [here.sao_mai]
    assert selectors.living_successors(here.ha, date(2026, 1, 1)) == [later]
    assert selectors.living_successors(here.ha, OLD_DAYS) == [here.ha]


def test_rebuilding_the_ancestry_changes_nothing():
    make_province()
    columns = ("ancestor_id", "unit_id", "depth", "starts_on", "ends_on", "is_last")
    kept = set(UnitAncestry.objects.values_list(*columns))
    services.rebuild_ancestry()
    assert set(UnitAncestry.objects.values_list(*columns)) == kept


@pytest.mark.parametrize("ends_on", [OLD_DAYS, OLD_DAYS - timedelta(days=1)])
def test_the_database_refuses_a_life_that_ends_before_it_begins(ends_on):
    unit = make_unit()
    unit.ends_on = ends_on
    with pytest.raises(IntegrityError), transaction.atomic():
        unit.save()
