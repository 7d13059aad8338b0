"""A stored file on a screen: its pages as pictures, the original only ever as a file to keep."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from django.http import FileResponse, HttpRequest

from congvu.foundation.files.rules import MAX_SHOWN_PAGES
from congvu.foundation.files.selectors import can_be_shown, open_file, page_image
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import Invalid

if TYPE_CHECKING:
    from congvu.foundation.files.models import StoredFile


def original(stored: StoredFile) -> FileResponse:
    """Give the original, which came from outside, as a download that may do nothing by itself."""
    response = FileResponse(
        open_file(stored), as_attachment=True, filename=stored.name, content_type=stored.mime
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def drawn_page(request: HttpRequest, stored: StoredFile) -> dict[str, Any]:
    """Draw the page that the address asks for; without a picture, the words why, where known."""
    number = whole_number(request.GET.get("trang"), most=MAX_SHOWN_PAGES) or 1
    drawn, picture, refused = None, "", ""
    if can_be_shown(stored):
        try:
            drawn = page_image(stored, number)
            picture = base64.b64encode(drawn.png).decode("ascii")
        except Invalid as refusal:
            refused = refusal.message
    return {"file": stored, "drawn": drawn, "picture": picture, "refused": refused}
