"""What every declared register can do: a new one is tested by being there."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from congvu.foundation.files.services import store
from congvu.foundation.journal.models import Entry
from congvu.foundation.journal.selectors import verify
from congvu.instruments.registers import selectors
from congvu.instruments.registers.counting import counted, late_rows, reading
from congvu.instruments.registers.declared import list_registers
from congvu.instruments.registers.errors import NotKeeper, RowChanged, RowNotFound, RowRefused
from congvu.instruments.registers.lookups import OfficeLookups
from congvu.instruments.registers.rules.declaring import DAYS, NUMBERS, Kind
from congvu.instruments.registers.rules.reading import read, read_row
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
from congvu.kernel.errors import Invalid
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
    return entries.change(
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
def test_a_row_is_written_changed_cancelled_and_brought_back(world, register):
    by = editor(world, register)
    row = entry(world, register)
    changed(world, register, row)
    row = selectors.get_for(register, by, row.uuid, TODAY)
    gone = entries.cancel(register, row.uuid, seen=2, reason="Ghi nhầm", by=by, at=LATER)
    assert not selectors.rows_for(register, by, TODAY).filter(uuid=row.uuid).exists()
    back = entries.restore(register, row.uuid, seen=gone.version, by=by, at=LATER)
    first = entries.restore(register, row.uuid, seen=back.version, by=by, at=LATER, version=1)
    steps = selectors.history(register, row.uuid, TODAY)
    assert [step.action for step in steps] == ["restore", "restore", "cancel", "change", "create"]
    assert steps[3].changes[0].name == changeable(register)[0].name
    assert first.values_of(register.names) == values(world, register)
    assert Entry.objects.filter(object_code=str(row.uuid)).count() == 5
    assert not verify()


@every()
def test_the_second_of_two_who_change_a_row_is_told_what_the_first_changed(world, register):
    row = entry(world, register)
    changed(world, register, row)
    with pytest.raises(RowChanged) as told:
        changed(world, register, row, seen=1)
    assert changeable(register)[0].label in told.value.message


@every()
def test_it_is_found_without_accents(world, register):
    by = editor(world, register)
    row = entry(world, register)
    words = [word for word in row.folded.split() if len(word) > 1][:3]
    assert words
    rows = selectors.rows_for(register, by, TODAY)
    assert row in selectors.matching(rows, " ".join(words).upper())
    assert row not in selectors.matching(rows, "khongcotrongsonao")


@every()
def test_the_neighbour_finds_nothing_and_a_reader_does_not_write(world, register):
    row = entry(world, register)
    kien = world.staff("kien")
    if selectors.may_see(register, kien):
        with pytest.raises(RowNotFound):
            selectors.get_for(register, kien, row.uuid, TODAY)
    for name in ("kien", "lan", "yen"):
        staff = world.staff(name)
        if not selectors.may_edit(register, staff):
            with pytest.raises((NotKeeper, RowNotFound)):
                entries.create(register, values(world, register, 2), by=staff, at=NOW)


@every()
def test_a_row_that_names_the_same_is_refused(world, register):
    row = entry(world, register)
    if not row.natural_key:
        pytest.skip("rows of this register have no names")
    with pytest.raises(RowRefused):
        entry(world, register)


@every()
def test_what_is_exported_is_imported_without_a_change(world, register):
    by = editor(world, register)
    for turn in (1, 2, 3):
        entry(world, register, turn)
    rows = list(selectors.rows_for(register, by, TODAY).order_by("pk"))
    said = selectors.values_of(register, rows)
    names = selectors.names_for(register, said, TODAY)
    sheet = [[spec.label for spec in register.specs]]
    sheet += [
        [as_text(spec, one[spec.name], names, exact=True) for spec in register.specs]
        for one in said
    ]
    batch = begin(world, register, sheet)
    outcome = importing.preview(batch, on=TODAY).counts()
    expected = Outcome.SAME if rows[0].natural_key else Outcome.NEW
    assert {key for key, count in outcome.items() if count} == {expected}


@every()
def test_an_import_writes_once_what_is_new_and_what_changed(world, register):
    by = editor(world, register)
    sheet = table(world, register, 1, 2)
    entry(world, register, 1)
    batch = importing.apply(begin(world, register, sheet).uuid, by=by, at=LATER)
    assert (batch.added, batch.refused) == ((1, 0) if has_key(register) else (2, 0))
    again = importing.apply(begin(world, register, sheet).uuid, by=by, at=LATER)
    if has_key(register):
        assert (again.added, again.changed, again.same) == (0, 0, 2)
    assert register.rows.filter(origin=f"import:{batch.uuid}").count() == batch.added
    with pytest.raises(Exception, match="đã ghi"):
        importing.apply(batch.uuid, by=by, at=LATER)


def has_key(register):
    return any(spec.column.key for spec in register.specs)


@every()
def test_hostile_cells_are_refused_or_kept_as_words(world, register):
    lookups = OfficeLookups(world.units["commune"].pk, TODAY)
    for spec in register.specs:
        for text in ("=1+1", "<script>x</script>", "'; DROP TABLE x;--", "A\x00B", "9" * 400):
            try:
                value = read(spec, text, lookups, TODAY)
            except Invalid as refusal:
                assert refusal.message  # noqa: PT017
                continue
            assert value == text, spec.name


@every()
def test_days_of_the_future_and_years_mistyped_are_refused(world, register):
    lookups = OfficeLookups(world.units["commune"].pk, TODAY)
    for spec in register.specs:
        if spec.kind in DAYS:
            for text in ("01/01/3026", "01/01/0026", "1/1/26", "31/02/2026"):
                with pytest.raises(Invalid):
                    read(spec, text, lookups, TODAY)
            if not spec.column.future:
                with pytest.raises(Invalid):
                    read(spec, "01/12/2026", lookups, TODAY)


@every()
def test_numbers_are_read_as_vietnamese_write_them(world, register):
    lookups = OfficeLookups(world.units["commune"].pk, TODAY)
    for spec in register.specs:
        if spec.kind in NUMBERS and spec.column.most is None:
            mark = "%" if spec.kind is Kind.PERCENT else ""
            assert read(spec, f"1.234{mark}", lookups, TODAY) == 1234
            with pytest.raises(Invalid):
                read(spec, f"1,234.5{mark}", lookups, TODAY)
            with pytest.raises(Invalid):
                read(spec, "1.5", lookups, TODAY)


@every()
def test_a_unit_that_ended_is_refused_with_its_successor(world, register, ended_unit):
    old, new = ended_unit
    for spec in register.specs:
        if spec.kind is Kind.UNIT:
            _values, faults = read_row(
                register.specs,
                texts(world, register, 1, **{spec.name: old}),
                OfficeLookups(world.units["commune"].pk, TODAY),
                TODAY,
            )
            assert [(one.column, new in one.text()) for one in faults] == [(spec.name, True)]


@every()
def test_merged_cells_are_named_by_line(world, register):
    sheet = table(world, register, 1, 2, 3)
    judged = importing.preview(begin(world, register, sheet, merge="A2:A3"), on=TODAY)
    refused = {one.line: one.faults[0].text() for one in judged.of(Outcome.REFUSED)}
    assert {2, 3} <= refused.keys()
    assert "ô gộp" in refused[3]


@every()
def test_each_count_opens_to_its_rows_and_shows_what_came_late(world, register):
    window = Window(TODAY - timedelta(days=40), TODAY)
    office = {world.units["commune"].pk}
    closing = datetime.combine(TODAY, time(0), VIETNAM)
    entry(world, register, 1, at=closing - timedelta(hours=20))
    entry(world, register, 2, at=closing + timedelta(hours=20))
    for count in register.counts:
        asked = {"offices": office, "window": window}
        late = closing + timedelta(days=2)
        figure = reading(register, count, known_at=late, **asked)
        rows = counted(register, count, known_at=late, **asked)
        assert figure.rows == rows.count()
        at_closing = reading(register, count, known_at=closing, **asked)
        assert (figure.value or 0) - (at_closing.value or 0) == figure.late
        assert len(late_rows(register, count, known_at=late, **asked)) == figure.late_rows
        assert str(count.definition)


@every()
def test_a_cell_of_a_spreadsheet_is_what_was_typed(world, register):
    for value, text in (
        (1234567.0, "1234567"),
        (12.5, "12,5"),
        (TODAY, "10/03/2026"),
        (True, "Có"),
    ):
        assert cell_text(value) == text
