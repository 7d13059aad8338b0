"""The sample's one-off collection: in time, late, not yet with two answers for one cell."""

from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from django.db import transaction

from config.sample.collections import load_collection
from config.sample.demo import build_posts
from config.sample.province import REFORM
from config.tests.test_sample_by_rows import empty
from congvu.kernel.workcalendar import VIETNAM
from congvu.oversight.collections.rules.standing import Standing
from congvu.oversight.collections.selectors.answers import answer_of
from congvu.oversight.collections.selectors.board import board

SAME = "02703ae8-a168-4662-b2de-e5c3e4b8306b"  # of the seed, so that links to the sample hold
UNTIL = datetime.combine(REFORM + timedelta(days=300), time(17), VIETNAM)


@pytest.mark.django_db
def test_one_commune_answered_in_time_one_late_and_one_holds_two_figures(tmp_path: Path) -> None:
    with transaction.atomic():
        empty()
        posts = build_posts(tmp_path, UNTIL)
        assert load_collection(posts, seed=1, until=UNTIL - timedelta(days=295)) is None
        made = load_collection(posts, seed=1, until=UNTIL)
        assert made is not None
        assert str(made.uuid) == SAME
        found = {row.unit.name: row for row in board(made, UNTIL.date()).rows}
        assert {name: row.standing for name, row in found.items()} == {
            "Xã Minh Lộc": Standing.ANSWERED,
            "Phường Minh Sơn": Standing.ANSWERED_LATE,
            "Xã Minh Tâm": Standing.LATE,
        }
        ours = found["Xã Minh Tâm"].recipient
        assert [*answer_of(ours).contested] == ["r1.c1"]
        transaction.set_rollback(True)
