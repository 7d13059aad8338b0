"""What has begun keeps its dates and limits; texts and a future end may change."""

from dataclasses import replace
from datetime import date, time

import pytest
from django.conf import settings

from congvu.instruments.catalogue import guard
from congvu.instruments.catalogue.procedure_files import read_procedures
from congvu.instruments.catalogue.regime_files import read_regimes
from congvu.instruments.catalogue.tests.make import write_folder
from congvu.kernel.workingdays import OnSupplement, TimeLimit

TODAY = date(2026, 3, 10)


@pytest.fixture
def version(tmp_path):
    _, procedures = read_procedures(write_folder(tmp_path) / "procedures", {"full"})
    return procedures[0].versions[1]


@pytest.fixture
def regime():
    return read_regimes(settings.CATALOGUE / "regimes").regimes[1]


@pytest.mark.parametrize(
    "change",
    [
        {"limit": TimeLimit(3)},
        {"channel_limits": ()},
        {"starts_on": date(2025, 8, 1)},
        {"same_day": True},
        {"level": "province"},
        {"on_supplement": OnSupplement.RESTART},
        {"ends_on": date(2026, 1, 1)},
    ],
)
def test_a_version_in_force_keeps_what_dossiers_rely_on(version, change):
    (fault,) = guard.version(version, replace(version, **change), TODAY, "a.toml")
    assert next(iter(change)) in fault.place
    assert "--replace" in fault.remedy


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Tên mới"},
        {"papers": ()},
        {"steps": ()},
        {"fees": ()},
        {"decision": "Quyết định 1"},
        {"ends_on": date(2026, 3, 11)},
    ],
)
def test_texts_and_a_coming_end_may_change(version, change):
    assert guard.version(version, replace(version, **change), TODAY, "a.toml") == []


def test_a_version_that_has_not_begun_is_free(version):
    before = replace(version, starts_on=date(2026, 4, 1))
    assert guard.version(before, replace(before, limit=TimeLimit(1)), TODAY, "a.toml") == []


def test_an_end_that_has_passed_does_not_move(version):
    before = replace(version, ends_on=date(2026, 1, 1))
    assert guard.version(before, replace(before, ends_on=None), TODAY, "a.toml")


def test_a_regime_in_force_keeps_its_clock(regime):
    after = replace(regime, on_supplement=OnSupplement.RESTART, late_acceptance_cutoff=time(15))
    assert len(guard.regime(regime, after, TODAY)) == 2
    assert guard.regime(regime, replace(regime, note="Ghi chú"), TODAY) == []


def test_a_regime_in_force_keeps_its_codes(regime):
    wider = replace(regime.code_formats[0], counter_width=7)
    assert guard.regime(regime, replace(regime, code_formats=(wider,)), TODAY)
