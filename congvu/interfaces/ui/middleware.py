"""Between the views and the person: language, domain errors as pages, and no page kept anywhere.

Not here: exceptions nobody foresaw; they are not caught.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import resolve_url
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django_htmx.http import HttpResponseClientRedirect

from congvu.interfaces.ui.error_pages import error_page
from congvu.kernel.errors import DomainError, Invalid, gettext_noop

ZERO = "\0"
UNREADABLE = gettext_noop("Địa chỉ hoặc nội dung gửi lên có ký tự mà văn bản không thể chứa.")


class LanguageMiddleware(LocaleMiddleware):
    """Speak Vietnamese until a person chooses English.

    An office's computers often have English browsers; what a browser asks for says nothing about
    who sits before it. Programs ask for their language themselves.
    """

    def process_request(self, request: HttpRequest) -> None:
        if settings.LANGUAGE_COOKIE_NAME in request.COOKIES or request.path.startswith("/api/"):
            super().process_request(request)
        else:
            translation.activate(settings.LANGUAGE_CODE)
            request.LANGUAGE_CODE = settings.LANGUAGE_CODE


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


class ReadableMiddleware:
    """Refuse addresses and forms with a zero byte: no text holds one, and PostgreSQL stores none.

    Programs' doors (exempt from CSRF) say themselves what they take.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *_arguments: object
    ) -> HttpResponse | None:
        typed = () if getattr(view, "csrf_exempt", False) else request.POST.lists()
        given = [(request.path, []), *request.GET.lists(), *typed]
        if any(ZERO in text for name, values in given for text in (name, *values)):
            return error_page(request, 400, Invalid(UNREADABLE))
        return None


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
