"""Where a value comes from, and which of several the report shows."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Origin(StrEnum):
    """Who made a value: the platform, a person, the units below; an estimate, a quotation."""

    COMPUTED = "computed"
    ENTERED = "entered"
    CONSOLIDATED = "consolidated"
    ESTIMATED = "estimated"
    QUOTED = "quoted"


CHOSEN_FROM: Final = (Origin.ENTERED, Origin.CONSOLIDATED, Origin.COMPUTED)
"""The first of these that is there stands in the report; an estimate or a quotation never does."""

TYPED: Final = frozenset({Origin.ENTERED, Origin.ESTIMATED, Origin.QUOTED})
"""What people type; the rest is written by the platform alone."""


class Role(StrEnum):
    """As what a unit's figures, or their absence, go into the figures of its superior."""

    REPORTED = "reported"
    PREDECESSOR = "predecessor"
    BEFORE_MERGER = "before_merger"
    STAND_IN = "stand_in"
    LEFT_OUT = "left_out"
    MISSING = "missing"


WITH_FIGURES: Final = frozenset(
    {Role.REPORTED, Role.PREDECESSOR, Role.BEFORE_MERGER, Role.STAND_IN}
)
"""Roles whose figures are added up; `BEFORE_MERGER` gives only what flowed in the period."""
