"""Types, tags and usual column names of the catalogue, read once per process."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings

from congvu.casework.documents.rules.types import (
    Tag,
    Types,
    read_columns,
    read_tags,
    read_types,
)


def folder() -> Path:
    return Path(settings.CATALOGUE) / "documents"


@cache
def types() -> Types:
    return read_types((folder() / "types.toml").read_text(encoding="utf-8"))


@cache
def tags() -> tuple[Tag, ...]:
    return read_tags((folder() / "tags.toml").read_text(encoding="utf-8"))


@cache
def usual_columns() -> dict[str, tuple[str, ...]]:
    return read_columns((folder() / "columns.toml").read_text(encoding="utf-8"))


def tag_name(code: str) -> str:
    """Return what a tag is called; a code that the catalogue no longer knows speaks for itself."""
    return next((tag.name for tag in tags() if tag.code == code), code)
