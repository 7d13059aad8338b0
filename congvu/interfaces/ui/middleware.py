"""Between the views and the person: a domain error becomes a page, and no page is kept anywhere.

Not here: exceptions nobody foresaw; they are not caught.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.cache import add_never_cache_headers
from django_htmx.http import HttpResponseClientRedirect

from congvu.interfaces.ui.error_pages import error_page
from congvu.kernel.errors import DomainError


class DomainErrorMiddleware:
    """Translate NotFound, NotAllowed, Conflict and Invalid; send expired htmx calls to sign in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return _whole_page_sign_in(request, self.get_response(request))

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, DomainError):
            return error_page(request, exception.status, exception)
        return None


class NothingKeptMiddleware:
    """Tell browsers to keep no answer: after signing out, Back must show nobody's data.

    Static files are answered before; a view that says otherwise is left alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response


def _whole_page_sign_in(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Without this, the sign-in page would be swapped into a corner of the page that asked."""
    htmx = getattr(request, "htmx", None)
    if not htmx or not isinstance(response, HttpResponseRedirect):
        return response
    sign_in = resolve_url(settings.LOGIN_URL)
    if response.url.split("?")[0] != sign_in:
        return response
    back = urlencode({"next": htmx.current_url_abs_path or "/"})
    return HttpResponseClientRedirect(f"{sign_in}?{back}")
