"""The sample's reporting periods: which they are, and that the communes' figures come of themselves."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.db import transaction

from config.sample.demo import build_posts
from config.sample.figures import chosen_periods, load_figures
from config.sample.province import REFORM
from config.tests.test_sample_by_rows import empty
from congvu.kernel.workcalendar import VIETNAM
from congvu.oversight.indicators.models import FigureRequest, ReportingPeriod
from congvu.oversight.indicators.selectors import sheet

UNTIL = datetime.combine(REFORM + timedelta(days=300), time(17), VIETNAM)


@pytest.mark.parametrize(
    ("today", "codes"),
    [
        (date(2026, 11, 21), ["2026Q3", "2026"]),
        (date(2026, 4, 27), ["2026Q1", "2026H1"]),
        (date(2026, 1, 10), ["2026Q1"]),
        (date(2025, 9, 1), []),
    ],
)
def test_the_last_period_that_is_over_and_the_next_to_end_are_chosen(
    today: date, codes: list[str]
) -> None:
    assert [code for code, _window in chosen_periods(today)] == codes


@pytest.mark.django_db
def test_the_communes_have_figures_of_their_own_and_some_are_asked_for(tmp_path: Path) -> None:
    with transaction.atomic():
        empty()
        posts = build_posts(tmp_path, UNTIL)
        assert load_figures(posts, until=UNTIL) == 2
        closed, running = ReportingPeriod.objects.order_by("ends_on")
        commune = posts.units["minh-tam"].pk
        computed = [row for row in sheet(commune, closed.pk).rows if row.computed]
        assert len(computed) > 10
        assert sheet(commune, closed.pk).row("4.2.6").cell.amount == 12
        assert sheet(commune, running.pk).row("4.2.6").chosen is None
        assert FigureRequest.objects.filter(period=running, answered_at=None).count() == 3
        transaction.set_rollback(True)
