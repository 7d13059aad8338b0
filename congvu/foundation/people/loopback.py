"""Whether a request stays on this machine: the double condition of sample and second factor.

Reads the request, decides nothing about accounts; the pure part is `rules.is_loopback`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from congvu.foundation.people.rules import is_loopback

if TYPE_CHECKING:
    from django.http import HttpRequest

# A proxy on this machine makes every visitor look local; these headers give it away.
_FORWARDED = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
    "HTTP_FORWARDED",
    "HTTP_VIA",
)


def on_loopback(request: HttpRequest) -> bool:
    """Return whether both ends of the request are this machine and no proxy stands between.

    Never true with the settings of a server behind TLS.
    """
    if settings.SECURE_SSL_REDIRECT or any(name in request.META for name in _FORWARDED):
        return False
    return is_loopback(request.META.get("REMOTE_ADDR", ""), request.get_host())
