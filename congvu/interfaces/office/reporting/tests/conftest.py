"""The quarter in which these tests live: asked for by the province, begun by chị Mai."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.tests import quarter
from tests.world import World


@pytest.fixture(autouse=True)
def _in_the_quarter() -> Iterator[None]:
    """Stand still when the quarter is asked for; a module that needs a later moment names its own."""
    with time_machine.travel(quarter.AT, tick=False):
        yield


@pytest.fixture
def report(world: World) -> Report:
    """The commune's report of the quarter, a draft with the figures that it needs."""
    return quarter.begin(world, quarter.ask(world))
