"""Whatever a program sends, right or wrong by the description, it is told why, never "broken"."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from congvu.casework.dossiers.models import Dossier
from congvu.casework.dossiers.services import intake
from congvu.casework.dossiers.tests.make import make_intake
from congvu.foundation.people.rules import Role
from congvu.interfaces.api.tokens import make_token
from tests.world import LONG_AGO, NOW, World

EXAMPLES = 10
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)
OPERATIONS = (
    ("/api/v1/dossiers", "POST"),
    ("/api/v1/dossiers/{code}/status", "GET"),
    ("/api/v1/dossiers/{code}/events", "POST"),
    ("/api/v1/forms/06a", "GET"),
)


@contextmanager
def one_connection() -> Iterator[None]:
    """Keep the connection that the test's transaction lives on: a server ends it with each request."""
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.fixture
def token(world: World) -> str:
    return make_token(name="la", unit=world.units["desk"], roles=[Role.CLERK], at=LONG_AGO)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize(("path", "method"), OPERATIONS, ids=lambda part: part)
def test_no_request_breaks_the_api(
    path: str, method: str, mode: GenerationMode, token: str, world: World
) -> None:
    taken = intake.accept_new(make_intake(), by=world.staff("lan"), at=NOW)
    description = Client().get("/api/v1/openapi.json").json()
    schema = schemathesis.openapi.from_dict(description)
    schema.app = get_wsgi_application()
    operation = schema[path][method]

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Case) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        if mode is GenerationMode.POSITIVE and "code" in case.path_parameters:
            case.path_parameters["code"] = taken.code  # else no guess ever meets a dossier
            version = Dossier.objects.values_list("version", flat=True).get(pk=taken.pk)
            headers["If-Match"] = f'"{version}"'
        answer = case.call(headers=headers)
        case.validate_response(answer, checks=list(CHECKS))

    with one_connection():  # after the test's own client, which connects the signal anew
        ask()
