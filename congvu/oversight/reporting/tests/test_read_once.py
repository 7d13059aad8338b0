"""What was frozen is a large document: the pages of a report read it once."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.oversight.reporting.selectors.page import page_of, section_page
from congvu.oversight.reporting.tests import quarter
from tests.world import World

pytestmark = pytest.mark.django_db


def test_the_pages_of_a_frozen_report_read_its_snapshot_once(world: World) -> None:
    mai = quarter.who(world, "mai")
    report = quarter.approved(world, quarter.begin(world, quarter.ask(world)))
    for draw in (
        lambda: page_of(report, mai, quarter.later(9)),
        lambda: section_page(report, quarter.SHORTCOMINGS, mai, quarter.later(9)),
    ):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            draw()
        reads = [one["sql"] for one in asked if 'FROM "reporting_snapshot"' in one["sql"]]
        assert len(reads) == 1
