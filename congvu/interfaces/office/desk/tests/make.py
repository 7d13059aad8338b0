"""What a browser at the counter would send: a form as it was opened, with changes."""

from __future__ import annotations

import io
from html.parser import HTMLParser
from typing import Any

from django.test import Client
from python_calamine import CalamineWorkbook

from tests.answers import put_away


class _Fields(HTMLParser):
    """The values with which a browser would send the main form of a page back."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, Any] = {}
        self._in_main = False
        self._select = ""
        self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "main":
            self._in_main = True
        name = told.get("name")
        is_first = bool(self._select) and self._select not in self.values
        if tag == "option" and self._select and ("selected" in told or is_first):
            self.values[self._select] = told.get("value") or ""
        if not name or not self._in_main:
            return
        if tag == "select":
            self._select = name
        elif tag == "textarea":
            self._textarea = name
            self.values[name] = ""
        elif tag == "input":
            self._input(name, told)

    def _input(self, name: str, told: dict[str, str | None]) -> None:
        kind = told.get("type", "text")
        if kind in {"file", "submit"} or (kind in {"radio", "checkbox"} and "checked" not in told):
            return
        self.values[name] = told.get("value") or ("on" if kind == "checkbox" else "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        if tag == "textarea":
            self._textarea = ""
        if tag == "main":
            self._in_main = False

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self.values[self._textarea] += data


def fields_of(html: str) -> dict[str, Any]:
    """Return the fields of the page's content with their values."""
    parser = _Fields()
    parser.feed(html)
    return parser.values


def opened(client: Client, url: str, **changes: Any) -> dict[str, Any]:
    """Open a page and return its form, changed."""
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    return {**fields_of(response.content.decode()), **changes}


def without(values: dict[str, Any], *names: str) -> dict[str, Any]:
    """Return the form with boxes unticked."""
    return {name: value for name, value in values.items() if name not in names}


def rows_of(response: Any) -> list[list[Any]]:
    """Read the first sheet of a spreadsheet that was sent, and close it."""
    content = b"".join(response.streaming_content)
    put_away(response)
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
