"""What an intake would promise: limit, due date, fees, before anything is written.

The same function gives the date that the service writes, so screen and slip cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from congvu.foundation.calendars.selectors import work_calendar
from congvu.instruments.catalogue import selectors as catalogue
from congvu.instruments.catalogue.rules import FeeFacts, RegimeFacts, VersionFacts
from congvu.kernel.workingdays import Due, TimeLimit, due, forward_by, local_day


@dataclass(frozen=True, slots=True)
class Promise:
    """The version that holds, its limit for the channel, the due date and the fee lines.

    `forward_by` is until when the dossier must go on to whoever handles it (NĐ 61/2018 Đ18).
    """

    version: VersionFacts
    limit: TimeLimit
    due: Due
    forward_by: datetime
    fees: tuple[FeeFacts, ...]


def promise(
    procedure: str, *, channel: str, accepted_at: datetime, competent_unit_id: int
) -> Promise:
    """Return what accepting now would promise.

    Raises UnknownProcedure or NotInForce, which says when versions hold, and CalendarMissing.
    """
    day = local_day(accepted_at)
    version = catalogue.get_version(procedure, day)
    regime = catalogue.regime_on(day)
    calendar = work_calendar(competent_unit_id)
    return Promise(
        version=version,
        limit=version.limit_for(channel),
        due=promised_due(version, regime, channel, accepted_at, competent_unit_id),
        forward_by=forward_by(accepted_at, calendar, regime.forward_cutoff),
        fees=version.fees_for(channel),
    )


def promised_due(
    version: VersionFacts,
    regime: RegimeFacts,
    channel: str,
    accepted_at: datetime,
    competent_unit_id: int,
) -> Due:
    """Return the due date that is printed on the slip (domain rules: `kernel.workingdays`)."""
    policy = catalogue.clock_policy(regime, version)
    return due(accepted_at, version.limit_for(channel), work_calendar(competent_unit_id), policy)
