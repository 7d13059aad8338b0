"""Sets of one's own: drafts, refusals, activation, and what the catalogue brings later."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest

from congvu.foundation.journal.models import Entry
from congvu.foundation.journal.rules import SYSTEM
from congvu.instruments.catalogue.errors import BadFiles
from congvu.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from congvu.kernel.periods import Window
from congvu.oversight.indicators import selectors
from congvu.oversight.indicators.errors import SetChanged
from congvu.oversight.indicators.library import (
    in_use,
    indicator_set,
    newest_version,
    version_for,
    versions_in_force,
)
from congvu.oversight.indicators.loading import load_sets
from congvu.oversight.indicators.models import IndicatorSetVersion, SetDraft, SetOrigin
from congvu.oversight.indicators.rules import editing
from congvu.oversight.indicators.rules.reading import from_json
from congvu.oversight.indicators.rules.sets import Level
from congvu.oversight.indicators.rules.settling import settle
from congvu.oversight.indicators.services import sets
from congvu.oversight.indicators.services.entering import enter
from congvu.oversight.indicators.set_files import read_file, write_set
from congvu.oversight.indicators.tests.make import make_period, make_set
from congvu.oversight.indicators.tests.test_reading import CHECK, HEAD, ROWS, write
from tests.world import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
BASIS = "Công văn số 12/SNV-CCHC ngày 20/02/2026"


@pytest.fixture
def yen(world):
    return world.staff("yen")


@pytest.fixture
def draft(world, yen):
    return sets.begin(make_set(), by=yen, at=NOW)


def renamed(values):
    return editing.with_changed(values, "2.2", {"name": "Số hồ sơ giấy"})


def activated(draft, yen, *changes, starts_on="2018-01-01"):
    head = {"starts_on": starts_on}
    done = sets.edit(draft.pk, lambda one: editing.with_head(one, head), seen=1, by=yen, at=NOW)
    for change in changes:
        done = sets.edit(draft.pk, change, seen=done.revision, by=yen, at=NOW)
    return sets.activate(draft.pk, basis=BASIS, seen=done.revision, by=yen, at=LATER)


@pytest.mark.parametrize("name", ["lan", "minh", "hoa", "dung", "mai", "quan", "kien"])
def test_only_the_administrator_keeps_the_sets(world, name):
    with pytest.raises(NotAllowed):
        sets.begin(make_set(), by=world.staff(name), at=NOW)


def test_a_draft_changes_nothing_until_it_is_activated(draft, yen):
    first = newest_version("mau")
    done = sets.edit(draft.pk, renamed, seen=1, by=yen, at=NOW)
    assert done.revision == 2
    assert newest_version("mau") == first
    second = sets.activate(draft.pk, basis=BASIS, seen=2, by=yen, at=LATER)
    assert (second.number, second.origin, second.basis) == (2, SetOrigin.OWN, BASIS)
    assert newest_version("mau") == second
    assert indicator_set(second).get("2.2").name == "Số hồ sơ giấy"
    assert indicator_set(first).get("2.2").name == "Chỉ tiêu 2.2"
    kept = SetDraft.objects.get()
    assert (kept.became, kept.closed_at) == (second, LATER)


def test_each_step_is_in_the_journal_with_what_it_touched(draft, yen):
    sets.edit(draft.pk, renamed, seen=1, by=yen, at=NOW)
    sets.activate(draft.pk, basis=BASIS, seen=2, by=yen, at=LATER)
    actions = list(
        Entry.objects.filter(object_type="indicator_set")
        .order_by("pk")
        .values_list("action", flat=True)
    )
    assert actions == [
        "indicators.begin_set",
        "indicators.edit_set",
        "indicators.activate_set",
    ]


def test_what_says_nothing_new_is_no_revision(draft, yen):
    assert sets.edit(draft.pk, lambda one: one, seen=1, by=yen, at=NOW).revision == 1
    with pytest.raises(Conflict, match="chưa có gì"):
        sets.activate(draft.pk, basis=BASIS, seen=1, by=yen, at=NOW)


@pytest.mark.parametrize(
    ("code", "change", "told"),
    [
        ("2.5", {"roll_up": "sum"}, "không gộp kiểu sum"),
        ("2.4", {"source": "formula:[2.4] + 1"}, "2.4 → 2.4"),
        ("2.4", {"source": "formula:open('x')"}, "không hiểu"),
        ("2.2", {"source": "register:khong-co.dem"}, "không có nguồn"),
        ("2.2", {"source": "nguon la"}, "không phải nguồn số liệu"),
        ("2.5", {"denominator": "2.99"}, "2.99"),
        ("2.2", {"type": "so"}, "không hợp lệ"),
        ("2.2", {"name": " "}, "name"),
        ("2.2", {"note": "a\x00b"}, "U+0000"),
    ],
)
def test_a_refused_change_says_why_and_keeps_the_draft(draft, yen, code, change, told):
    with pytest.raises(BadFiles) as refused:
        sets.edit(
            draft.pk, lambda one: editing.with_changed(one, code, change), seen=1, by=yen, at=NOW
        )
    assert told in refused.value.message
    draft.refresh_from_db()
    assert draft.revision == 1


def test_two_who_edit_at_once_are_told_of_each_other(draft, yen):
    sets.edit(draft.pk, renamed, seen=1, by=yen, at=NOW)
    with pytest.raises(SetChanged):
        sets.edit(draft.pk, renamed, seen=1, by=yen, at=NOW)
    with pytest.raises(SetChanged):
        sets.activate(draft.pk, basis=BASIS, seen=1, by=yen, at=NOW)


def test_one_draft_of_a_set_at_a_time_and_none_after_it_ended(draft, yen):
    with pytest.raises(Conflict, match="bản nháp"):
        sets.begin(newest_version("mau"), by=yen, at=NOW)
    sets.put_away(draft.pk, by=yen, at=NOW)
    for act in (
        lambda: sets.edit(draft.pk, renamed, seen=1, by=yen, at=NOW),
        lambda: sets.put_away(draft.pk, by=yen, at=NOW),
        lambda: sets.activate(draft.pk, basis=BASIS, seen=1, by=yen, at=NOW),
    ):
        with pytest.raises(NotFound):
            act()
    assert sets.begin(newest_version("mau"), by=yen, at=NOW).code == "mau"


def test_a_basis_is_asked_for(draft, yen):
    sets.edit(draft.pk, renamed, seen=1, by=yen, at=NOW)
    for basis in ("  ", "x" * 301):
        with pytest.raises(Invalid):
            sets.activate(draft.pk, basis=basis, seen=2, by=yen, at=NOW)


def test_a_copy_under_another_code_is_a_set_of_its_own(world, yen):
    first = make_set()
    with pytest.raises(Invalid):
        sets.begin(first, code="Mẫu mới", by=yen, at=NOW)
    draft = sets.begin(first, code="mau-2027", by=yen, at=NOW)
    version = sets.activate(draft.pk, basis=BASIS, seen=1, by=yen, at=NOW)
    assert (version.code, version.number) == ("mau-2027", 1)
    assert newest_version("mau") == first
    with pytest.raises(Conflict, match="Đã có bộ"):
        sets.begin(first, code="mau-2027", by=yen, at=NOW)


def test_a_set_that_changes_between_two_periods_keeps_both(world, yen, draft):
    commune, province = world.units["commune"].pk, world.units["province"].pk
    before = make_period(province)
    enter(world.staff("mai"), commune, before.pk, "2.2", "7", seen=None, at=NOW)
    version = activated(
        draft, yen, renamed, lambda one: editing.without_row(one, "1.3", because="Bỏ", origin=one)
    )
    window = Window(date(2026, 3, 15), date(2026, 6, 15))
    after = make_period(province, "2026Q2", window, version)
    old, new = selectors.sheet(commune, before.pk), selectors.sheet(commune, after.pk)
    assert old.row("2.2").indicator.name == "Chỉ tiêu 2.2"
    assert new.row("2.2").indicator.name == "Số hồ sơ giấy"
    assert new.row("2.2").previous.amount == 7
    assert "1.3" in {one.code for one in old.rows} - {one.code for one in new.rows}


def test_a_version_counts_from_its_day(draft, yen):
    first = newest_version("mau")
    second = activated(draft, yen, renamed, starts_on="2026-07-01")
    assert version_for("mau", date(2026, 6, 30)) == first
    assert version_for("mau", date(2026, 7, 1)) == second
    assert version_for("mau", date(2010, 1, 1)) == second
    for day, found in ((date(2026, 6, 30), first), (date(2026, 7, 1), second)):
        assert versions_in_force(Level.COMMUNE, day) == [found]
    with pytest.raises(NotFound):
        version_for("khong-co", date(2026, 1, 1))


def load(folder):
    return load_sets(folder, by=SYSTEM, at=NOW)


def test_what_one_changed_survives_the_catalogue(tmp_path, world, yen):
    text = HEAD + ROWS + CHECK
    load(write(tmp_path, text))
    draft = sets.begin(newest_version("thu"), by=yen, at=NOW)
    head = {"name": "Bộ của tỉnh"}
    sets.edit(draft.pk, lambda one: editing.with_head(one, head), seen=1, by=yen, at=NOW)
    own = sets.activate(draft.pk, basis=BASIS, seen=2, by=yen, at=NOW)
    assert load(tmp_path).unchanged == 1
    assert load(write(tmp_path, text.replace("Bộ thử", "Bộ mới"))).updated == 1
    assert newest_version("thu") == own
    brought = IndicatorSetVersion.objects.get(code="thu", number=3)
    taken = sets.begin(brought, by=yen, at=NOW)
    assert sets.activate(taken.pk, basis=BASIS, seen=1, by=yen, at=NOW).digest == brought.digest
    assert load(write(tmp_path, text.replace("Bộ thử", "Bộ mới nữa"))).updated == 1
    assert newest_version("thu").name == "Bộ mới nữa"
    assert len(in_use(list(IndicatorSetVersion.objects.filter(code="thu")))) == 5


def test_a_file_becomes_a_draft_beside_the_version_in_use(world, yen):
    version = make_set()
    values, refused = read_file(io.BytesIO(write_set(renamed(version.content))), "bo.xlsx")
    settled = settle(values, from_json(version.content), "bo.xlsx")
    draft = sets.begin_from_file(settled, by=yen, at=NOW)
    assert (draft.base, draft.refused, refused) == (version, [], ())
    assert sets.read_draft(draft).get("2.2").name == "Số hồ sơ giấy"


def test_numbers_of_any_length_in_a_file_are_told_and_are_no_error(world):
    long = "9" * 5000
    content = make_set().content
    rows = [dict(row) for row in content["indicators"]]
    rows[-1]["choices"] = [{"value": long, "label": "Nhiều"}]
    file = io.BytesIO(write_set({**content, "indicators": rows}))
    values, _refused = read_file(file, "bo.xlsx")
    assert values["indicators"][-1]["choices"] == [{"value": long, "label": "Nhiều"}]
    with pytest.raises(BadFiles):
        read_file(io.BytesIO(f"x = {long}".encode()), "bo.toml")
