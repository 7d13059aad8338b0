"""What changed between two texts, word by word: what was struck, what was added, what stayed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

_WORDS = re.compile(r"\s+|\S+")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
MOST_WORDS: Final = 3000
"""Longer texts are compared line by line: the time grows with the square of the pieces."""


class Kind(StrEnum):
    SAME = "same"
    STRUCK = "struck"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words that stayed, were struck or were added."""

    kind: Kind
    text: str


def changes(before: str, after: str) -> tuple[Stretch, ...]:
    """Return the way from one text to the other; the struck and the same give `before` again."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(old), len(new)) > MOST_WORDS:
        old, new = _LINES.findall(before), _LINES.findall(after)
    return tuple(_stretches(old, new))


def _stretches(old: list[str], new: list[str]) -> Iterator[Stretch]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for _what, a, b, c, d in matcher.get_opcodes():
        struck, added = "".join(old[a:b]), "".join(new[c:d])
        if struck == added:
            yield Stretch(Kind.SAME, struck)
            continue
        if struck:
            yield Stretch(Kind.STRUCK, struck)
        if added:
            yield Stretch(Kind.ADDED, added)
