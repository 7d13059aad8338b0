"""Kinds and levels by date, as the catalogue gives them; no database."""

from datetime import date

import pytest

from congvu.foundation.units import kinds
from congvu.foundation.units.rules import Level
from congvu.kernel.errors import Invalid

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


def test_there_is_no_district_level_from_the_first_of_july_2025():
    assert kinds.levels(BEFORE) == tuple(Level)
    assert kinds.levels(AFTER) == (Level.NATIONAL, Level.PROVINCIAL, Level.COMMUNE)


def test_townships_ended_and_special_zones_began_on_that_day():
    assert kinds.at_level(Level.COMMUNE, BEFORE) == ("xa", "phuong", "thi_tran")
    assert kinds.at_level(Level.COMMUNE, AFTER) == ("xa", "phuong", "dac_khu")


@pytest.mark.parametrize(
    ("kind", "name", "short", "english"),
    [
        ("phuong", "Phường Ba Đình", "Ba Đình", "Ba Đình Ward"),
        ("phuong", "Phường 1", "1", "Ward 1"),
        ("province", "Thành phố Hồ Chí Minh", "Hồ Chí Minh", "Hồ Chí Minh City"),
        ("province", "Tỉnh An Giang", "An Giang", "An Giang Province"),
        ("district", "Thị xã Sơn Tây", "Sơn Tây", "Sơn Tây Town"),
        ("department", "Sở Nội vụ", "Sở Nội vụ", ""),
    ],
)
def test_a_name_gives_its_short_and_english_form(kind, name, short, english):
    assert kinds.get(kind).short_name(name) == short
    assert kinds.get(kind).english_name(name) == english


def test_an_unknown_kind_is_refused():
    with pytest.raises(Invalid):
        kinds.get("tong")
