"""The frozen values answer on their own: days, channels, levels."""

from dataclasses import replace
from datetime import date

import pytest

from congvu.instruments.catalogue import rules
from congvu.instruments.catalogue.procedure_files import read_procedures
from congvu.instruments.catalogue.rules import Level, level_of, overlapping
from congvu.instruments.catalogue.tests.make import write_folder
from congvu.kernel.workingdays import LimitUnit, TimeLimit


@pytest.fixture
def versions(tmp_path):
    _, procedures = read_procedures(write_folder(tmp_path) / "procedures", {"full"})
    return procedures[0].versions


def test_the_last_day_of_a_version_is_the_day_before_its_end(versions):
    assert rules.in_force(versions, date(2025, 6, 30)).number == 1
    assert rules.in_force(versions, date(2025, 7, 1)).number == 2
    assert rules.in_force(versions, date(2018, 6, 20)) is None


def test_a_channel_has_its_own_limit_or_that_of_the_version(versions):
    new = versions[1]
    assert new.limit_for("online") == TimeLimit(7)
    assert new.limit_for("direct") == TimeLimit(10)
    assert versions[0].limit == TimeLimit(15, LimitUnit.CALENDAR_DAYS)


def test_a_fee_of_a_channel_hides_the_general_fee_of_the_same_name(versions):
    assert [fee.amount for fee in versions[1].fees_for("online")] == [10000]
    assert [fee.amount for fee in versions[1].fees_for("direct")] == [20000]


def test_a_version_says_only_what_differs_and_keeps_the_rest(versions):
    old, new = versions
    assert (old.level, old.competent_name) == ("district", "Ủy ban nhân dân cấp huyện")
    assert new.level == "commune"
    assert old.papers == new.papers


@pytest.mark.parametrize(
    ("kind", "level"),
    [
        ("phuong", Level.COMMUNE),
        ("dac_khu", Level.COMMUNE),
        ("thi_tran", Level.COMMUNE),
        ("district", Level.DISTRICT),
        ("province", Level.PROVINCE),
        ("commune", Level.COMMUNE),
        ("one_stop_desk", None),
        (None, None),
    ],
)
def test_the_kind_of_a_unit_tells_its_level(kind, level):
    assert level_of(kind) is level


def test_spans_that_touch_do_not_overlap():
    first, second = (date(2020, 1, 1), date(2021, 1, 1)), (date(2021, 1, 1), None)
    assert overlapping([first, second]) is None
    assert overlapping([second, (date(2020, 1, 1), date(2021, 1, 2))]) == (1, 0)
    assert overlapping([(date(2020, 1, 1), None), second]) == (0, 1)


def test_a_regime_gives_the_code_format_of_the_day():
    early = rules.CodeFormatFacts("{org}", 6, 4, date(2018, 1, 1), date(2020, 1, 1), "", True)
    late = replace(early, counter_width=7, starts_on=date(2020, 1, 1), ends_on=None)
    span = rules.RegimeSpan(
        code="x",
        name="x",
        starts_on=date(2018, 1, 1),
        ends_on=None,
        article="x",
        on_supplement="resume",
        late_acceptance_cutoff=None,
        forward_cutoff=None,
        code_formats=(early, late),
        forms=(),
        unverified=frozenset(),
        note="",
    )
    assert span.on(date(2019, 12, 31)).code_format is early
    assert span.on(date(2020, 1, 1)).code_format is late
