"""Loading reference files: twice the same, a changed file, a broken file."""

from datetime import date
from pathlib import Path
from shutil import copy

import pytest
from django.conf import settings

from congvu.foundation.journal.models import Entry
from congvu.foundation.units import loading, selectors
from congvu.foundation.units.models import Unit, UnitAncestry, UnitCode
from congvu.foundation.units.tests.make import AT, make_unit
from congvu.kernel.errors import Invalid

pytestmark = pytest.mark.django_db

REFORM = date(2025, 7, 1)
MANIFEST = """
[country]
scheme = "iso"
code = "ZZ"
name = "Nước Mẫu"
name_en = "Sampleland"
starts_on = 1945-09-02
[[structure]]
file = "before.csv"
scheme = "gso"
starts_on = 2018-01-01
start_known = false
[[structure]]
file = "after.csv"
scheme = "gso"
starts_on = 2025-07-01
start_known = true
[[succession]]
file = "succession.csv"
on = 2025-07-01
decision_province = "Nghị quyết một"
decision_commune = "Nghị quyết hai"
"""
BEFORE = """code,kind,name,parent
Z1,province,Tỉnh Bắc,
Z2,province,Tỉnh Nam,
Z01,district,Huyện Trên,Z1
Z02,district,Huyện Dưới,Z2
Z0001,xa,Xã Một,Z01
Z0004,xa,Xã Hai,Z01
Z0007,thi_tran,Thị trấn Ba,Z02
Z0010,xa,Xã Bốn,Z02
"""
AFTER = """code,kind,name,parent
Z1,province,Tỉnh Bắc,
Z0001,xa,Xã Một Hai,Z1
Z0007,phuong,Phường Ba,Z1
Z0010,xa,Xã Bốn Mới,Z1
"""
SUCCESSION = """from,to,relation
Z1,Z1,whole
Z2,Z1,whole
Z0001,Z0001,whole
Z0004,Z0001,main
Z0004,Z0007,part
Z0007,Z0007,whole
Z0010,Z0010,same
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy(settings.CATALOGUE / "units" / "kinds.toml", tmp_path)
    (tmp_path / "structures.toml").write_text(MANIFEST, encoding="utf-8")
    (tmp_path / "before.csv").write_text(BEFORE, encoding="utf-8")
    (tmp_path / "after.csv").write_text(AFTER, encoding="utf-8")
    (tmp_path / "succession.csv").write_text(SUCCESSION, encoding="utf-8")
    return tmp_path


def unit(code: str, on: date) -> Unit:
    return selectors.get_by_code(code, on)


def test_units_codes_parents_and_successions_are_there_after_loading(folder):
    report = loading.load(folder, at=AT)
    assert report.created > 0
    bon = unit("Z0010", REFORM)
    assert bon == unit("Z0010", date(2024, 1, 1))
    assert selectors.row(bon, date(2024, 1, 1)).name == "Xã Bốn"
    assert selectors.row(bon, REFORM).name == "Xã Bốn Mới"
    assert [up.name for up in selectors.ancestors(bon, date(2024, 1, 1))] == [
        "Huyện Dưới",
        "Tỉnh Nam",
        "Nước Mẫu",
    ]
    assert [up.name for up in selectors.ancestors(bon, REFORM)] == ["Tỉnh Bắc", "Nước Mẫu"]
    hai = unit("Z0004", REFORM)
    assert [heir.name for heir in selectors.successors(hai, REFORM)] == ["Xã Một Hai", "Phường Ba"]


def test_a_code_taken_over_by_the_merged_unit_means_another_unit_by_day(folder):
    loading.load(folder, at=AT)
    assert unit("Z1", date(2025, 6, 30)) != unit("Z1", REFORM)
    assert unit("Z0007", date(2025, 6, 30)).kind == "thi_tran"
    assert unit("Z0007", REFORM).kind == "phuong"


def test_the_merged_province_counts_both_forerunners_when_asked(folder):
    loading.load(folder, at=AT)
    north = unit("Z1", REFORM)
    alone = selectors.subtree_ids(north, REFORM)
    whole = selectors.subtree_ids(north, REFORM, with_forerunners=True)
    assert len(alone) == 4
    assert len(whole) == 11
    everyone = selectors.subtree_ids(unit("ZZ", REFORM), REFORM)
    assert set(everyone) == {*whole, unit("ZZ", REFORM).pk}


def test_the_same_files_twice_cost_two_queries_and_change_nothing(
    folder, django_assert_max_num_queries
):
    loading.load(folder, at=AT)
    with django_assert_max_num_queries(4):
        assert loading.load(folder, at=AT).skipped
    assert Entry.objects.filter(action="load_reference_units", at=AT).count() == 1


def test_a_changed_file_changes_only_what_it_says(folder):
    loading.load(folder, at=AT)
    own = make_unit(
        "Bộ phận Một cửa", kind="one_stop_desk", parent=unit("Z0001", REFORM), starts_on=REFORM
    )
    kept = set(UnitAncestry.objects.values_list("ancestor_id", "unit_id", "depth", "starts_on"))
    text = AFTER.replace("Xã Một Hai", "Xã Nhất Nhị") + "Z0013,xa,Xã Năm,Z1\n"
    (folder / "after.csv").write_text(text, encoding="utf-8")
    report = loading.load(folder, at=AT)
    assert (report.created, report.updated) == (3, 1)
    assert selectors.row(unit("Z0001", REFORM), REFORM).name == "Xã Nhất Nhị"
    assert selectors.ancestors(own, REFORM)[0].name == "Xã Nhất Nhị"
    now = set(UnitAncestry.objects.values_list("ancestor_id", "unit_id", "depth", "starts_on"))
    assert kept < now


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("after.csv", "Z0013,xa,Xã Năm,Z9\n"),
        ("after.csv", "Z0010,xa,Xã Năm,Z1\n"),
        ("succession.csv", "Z0001,Z0007,half\n"),
        ("succession.csv", "Z0001,Z9999,part\n"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused_whole(folder, file, line):
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8") + line, encoding="utf-8")
    with pytest.raises(Invalid):
        loading.load(folder, at=AT)
    assert not UnitCode.objects.filter(code__startswith="Z").exists()
