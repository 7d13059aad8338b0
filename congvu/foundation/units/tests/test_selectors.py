"""Questions about units: who stood where on which day, and finding them again."""

from datetime import date, timedelta

import pytest

from congvu.foundation.units import selectors, services
from congvu.foundation.units.labels import ending_label
from congvu.foundation.units.models import Succession
from congvu.foundation.units.rules import Ended, Level, Scheme
from congvu.foundation.units.tests.make import AT, DECISION, REFORM, YEN, make_province, make_unit
from congvu.kernel.errors import NotFound

pytestmark = pytest.mark.django_db

BEFORE, AFTER = date(2025, 6, 30), date(2026, 3, 9)


def ids(*units):
    return sorted(unit.pk for unit in units)


def test_the_tree_of_a_day_is_the_tree_of_that_day():
    here = make_province()
    assert list(selectors.children(here.province, BEFORE)) == [here.district]
    assert list(selectors.children(here.province, REFORM)) == [here.giua, here.sao_mai]
    assert selectors.ancestors(here.ha, BEFORE) == [here.district, here.province]
    assert selectors.ancestors(here.giua, REFORM) == [here.province]


def test_a_provinces_subtree_loses_nothing_of_the_district_era():
    here = make_province()
    everyone = ids(here.province, here.district, here.thuong, here.ha, here.giua, here.sao_mai)
    assert selectors.subtree_ids(here.province, AFTER) == everyone
    assert selectors.subtree_ids(here.province, BEFORE) == [
        pk for pk in everyone if pk != here.sao_mai.pk
    ]


def test_a_districts_subtree_is_that_of_its_last_day_for_ever():
    here = make_province()
    last = ids(here.district, here.thuong, here.ha, here.giua)
    assert selectors.subtree_ids(here.district, BEFORE) == last
    assert selectors.subtree_ids(here.district, AFTER) == last


def test_a_unit_that_ended_earlier_counts_where_it_stood_on_its_last_day():
    first, second = (make_unit(f"Tỉnh {n}", kind="province") for n in (1, 2))
    district = make_unit("Huyện Đổi", kind="district", parent=first, ends_on=REFORM)
    ended = make_unit("Xã Hết Sớm", parent=district, ends_on=date(2024, 1, 1))
    living = make_unit("Xã Còn", parent=district, ends_on=REFORM)
    services.set_parent(district, second, on=date(2024, 6, 1), decision=DECISION, by=YEN, at=AT)
    assert ended.pk in selectors.subtree_ids(first, AFTER)
    assert ended.pk not in selectors.subtree_ids(second, AFTER)
    assert selectors.subtree_ids(second, AFTER) == ids(second, district, living)


def test_a_unit_that_is_not_yet_there_has_an_empty_subtree():
    here = make_province()
    assert selectors.subtree_ids(here.sao_mai, BEFORE) == []


def test_forerunners_join_the_subtree_of_their_main_successor_when_asked():
    here = make_province()
    assert selectors.subtree_ids(here.sao_mai, AFTER) == [here.sao_mai.pk]
    found = selectors.subtree_ids(here.sao_mai, AFTER, with_forerunners=True)
    assert found == ids(here.sao_mai, here.thuong, here.ha)


def test_a_merged_province_brings_its_districts_when_forerunners_are_asked_for():
    old = make_province()
    new = make_unit("Tỉnh Hợp Nhất", kind="province", starts_on=date(2026, 1, 1))
    services.merge_units([old.province], new, on=date(2026, 1, 1), decision=DECISION, by=YEN, at=AT)
    found = selectors.subtree_ids(new, AFTER, with_forerunners=True)
    assert found == ids(new, old.province, old.district, old.thuong, old.ha, old.giua, old.sao_mai)


def test_an_ended_unit_is_told_with_its_last_day_and_its_heirs(django_assert_num_queries):
    there = make_province()
    everybody = [there.thuong, there.giua, there.district]
    assert selectors.endings(everybody, REFORM - timedelta(days=1)) == {}
    with django_assert_num_queries(1):
        ended = selectors.endings(everybody, REFORM)
    assert ended == {
        there.thuong.pk: Ended(REFORM, ("Phường Sao Mai",)),
        there.district.pk: Ended(REFORM, ()),
    }
    assert ending_label(ended[there.thuong.pk]) == "từ 01/07/2025 nhập vào Phường Sao Mai"
    assert ending_label(ended[there.district.pk]) == "kết thúc hoạt động từ 01/07/2025"
    with django_assert_num_queries(0):
        assert selectors.endings([there.giua], REFORM) == {}


def test_a_divided_unit_is_told_with_its_main_heir_first():
    there = make_province()
    Succession.objects.create(
        from_unit=there.thuong, to_unit=there.giua, on=REFORM, is_main=False, decision=DECISION
    )
    told = ending_label(selectors.endings([there.thuong], REFORM)[there.thuong.pk])
    assert told == "từ 01/07/2025 chia về Phường Sao Mai, Xã Đồng Giữa"


def test_the_path_names_the_units_from_the_top_with_their_codes():
    here = make_province()
    names = [row.name for row in selectors.path(here.ha, BEFORE)]
    assert names == ["Tỉnh Sông Giữa", "Huyện Bình An", "Xã Hạ Sao"]
    assert selectors.path(here.ha, BEFORE)[0].code == "T77"


def test_an_ended_unit_keeps_its_last_path_and_code():
    here = make_province()
    row = selectors.row(here.ha, AFTER)
    assert row.code == selectors.row(here.ha, BEFORE).code != ""
    assert [unit.name for unit in selectors.ancestors(here.ha, AFTER)] == [
        "Huyện Bình An",
        "Tỉnh Sông Giữa",
    ]


def test_a_department_stands_on_the_level_of_its_superior():
    here = make_province()
    office = make_unit("Sở Nội vụ", kind="department", parent=here.province)
    desk = make_unit("Bộ phận Một cửa", kind="one_stop_desk", parent=here.giua)
    assert selectors.level_of(office, AFTER) is Level.PROVINCIAL
    assert selectors.level_of(desk, AFTER) is Level.COMMUNE
    assert selectors.level_of(here.ha, BEFORE) is Level.COMMUNE


def test_units_of_a_level_are_listed_for_the_day_and_within_a_unit():
    here = make_province()
    make_unit("Xã Nơi Khác")
    found = selectors.list_at_level(Level.COMMUNE, AFTER, within=here.province)
    assert list(found) == [here.giua, here.sao_mai]
    assert here.district in selectors.list_at_level(Level.DISTRICT, BEFORE)
    assert not selectors.list_at_level(Level.DISTRICT, AFTER).exists()


def test_an_unknown_code_is_not_found_and_one_of_the_future_neither():
    make_unit("Xã Mai Sau", starts_on=date(2027, 1, 1), org_code="T77.555")
    for code in ("T98", "T77.555"):
        assert selectors.find_by_code(code, AFTER) is None
        with pytest.raises(NotFound):
            selectors.get_by_code(code, AFTER)


def test_the_same_code_in_two_schemes_means_the_organisation_unless_asked():
    org = make_unit("Xã Một", org_code="777777")
    gso = make_unit("Xã Hai", gso_code="777777")
    assert selectors.get_by_code("777777", AFTER) == org
    assert selectors.get_by_code("777777", AFTER, Scheme.GSO) == gso


def test_search_needs_no_accents_and_takes_words_in_any_order():
    here = make_province()
    for text in ("sao mai", "MAI SAO", "phường s", "Sao Mái"):
        assert [row.id for row in selectors.search(text, AFTER).rows] == [here.sao_mai.pk]
    assert selectors.search("ao mai", AFTER).rows == ()


def test_search_finds_only_units_of_the_day_and_by_the_beginning_of_a_code():
    here = make_province()
    assert selectors.search("ha sao", AFTER).rows == ()
    assert [row.id for row in selectors.search("ha sao", BEFORE).rows] == [here.ha.pk]
    make_unit("Xã Có Mã", gso_code="T98765")
    assert [row.name for row in selectors.search("T987", AFTER).rows] == ["Xã Có Mã"]


def test_search_can_be_narrowed_to_kinds_and_to_a_unit():
    here = make_province()
    make_unit("Xã Sao Xa")
    found = selectors.search("sao", BEFORE, within=here.district)
    assert [row.name for row in found.rows] == ["Xã Hạ Sao", "Xã Thượng Sao"]
    assert selectors.search("sao", AFTER, kind_codes=["phuong"]).rows[0].id == here.sao_mai.pk


def test_search_pages_through_everything_once_in_vietnamese_order():
    names = ["Xã Ô Môn", "Xã An Đào", "Xã Ân Thi", "Xã Đông", "Xã Dương", "Xã 10", "Xã 2"]
    above = make_unit("Tỉnh Nhiều Nơi", kind="province")
    for name in names:
        make_unit(name, parent=above)
    seen, after = [], None
    while True:
        page = selectors.search("xa", AFTER, within=above, limit=3, after=after)
        seen += [row.name for row in page.rows]
        after = page.after
        if after is None:
            break
    assert seen == ["Xã 2", "Xã 10", "Xã An Đào", "Xã Ân Thi", "Xã Dương", "Xã Đông", "Xã Ô Môn"]


def test_rows_cost_a_fixed_number_of_queries(django_assert_max_num_queries):
    here = make_province()
    units = [here.province, here.giua, here.sao_mai, here.district]
    with django_assert_max_num_queries(3):
        found = selectors.rows(units, AFTER)
    assert [row.id for row in found] == [unit.pk for unit in units]


def test_levels_follow_the_day():
    assert Level.DISTRICT in selectors.levels(BEFORE)
    assert Level.DISTRICT not in selectors.levels(REFORM)
    assert selectors.levels(REFORM - timedelta(days=1)) == tuple(Level)
