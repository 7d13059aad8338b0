"""A set as plain contents, before it is read: its keys in their order, tidy, and as TOML text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from congvu.kernel.vitext import nfc

Values = dict[str, Any]

HEAD_KEYS: Final = (
    "code",
    "name",
    "name_en",
    "issuer",
    "based_on",
    "level",
    "starts_on",
    "ends_on",
    "rounding",
    "unverified",
    "note",
)
GROUP_KEYS: Final = ("code", "number", "name", "name_en")
ROW_KEYS: Final = (
    "code",
    "name",
    "name_en",
    "group",
    "number",
    "type",
    "unit",
    "kind",
    "source",
    "numerator",
    "denominator",
    "roll_up",
    "reported_by",
    "evidence",
    "note",
    "mark",
    "choices",
    "starts_on",
    "ends_on",
    "fate",
    "because",
    "certainty",
)
CHECK_KEYS: Final = (
    "code",
    "kind",
    "row",
    "holds",
    "total",
    "parts",
    "part",
    "whole",
    "rows",
    "opening",
    "closing",
    "flow",
    "cumulative",
    "percent",
    "only_if",
    "missing",
    "tolerance",
    "severity",
    "message",
)
TABLES: Final = (
    ("groups", GROUP_KEYS),
    ("indicators", ROW_KEYS),
    ("figures", ROW_KEYS),
    ("checks", CHECK_KEYS),
)
"""The lists of tables of a set, in the order in which they are written."""
LISTS: Final = frozenset({"unverified", "parts", "rows", "only_if"})
DAYS: Final = frozenset({"starts_on", "ends_on"})


def tidied(values: Mapping[str, Any]) -> Values:
    """Return the contents with keys in their order, texts composed, and without empty keys.

    What the reader makes of them stays the same: an empty key says what an absent one says.
    """
    head = _tidy(values, HEAD_KEYS)
    names = [name for name, _keys in TABLES]
    lists = {
        name: [_tidy(one, keys) for one in values.get(name) or ()]
        for name, keys in TABLES
        if values.get(name)
    }
    return {**{key: value for key, value in head.items() if key not in names}, **lists}


def _tidy(table: Mapping[str, Any], order: tuple[str, ...]) -> Values:
    """Return one table; keys that nobody knows stay, for the reader to refuse."""
    known = [key for key in order if key in table]
    found = ((key, _plain(table[key])) for key in (*known, *(set(table) - set(known))))
    return {key: value for key, value in found if value not in ("", [], None)}


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return nfc(value).replace("\r\n", "\n").replace("\r", "\n").strip()
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return value


def as_toml(values: Mapping[str, Any]) -> str:
    """Return the contents as a file of `catalogue/indicators`: it reads back the same."""
    return "\n".join(_lines(tidied(values)))


def _lines(values: Mapping[str, Any]) -> Iterator[str]:
    names = [name for name, _keys in TABLES]
    yield from _pairs((key, value) for key, value in values.items() if key not in names)
    for name in names:
        for table in values.get(name, ()):
            yield ""
            yield f"[[{name}]]"
            yield from _pairs(table.items())
    yield ""


def _pairs(pairs: Iterable[tuple[str, Any]]) -> Iterator[str]:
    return (f"{key} = {_said(key, value)}" for key, value in pairs)


def _said(key: str, value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_said('', one) for one in value)}]"
    if isinstance(value, Mapping):
        return f"{{ {', '.join(_pairs(value.items()))} }}"
    if isinstance(value, date):
        return value.isoformat()
    if key in DAYS and isinstance(value, str):
        return value  # kept as text, written as a day
    # JSON and TOML write texts alike, but for DEL
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
