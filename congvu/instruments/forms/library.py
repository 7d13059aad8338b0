"""The forms of the catalogue as files: which set a legal regime prints, and the data for previews.

Read once per process; a changed catalogue is taken up when the program starts again.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from congvu.instruments.forms.rules.blocks import FormSpec
from congvu.instruments.forms.rules.kinds import KINDS
from congvu.instruments.forms.rules.reading import read_form
from congvu.kernel.errors import NotFound


def folder() -> Path:
    return Path(settings.CATALOGUE) / "forms"


def form_path(kind: str, regime_code: str) -> Path:
    """Return the file that describes the form; raises NotFound when the regime has none."""
    if kind in KINDS:
        for name in _sets().get(regime_code, ()):
            path = folder() / name / f"{kind}.toml"
            if path.is_file():
                return path
    raise NotFound(
        _("Chế độ %(regime)s không có mẫu in loại “%(kind)s”."),
        code="form_unknown",
        regime=regime_code,
        kind=kind,
    )


@cache
def form_source(kind: str, regime_code: str) -> str:
    return form_path(kind, regime_code).read_text(encoding="utf-8")


@cache
def form_spec(kind: str, regime_code: str) -> FormSpec:
    return read_form(form_source(kind, regime_code), kind=kind)


def regime_codes() -> list[str]:
    return list(_sets())


def preview_data(kind: str) -> dict[str, Any]:
    """Return invented data for every field of the kind that a preview shows."""
    table = _preview()
    common = {name: value for name, value in table["common"].items() if name in KINDS[kind].fields}
    return {**common, **table.get(kind, {})}


@cache
def _sets() -> Mapping[str, list[str]]:
    table = tomllib.loads((folder() / "sets.toml").read_text(encoding="utf-8"))
    sets: Mapping[str, list[str]] = table["regimes"]
    return sets


@cache
def _preview() -> Mapping[str, dict[str, Any]]:
    return tomllib.loads((folder() / "preview.toml").read_text(encoding="utf-8"))
