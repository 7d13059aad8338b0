"""What happens by itself: every job can be started, and is started when its time has come."""

import pytest
from django.core.management import get_commands

from config.schedule import DAY, JOBS, MINUTE, Job, due_jobs


@pytest.mark.skipif("facts" not in get_commands(), reason="the facts are still being built")
def test_every_job_is_a_command_that_exists():
    assert {job.command[0] for job in JOBS} <= {*get_commands()}


def test_every_job_is_started_at_once_and_then_at_its_interval():
    started = dict.fromkeys(JOBS, 1000.0)
    assert due_jobs({}, 0.0) == list(JOBS)
    assert due_jobs(started, 1000.0) == []
    soon = due_jobs(started, 1000.0 + MINUTE)
    assert soon
    assert all(job.every == MINUTE for job in soon)
    assert due_jobs(started, 1000.0 + DAY) == list(JOBS)


def test_a_job_is_named_by_its_command():
    assert str(Job(("facts", "refresh"), every=MINUTE)) == "facts refresh"
