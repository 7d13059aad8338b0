"""Addresses of the HTTP API; the token is the door, so the sign-in page stays out of the way."""

from __future__ import annotations

from django.urls import URLPattern, path

from congvu.interfaces.api.api import api


def _without_sign_in_page() -> list[URLPattern]:
    patterns = [pattern for pattern in api.urls[0] if isinstance(pattern, URLPattern)]
    for pattern in patterns:
        vars(pattern.callback)["login_required"] = False
    return patterns


urlpatterns = [path("v1/", (_without_sign_in_page(), "ninja", "api"))]
