"""Tests that lists of few among many dossiers walk an index of their own, on either database."""

from __future__ import annotations

from copy import copy
from typing import Any
from uuid import uuid4

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


def surround(dossier: Dossier, **changed: object) -> None:
    """Add three hundred copies that differ: among a few rows any index is as good as another."""
    copies = [copy(dossier) for _ in range(300)]
    for other in copies:
        other.pk, other.uuid, other.code = None, uuid4(), f"X-{uuid4().hex[:12]}"
        for name, value in changed.items():
            setattr(other, name, value)
    Dossier.objects.bulk_create(copies)


@pytest.mark.django_db
def test_a_rare_state_newest_first_is_read_without_the_others(world: World) -> None:
    dossier = accepted(world, NOW)
    surround(dossier, state=State.HANDED_OUT)
    rows = lists.in_states(world.staff("lan"), NOW.date(), State(dossier.state)).order_by("-id")
    assert list(rows) == [dossier]
    assert "dossier_by_state" in plan_of(rows.all()[:51])


@pytest.mark.django_db
def test_what_is_overdue_is_read_from_what_still_runs(world: World) -> None:
    dossier = accepted(world, NOW)
    surround(dossier, state=State.HANDED_OUT)
    office = dossier.competent_unit_id
    rows = lists.overdue(Dossier.objects.filter(competent_unit_id=office), NOW.date())
    assert "dossier_running" in plan_of(rows.order_by()[:1001])


@pytest.mark.django_db
def test_the_beginning_of_a_code_is_looked_up_among_the_codes_of_the_office(world: World) -> None:
    dossier = accepted(world, NOW)
    surround(dossier, state=State.HANDED_OUT)
    office = Dossier.objects.filter(competent_unit_id=dossier.competent_unit_id)
    assert dossier.code
    coded = office.filter(code__gte=dossier.code[:-2], code__lt=dossier.code[:-2] + "9")
    plan = plan_of(coded.order_by("-code").values_list("pk", flat=True)[:50])
    # PostgreSQL may as well take the index that keeps codes unique: it walks the same few
    assert "dossier_by_code" in plan or "dossiers_dossier_code_key" in plan


@pytest.mark.django_db
def test_the_newest_of_all_are_read_in_their_order(world: World) -> None:
    dossier = accepted(world, NOW)
    surround(dossier)
    office = Dossier.objects.filter(competent_unit_id=dossier.competent_unit_id)
    plan = plan_of(office.order_by("-id")[:51])
    assert "Sort" not in plan  # PostgreSQL's word for reading all of them first
    assert "TEMP B-TREE" not in plan  # SQLite's
