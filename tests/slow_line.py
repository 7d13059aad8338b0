"""`bin/test --slow-line tests/browser`: every page comes in pieces, a moment after one another.

Loaded with `-p tests.slow_line`. A journey that asks or presses too early passes on an idle machine
and fails on a busy one; on this line it fails always.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse

CHOSEN = "CONGVU_SLOW_LINE"
MOMENT = 0.35  # seconds between two pieces
SEAMS = (b"<head", b"<main", b"</main>")  # a page without title, without content, without its end


def pytest_configure() -> None:
    """Choose the line; the workers inherit it."""
    os.environ[CHOSEN] = "1"


class InPieces:
    """A server's answers; those that are whole pages come cut at their seams."""

    def __init__(self, server: WSGIHandler) -> None:
        self.server = server

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        answer = self.server(environ, start_response)
        page = isinstance(answer, HttpResponse) and b"<!doctype html>" in answer.content[:200]
        return InTime(answer) if page else answer


class InTime:
    """One page, piece by piece."""

    def __init__(self, page: HttpResponse) -> None:
        self.content, self.close = page.content, page.close

    def __iter__(self) -> Iterator[bytes]:
        seams = sorted(at for at in map(self.content.find, SEAMS) if at > 0)
        for start, end in pairwise([0, *seams, len(self.content)]):
            yield self.content[start:end]
            time.sleep(MOMENT)
