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
BEFORE = """code,kind,name,parent
01,province,Tỉnh Bắc,
02,province,Tỉnh Nam,
001,district,Huyện Trên,01
002,district,Huyện Dưới,02
00001,xa,Xã Một,001
00004,xa,Xã Hai,001
00007,thi_tran,Thị trấn Ba,002
00010,xa,Xã Bốn,002
"""
AFTER = """code,kind,name,parent
01,province,Tỉnh Bắc,
00001,xa,Xã Một Hai,01
00007,phuong,Phường Ba,01
00010,xa,Xã Bốn Mới,01
"""
SUCCESSION = """from,to,relation
01,01,whole
02,01,whole
00001,00001,whole
00004,00001,main
00004,00007,part
00007,00007,whole
00010,00010,same
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy(settings.CATALOGUE / "units" / "kinds.toml", tmp_path)
    manifest = (settings.CATALOGUE / "units" / "structures.toml").read_text(encoding="utf-8")
    (tmp_path / "structures.toml").write_text(
        manifest.split("[[former_name]]")[0], encoding="utf-8"
    )
    (tmp_path / "before-2025-07-01.csv").write_text(BEFORE, encoding="utf-8")
    (tmp_path / "from-2025-07-01.csv").write_text(AFTER, encoding="utf-8")
    (tmp_path / "succession-2025-07-01.csv").write_text(SUCCESSION, encoding="utf-8")
    return tmp_path


def unit(code: str, on: date) -> Unit:
    return selectors.get_by_code(code, on)


def test_units_codes_parents_and_successions_are_there_after_loading(folder):
    report = loading.load(folder, at=AT)
    assert report.created > 0
    bon = unit("00010", REFORM)
    assert bon == unit("00010", date(2024, 1, 1))
    assert selectors.row(bon, date(2024, 1, 1)).name == "Xã Bốn"
    assert selectors.row(bon, REFORM).name == "Xã Bốn Mới"
    assert [up.name for up in selectors.ancestors(bon, date(2024, 1, 1))] == [
        "Huyện Dưới",
        "Tỉnh Nam",
        "Việt Nam",
    ]
    assert [up.name for up in selectors.ancestors(bon, REFORM)] == ["Tỉnh Bắc", "Việt Nam"]
    hai = unit("00004", REFORM)
    assert [heir.name for heir in selectors.successors(hai, REFORM)] == ["Xã Một Hai", "Phường Ba"]


def test_a_code_taken_over_by_the_merged_unit_means_another_unit_by_day(folder):
    loading.load(folder, at=AT)
    assert unit("01", date(2025, 6, 30)) != unit("01", REFORM)
    assert unit("00007", date(2025, 6, 30)).kind == "thi_tran"
    assert unit("00007", REFORM).kind == "phuong"


def test_the_merged_province_counts_both_forerunners_when_asked(folder):
    loading.load(folder, at=AT)
    north = unit("01", REFORM)
    alone = selectors.subtree_ids(north, REFORM)
    whole = selectors.subtree_ids(north, REFORM, with_forerunners=True)
    assert len(alone) == 4
    assert len(whole) == Unit.objects.count() - 1
    assert selectors.subtree_ids(unit("VN", REFORM), REFORM) == sorted(
        Unit.objects.values_list("pk", flat=True)
    )


def test_the_same_files_twice_cost_two_queries_and_change_nothing(
    folder, django_assert_max_num_queries
):
    loading.load(folder, at=AT)
    with django_assert_max_num_queries(4):
        assert loading.load(folder, at=AT).skipped
    assert Entry.objects.filter(action="load_reference_units").count() == 1


def test_a_changed_file_changes_only_what_it_says(folder):
    loading.load(folder, at=AT)
    own = make_unit(
        "Bộ phận Một cửa", kind="one_stop_desk", parent=unit("00001", REFORM), starts_on=REFORM
    )
    kept = set(UnitAncestry.objects.values_list("ancestor_id", "unit_id", "depth", "starts_on"))
    text = AFTER.replace("Xã Một Hai", "Xã Nhất Nhị") + "00013,xa,Xã Năm,01\n"
    (folder / "from-2025-07-01.csv").write_text(text, encoding="utf-8")
    report = loading.load(folder, at=AT)
    assert (report.created, report.updated) == (3, 1)
    assert selectors.row(unit("00001", REFORM), REFORM).name == "Xã Nhất Nhị"
    assert selectors.ancestors(own, REFORM)[0].name == "Xã Nhất Nhị"
    now = set(UnitAncestry.objects.values_list("ancestor_id", "unit_id", "depth", "starts_on"))
    assert kept < now


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("from-2025-07-01.csv", "00013,xa,Xã Năm,99\n"),
        ("from-2025-07-01.csv", "00010,xa,Xã Năm,01\n"),
        ("succession-2025-07-01.csv", "00001,00007,half\n"),
        ("succession-2025-07-01.csv", "00001,09999,part\n"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused_whole(folder, file, line):
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8") + line, encoding="utf-8")
    with pytest.raises(Invalid):
        loading.load(folder, at=AT)
    assert not UnitCode.objects.exists()
