"""A set from a file beside the one in use: what can be taken, and why some of its lines cannot."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from congvu.instruments.catalogue.errors import BadFiles, Fault
from congvu.instruments.catalogue.toml_tables import Wrong
from congvu.oversight.indicators.rules.contents import Values
from congvu.oversight.indicators.rules.editing import LISTS_OF_ROWS
from congvu.oversight.indicators.rules.reading import laid_over, read_set
from congvu.oversight.indicators.rules.sets import IndicatorSet

SET_CODE: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MOST_PASSES: Final = 40
_INDEXED: Final = re.compile(r"(indicators|figures|checks)\[(\d+)\]")
_NAMED_CHECK: Final = re.compile(r"checks (\S+)")


@dataclass(frozen=True, slots=True)
class Refused:
    """A line of the file that was not taken, and why; the version in use speaks in its place."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Settled:
    """What a file gives: contents that can be read, the set they make, what was left out."""

    values: Values
    set: IndicatorSet
    refused: tuple[Refused, ...]


def settle(values: Mapping[str, Any], origin: Mapping[str, Any] | None, file: str) -> Settled:
    """Take from a file what can be read, line by line.

    `origin` are the contents in use of the same set, with days as days: a refused row stays as it
    stands there, one that is not there is left out. Raises BadFiles for what is no single line's
    fault: the head, the parts, a cycle.
    """
    taken: Values = dict(values)
    refused: list[Refused] = []
    for _pass in range(MOST_PASSES):
        try:
            return Settled(taken, read_set(taken, file), tuple(refused))
        except BadFiles as bad:
            taken = _without(taken, bad, origin or {}, refused)
    raise BadFiles([Fault(file, "", "quá nhiều dòng không đọc được.", "Sửa tệp rồi nộp lại.")])


def made_whole(values: Mapping[str, Any], base: Mapping[str, Any] | None, file: str) -> Values:
    """Return contents that say only what differs from the set they are based on, as whole ones.

    `base` is that set, None when it is unknown here. Raises BadFiles.
    """
    rows = values.get("indicators")
    # what is no list of named rows goes on to the reader, which says so
    are_rows = isinstance(rows, list) and all(
        isinstance(row, Mapping) and isinstance(row.get("code"), str) for row in rows
    )
    code = values.get("based_on")
    if not code or not are_rows or all("name" in row for row in rows or ()):
        return dict(values)
    if base is None:
        raise BadFiles(
            [Fault(file, "based_on", f"không có bộ “{code}” ở đây.", "Nạp bộ gốc trước.")]
        )
    try:
        return laid_over(dict(values), dict(base), file)
    except Wrong as wrong:
        raise BadFiles([wrong.fault]) from wrong


def _without(
    values: Values, bad: BadFiles, origin: Mapping[str, Any], refused: list[Refused]
) -> Values:
    """Return the contents without the lines that are at fault. Raises `bad` when there are none."""
    faulty: dict[tuple[str, int], Fault] = {}
    for fault in bad.faults:
        place = _place(values, fault)
        if place is None:
            raise bad
        faulty.setdefault(place, fault)
    left = {name: list(values.get(name) or ()) for name in (*LISTS_OF_ROWS, "checks")}
    for (name, index), fault in sorted(faulty.items(), reverse=True, key=lambda one: one[0]):
        line = left[name][index]
        code = str(line.get("code", "")).strip()
        refused.append(Refused(code or fault.place, f"{fault.problem} {fault.remedy}".strip()))
        before = [one for one in origin.get(name, ()) if code and one.get("code") == code]
        twice = sum(one.get("code") == code for one in left[name]) > 1
        left[name][index : index + 1] = [] if twice or before == [line] else before
    return {**values, **{name: lines for name, lines in left.items() if name in values}}


def _place(values: Values, fault: Fault) -> tuple[str, int] | None:
    if fault.place in values:
        return None  # the list itself, or a word of the head
    if match := _INDEXED.match(fault.place):
        return match[1], int(match[2]) - 1
    if match := _NAMED_CHECK.match(fault.place):
        for index, one in enumerate(values.get("checks", ())):
            if match[1] == one.get("code") or match[1].startswith(f"{one.get('code')}."):
                return "checks", index
    for name in LISTS_OF_ROWS:
        for index, one in enumerate(values.get(name, ())):
            if one.get("code") == fault.place:
                return name, index
    return None
