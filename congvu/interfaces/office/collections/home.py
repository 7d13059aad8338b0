"""The list of one-off collections: what one is asked, and what one's office asks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from congvu.interfaces.office.acting import Acting, acting, require_role
from congvu.oversight.collections.labels import STANDINGS
from congvu.oversight.collections.selectors import access
from congvu.oversight.collections.selectors.board import due_of, in_numbers, standing_of

HERE = "office-collections"
MOST_SHOWN = 60


def reader(request: HttpRequest) -> Acting:
    """Return who acts. Raises NotAllowed for a technical administrator."""
    who = acting(request)
    require_role(who.staff, *access.EVERY_READER)
    return who


@never_cache
@require_GET
def collections(request: HttpRequest) -> HttpResponse:
    """Show what waits for an answer, what was answered, and what the office asks of others."""
    who = reader(request)
    asked = list(access.asked_by(who.staff, who.on)[:MOST_SHOWN])
    counted = in_numbers(asked)
    rows = list(access.asked_of(who.staff, who.on)[:MOST_SHOWN])
    context: dict[str, Any] = {
        "asked": [
            {"row": one, "all": counted[one.pk].units, "answered": counted[one.pk].answered}
            for one in asked
        ],
        "to_answer": [
            {
                "row": one,
                "due": due_of(one),
                "word": STANDINGS[standing_of(one, who.on)][0],
                "tone": STANDINGS[standing_of(one, who.on)][1],
            }
            for one in rows
        ],
        "may_ask": who.staff.has(*access.ASKERS),
    }
    return render(request, "office/collections/home.html", context)
