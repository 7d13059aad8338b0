"""What every declared register can do: a new one is tested by being there."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from congvu.foundation.files.services import store
from congvu.foundation.journal.models import Entry
from congvu.foundation.journal.selectors import verify
from congvu.instruments.registers import selectors
from congvu.instruments.registers.counting import reading
from congvu.instruments.registers.declared import list_registers
from congvu.instruments.registers.errors import NotKeeper, RowChanged, RowNotFound, RowRefused
from congvu.instruments.registers.lookups import OfficeLookups
from congvu.instruments.registers.rules.declaring import DAYS, Kind
from congvu.instruments.registers.rules.reading import read
from congvu.instruments.registers.rules.showing import as_text, cell_text
from congvu.instruments.registers.services import entries, importing
from congvu.instruments.registers.services.importing import Outcome
from congvu.instruments.registers.tests.make import (
    changeable,
    editor,
    entry,
    spreadsheet,
    texts,
    values,
)
from congvu.kernel.errors import Conflict, Invalid
from congvu.kernel.periods import Window
from congvu.kernel.workcalendar import VIETNAM
from tests.world import NOW, TODAY

LATER = NOW + timedelta(hours=1)
XLSX_KIND = "import"

pytestmark = pytest.mark.django_db


def every():
    return pytest.mark.parametrize("register", list_registers(), ids=lambda one: one.code)


def changed(world, register, row, at=LATER, seen=None):
    spec, text = changeable(register)
    lookups = OfficeLookups(row.office_id, TODAY)
    new = {**row.values_of(register.names), spec.name: read(spec, text, lookups, TODAY)}
    return entries.change_row(
        register, row.uuid, new, seen=seen or row.version, by=editor(world, register), at=at
    )


def begin(world, register, rows, at=LATER, **more):
    by = editor(world, register)
    file = store(
        spreadsheet(rows, **more),
        name="so.xlsx",
        unit_id=by.unit_id,
        by_code=by.code,
        at=at,
        kind=XLSX_KIND,
    )
    return importing.begin(register, by=by, at=at, file=file)


def table(world, register, *turns):
    """Return headings and rows of cells."""
    cells = [texts(world, register, turn) for turn in turns]
    labels = {spec.name: spec.label for spec in register.specs}
    return [[labels[name] for name in cells[0]], *([*one.values()] for one in cells)]


@every()
def test_a_row_is_written_changed_cancelled_brought_back_and_found(world, register):
    by = editor(world, register)
    row = entry(world, register)
    changed(world, register, row)
    with pytest.raises(RowChanged) as told:
        changed(world, register, row, seen=1)
    assert changeable(register)[0].label in told.value.message
    gone = entries.cancel_row(register, row.uuid, seen=2, reason="Ghi nhầm", by=by, at=LATER)
    assert not selectors.rows_for(register, by, TODAY).filter(uuid=row.uuid).exists()
    back = entries.restore_row(register, row.uuid, seen=gone.version, by=by, at=LATER)
    first = entries.restore_row(register, row.uuid, seen=back.version, by=by, at=LATER, version=1)
    assert first.values_of(register.names) == values(world, register)
    steps = selectors.history(register, row.uuid, TODAY)
    assert [step.action for step in steps] == ["restore", "restore", "cancel", "change", "create"]
    assert steps[3].changes[0].name == changeable(register)[0].name
    assert Entry.objects.filter(object_code=str(row.uuid)).count() == 5
    words = [word for word in row.folded.split() if len(word) > 1][:3]
    rows = selectors.rows_for(register, by, TODAY)
    assert words
    assert row in selectors.matching(rows, " ".join(words).upper())
    assert row not in selectors.matching(rows, "khongcotrongsonao")
    if row.natural_key:
        with pytest.raises(RowRefused):
            entry(world, register)


@every()
def test_the_neighbour_finds_nothing_and_a_reader_does_not_write(world, register):
    row = entry(world, register)
    kien = world.staff("kien")
    if selectors.may_see(register, kien):
        with pytest.raises(RowNotFound):
            selectors.get_for(register, kien, row.uuid, TODAY)
    cells = values(world, register, 2)
    for name in ("kien", "lan", "yen"):
        staff = world.staff(name)
        if not selectors.may_edit(register, staff):
            with pytest.raises((NotKeeper, RowNotFound)):
                entries.add_row(register, cells, by=staff, at=NOW)


@every()
def test_an_import_writes_once_and_an_export_changes_nothing(world, register):
    by = editor(world, register)
    sheet = table(world, register, 1, 2)
    entry(world, register, 1)
    has_key = any(spec.column.key for spec in register.specs)
    batch = importing.apply(begin(world, register, sheet).uuid, by=by, at=LATER)
    assert (batch.added, batch.refused) == ((1, 0) if has_key else (2, 0))
    assert register.rows.filter(origin=f"import:{batch.uuid}").count() == batch.added
    with pytest.raises(Conflict):
        importing.apply(batch.uuid, by=by, at=LATER)
    rows = list(selectors.rows_for(register, by, TODAY).order_by("pk"))
    said = selectors.values_of(register, rows)
    names = selectors.names_for(register, said, TODAY)
    exported = [[spec.label for spec in register.specs]]
    exported += [
        [as_text(spec, one[spec.name], names, exact=True) for spec in register.specs]
        for one in said
    ]
    outcome = importing.preview(begin(world, register, exported), on=TODAY).counts()
    expected = Outcome.SAME if has_key else Outcome.NEW
    assert {key for key, count in outcome.items() if count} == {expected}
    merged = importing.preview(begin(world, register, sheet, merge="A2:A3"), on=TODAY)
    refused = {one.line: one.faults[0].text() for one in merged.of(Outcome.REFUSED)}
    assert {2, 3} == refused.keys()
    assert "ô gộp" in refused[3]


@every()
def test_cells_that_cannot_be_right_are_refused_by_name(world, register, ended_unit):
    lookups = OfficeLookups(world.units["commune"].pk, TODAY)

    def refused(spec, text):
        with pytest.raises(Invalid):
            read(spec, text, lookups, TODAY)

    for spec in register.specs:
        for text in ("=1+1", "<script>x</script>", "'; DROP TABLE x;--", "A\x00B", "9" * 1000):
            try:
                assert read(spec, text, lookups, TODAY) == text
            except Invalid as refusal:
                assert refusal.message  # noqa: PT017
        if spec.kind in DAYS:
            for text in ("01/01/3026", "01/01/0026", "1/1/26", "31/02/2026"):
                refused(spec, text)
            if not spec.column.future:
                refused(spec, "01/12/2026")
        if spec.is_number and spec.column.most is None:
            assert read(spec, "1.234", lookups, TODAY) == 1234
            refused(spec, "1,234.5")
            refused(spec, "1.5")
        if spec.kind is Kind.UNIT:
            old, new = ended_unit
            with pytest.raises(Invalid) as told:
                read(spec, old, lookups, TODAY)
            assert new in told.value.message
            stranger = world.units["neighbour"]
            if spec.column.outside:
                assert read(spec, stranger.name, lookups, TODAY) == stranger.pk
            else:
                refused(spec, stranger.name)
                refused(spec, "H99.102")


def test_a_department_names_the_units_of_the_province_that_it_serves(world):
    province = OfficeLookups(world.units["home_department"].pk, TODAY)
    commune = world.units["commune"]
    assert province.unit(commune.name, TODAY) == commune.pk


@every()
def test_each_count_opens_to_its_rows_and_shows_what_came_late(world, register):
    window = Window(TODAY - timedelta(days=40), TODAY)
    closing = datetime.combine(TODAY, time(0), VIETNAM)
    entry(world, register, 1, at=closing - timedelta(hours=20))
    entry(world, register, 2, at=closing + timedelta(hours=20))
    asked = {"offices": {world.units["commune"].pk}, "window": window}
    late = closing + timedelta(days=2)
    for count in register.counts:
        figure = reading(register, count, known_at=late, **asked)
        then = reading(register, count, known_at=closing, **asked)
        assert (figure.value or 0) - (then.value or 0) == figure.late
        assert figure.late_rows or figure.value == then.value
        assert str(count.definition)


def test_the_chain_of_the_journal_is_whole_after_all_kinds_of_writing(world):
    register = list_registers()[0]
    row = changed(world, register, entry(world, register))
    entries.cancel_row(
        register, row.uuid, seen=2, reason="Nhầm", by=editor(world, register), at=LATER
    )
    assert not verify()


def test_a_cell_of_a_spreadsheet_is_what_was_typed():
    for value, text in (
        (1234567.0, "1234567"),
        (12.5, "12,5"),
        (TODAY, "10/03/2026"),
        (True, "Có"),
    ):
        assert cell_text(value) == text
