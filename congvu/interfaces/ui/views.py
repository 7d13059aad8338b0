"""The gallery of components, the choice of large text, and the pages of errors."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from congvu.interfaces.ui.error_pages import broken_page, error_page
from congvu.interfaces.ui.gallery import gallery_context
from congvu.kernel.errors import NotFound, gettext_noop

TEXT_COOKIE = "text_size"
_A_YEAR = timedelta(days=365)


@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Show staff every component in every state."""
    if getattr(request, "staff", None) is None:
        raise NotFound(gettext_noop("Trang này chỉ dành cho cán bộ của cơ quan."))
    return render(request, "ui/gallery.html", gallery_context(timezone.now()))


@login_not_required
@require_POST
def text_size(request: HttpRequest) -> HttpResponse:
    """Turn large text on or off in this browser and go back to where one was."""
    back = request.POST.get("next", "")
    own_host = {request.get_host()}
    if not url_has_allowed_host_and_scheme(back, own_host, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    if request.POST.get("size") == "large":
        response.set_cookie(
            TEXT_COOKIE, "large", max_age=_A_YEAR, samesite="Lax", secure=request.is_secure()
        )
    else:
        response.delete_cookie(TEXT_COOKIE, samesite="Lax")
    return response


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django names it
    return error_page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django names it
    return error_page(request, 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  # Django names it
    """The form was opened too long ago, or in another session; what was typed is kept by the page."""
    return error_page(request, 403, page="403_csrf.html")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django names it
    return error_page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # Django names it
    return broken_page()
