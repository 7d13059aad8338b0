"""Words of a search: they may name a person, so the address carries only a short key of the session."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from congvu.interfaces.ui.tables import with_query

KEPT: Final = 8
LONGEST: Final = 200


def typed(request: HttpRequest) -> str:
    """Return the words that were posted, trimmed and cut."""
    return request.POST.get("q", "").strip()[:LONGEST]


@dataclass(frozen=True, slots=True)
class Searches:
    """The last searches of one kind of list, kept in the session under `name`."""

    name: str

    def words_of(self, request: HttpRequest) -> str:
        """Return the words that this address stands for, "" without any."""
        return self._kept(request).get(request.GET.get("tim", ""), "")

    def keep(self, request: HttpRequest, words: str, *, to: str) -> HttpResponse:
        """Remember the words under a short key and show the list of that key."""
        query = request.GET.copy()
        query.pop("tim", None)
        if words:
            kept = self._kept(request)
            key = next((key for key, text in kept.items() if text == words), secrets.token_hex(3))
            kept = {**{old: text for old, text in kept.items() if old != key}, key: words}
            request.session[self.name] = dict(list(kept.items())[-KEPT:])
            query["tim"] = key
        return redirect(f"{to}{with_query(query)}")

    def _kept(self, request: HttpRequest) -> dict[str, str]:
        kept: dict[str, str] = request.session.get(self.name, {})
        return kept
