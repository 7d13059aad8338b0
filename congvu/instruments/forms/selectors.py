"""Questions about forms: which one is printed, what it may say, who changed it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from congvu.instruments.forms import library
from congvu.instruments.forms.models import FormOverride
from congvu.instruments.forms.rules.blocks import FormSpec
from congvu.instruments.forms.rules.formats import FORMATS
from congvu.instruments.forms.rules.kinds import KINDS, OWN_FIELDS, ROW_NUMBER, Field
from congvu.instruments.forms.rules.reading import read_form
from congvu.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class FormSource:
    """The text of a form as an editor shows it; `version` 0 is the form of the catalogue."""

    kind: str
    regime_code: str
    source: str
    version: int
    is_own: bool


@dataclass(frozen=True, slots=True)
class FieldHelp:
    """One placeholder that a form may use, with the formats it can be written in."""

    placeholder: str
    label: str
    formats: tuple[tuple[str, str], ...]
    collection: str = ""


@dataclass(frozen=True, slots=True)
class KindRow:
    kind: str
    label: str
    number: str
    is_own: bool


def spec_for(kind: str, regime_code: str, unit_id: int | None = None) -> FormSpec:
    """Return the form that the unit prints: its own, else the one of the catalogue.

    One SQL statement, none without a unit. Raises NotFound when the regime has no such form.
    """
    own = None if unit_id is None else latest_override(kind, regime_code, unit_id)
    if own is None or not own.source:
        return library.form_spec(kind, regime_code)
    library.form_path(kind, regime_code)
    return _read_own(own.source, kind)


@lru_cache(maxsize=256)
def _read_own(source: str, kind: str) -> FormSpec:
    return read_form(source, kind=kind)


def source_for(kind: str, regime_code: str, unit_id: int) -> FormSource:
    """Return the text that the unit would edit, with the version that it has now."""
    own = latest_override(kind, regime_code, unit_id)
    catalogue = library.form_source(kind, regime_code)
    return FormSource(
        kind=kind,
        regime_code=regime_code,
        source=own.source if own and own.source else catalogue,
        version=own.version if own else 0,
        is_own=bool(own and own.source),
    )


def latest_override(kind: str, regime_code: str, unit_id: int) -> FormOverride | None:
    return list_versions(kind, regime_code, unit_id).first()


def list_versions(kind: str, regime_code: str, unit_id: int) -> QuerySet[FormOverride]:
    """List all versions of the unit's own form, newest first."""
    return FormOverride.objects.filter(
        unit_id=unit_id, kind=kind, regime_code=regime_code
    ).order_by("-version")


def list_kinds(regime_code: str, unit_id: int) -> list[KindRow]:
    """List the forms of a regime and say which of them the unit prints its own way."""
    own: dict[str, str] = {}
    versions = FormOverride.objects.filter(unit_id=unit_id, regime_code=regime_code)
    for version in versions.order_by("version").only("kind", "source"):
        own[version.kind] = version.source
    rows = []
    for kind in KINDS.values():
        try:
            spec = library.form_spec(kind.code, regime_code)
        except NotFound:
            continue
        rows.append(KindRow(kind.code, spec.title, spec.number, bool(own.get(kind.code))))
    return rows


def has_form(kind: str, regime_code: str) -> bool:
    try:
        library.form_path(kind, regime_code)
    except NotFound:
        return False
    return True


def field_help(kind: str) -> list[FieldHelp]:
    """List every placeholder of a kind for the person who edits the form."""
    found = [_help(name, field, "") for name, field in KINDS[kind].fields.items()]
    found += [_help(name, field, "") for name, field in OWN_FIELDS.items()]
    for collection, fields in KINDS[kind].rows.items():
        every: Mapping[str, Field] = {**ROW_NUMBER, **fields}
        found += [_help(name, field, collection) for name, field in every.items()]
    return found


def preview_data(kind: str) -> dict[str, Any]:
    """Return invented data with which a form of the kind can be looked at."""
    return library.preview_data(kind)


def _help(name: str, field: Field, collection: str) -> FieldHelp:
    formats = tuple((code, one.meaning) for code, one in FORMATS[field.type].items())
    return FieldHelp(f"{{{name}}}", field.label, formats, collection)
