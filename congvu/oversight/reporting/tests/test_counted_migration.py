"""A published report of an older database says, after the migration, that nothing is counted."""

from __future__ import annotations

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from congvu.oversight.indicators.models import ReportingPeriod
from congvu.oversight.indicators.rules.origins import Origin
from congvu.oversight.indicators.tests.make import put
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.samples import published
from congvu.oversight.reporting.tests.published import AN_LAO, enter, moment, told

pytestmark = pytest.mark.django_db
MIGRATION = import_module("congvu.oversight.reporting.migrations.0005_published_elsewhere")


def as_before() -> Report:
    """Return a published report as a database kept it that knew no `is_counted`."""
    report = enter(AN_LAO)
    Report.objects.update(is_counted=True)
    return report


def migrated(report: Report) -> bool:
    MIGRATION.say_that_nothing_is_counted(apps, None)
    report.refresh_from_db()
    return report.is_counted


def test_a_published_report_is_no_longer_countable() -> None:
    assert migrated(as_before()) is False


def test_a_report_for_which_something_was_counted_stays() -> None:
    report = as_before()
    put(report.unit_id, report.period, Origin.COMPUTED, at=moment(told(AN_LAO)), c3_4_1="4")
    assert migrated(report) is True


def test_a_report_of_another_window_stays() -> None:
    report = as_before()
    ReportingPeriod.objects.update(ends_on=date(2022, 4, 1))
    assert migrated(report) is True


def test_the_migration_knows_every_report_of_the_catalogue() -> None:
    shipped = {(one.period, one.window.starts_on, one.window.ends_on) for one in published()}
    assert shipped == set(MIGRATION.PUBLISHED)
