"""Words of a search: they may name a person, so the address carries only a short key of the session."""

from __future__ import annotations

import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from congvu.interfaces.ui.tables import with_query

SEARCHES = "document-searches"
KEPT = 8
LONGEST = 200


def words_of(request: HttpRequest) -> str:
    """Return the words that this address stands for, "" without any."""
    kept: dict[str, str] = request.session.get(SEARCHES, {})
    return kept.get(request.GET.get("tim", ""), "")


def typed(request: HttpRequest) -> str:
    return str(request.POST.get("q", "")).strip()[:LONGEST]


def keep(request: HttpRequest, words: str, *, to: str) -> HttpResponse:
    """Remember the words under a short key and show the list of that key."""
    query = request.GET.copy()
    query.pop("tim", None)
    if words:
        kept: dict[str, str] = request.session.get(SEARCHES, {})
        key = next((key for key, text in kept.items() if text == words), secrets.token_hex(3))
        kept = {**{old: text for old, text in kept.items() if old != key}, key: words}
        request.session[SEARCHES] = dict(list(kept.items())[-KEPT:])
        query["tim"] = key
    return redirect(f"{to}{with_query(query)}")
