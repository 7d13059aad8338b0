"""Tests that our quick select is Django's own, but for the blanks between its options."""

from __future__ import annotations

import re

from django import forms
from django.forms.renderers import DjangoTemplates

from congvu.interfaces.ui.widget_rendering import WidgetRenderer

CHOICES = [
    ("", "Tất cả"),
    ("Nhóm <a>", [("mo", "Đang mở"), ("xong", "Đã xong & trả")]),
    (7, "Đất đai"),
]


def drawn(widget: forms.Select, value: object, renderer: object) -> str:
    html = widget.render("kenh", value, {"id": "id_kenh", "required": True}, renderer)
    return re.sub(r">\s+<", "><", html)


def test_a_select_is_drawn_as_by_django() -> None:
    for widget in (forms.Select(choices=CHOICES), forms.SelectMultiple(choices=CHOICES)):
        for value in ("", "xong", 7, ["mo", "xong"]):
            ours = drawn(widget, value, WidgetRenderer())
            assert ours == drawn(widget, value, DjangoTemplates())
            assert "&lt;a&gt;" in ours


def test_other_widgets_are_djangos() -> None:
    assert 'type="text"' in forms.TextInput().render("ten", "Tư", None, WidgetRenderer())
