"""The page of one document: what it says, where it went, what may be done; and its files."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from congvu.casework.documents.labels import FileKindLabel, PartLabel
from congvu.casework.documents.selectors.access import get_for
from congvu.casework.documents.selectors.page import file_of, folder_of
from congvu.foundation.files.rules import MAX_SHOWN_PAGES
from congvu.foundation.files.selectors import can_be_shown, open_file, page_image
from congvu.interfaces.office.acting import Acting, acting
from congvu.interfaces.office.documents import reading
from congvu.interfaces.office.documents.deeds import ways_of
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import Invalid

if TYPE_CHECKING:
    from congvu.casework.documents.models import Document, Routing


@never_cache
@require_GET
def page(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show the document; another section's or a neighbour's is not found."""
    who = acting(request)
    document = get_for(who.staff, ref, who.on)
    return render(request, "office/documents/page.html", context_of(document, who))


def context_of(document: Document, who: Acting) -> dict[str, Any]:
    """Gather what the page draws; the folder is read once."""
    folder = folder_of(document, who.staff, who.on)
    return {
        "document": document,
        "line": reading.line_of(document, who.on),
        "facts": reading.facts_of(document),
        "folder": folder,
        "tags": [reading.tag_name(code) for code in folder.tags],
        "files": [(row, FileKindLabel(row.kind).label) for row in folder.files],
        "routings": [_routing(row, who) for row in folder.routings],
        "relations": [(reading.relation_word(line), line) for line in folder.relations],
        "timeline": [reading.moment_of(event) for event in reversed(folder.events)],
        **ways_of(document, folder, who),
    }


def _routing(row: Routing, who: Acting) -> dict[str, Any]:
    tag = reading.part_tag(row, who.on)
    return {
        "row": row,
        "part": PartLabel(row.part).label,
        "tag": tag,
        "is_late": tag is not None and tag.tone == "late",
    }


@never_cache
@require_GET
def look(request: HttpRequest, ref: UUID, uuid: UUID) -> HttpResponse:
    """Show a file page by page as pictures; what cannot be drawn is offered for download."""
    who = acting(request)
    document = get_for(who.staff, ref, who.on)
    stored = file_of(document, uuid)
    number = whole_number(request.GET.get("trang"), most=MAX_SHOWN_PAGES) or 1
    drawn, picture, refused = None, "", ""
    if can_be_shown(stored):
        try:
            drawn = page_image(stored, number)
            picture = base64.b64encode(drawn.png).decode("ascii")
        except Invalid as refusal:
            refused = refusal.message
    context = {
        "document": document,
        "line": reading.line_of(document, who.on),
        "file": stored,
        "drawn": drawn,
        "picture": picture,
        "refused": refused,
    }
    return render(request, "office/documents/file.html", context)


@never_cache
@require_GET
def download(request: HttpRequest, ref: UUID, uuid: UUID) -> FileResponse:
    """Give the original, only ever as a file to keep: it came from outside."""
    who = acting(request)
    stored = file_of(get_for(who.staff, ref, who.on), uuid)
    response = FileResponse(
        open_file(stored), as_attachment=True, filename=stored.name, content_type=stored.mime
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
