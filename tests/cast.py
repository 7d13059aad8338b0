"""The fixture `world`: the cast, set up once a process and again after a test that empties tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import translation

if TYPE_CHECKING:
    from tests.world import World


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    """Build the world behind the first database test, outside of any test's transaction."""
    from tests.world import find_world

    with django_db_blocker.unblock():
        find_world()


@pytest.fixture
def world(db: None) -> World:
    """The sample province; see tests/world.py."""
    from tests.world import find_world

    return find_world()


@pytest.fixture(scope="module")
def lived_through(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest
) -> Iterator[None]:
    """Let the village live once for all tests of a file; each test's own changes are undone."""
    from congvu.oversight.statistics.services import refresh_facts
    from congvu.oversight.statistics.tests.village import live
    from tests.world import find_world

    with django_db_blocker.unblock(), transaction.atomic():
        live(find_world())
        refresh_facts()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def village(lived_through: None, db: None) -> World:
    """The sample province, its commune with the dossiers of February and March 2026."""
    from tests.world import find_world

    return find_world()


@pytest.fixture(autouse=True)
def forget_what_is_remembered() -> Iterator[None]:
    """Let no test see what another one left in the process's caches, nor speak its language."""
    yield
    cache.clear()
    translation.deactivate()
