"""What the pages of sets draw: rows of a set, differences, the annex as it prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from string import digits
from typing import Any, Final

from django.utils.translation import pgettext

from congvu.interfaces.office.administration.sets.addresses import group_of
from congvu.interfaces.office.administration.sets.forms import check_text
from congvu.interfaces.office.administration.sets.words import (
    CHECK_KINDS,
    FATES,
    KINDS,
    LABELS,
    PARTS,
    PLACES,
    TYPES,
    source_tag,
)
from congvu.oversight.indicators.rules.cells import BLANK
from congvu.oversight.indicators.rules.contents import Values
from congvu.oversight.indicators.rules.differing import Line, Part
from congvu.oversight.indicators.rules.sets import Fate, Indicator, IndicatorSet
from congvu.oversight.reporting.rules import annexes
from congvu.oversight.reporting.selectors.bindings import Told

LISTED: Final = (Part.ROW, Part.FIGURE)
"""The parts that are counted as rows."""


def part_lines(read: IndicatorSet) -> list[dict[str, Any]]:
    """Return the parts of a set, each with its rows; figures that are not printed come last."""
    titles = {one.code: f"{one.number}. {one.name}" for one in read.groups}
    rows: dict[str, list[Indicator]] = {code: [] for code in titles}
    for row in read.indicators:
        rows.setdefault(group_of(row), []).append(row)
    return [
        {
            "code": code,
            "title": titles.get(code) or pgettext("phụ lục", "Số liệu không in"),
            "count": len(some),
            "lines": [_row(row) for row in some],
        }
        for code, some in rows.items()
    ]


def _row(row: Indicator) -> dict[str, Any]:
    word, tone = source_tag(row)
    return {
        "row": row,
        "type": TYPES[row.value_type],
        "kind": KINDS.get(row.kind, ""),
        "source": row.source.text if row.source.text != "none" else "",
        "fraction": f"{row.numerator.text} / {row.denominator.text}"
        if row.numerator and row.denominator
        else "",
        "word": word,
        "tone": tone,
        "is_dropped": row.fate is Fate.DROP,
    }


def rule_of(check: str) -> str:
    """Return the rule that the code of a check begins with: V4 of V4.06a.3."""
    return check.partition(".")[0] or check


def check_parts(content: Values) -> list[dict[str, Any]]:
    """Return the checks of a draft by rule, V2 before V10, with what those of a rule say."""
    by_rule: dict[str, list[Values]] = {}
    for one in content.get("checks", ()):
        by_rule.setdefault(rule_of(str(one["code"])), []).append(one)
    letters = [_in_parts(rule)[0] for rule in by_rule]
    return [
        {
            "code": rule,
            "title": f"{rule}: {'; '.join(_said(some))}",
            "count": len(some),
            "lines": [
                {"code": one["code"], "kind": _kind(one), "text": check_text(one)} for one in some
            ],
        }
        for rule, some in sorted(
            by_rule.items(),
            key=lambda item: (letters.index(_in_parts(item[0])[0]), _in_parts(item[0])[1]),
        )
    ]


def _in_parts(rule: str) -> tuple[str, int]:
    """Return the word of a rule and its number, 0 where it has none."""
    word = rule.rstrip(digits)
    return word, int(rule[len(word) :][:9] or 0)


def _kind(check: Values) -> str:
    name = str(check.get("kind", ""))
    return str(CHECK_KINDS.get(name, name))


def _said(checks: Sequence[Values]) -> list[str]:
    """Return what the checks say, what most of them say first, what was worded freely last."""
    free = _kind({"kind": "statement"})
    said = [kind for kind, _count in Counter(map(_kind, checks)).most_common()]
    return sorted(said, key=lambda kind: kind == free)


def difference_lines(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Return what is not the same on both sides, with the words that went and came."""
    return [
        {
            "line": line,
            "part": PARTS[line.part],
            "word": FATES[line.fate][0],
            "tone": FATES[line.fate][1],
            "is_named": line.part is not Part.HEAD,
            # a row that only moved is moved back by its arrows
            "may_come_back": line.part in LISTED
            and (line.fate is Fate.DROP or (line.fate is Fate.CHANGE and bool(line.changes))),
            "changes": [
                (LABELS.get(change.key, change.key), change)
                for change in line.changes
                if change.key != "fate"  # the word before the line says it
                and (
                    line.fate is not Fate.NEW
                    or line.part not in LISTED
                    or change.key in {"type", "unit", "source"}
                )
            ],
        }
        for line in lines
        if line.fate is not Fate.KEEP
    ]


def outline_lines(told: Told) -> dict[str, list[dict[str, Any]]]:
    """Return what outlines lose and what is called otherwise, one line for each section and row."""
    lost: dict[tuple[str, str, str], dict[str, Any]] = {}
    for one in told.lost:
        key = (one.outline.code, one.where, one.code)
        line = lost.setdefault(key, {"binding": one, "places": []})
        line["places"].append(PLACES[one.place])
    renamed = [
        {"binding": one.binding, "before": one.before, "now": one.now} for one in told.renamed
    ]
    return {"lost": list(lost.values()), "renamed": renamed}


def preview_parts(read: IndicatorSet) -> list[dict[str, Any]]:
    """Return the annex of the set's first day as it would print, without figures, part by part."""
    day = read.starts_on
    found: list[dict[str, Any]] = []
    for group in read.groups:
        lines = [_preview(row, read) for row in read.rows(day) if row.group == group.code]
        if lines:
            found.append(
                {
                    "code": group.code,
                    "title": f"{group.number}. {group.name}",
                    "count": len(lines),
                    "cells": annexes.group_row(group.number, group.name).cells,
                    "lines": lines,
                }
            )
    return found


def _preview(row: Indicator, read: IndicatorSet) -> dict[str, Any]:
    printed = annexes.row_of(row, BLANK, "", read.rounding)
    word, tone = source_tag(row)
    return {
        "cells": printed.cells,
        "heading": printed.heading,
        "row": row,
        "word": word,
        "tone": tone,
        "is_typed": not row.is_heading and not row.source.is_computed,
    }
