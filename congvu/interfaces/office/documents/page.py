"""The page of one document: what it says, where it went, what may be done; and its files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from congvu.casework.documents.labels import FileKindLabel, PartLabel
from congvu.casework.documents.selectors.access import get_for
from congvu.casework.documents.selectors.page import file_of, folder_of
from congvu.interfaces.office.acting import Acting, acting
from congvu.interfaces.office.documents import reading
from congvu.interfaces.office.documents.deeds import ways_of
from congvu.interfaces.office.dossiers.registered import dossiers_ended_by
from congvu.interfaces.office.originals import drawn_page, original

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
        "ended": dossiers_ended_by(document, who),
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
    context = {
        **drawn_page(request, file_of(document, uuid)),
        "original_url": reverse("office-documents-original", args=[document.uuid, uuid]),
        "document": document,
        "line": reading.line_of(document, who.on),
    }
    return render(request, "office/documents/file.html", context)


@never_cache
@require_GET
def download(request: HttpRequest, ref: UUID, uuid: UUID) -> FileResponse:
    """Give the original, only ever as a file to keep: it came from outside."""
    who = acting(request)
    return original(file_of(get_for(who.staff, ref, who.on), uuid))
