"""Walk the screens as a person may: every link and every searching form that a page offers, once a kind.

Not here: what must hold on a page (test_screens.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

from django.http import HttpResponseBase
from django.test import Client
from django.urls import resolve

from tests.answers import put_away

HTML = "text/html"


@dataclass
class Form:
    """A form of a page: where it goes, and the names and values of its fields."""

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)


class Reader(HTMLParser):
    """Collects what a page refers to, and what a strict policy would forbid in it."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.forms: list[Form] = []
        self.forbidden: list[str] = []
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._judge(tag, given)
        asks_post = "hx-post" in given
        self.addresses += [given[name] for name in ("href", "src", "hx-get") if given.get(name)]
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get").lower()))
        elif tag in {"input", "select", "textarea"} and self.forms and not asks_post:
            self.forms[-1].fields.append((given.get("name", ""), given.get("value", "")))

    def _judge(self, tag: str, given: dict[str, str]) -> None:
        if tag == "style" or "style" in given or (tag == "script" and not given.get("src")):
            self.forbidden.append(f"<{tag} style or inline script>")
        self.forbidden += [f"<{tag} {name}>" for name in given if name.startswith("on")]
        self.forbidden += [
            f"<{tag} {value}>" for value in given.values() if value.startswith("javascript:")
        ]
        if given.get("target") == "_blank" and "noopener" not in given.get("rel", ""):
            self.forbidden.append(f"<{tag} target=_blank> without noopener")


@dataclass
class Seen:
    """A page as somebody found it."""

    address: str
    route: str
    status: int
    response: HttpResponseBase
    content: bytes
    page: Reader | None


def walk(client: Client, start: str = "/", without: tuple[str, ...] = ()) -> Iterator[Seen]:
    """Yield one page of each route that is offered from the start on.

    Routes whose names begin as in `without` are left out.
    """
    waiting, known, visited = [start], {start}, set[str]()
    while waiting:
        address = waiting.pop(0)
        route = resolve(urlsplit(address).path).view_name or address
        if route in visited or route.startswith(without):
            continue
        visited.add(route)
        seen = look(client, address, route)
        yield seen
        for found in offered(seen):
            if found not in known:
                known.add(found)
                waiting.append(found)


def look(client: Client, address: str, route: str = "") -> Seen:
    """Open one address and read what came."""
    response = client.get(address)
    content = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    put_away(response)
    page = None
    if response.headers.get("Content-Type", "").startswith(HTML):
        page = Reader()
        page.feed(content.decode())
    return Seen(address, route, response.status_code, response, content, page)


def offered(seen: Seen) -> Iterator[str]:
    """Yield the addresses of our own that a page leads to without changing anything."""
    found = [seen.response.headers["Location"]] if "Location" in seen.response.headers else []
    if seen.page is not None:
        found += seen.page.addresses
        found += [
            f"{form.action or urlsplit(seen.address).path}?{urlencode(form.fields)}"
            for form in seen.page.forms
            if form.method == "get"
        ]
    for address in found:
        whole = urlsplit(urljoin(seen.address, re.sub("#.*", "", address)))
        if not whole.netloc and not whole.scheme and not whole.path.startswith("/static/"):
            yield whole.geturl()
