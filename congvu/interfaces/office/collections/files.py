"""Spreadsheets out: the template of a unit, and the merged answers of all."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from congvu.interfaces.office.collections.home import reader
from congvu.interfaces.office.sheets import CONTENT_TYPE
from congvu.kernel.vitext import fold
from congvu.oversight.collections import merged as merging
from congvu.oversight.collections import template as templates
from congvu.oversight.collections.rules.sheets import Heading
from congvu.oversight.collections.selectors.access import get_answering, get_asked
from congvu.oversight.collections.selectors.answers import answer_of
from congvu.oversight.collections.selectors.board import due_of
from congvu.oversight.collections.selectors.merging import merged as merged_answers

LONGEST_NAME = 60


@never_cache
@require_GET
def template(request: HttpRequest, ref: UUID, unit: int) -> HttpResponse:
    """Give a unit's template; what it has answered stands in it for whoever may read that."""
    who = reader(request)
    found = get_answering(who.staff, ref, unit, who.on)
    recipient = found.recipient
    answer = answer_of(recipient)
    heading = Heading(
        str(ref),
        recipient.unit_id,
        recipient.unit.name,
        recipient.collection.title,
        due_of(recipient),
        recipient.collection.guidance,
    )
    told, seen = (answer.cells, answer.seen) if found.shows_cells else ({}, 0)
    content = templates.write(heading, answer.form, told, seen=seen)
    return _file(content, f"mau {recipient.unit.name}")


@never_cache
@require_GET
def merged(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Give the merged answers."""
    who = reader(request)
    found = get_asked(who.staff, ref, who.on)
    content = merging.write(merged_answers(found, who.on))
    return _file(content, f"tong hop {found.title}")


def _file(content: bytes, name: str) -> HttpResponse:
    stem = fold(name)[:LONGEST_NAME].strip().replace(" ", "-")
    return HttpResponse(
        content,
        content_type=CONTENT_TYPE,
        headers={
            "Content-Disposition": content_disposition_header(True, f"{stem}.xlsx") or "",
            "X-Content-Type-Options": "nosniff",
        },
    )
