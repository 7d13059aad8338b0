"""Deny by default: who is not signed in sees only what stands in this list, with its reason."""

import uuid

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

PUBLIC = {
    "accounts/login/": "signing in",
    "accounts/logout/": "signing out; nothing to see, who is not signed in is sent to the start",
    "ui/language/": "the language of the sign-in page",
    "ui/text-size/": "the size of letters on the sign-in page",
    "api/v1/": "no page: the API's own 404",
    "api/v1/openapi.json": "the description of the API, which holds no data",
    "api/v1/dossiers/<code>/status": "for citizens: code and completion only",
    "accounts/inactive/": "says that an account is closed, to whoever could not sign in",
    "khao-sat/": "the survey at the kiosk: whoever holds a slip answers once, nothing is shown",
    "accounts/sample/": "one click for the cast of a sample, on this machine only",
}
SAMPLES = {"int": "1", "year": "2026", "uuid": str(uuid.UUID(int=1)), "date": "2026-01-05"}


def routes(resolver=None, prefix=""):
    """Yield every address as its pattern's text, and one address that fits it."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry, prefix + text_of(entry))
        elif isinstance(entry, URLPattern):
            yield prefix + text_of(entry)


def text_of(entry):
    return str(entry.pattern).lstrip("^").replace(r"\Z", "")


def example(route):
    """Fill the converters of a route with values that fit them."""
    parts = route.split("<")
    filled = parts[0]
    for part in parts[1:]:
        converter, rest = part.split(">", 1)
        filled += SAMPLES.get(converter.split(":")[0], "x") + rest
    return "/" + filled


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_address_asks_who_is_there(client, method):
    sign_in = reverse(settings.LOGIN_URL)
    open_doors = []
    for route in routes():
        if route in PUBLIC or "(?P" in route:
            continue
        answer = getattr(client, method)(example(route))
        sent_away = answer.status_code == 302 and answer["Location"].startswith(sign_in)
        if not sent_away and answer.status_code not in {401, 405}:
            open_doors.append(f"{method} {route}: {answer.status_code}")
    assert not open_doors, "\n".join(open_doors)


def test_the_list_of_public_addresses_is_not_out_of_date():
    assert {*PUBLIC} <= {*routes()}
