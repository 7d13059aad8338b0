"""What happens by itself, and how often: a table, read by `congvu scheduler`.

Every job is a command of ours that may be run at any time, twice, or by two machines at once.
"""

from __future__ import annotations

from dataclasses import dataclass

MINUTE = 60
DAY = 24 * 60 * MINUTE


@dataclass(frozen=True, slots=True)
class Job:
    """One command with its arguments, started anew `every` so many seconds."""

    command: tuple[str, ...]
    every: int

    def __str__(self) -> str:
        return " ".join(self.command)


JOBS = (
    Job(("facts", "refresh"), every=MINUTE),
    Job(("outbox", "number"), every=MINUTE),
    Job(("documents", "resume-imports"), every=MINUTE),
    Job(("clearsessions",), every=DAY),
    Job(("people", "disable-idle"), every=DAY),
    Job(("files", "tidy"), every=DAY),
    Job(("proofreading", "tidy"), every=60 * MINUTE),
    Job(("prune_db_task_results", "--min-age-days", "14"), every=DAY),
)


def due_jobs(last_started: dict[Job, float], now: float) -> list[Job]:
    """Return the jobs whose time has come; `now` and the starts are seconds of one clock."""
    return [job for job in JOBS if job not in last_started or now - last_started[job] >= job.every]
