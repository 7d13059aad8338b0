"""The gallery shows every component, and no page breaks the promises of CSP and colour."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.http import HttpRequest
from django.utils import translation

from congvu.interfaces.ui import views
from congvu.interfaces.ui.tests.drawing import draw_gallery, draw_page, make_request
from congvu.kernel.errors import NotFound

pytestmark = pytest.mark.urls("congvu.interfaces.ui.tests.addresses")

ROOM = Path(__file__).resolve().parent.parent
INTERFACES = ROOM.parent
TEMPLATES = sorted(INTERFACES.glob("*/templates/**/*.html"))
COMPONENTS = sorted((ROOM / "templates" / "cotton").glob("*.html"))


def tag_of(component: Path) -> str:
    return f"<c-{component.stem.replace('_', '-')}"


def test_it_draws_for_staff():
    assert "Bộ mẫu giao diện" in draw_gallery()


def test_it_is_hidden_from_those_who_are_no_staff():
    request = make_request()
    request.staff = None
    with pytest.raises(NotFound):
        views.gallery(request)


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.stem)
def test_every_component_is_in_the_gallery(component: Path):
    shown = "".join(
        path.read_text(encoding="utf-8") for path in ROOM.glob("templates/ui/gallery/*.html")
    )
    drawn_by_others = "".join(path.read_text(encoding="utf-8") for path in COMPONENTS)
    assert tag_of(component) in shown or tag_of(component) in drawn_by_others


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.stem)
def test_every_component_says_what_it_takes(component: Path):
    opening = component.read_text(encoding="utf-8").partition("{% endcomment %}")[0]
    assert opening.startswith("{% comment %}")
    assert "Attributes:" in opening
    assert "Slots:" in opening


def test_there_are_at_most_twenty_five_components():
    assert len(COMPONENTS) <= 25


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_inline_style_or_script(template: Path):
    """The content security policy would silently drop them."""
    source = template.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on", source)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", source))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_values_bound_to_a_component_are_ones_it_names(template: Path):
    """`:name="value"` that a component does not name is printed by {{ attrs }} without escaping."""
    source = template.read_text(encoding="utf-8")
    for name, attributes in re.findall(r"<c-([a-z-]+)((?:[^>\"]|\"[^\"]*\")*)>", source):
        if name in {"vars", "slot"}:
            continue
        component = ROOM / "templates" / "cotton" / f"{name.replace('-', '_')}.html"
        named = component.read_text(encoding="utf-8").partition("<c-vars")[2].partition("/>")[0]
        for bound in re.findall(r"\s:([\w-]+)=", attributes):
            assert re.search(rf":?\b{bound}=", named), f"<c-{name} :{bound}>"


def test_large_text_is_chosen_by_a_cookie():
    assert 'data-text="large"' in draw_gallery(cookie="text_size=large")
    assert 'data-text="large"' not in draw_gallery()


def post(**data: str) -> HttpRequest:
    request = make_request()
    request.method = "POST"
    request.POST = data
    return request


def test_the_choice_of_text_leads_back_to_the_page_but_never_elsewhere():
    assert views.text_size(post(size="large", next="/ho-so/?q=a")).url == "/ho-so/?q=a"
    assert views.text_size(post(size="large", next="https://ngoai.example/")).url == "/"
    assert views.text_size(post(size="large")).cookies["text_size"].value == "large"
    assert views.text_size(post(size="normal")).cookies["text_size"].value == ""


def test_the_frame_speaks_english_too():
    with translation.override("en"):
        drawn = draw_page("ui/layout.html")
    assert "Skip to the main content" in drawn
    assert 'lang="en"' in drawn
    assert "Đến nội dung chính" in draw_page("ui/layout.html")


def test_what_is_searched_for_never_stands_in_an_address():
    form = re.search(r'<form class="topbar__search"[^>]*>', draw_page("ui/layout.html"))
    assert form
    assert 'method="post"' in form.group()
