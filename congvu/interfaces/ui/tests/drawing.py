"""Pages drawn without a database: a request, a person and a full frame."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import timezone
from django_cotton.compiler_regex import CottonCompiler

from congvu.interfaces.ui import gallery

LAN = SimpleNamespace(
    full_name="Nguyễn Thị Mai Lan",
    title="Công chức tiếp nhận hồ sơ",
    unit_name=gallery.LONG_UNIT,
    code="lan",
)
SAMPLE = SimpleNamespace(is_sample=True, version="0.1.0")


def without_the_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the office's frame out of every page: it asks the database who is there."""
    engine = engines["django"].engine
    others = [
        processor
        for processor in engine.template_context_processors
        if ".office." not in processor.__module__
    ]
    monkeypatch.setitem(vars(engine), "template_context_processors", tuple(others))


def make_request(path: str = "/ui/", **headers: str) -> HttpRequest:
    request = RequestFactory().get(path, headers=headers)
    request.user = AnonymousUser()
    request.staff = LAN
    request.htmx = False
    return request


def draw_page(template: str, request: HttpRequest | None = None, **context: Any) -> str:
    """Draw a page as chị Lan sees it, sample strip and navigation included."""
    frame = {"staff": LAN, "installation": SAMPLE, **gallery.sample_frame()}
    return render_to_string(template, {**context, **frame}, request=request or make_request())


def draw_gallery(**headers: str) -> str:
    request = make_request(**headers)
    return draw_page("ui/gallery.html", request, **gallery.gallery_context(timezone.now()))


def draw_part(name: str) -> str:
    """Draw one section of the gallery without the frame."""
    context = gallery.gallery_context(timezone.now())
    return render_to_string(f"ui/gallery/{name}", context, request=make_request())


def draw(source: str, **context: Any) -> str:
    """Draw a few lines of template, for one component."""
    return engines["django"].from_string(CottonCompiler().process(source)).render(context)
