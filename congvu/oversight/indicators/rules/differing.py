"""Two contents of a set beside each other: every row kept, changed, dropped or new, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any, Final

from congvu.oversight.indicators.rules.contents import (
    CHECK_KEYS,
    GROUP_KEYS,
    HEAD_KEYS,
    ROW_KEYS,
    Values,
    tidied,
)
from congvu.oversight.indicators.rules.sets import Fate

_WORDS: Final = re.compile(r"\s+|\w+|[^\w\s]")


class Part(StrEnum):
    """The part of a set in which something stands."""

    HEAD = "head"
    GROUP = "groups"
    ROW = "indicators"
    FIGURE = "figures"
    CHECK = "checks"


class Mark(StrEnum):
    """What became of a piece of a text."""

    SAME = "same"
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stay, went or came."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One key of a row that says something else."""

    key: str
    old: str
    new: str

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The words of both, in reading order."""
        return tuple(words_between(self.old, self.new))


@dataclass(frozen=True, slots=True)
class Line:
    """One row, check or group on both sides. `moved` when it stands after another row than it did."""

    part: Part
    code: str
    name: str
    fate: Fate
    changes: tuple[Change, ...] = ()
    moved: bool = False


def differences(old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> tuple[Line, ...]:
    """Return every line of both contents in the order of the new one; dropped ones stand where
    they stood. Without `old` everything is new.
    """
    was, now = tidied(old or {}), tidied(new)
    return (
        _head(was, now),
        *_lines(Part.GROUP, was, now, GROUP_KEYS),
        *_lines(Part.ROW, was, now, ROW_KEYS),
        *_lines(Part.FIGURE, was, now, ROW_KEYS),
        *_lines(Part.CHECK, was, now, CHECK_KEYS),
    )


def counted(lines: Sequence[Line], *parts: Part) -> dict[Fate, int]:
    """Return how many lines of some parts (of all, when none is named) met each fate."""
    told = [one.fate for one in lines if not parts or one.part in parts]
    return {fate: told.count(fate) for fate in Fate}


def words_between(old: str, new: str) -> Iterator[Piece]:
    """Yield the pieces of two texts: what both say, what only the old one, what only the new one."""
    was, now = _WORDS.findall(old), _WORDS.findall(new)
    for tag, i, j, k, m in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece(Mark.SAME, "".join(was[i:j]))
            continue
        if i < j:
            yield Piece(Mark.OLD, "".join(was[i:j]))
        if k < m:
            yield Piece(Mark.NEW, "".join(now[k:m]))


def said(value: Any) -> str:
    """Return a value of a table as one text: lists by commas, choices as "0 = Trực tuyến"."""
    if isinstance(value, Mapping):
        return f"{value.get('value', '')} = {value.get('label', '')}"
    if isinstance(value, list | tuple):
        return ", ".join(said(one) for one in value)
    return "" if value is None else str(value)


def _head(was: Values, now: Values) -> Line:
    changes = _changes(was, now, HEAD_KEYS)
    fate = (Fate.CHANGE if changes else Fate.KEEP) if was else Fate.NEW
    return Line(Part.HEAD, said(now.get("code")), said(now.get("name")), fate, changes)


def _lines(part: Part, was: Values, now: Values, keys: tuple[str, ...]) -> Iterator[Line]:
    before = {said(one.get("code")): one for one in was.get(part.value, ())}
    after = {said(one.get("code")): one for one in now.get(part.value, ())}
    moved = _moved([one for one in before if one in after], [one for one in after if one in before])
    gone = _gone_after(list(before), after)
    for code in gone.get("", ()):
        yield _dropped(part, before[code])
    for code, row in after.items():
        yield _line(part, before.get(code), row, keys, moved=code in moved)
        for other in gone.get(code, ()):
            yield _dropped(part, before[other])


def _line(
    part: Part, was: Values | None, now: Values, keys: tuple[str, ...], *, moved: bool
) -> Line:
    code, name = said(now.get("code")), said(now.get("name") or now.get("message"))
    if was is None:
        return Line(part, code, name, Fate.NEW, _changes({}, now, keys))
    changes = _changes(was, now, keys)
    if now.get("fate") == Fate.DROP and was.get("fate") != Fate.DROP:
        return Line(part, code, name, Fate.DROP, changes, moved)
    return Line(part, code, name, Fate.CHANGE if changes or moved else Fate.KEEP, changes, moved)


def _dropped(part: Part, was: Values) -> Line:
    return Line(part, said(was.get("code")), said(was.get("name") or was.get("message")), Fate.DROP)


def _changes(was: Values, now: Values, keys: tuple[str, ...]) -> tuple[Change, ...]:
    pairs = ((key, said(was.get(key)), said(now.get(key))) for key in keys)
    return tuple(Change(key, old, new) for key, old, new in pairs if old != new)


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """Return the codes that changed their place: the fewest whose moving explains the new order."""
    kept: set[str] = set()
    for tag, i, j, _k, _m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            kept.update(before[i:j])
    return set(after) - kept


def _gone_after(before: Sequence[str], after: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the codes that are gone, under the one that stays and stood before them."""
    gone: dict[str, list[str]] = {}
    last = ""
    for code in before:
        if code in after:
            last = code
        else:
            gone.setdefault(last, []).append(code)
    return gone
