"""Put an answer of the test client away, whether its body was read or not."""

from __future__ import annotations

from django.core.signals import request_finished
from django.db import close_old_connections
from django.http import HttpResponseBase


def put_away(answer: HttpResponseBase) -> None:
    """Close the answer and its file, but not the connection that the test's transaction lives on."""
    request_finished.disconnect(close_old_connections)
    try:
        answer.close()
    finally:
        request_finished.connect(close_old_connections)
