"""An outline that binds a row which a set no longer has is told before anybody reports on it."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from congvu.foundation.journal.models import Entry
from congvu.foundation.journal.rules import SYSTEM
from congvu.instruments.catalogue.errors import BadFiles
from congvu.kernel.errors import Invalid
from congvu.oversight.indicators.library import newest_version
from congvu.oversight.indicators.loading import load_sets
from congvu.oversight.indicators.rules import editing
from congvu.oversight.indicators.rules.reading import read_sets
from congvu.oversight.indicators.services import sets
from congvu.oversight.reporting import loading
from congvu.oversight.reporting.rules.outline_bindings import Place, bindings, lost
from congvu.oversight.reporting.rules.outline_reading import read_outline
from congvu.oversight.reporting.rules.prose import gaps
from congvu.oversight.reporting.rules.prose_reading import ProseWrong
from congvu.oversight.reporting.selectors.bindings import told_of
from congvu.oversight.reporting.selectors.page import SectionPage
from congvu.oversight.reporting.services.adopting import adopt
from congvu.oversight.reporting.tests.make import outline
from congvu.oversight.reporting.tests.test_outlines import SMALL
from tests.world import NOW

CATALOGUE = Path(__file__).resolve().parents[4] / "catalogue"
BOUND = "1.2.1"
WHY = "Sở Nội vụ sửa đề cương trong tháng này"
BASIS = "Công văn 12/SNV-CCHC ngày 20/02/2026"


@pytest.fixture
def draft(world, settings):
    load_sets(settings.CATALOGUE / "indicators", by=SYSTEM, at=NOW)
    return sets.begin(newest_version("xa-2025"), by=world.staff("yen"), at=NOW)


def edited(draft, world, change):
    return sets.edit(draft.pk, change, seen=draft.revision, by=world.staff("yen"), at=NOW)


def dropped(draft, world, code):
    origin = draft.base.content
    return edited(
        draft,
        world,
        lambda one: editing.without_row(one, code, because="Mẫu mới bỏ", origin=origin),
    )


def test_the_catalogue_binds_what_its_sets_have_in_every_place():
    by_code = {one.code: one for one in read_sets(CATALOGUE / "indicators")}
    for code in ("xa-quy", "xa-nam", "huyen-2021", "tinh"):
        found = outline(code)
        assert lost(found, by_code[found.indicator_set]) == ()
        assert {one.code for one in bindings(found)} == found.codes


def test_words_conditions_and_tables_bind_and_each_is_lost_where_it_stands():
    by_code = {one.code: one for one in read_sets(CATALOGUE / "indicators")}
    small = read_outline(SMALL.replace("3.4.1", "9.9.9"), "thu.toml")
    gone = lost(small, by_code["xa-2025"])
    assert [(one.where, one.code, one.place) for one in gone] == [
        ("I.2", "9.9.9", Place.CONDITION),
        ("I.2", "9.9.9", Place.TEXT),
        ("I.2", "9.9.9", Place.TABLE),
    ]


def test_a_dropped_row_is_told_with_each_section_that_binds_it(draft, world):
    assert not told_of(draft)
    gone = told_of(dropped(draft, world, BOUND)).lost
    assert {one.code for one in gone} == {BOUND}
    assert {one.outline.code for one in gone} >= {"xa-quy", "xa-nam"}
    assert all(one.section for one in gone)


def test_a_row_that_is_called_otherwise_is_told_and_is_no_loss(draft, world):
    said = {"name": "Tên khác", "because": "Mẫu mới gọi khác"}
    draft = edited(draft, world, lambda one: editing.with_changed(one, BOUND, said))
    told = told_of(draft)
    assert not told.lost
    assert {one.binding.code for one in told.renamed} == {BOUND}
    assert all(one.now.startswith("Tên khác") for one in told.renamed)


def test_activation_needs_a_reason_then_and_the_journal_keeps_both(draft, world):
    draft = dropped(draft, world, BOUND)
    asked = {"basis": BASIS, "seen": draft.revision, "by": world.staff("yen"), "at": NOW}
    with pytest.raises(Invalid, match=BOUND) as refused:
        adopt(draft, because="  ", **asked)
    assert refused.value.facts["field"] == "because"
    adopt(draft, because=WHY, **asked)
    entry = Entry.objects.get(action="indicators.activate_set")
    assert "outlines" in entry.fields
    assert "because" in entry.fields


def test_a_set_that_loses_nothing_needs_no_reason(draft, world):
    draft = edited(draft, world, lambda one: editing.with_head(one, {"name": "Bộ của tỉnh"}))
    adopt(draft, basis=BASIS, seen=draft.revision, by=world.staff("yen"), at=NOW)


def test_the_check_of_the_catalogue_names_every_place_that_is_lost(tmp_path):
    folder = copytree(CATALOGUE, tmp_path / "catalogue")
    path = folder / "outlines" / "xa-quy.toml"
    text = path.read_text(encoding="utf-8")
    named = [one for one in bindings(outline()) if one.section][:2]
    for one in named:
        text = text.replace(f"{{{{{one.code}}}}}", "{{9.99.1}}")
        text = text.replace(f"{{{{{one.code}|", "{{9.99.1|").replace(f"[{one.code}]", "[9.99.1]")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadFiles) as bad:
        loading.check(folder / "outlines")
    places = {fault.place for fault in bad.value.faults}
    assert {f"sections {one.where}" for one in named} <= places


def test_a_section_whose_outline_binds_a_lost_row_is_shown_with_a_gap():
    [section] = [one for one in outline().sections if one.code == "I.2"]
    page = SectionPage(
        section=section,
        text="Đã kiểm tra {{9.99.1}} phòng.",
        newest=None,
        known={},
        names={},
        remarks=(),
        history=(),
        may_write=True,
        inside=True,
    )
    assert gaps(page.blocks) == ("9.99.1",)
    with pytest.raises(ProseWrong):
        page.preview(page.text)
