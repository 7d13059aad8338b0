"""States of an uploaded report and how long it is kept."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

USUAL_DAYS: Final = 30
FEWEST_DAYS: Final = 1
MOST_DAYS: Final = 365
LONGEST_WAIT: Final = timedelta(hours=2)
"""What has not been read by then never will be: its worker was stopped in the middle."""


class UploadState(StrEnum):
    """Where an uploaded report stands."""

    WAITING = "waiting"
    READ = "read"
    REFUSED = "refused"


def is_allowed(days: int) -> bool:
    """Whether files may be kept for so many days: one to 365."""
    return FEWEST_DAYS <= days <= MOST_DAYS


def keeps_since(at: datetime, days: int) -> datetime:
    """Return the moment before which nothing is kept at `at`."""
    return at - timedelta(days=days)
