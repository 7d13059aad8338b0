"""Which rows of a set an outline binds, where, and what it loses when a set no longer has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from congvu.oversight.indicators.rules.sets import Fate, Indicator, IndicatorSet, ValueType
from congvu.oversight.reporting.rules.outlines import (
    WORDS,
    Outline,
    Passage,
    Section,
    code_asked,
)
from congvu.oversight.reporting.rules.prose import parse

_LIST_MARKS = ("{^*^}", "***")


class Place(StrEnum):
    """Where in an outline a row is bound: its words, a condition, a table."""

    TEXT = "text"
    CONDITION = "condition"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Binding:
    """A row that an outline binds; `section` is None at its head and in its grounds."""

    outline: Outline
    section: Section | None
    code: str
    place: Place

    @property
    def where(self) -> str:
        """The code of the section, "" for the head."""
        return self.section.code if self.section else ""


def bindings(outline: Outline) -> tuple[Binding, ...]:
    """Return every row that an outline binds in reading order, each once a section and place."""
    head = (outline.subject, *outline.addressees, *outline.grounds)
    head += tuple(annex.title for annex in outline.annexes)
    found = [Binding(outline, None, code, Place.TEXT) for text in head for code in _codes(text)]
    for section in outline.sections:
        placed = [(Place.TEXT, code) for code in _codes(section.title)]
        placed += [it for passage in section.passages for it in _of_passage(passage)]
        found += [Binding(outline, section, code, place) for place, code in placed]
    return tuple(dict.fromkeys(found))


def held(read: IndicatorSet) -> frozenset[str]:
    """Return the rows of a set that have a figure to bind: no headings, none that was dropped."""
    return frozenset(
        row.code
        for row in read.indicators
        if not row.is_heading and row.fate is not Fate.DROP and _lasts(row, read.starts_on)
    )


def lost(outline: Outline, read: IndicatorSet) -> tuple[Binding, ...]:
    """Return what an outline binds that a set does not have: there the paper shows a gap."""
    there = held(read)
    return tuple(one for one in bindings(outline) if one.code not in there)


def said_otherwise(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Return by code the rows of two contents whose name, unit or type is another one, old and new.

    The prose that binds them still speaks of the old one.
    """
    before, after = _told(old), _told(new)
    return {
        code: (before[code], said)
        for code, said in after.items()
        if code in before and before[code] != said
    }


def _told(values: Mapping[str, Any]) -> dict[str, str]:
    rows = (*values.get("indicators", ()), *values.get("figures", ()))
    return {str(row.get("code")): _words(row) for row in rows}


def _words(row: Mapping[str, Any]) -> str:
    unit = f" ({row['unit']})" if row.get("unit") else ""
    percent = " %" if row.get("type") == ValueType.RATIO and not unit else ""
    return f"{row.get('name', '')}{unit}{percent}"


def _lasts(row: Indicator, day: date) -> bool:
    return row.ends_on is None or day < row.ends_on


def _of_passage(passage: Passage) -> Iterator[tuple[Place, str]]:
    alternatives = (condition for one in passage.instead for condition in one.when)
    for condition in (*passage.when, *alternatives):
        for name in sorted(condition.names):
            yield Place.CONDITION, code_asked(name)
    empty = passage.listing.empty if passage.listing else ""
    said = (one.say for one in passage.instead)
    for text in (passage.text, passage.otherwise, *said, empty):
        for code in _codes(text):
            yield Place.TEXT, code
    for code in passage.table:
        yield Place.TABLE, code


def _codes(text: str) -> Iterator[str]:
    for mark in _LIST_MARKS:
        text = text.replace(mark, "")
    return (code for code in parse(text).codes if code not in WORDS)
