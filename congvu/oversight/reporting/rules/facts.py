"""Manuscripts as plain JSON values, and back: what a snapshot keeps."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from congvu.oversight.reporting.rules import manuscript as m

_KINDS = (m.Text, m.Figure, m.Note, m.Heading, m.Paragraph, m.Item, m.Grid)


def to_facts(manuscript: m.Manuscript) -> dict[str, Any]:
    """Return the manuscript as JSON values; fields that hold their default are left out."""
    facts: dict[str, Any] = _out(manuscript)
    return facts


def from_facts(facts: Mapping[str, Any]) -> m.Manuscript:
    """Read what `to_facts` wrote. Raises ValueError, KeyError or TypeError for anything else."""
    found = _in(m.Manuscript, facts)
    assert isinstance(found, m.Manuscript)
    return found


def _out(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        facts = {
            field.name: _out(getattr(value, field.name))
            for field in fields(value)
            if getattr(value, field.name) != field.default
        }
        if isinstance(value, _KINDS):
            facts["is"] = type(value).__name__.lower()
        return facts
    if isinstance(value, tuple):
        return [_out(one) for one in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def _in(kind: Any, value: Any) -> Any:
    if is_dataclass(kind) and isinstance(kind, type):
        return _built(kind, value)
    origin = get_origin(kind)
    if origin is tuple:
        return tuple(_in(get_args(kind)[0], one) for one in value)
    if origin in (Union, types.UnionType):
        return _one_of(get_args(kind), value)
    if kind is Decimal:
        return Decimal(value)
    if kind is date:
        return date.fromisoformat(value)
    return m.Style(value) if kind is m.Style else value


def _one_of(kinds: tuple[Any, ...], value: Any) -> Any:
    if value is None:
        return None
    named = {kind.__name__.lower(): kind for kind in kinds if kind in _KINDS}
    if named:
        return _in(named[value["is"]], value)
    [kind] = [kind for kind in kinds if kind is not type(None)]
    return _in(kind, value)


def _built(kind: type, value: Mapping[str, Any]) -> Any:
    hints = _hints(kind)
    given = {name: _in(hints[name], one) for name, one in value.items() if name != "is"}
    return kind(**given)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
