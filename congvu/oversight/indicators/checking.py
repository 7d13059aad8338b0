"""Checks run over a sheet: what does not add up, worked out in Vietnamese, and who can mend it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from congvu.kernel.errors import gettext_noop
from congvu.kernel.formula import parse
from congvu.kernel.formula.checks import Check, Judgement, Relation, Severity, Verdict, judge
from congvu.oversight.indicators import selectors
from congvu.oversight.indicators.rules.notes import days_in
from congvu.oversight.indicators.rules.sets import base_code
from congvu.oversight.indicators.rules.working import too_long
from congvu.oversight.indicators.selectors import Row, Sheet

FAILED: Final = frozenset({Verdict.FAILS})
OPEN: Final = FAILED | {Verdict.CANNOT_TELL}


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that does not hold, or cannot be told.

    `cells` are the codes of the rows that it looks at, the first one the row it speaks of;
    `computation` is written as Vietnamese read it. `mended_by` names the accounts that wrote the
    entered figures among them; empty: they come from records, which `Row.computed` opens to.
    """

    code: str
    cells: tuple[str, ...]
    message: str
    computation: str
    severity: Severity
    verdict: Verdict
    mended_by: tuple[str, ...]
    difference: Decimal | None = None


def findings(
    sheet: Sheet,
    *,
    notes: Mapping[str, str] | None = None,
    verdicts: Collection[Verdict] = FAILED,
) -> tuple[Finding, ...]:
    """Judge every check of the set, and those that every set has, in their order.

    A computed figure that is blank because it has more digits than are kept is told as well.
    `notes` are the remarks beside the figures by code: what they list is compared too. With
    `verdicts` OPEN also what cannot be told for want of figures. A check about rows that this
    period does not ask for is not asked.
    """
    told = {**selectors.numbers(sheet), **listed(sheet, notes or {})}
    rows = {row.code: row for row in sheet.rows}
    found = []
    for check in (*sheet.set.checks, *generic_checks(sheet)):
        if all(base_code(name) in rows for name in check.names):
            judged = judge(check, told)
            if judged.verdict in verdicts:
                found.append(_finding(check, judged, rows))
    if Verdict.FAILS in verdicts:
        found += _unkept(sheet)
    return tuple(found)


def listed(sheet: Sheet, notes: Mapping[str, str]) -> dict[str, Decimal | None]:
    """Return what lists beside the figures say: `.listed`, `.outside`, `.parts`.

    The evidence of the chosen value may hold a list of its own: `listed` (how many items), `parts`
    (their figures), `days` (ISO dates). Else the days that the note names are counted.
    """
    told: dict[str, Decimal | None] = {}
    for row in sheet.rows:
        evidence = row.chosen.evidence if row.chosen else {}
        window = sheet.windows[row.indicator.group]
        days = [date.fromisoformat(str(day)) for day in _list(evidence, "days")]
        days = days or list(days_in(notes.get(row.code, ""), window))
        items = evidence.get("listed")
        if isinstance(items, int):
            told[f"{row.code}.listed"] = Decimal(items)
        elif days:
            told[f"{row.code}.listed"] = Decimal(len(days))
        if days:
            told[f"{row.code}.outside"] = Decimal(sum(day not in window for day in days))
        if parts := _list(evidence, "parts"):
            told[f"{row.code}.parts"] = sum((Decimal(str(part)) for part in parts), Decimal(0))
    return told


def generic_checks(sheet: Sheet) -> Iterator[Check]:
    """Give what must hold in any set, unless the set says it in its own words.

    What was entered differs from what is computed only with a reason; a per cent is that of its
    numbers.
    """
    own = {name for check in sheet.set.checks for name in check.names}
    for row in sheet.rows:
        code, name = row.code, f"{row.code} {row.indicator.name}"
        if row.differs and row.entered and not row.entered.reason and f"{code}.computed" not in own:
            yield Check(
                f"G.khac.{code}",
                parse(f"[{code}.computed]"),
                Relation.EQUAL,
                parse(f"[{code}]"),
                Severity.NEEDS_REASON,
                _DIFFERS.replace("{row}", name),
            )
        if row.cell.has_fraction and f"{code}.numerator" not in own:
            yield Check(
                f"G.tyle.{code}",
                parse(f"[{code}]"),
                Relation.EQUAL,
                parse(f"100 * [{code}.numerator] / [{code}.denominator]"),
                Severity.BLOCKS,
                _NO_RATIO.replace("{row}", name),
                rounding=sheet.set.rounding,
            )


def _unkept(sheet: Sheet) -> Iterator[Finding]:
    """Tell the rows that are blank only for the length of what was computed (`cells.is_kept`)."""
    shown = {row.code: row.cell for row in sheet.rows}
    for row in sheet.rows:
        if row.chosen is not None:
            continue
        computation = too_long(row.indicator, shown, sheet.set.rounding)
        if computation:
            yield Finding(
                f"G.dai.{row.code}",
                (row.code,),
                _TOO_LONG.replace("{row}", f"{row.code} {row.indicator.name}"),
                computation,
                Severity.INFORMATION,
                Verdict.FAILS,
                (),
            )


_TOO_LONG: Final = gettext_noop(
    "{row}: kết quả tính có nhiều chữ số hơn mức lưu được, nên ô để trống."
)
_DIFFERS: Final = gettext_noop("{row}: số hệ thống tính khác số nhập; cần ghi lý do.")
_NO_RATIO: Final = gettext_noop("{row}: tỷ lệ không bằng tử số chia mẫu số.")


def _finding(check: Check, judged: Judgement, rows: Mapping[str, Row]) -> Finding:
    looked_at = sorted({base_code(name) for name in check.names})
    # what a check says is of the first row of its statement
    first = sorted({base_code(name) for name in check.left.names}) or looked_at
    named = next((code for code in first if check.message.startswith(f"{code} ")), first[0])
    cells = (named, *(code for code in looked_at if code != named))
    writers = {entered.recorded_by for code in cells if (entered := rows[code].entered) is not None}
    return Finding(
        check.code,
        cells,
        check.message,
        judged.computation,
        check.severity,
        judged.verdict,
        tuple(sorted(writers)),
        judged.difference,
    )


def _list(evidence: Mapping[str, object], name: str) -> list[object]:
    found = evidence.get(name)
    return list(found) if isinstance(found, list) else []
