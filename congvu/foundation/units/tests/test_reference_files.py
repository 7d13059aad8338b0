"""The national units of catalogue/units, read without a database."""

from collections import Counter
from datetime import date
from functools import cache
from unicodedata import is_normalized

from django.conf import settings

from congvu.foundation.units import kinds, loading
from congvu.foundation.units.reference import Plan
from congvu.foundation.units.rules import Span, first_overlap

REFORM = date(2025, 7, 1)


@cache
def plan() -> Plan:
    return loading.read(settings.CATALOGUE / "units")


def kinds_on(day: date) -> Counter:
    units = plan().units
    return Counter(unit.kind for unit in units if Span(unit.starts_on, unit.ends_on).holds(day))


def test_today_has_34_provinces_and_3321_communes():
    found = kinds_on(REFORM)
    assert found == {"country": 1, "province": 34, "xa": 2621, "phuong": 687, "dac_khu": 13}


def test_before_the_reform_there_were_63_provinces_696_districts_and_10035_communes():
    found = kinds_on(date(2025, 6, 30))
    assert found == {
        "country": 1,
        "province": 63,
        "district": 696,
        "xa": 7695,
        "phuong": 1724,
        "thi_tran": 616,
    }


def test_eleven_provinces_and_128_communes_live_through_the_reform():
    through = [u for u in plan().units if u.starts_on < REFORM and u.ends_on is None]
    found = Counter(unit.kind for unit in through)
    assert found["province"] == 11
    assert found["xa"] + found["phuong"] == 128


def test_every_commune_of_before_and_every_merged_province_has_a_main_successor():
    mains = Counter(item.from_unit for item in plan().successions if item.is_main)
    ended = [u for u in plan().units if u.ends_on == REFORM and u.kind != "district"]
    assert {unit.key for unit in ended} <= set(mains)
    assert set(mains.values()) == {1}


def test_every_unit_of_today_came_from_somewhere():
    heirs = {item.to_unit for item in plan().successions}
    assert {unit.key for unit in plan().units if unit.starts_on == REFORM} == heirs


def test_succession_is_many_to_many():
    froms = Counter(item.from_unit for item in plan().successions)
    tos = Counter(item.to_unit for item in plan().successions)
    assert max(froms.values()) == 5
    assert max(tos.values()) == 15


def test_nobody_shares_a_code_at_the_same_time():
    spans: dict[tuple[str, str], list[Span]] = {}
    for unit in plan().units:
        for code in unit.codes:
            spans.setdefault((code.scheme, code.code), []).append(
                Span(code.starts_on, code.ends_on)
            )
    assert all(first_overlap(held) is None for held in spans.values())


def test_a_unit_lives_only_while_its_kind_and_its_parents_do():
    units = {unit.key: unit for unit in plan().units}
    for unit in units.values():
        kind = kinds.get(unit.kind)
        life = Span(unit.starts_on, unit.ends_on)
        assert kind.holds(unit.starts_on)
        assert life.end <= (kind.ends_on or date.max)
        for span in unit.parents:
            above = Span(units[span.parent].starts_on, units[span.parent].ends_on)
            assert above.starts_on <= span.starts_on
            assert (span.ends_on or date.max) <= above.end


def test_names_are_composed_vietnamese_with_the_word_of_their_kind():
    for unit in plan().units:
        assert is_normalized("NFC", unit.name)
        if unit.kind != "country":
            assert unit.name.split(" ", 1)[0] in {
                "Tỉnh",
                "Thành",
                "Huyện",
                "Quận",
                "Thị",
                "Xã",
                "Phường",
                "Đặc",
            }


def test_a_commune_that_lived_on_moved_from_its_district_to_its_province():
    units = {unit.key: unit for unit in plan().units}
    sang_moc = next(u for u in plan().units if u.name == "Xã Sảng Mộc")
    above = [units[span.parent] for span in sang_moc.parents]
    assert [unit.kind for unit in above] == ["district", "province"]
    assert sang_moc.parents[0].ends_on == sang_moc.parents[1].starts_on == REFORM


def test_hue_bore_another_name_before_2025():
    hue = next(unit for unit in plan().units if unit.codes[0].code == "46")
    assert hue.name == "Thành phố Huế"
    assert [(old.name, old.ends_on) for old in hue.former_names] == [
        ("Tỉnh Thừa Thiên Huế", date(2025, 1, 1))
    ]
