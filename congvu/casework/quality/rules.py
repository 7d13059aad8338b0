"""Rating of the handling of procedures: which indicators count for whom, and what class they give."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final

INDICATORS: Final = tuple(range(1, 10))
GRADES: Final = {
    "unit": frozenset({"excellent", "good", "fair", "average", "weak"}),
    "officer": frozenset({"all_done", "most_done", "not_done"}),
}


@dataclass(frozen=True, slots=True)
class Band:
    """A class and the points from which on it is given."""

    grade: str
    least: Decimal


@dataclass(frozen=True, slots=True)
class Subject:
    """Who is rated: by which indicators, and by which bands from the best to the last."""

    indicators: frozenset[int]
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """The scale in force from a day on; NĐ 61/2018 Đ30–32, TT 01/2018 Đ13–15."""

    code: str
    starts_on: date
    subjects: Mapping[str, Subject]


def read_scale(text: str) -> Scale:
    """Read a scale. Raises KeyError, TypeError or ValueError for what is none."""
    said = tomllib.loads(text, parse_float=Decimal)
    subjects = {one["code"]: _subject(one) for one in said["subjects"]}
    if subjects.keys() != GRADES.keys():
        raise ValueError(f"subjects: {', '.join(subjects)}")
    if not isinstance(said["from"], date):
        raise TypeError("from")
    return Scale(said["code"], said["from"], subjects)


def _subject(said: Mapping[str, Any]) -> Subject:
    code, indicators = said["code"], frozenset(said["indicators"])
    bands = tuple(Band(one["grade"], Decimal(one["least"])) for one in said["bands"])
    if not indicators or not indicators <= set(INDICATORS):
        raise ValueError(f"{code}: indicators")
    if sorted(band.grade for band in bands) != sorted(GRADES.get(code, ())):
        raise ValueError(f"{code}: grades")
    if any(better.least <= worse.least for better, worse in pairwise(bands)) or bands[-1].least:
        raise ValueError(f"{code}: bands")
    return Subject(indicators, bands)


def total(subject: Subject, points: Mapping[int, Decimal | None]) -> Decimal | None:
    """Add up the indicators that have data; None when none has: blank is not zero."""
    given = [points[number] for number in sorted(subject.indicators) if number in points]
    said = [one for one in given if one is not None]
    return sum(said, Decimal(0)) if said else None


def grade_of(subject: Subject, points: Decimal) -> str:
    """Return the class that so many points give."""
    return next(band.grade for band in subject.bands if points >= band.least)
