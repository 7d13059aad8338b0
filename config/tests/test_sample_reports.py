"""The sample's reports: one accepted, one returned, one late; those of elsewhere under other names."""

from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from django.db import transaction

from config.sample.demo import build_posts
from config.sample.figures import load_figures
from config.sample.province import REFORM
from config.sample.reports import READER, load_published_reports, plan_reports
from config.tests.test_sample_by_rows import empty
from congvu.foundation.people.selectors import get_staff
from congvu.foundation.units.models import Unit
from congvu.kernel.workcalendar import VIETNAM
from congvu.oversight.indicators.models import ReportingPeriod
from congvu.oversight.proofreading.selectors import proofread_file
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.printing import of_manuscript
from congvu.oversight.reporting.samples import published
from congvu.oversight.reporting.selectors.access import visible
from congvu.oversight.reporting.selectors.board import Standing, board
from congvu.oversight.reporting.selectors.drawing import drawn
from congvu.oversight.reporting.selectors.periods import inherited_by

UNTIL = datetime.combine(REFORM + timedelta(days=300), time(17), VIETNAM)
PASSWORD = "Mat-khau-mau-1"


@pytest.mark.django_db
def test_of_three_reports_one_was_accepted_one_returned_one_is_late_and_none_contradicts_itself(
    tmp_path: Path,
) -> None:
    with transaction.atomic():
        empty()
        posts = build_posts(tmp_path, UNTIL)
        load_figures(posts, until=UNTIL)
        deeds = plan_reports(posts, until=UNTIL)
        for _at, act in sorted(
            (deed for each in deeds.values() for deed in each), key=lambda deed: deed[0]
        ):
            act()
        closed = ReportingPeriod.objects.earliest("ends_on")
        standing = {row.unit.name: row.standing for row in board(closed, UNTIL.date()).rows}
        assert standing == {
            "Xã Minh Lộc": Standing.ACCEPTED,
            "Phường Minh Sơn": Standing.RETURNED,
            "Xã Minh Tâm": Standing.LATE,
        }
        reports = list(Report.objects.all())
        assert len(reports) == 3
        assert [found for one in reports for found in _proven(one, tmp_path)] == []
        transaction.set_rollback(True)


def _proven(report: Report, folder: Path) -> list[tuple[str, str]]:
    """Return what the report contradicts of itself, read back from its Word file."""
    path = folder / f"{report.pk}.docx"
    path.write_bytes(of_manuscript(drawn(report, UNTIL).manuscript, "docx"))
    proof = proofread_file(path)
    assert len(proof.figures) > 20
    return [(one.message, one.computation) for one in proof.findings]


@pytest.mark.django_db
def test_reports_of_elsewhere_stand_under_invented_names_for_one_reader(tmp_path: Path) -> None:
    with transaction.atomic():
        empty()
        build_posts(tmp_path, UNTIL)
        assert load_published_reports(seed=1, password=PASSWORD) == 3
        reader = get_staff(READER, UNTIL.date())
        shown = visible(reader, UNTIL.date())
        names = {report.unit.name for report in shown}
        assert names == {one.alias for one in published()}
        assert all("DỮ LIỆU MẪU" in name for name in names)
        real = {name for one in published() for name in (one.name, one.province)}
        assert not Unit.objects.filter(is_sample=True, name__in=real).exists()
        listed = [report.unit.name for report in inherited_by(reader, UNTIL.date())]
        assert sorted(listed) == sorted(names)
        mai = get_staff("mai", UNTIL.date())
        assert not visible(mai, UNTIL.date()).filter(pk__in=Report.objects.values("pk")).exists()
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_the_same_seed_gives_the_same_reports(tmp_path: Path) -> None:
    told = []
    for _turn in range(2):
        with transaction.atomic():
            empty()
            build_posts(tmp_path, UNTIL)
            load_published_reports(seed=1, password=PASSWORD)
            told.append(list(Report.objects.order_by("uuid").values_list("uuid", "subject")))
            transaction.set_rollback(True)
    assert told[0] == told[1]
