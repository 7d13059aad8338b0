"""Who may open what belongs to no office: one's own account, the gallery, the API; and no route is forgotten."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from congvu.interfaces.office.collections.tests import test_who_may as of_collections
from congvu.interfaces.office.desk.tests import test_who_may
from congvu.interfaces.office.documents.tests import test_who_may as of_documents
from congvu.interfaces.office.proofreading.tests import test_who_may as of_entering
from congvu.interfaces.office.reporting.tests import test_who_compares as of_comparing
from congvu.interfaces.office.reporting.tests import test_who_may as of_reports
from tests.answers import put_away
from tests.journeys import test_administration_rights, test_role_matrix
from tests.journeys.test_role_matrix import signed_in
from tests.world import NOW, PEOPLE, World


@dataclass(frozen=True)
class Rule:
    """What a stranger and what anybody with a position gets: the same for the whole cast."""

    stranger: int
    staff: int
    data: dict[str, Any] | None = None
    args: tuple[str, ...] = field(default=())


def get(stranger: int, staff: int, *args: str) -> Rule:
    return Rule(stranger, staff, None, args)


def post(stranger: int, staff: int, **data: Any) -> Rule:
    return Rule(stranger, staff, data)


RULES = {
    "account_login": get(200, 302),
    "account_logout": get(302, 200),
    "account_home": get(302, 200),
    "account_inactive": get(403, 403),
    "account_no_position": get(302, 302),
    "account_switch_position": post(302, 403, position=999_999),
    "account_change_password": get(302, 200),
    "account_reauthenticate": get(302, 200),
    "account_sample_sign_in": post(404, 404, username="lan"),
    "mfa_index": get(302, 302),
    "mfa_authenticate": get(302, 302),
    "mfa_reauthenticate": get(302, 302),
    "mfa_activate_totp": get(302, 200),
    "mfa_deactivate_totp": get(302, 404),
    "mfa_view_recovery_codes": get(302, 404),
    "mfa_generate_recovery_codes": get(302, 200),
    "mfa_download_recovery_codes": get(302, 404),
    "surveys-kiosk": get(200, 200),  # whoever holds the slip of a finished dossier may answer
    "ui:gallery": get(302, 200),
    "ui:text_size": post(302, 302, size="large"),
    "ui:language": post(302, 302, language="en"),
    # a session opens nothing here: programs come with a token
    "api:openapi-json": get(200, 200),
    "api:api-root": get(404, 404),
    "api:status": get(404, 404, "H99.101-260310-9999"),
    "api:hand_in": post(401, 401),
    "api:tell": Rule(401, 401, {}, ("H99.101-260310-9999",)),
    "api:form_06a": get(401, 401),
}


def ask(client: Client, name: str) -> int:
    rule = RULES[name]
    address = reverse(name, args=rule.args)
    answer = client.get(address) if rule.data is None else client.post(address, rule.data)
    put_away(answer)
    return answer.status_code


def names(resolver: URLResolver, space: str = "") -> set[str]:
    """Return the names of all routes, those of included spaces as space:name."""
    found: set[str] = set()
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            found |= names(entry, inner)
        elif isinstance(entry, URLPattern):
            assert entry.name, f"{entry.pattern} has no name"
            found.add(space + entry.name)
    return found


def test_no_route_is_without_its_line_in_a_matrix() -> None:
    known = (
        {*RULES}
        | {one.route for one in test_role_matrix.MATRIX}
        | {*test_administration_rights.RIGHTS}
        | {*test_who_may.RIGHTS}
        | {f"office-documents-{name}" for name in of_documents.PAGES}
        | {f"office-reporting{name}" for name in of_reports.PAGES}
        | {f"office-collections{name}" for name in of_collections.PAGES}
        | {*of_entering.RIGHTS}
        | {*of_comparing.RIGHTS}
    )
    assert names(get_resolver()) == known


def test_a_stranger_gets_the_sign_in_and_what_is_public(world: World) -> None:
    client = Client()
    with time_machine.travel(NOW, tick=False):
        assert {name: ask(client, name) for name in RULES} == {
            name: rule.stranger for name, rule in RULES.items()
        }


@pytest.mark.parametrize("person", sorted(PEOPLE))
def test_everybody_has_the_own_account_and_nothing_of_the_api(world: World, person: str) -> None:
    client = signed_in(world, person)
    with time_machine.travel(NOW, tick=False):
        assert {name: ask(client, name) for name in RULES} == {
            name: rule.staff for name, rule in RULES.items()
        }
