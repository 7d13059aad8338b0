"""What the platform knows of itself: every computed row of the shipped sets, against its own room."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.casework.documents.selectors import counted as documents
from congvu.foundation.journal.rules import SYSTEM
from congvu.foundation.units import selectors as units
from congvu.instruments.catalogue import by_post
from congvu.instruments.registers.counting import reading
from congvu.instruments.registers.declared import list_registers
from congvu.instruments.registers.tests.make import entry
from congvu.kernel.periods import Window
from congvu.oversight.indicators import selectors, sources
from congvu.oversight.indicators.library import indicator_set, newest_version
from congvu.oversight.indicators.loading import load_sets
from congvu.oversight.indicators.rules.addresses import Source, SourceKind, read_source
from congvu.oversight.indicators.rules.working import asked_of_sources
from congvu.oversight.indicators.services.computing import refresh
from congvu.oversight.indicators.tests.make import QUARTER, make_period
from congvu.oversight.statistics.rules.forms import FormRequest
from congvu.oversight.statistics.selectors import form_06a
from tests.world import NOW

pytestmark = pytest.mark.django_db
SPRING = Window(date(2026, 2, 1), date(2026, 4, 1))


def ask(unit_id, text, window=SPRING, known_at=None):
    return sources.read(read_source(text), unit_id, window, known_at or NOW.replace(day=28))


@pytest.fixture
def commune(world):
    return world.units["commune"].pk


def test_dossiers_are_counted_as_the_statistical_form_counts_them(village):
    commune = village.units["commune"].pk
    form = form_06a(FormRequest(commune, SPRING.starts_on, SPRING.last_day, date(2026, 3, 28)))
    assert ask(commune, "facts:to_handle").amount == form.total[3] > 0
    assert ask(commune, "facts:received").amount == form.total[4] + form.total[5]
    assert ask(commune, "facts:on_time").amount == form.total[8] + form.total[9]
    assert ask(commune, "facts:late").amount == form.total[10]
    assert ask(commune, "facts:received channel=postal").amount == 1
    field = form.rows[0]
    one = ask(commune, f"facts:to_handle field={field.field.code}")
    assert one.amount == field.figures[3]
    assert (one.opens["kind"], one.opens["to"]) == ("facts", "2026-03-31")


def test_grades_of_service_and_procedures_are_told_from_the_dossiers_themselves(village):
    commune = village.units["commune"].pk
    whole = ask(commune, "facts:received").amount
    grades = ("full", "partial", "other", "level_2", "level_3", "level_4")
    by_grade = [
        sources.read(
            Source(SourceKind.FACTS, f"received service={grade}"),
            commune,
            SPRING,
            NOW.replace(day=28),
        ).amount
        for grade in grades
    ]
    assert sum(by_grade) == whole
    assert ask(commune, "facts:procedures_received channel=postal").amount == 1
    assert 1 < ask(commune, "facts:procedures_received").amount <= whole


def test_a_province_counts_the_level_below_and_not_its_own_office(village):
    province, commune = village.units["province"].pk, village.units["commune"].pk
    below = ask(province, "facts:to_handle level=commune")
    assert below.amount == ask(commune, "facts:to_handle").amount
    assert ask(province, "facts:to_handle").amount is None  # no dossier was ever handled there


def test_every_count_of_every_register_is_as_its_own_room_counts_it(world, commune):
    for register in list_registers():
        entry(world, register, 12)
    every = {
        (register, count): sources.Asked(
            Source(SourceKind.REGISTER, f"{register.code}.{count.code}"), QUARTER
        )
        for register in list_registers()
        for count in register.counts
    }
    with CaptureQueriesContext(connection) as statements:
        told = sources.read_all(every.values(), commune, NOW)
    assert len(statements) <= 30 < len(every)
    for register in list_registers():
        for count in register.counts[::3]:  # a statement or two each: some of every book
            asked = every[register, count]
            own = reading(register, count, offices=[commune], window=QUARTER, known_at=NOW).value
            expected = None if own is None else Decimal(own)
            assert told[asked].amount == expected, asked.source.text


def test_a_register_that_the_office_never_wrote_in_says_nothing(world, commune):
    assert ask(commune, "register:tin-bai.trang-don-vi").amount is None
    entry(world, next(one for one in list_registers() if one.code == "tin-bai"), 5)
    found = ask(commune, "register:tin-bai.chuyen-trang-tinh", QUARTER, NOW)
    assert found.amount in {0, 1}
    assert found.opens["register"] == "tin-bai"


def test_a_neighbours_rows_are_not_counted(world, commune):
    entry(world, next(one for one in list_registers() if one.code == "tin-bai"), 5)
    neighbour = world.units["neighbour"].pk
    assert ask(neighbour, "register:tin-bai.trang-don-vi", QUARTER, NOW).amount is None


def test_procedures_are_counted_by_level_and_day(commune):
    there = ask(commune, "catalogue:in_force level=commune").amount
    assert there > 0
    assert ask(commune, "catalogue:in_force").amount == there
    assert ask(commune, "catalogue:with_workflow").amount <= there
    assert ask(commune, "catalogue:in_force service=full,partial").amount <= there
    long_ago = Window(date(1990, 1, 1), date(1991, 1, 1))
    assert ask(commune, "catalogue:in_force", long_ago).amount == 0


def test_units_are_counted_from_the_tree(world, commune):
    assert ask(commune, "units:to-chuc.phong").amount == 3


def test_what_no_room_answers_is_blank(world):
    for text in ("facts:returned channel=postal", "facts:digital", "units:to-chuc.khong"):
        assert ask(world.units["neighbour"].pk, text).amount is None


def test_results_that_went_out_are_counted_by_their_way(village):
    commune, province = (village.units[name].pk for name in ("commune", "province"))
    assert ask(commune, "facts:returned").amount == 1
    assert ask(commune, "facts:returned channel=direct").amount == 1
    postal = ask(commune, "facts:returned channel=postal")
    assert (postal.amount, postal.opens["kind"]) == (0, "dossiers")
    assert ask(commune, "facts:procedures_returned channel=direct,online").amount == 1
    assert ask(province, "facts:returned level=commune").amount == 1
    assert ask(commune, "facts:returned", known_at=NOW.replace(day=4)).amount == 0


def test_digitised_dossiers_are_a_part_of_those_accepted(village):
    commune = village.units["commune"].pk
    words = ("accepted", "with_result", "digital_papers", "digital_results", "digital")
    accepted, with_result, papers, results, whole = (
        ask(commune, f"facts:{word}").amount for word in words
    )
    assert accepted == ask(commune, "facts:received").amount
    assert 0 < with_result <= accepted
    assert whole <= papers <= accepted
    assert results <= with_result


@pytest.mark.parametrize("code", ["huyen-2021", "xa-2025"])
def test_every_computed_row_of_a_shipped_set_has_somebody_who_answers(world, code):
    load_sets(settings.CATALOGUE / "indicators", by=SYSTEM, at=NOW)
    known = {
        f"{register.code}.{count.code}"
        for register in list_registers()
        for count in register.counts
    }
    for indicator in indicator_set(newest_version(code)).indicators:
        for source in asked_of_sources(indicator):
            assert source.kind in sources.READERS, indicator.code
            if source.kind is SourceKind.REGISTER:
                assert source.address in known, indicator.code
            if source.kind is SourceKind.DOCUMENTS:
                assert source.word in documents.BY_CODE, indicator.code


def test_a_refresh_of_the_commune_set_is_a_few_dozen_statements(village):
    load_sets(settings.CATALOGUE / "indicators", by=SYSTEM, at=NOW)
    period = make_period(village.units["province"].pk, "2026Q1", QUARTER, newest_version("xa-2025"))
    commune = village.units["commune"].pk
    with CaptureQueriesContext(connection) as asked:
        done = refresh(commune, period.pk, by=SYSTEM, at=NOW)
    assert len(asked) <= 60, len(asked)
    assert done.computed > 10
    assert selectors.sheet(commune, period.pk).row("3.6.6").cell.amount > 0


def test_procedures_announced_for_the_post_are_those_of_the_unit_or_of_one_above(
    world, commune, monkeypatch
):
    monkeypatch.setattr(by_post, "announcements", lambda: ())
    assert ask(commune, "catalogue:by_post").amount is None  # nobody told of any list
    above = units.path(commune, SPRING.last_day)[0].code
    told = by_post.Announcement(above, "mẫu", SPRING.starts_on, None, frozenset({"1.004873", "x"}))
    monkeypatch.setattr(by_post, "announcements", lambda: (told,))
    assert ask(commune, "catalogue:by_post").amount == 1
    assert ask(commune, "catalogue:by_post level=district").amount == 0
