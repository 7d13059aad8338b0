"""Tests that lists of few among many dossiers walk an index of their own, on either database."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from congvu.casework.dossiers.models import Dossier
from congvu.casework.dossiers.rules.states import State
from congvu.casework.dossiers.selectors import lists
from congvu.casework.dossiers.tests.make import accepted
from tests.world import NOW, World


def plan_of(rows: QuerySet[Dossier, Any]) -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # it would read a small table whole
            cursor.execute("ANALYZE dossiers_dossier")
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
    return rows.explain()


@pytest.mark.django_db
def test_a_rare_state_newest_first_is_read_without_the_others(world: World) -> None:
    dossier = accepted(world, NOW)
    rows = lists.in_states(world.staff("lan"), NOW.date(), State(dossier.state)).order_by("-id")
    assert list(rows) == [dossier]
    assert "dossier_by_state" in plan_of(rows.all()[:51])


@pytest.mark.django_db
def test_what_is_overdue_is_read_from_what_still_runs(world: World) -> None:
    office = accepted(world, NOW).competent_unit_id
    rows = lists.overdue(Dossier.objects.filter(competent_unit_id=office), NOW.date())
    assert "dossier_running" in plan_of(rows.order_by()[:1001])


@pytest.mark.django_db
def test_the_beginning_of_a_code_is_looked_up_among_the_codes_of_the_office(world: World) -> None:
    dossier = accepted(world, NOW)
    office = Dossier.objects.filter(competent_unit_id=dossier.competent_unit_id)
    assert dossier.code
    coded = office.filter(code__gte=dossier.code[:-2], code__lt=dossier.code[:-2] + "9")
    assert "dossier_by_code" in plan_of(coded.order_by("-code").values_list("pk", flat=True)[:50])


@pytest.mark.django_db
def test_the_newest_of_all_are_read_in_their_order(world: World) -> None:
    office = Dossier.objects.filter(competent_unit_id=accepted(world, NOW).competent_unit_id)
    assert "dossier_newest" in plan_of(office.order_by("-id")[:51])
