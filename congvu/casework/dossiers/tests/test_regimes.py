"""Tests of the regime that a dossier keeps: the one in force when it was accepted."""

from __future__ import annotations

from datetime import datetime

from congvu.casework.dossiers.services import intake
from congvu.casework.dossiers.tests.make import make_intake
from tests.world import VIETNAM, World


def test_a_dossier_keeps_the_regime_of_its_acceptance(world: World) -> None:
    the_eve = datetime(2026, 8, 4, 16, 0, tzinfo=VIETNAM)
    the_day = datetime(2026, 8, 5, 8, 0, tzinfo=VIETNAM)
    lan = world.staff("lan", the_day.date())
    submitted = intake.submit(make_intake(channel="online"), by=lan, at=the_eve)
    assert submitted.regime_code == "nd118-2025"
    dossier = intake.accept_submitted(submitted, seen=submitted.version, by=lan, at=the_day)
    dossier.refresh_from_db()
    assert dossier.regime_code == "nd309-2026"
    assert dossier.slips.get().regime_code == "nd309-2026"
