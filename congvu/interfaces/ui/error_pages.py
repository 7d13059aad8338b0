"""Every refusal as a page that says what happened and what to do, or as a fragment for htmx.

Not here: what is refused (services raise) and problem documents for programs (interfaces/api).
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from congvu.kernel.errors import DomainError

DRAWN = (400, 403, 404, 409, 422, 500)


def error_page(
    request: HttpRequest, status: int, error: DomainError | None = None, page: str = ""
) -> HttpResponse:
    """Return the page of `status`; under htmx, a notice that goes to the page's message area.

    `page` names another template than that of the status. Statuses without a page of their own
    are shown as 400.
    """
    context = {
        "status": status,
        "message": error.text(gettext) if error else "",
        "error": error,
        "again": _where_one_was(request),
    }
    page = page or f"{status if status in DRAWN else 400}.html"
    if not getattr(request, "htmx", False):
        return render(request, page, context, status=status)
    response = render(request, "ui/error_notice.html", context, status=status)
    response["HX-Retarget"] = "#messages"
    response["HX-Reswap"] = "innerHTML"
    return response


def _where_one_was(request: HttpRequest) -> str:
    """The page that held the form; what a form was sent to may not be a page at all."""
    came_from = request.headers.get("referer", "")
    if request.method in {"GET", "HEAD"} or not url_has_allowed_host_and_scheme(
        came_from, {request.get_host()}
    ):
        return request.get_full_path()
    return came_from


def broken_page() -> HttpResponse:
    """Return the page of an error nobody foresaw; it asks nothing of the database or the session."""
    return HttpResponse(render_to_string("500.html"), status=500)
