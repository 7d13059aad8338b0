"""Draws the widgets of forms: by a template of ours where there is one, else by Django's own."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django import forms
from django.forms.renderers import DjangoTemplates
from django.template.backends.base import BaseEngine
from django.utils.functional import cached_property

OURS: Final = Path(__file__).resolve().parent / "widgets"
DJANGO: Final = Path(forms.__file__).resolve().parent / "templates"


class WidgetRenderer(DjangoTemplates):
    """Django's renderer with our folder first.

    Ours is `select`, whose options stand in place: Django includes a template for each option, and
    a filter bar has a hundred of them.
    """

    @cached_property
    def engine(self) -> BaseEngine:
        """Return the engine that finds both."""
        folders = {"APP_DIRS": False, "DIRS": [OURS, DJANGO], "NAME": "widgets", "OPTIONS": {}}
        return self.backend(folders)
