"""Changes to the parts of an annex, and to which of them a row belongs; codes of rows stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from congvu.kernel.errors import Conflict, Invalid, gettext_noop
from congvu.oversight.indicators.rules.contents import Values, tidied
from congvu.oversight.indicators.rules.editing import PRINTED, find, with_changed

GROUPS: Final = "groups"


def with_part(values: Mapping[str, Any], part: Mapping[str, Any], *, new: bool) -> Values:
    """Return the contents with a part that says this: a new one at the end, or the one of its code.

    Raises Conflict when the code of a new one is taken, NotFound when there is none to change.
    """
    code = str(part.get("code", "")).strip()
    parts = [dict(one) for one in values.get(GROUPS, ())]
    if not new:
        find(values, GROUPS, code)
        parts = [{**one, **part} if one.get("code") == code else one for one in parts]
    elif any(one.get("code") == code for one in parts):
        raise Conflict(
            gettext_noop("Mã %(row)s đã có trong bộ này."), code="part_exists", row=code[:40]
        )
    else:
        parts.append(dict(part))
    return tidied({**values, GROUPS: parts})


def with_part_moved(values: Mapping[str, Any], code: str, *, up: bool) -> Values:
    """Return the contents with a part, and all its rows, one place up or down.

    At the end nothing changes. Raises NotFound.
    """
    find(values, GROUPS, code)
    parts = [dict(one) for one in values[GROUPS]]
    here = next(place for place, one in enumerate(parts) if one.get("code") == code)
    there = here + (-1 if up else 1)
    if not 0 <= there < len(parts):
        return tidied(values)
    parts[here], parts[there] = parts[there], parts[here]
    return in_order({**values, GROUPS: parts})


def without_part(
    values: Mapping[str, Any], code: str, *, into: str = "", because: str = ""
) -> Values:
    """Return the contents without a part; its rows go to the end of the part `into`.

    A row keeps its code, so that it is compared with earlier periods, and gets the next printed
    number of the part that takes it. In a set that is based on another a kept row becomes a
    changed one, and says why beside what it said before.
    Raises NotFound, Invalid when rows have nowhere to go or no reason.
    """
    find(values, GROUPS, code)
    rows = rows_of(values, code)
    if rows and (not into or into == code):
        raise Invalid(
            gettext_noop("Phần này còn %(n)d chỉ tiêu; hãy chọn phần nhận."),
            code="part_full",
            field="into",
            n=len(rows),
        )
    if rows and not because.strip():
        raise Invalid(
            gettext_noop("Ghi lý do chuyển các chỉ tiêu sang phần khác."),
            code="no_reason",
            field="because",
        )
    changed: Values = dict(values)
    if rows:
        find(values, GROUPS, into)
        for row in (one for one in rows if _is_head(one)):
            changed = with_row_in(changed, str(row["code"]), into, because=because)
    parts = [dict(one) for one in changed[GROUPS] if one.get("code") != code]
    if not parts:
        raise Invalid(gettext_noop("Phụ lục phải còn ít nhất một phần."), code="last_part")
    return in_order({**changed, GROUPS: parts})


def with_row_in(values: Mapping[str, Any], code: str, part: str, *, because: str = "") -> Values:
    """Return the contents with a row, and those below it, at the end of another part.

    Raises NotFound.
    """
    taken = [printed_number(one) for one in rows_of(values, part) if _is_head(one)]
    last = max((int(one) for one in taken if one.isdecimal()), default=0)
    row = find(values, PRINTED, code)
    home = code.split(".", 1)[0] == part and printed_number({"code": code}) not in taken
    goes = {"group": "", "number": ""} if home else {"group": part, "number": str(last + 1)}
    if values.get("based_on"):
        # what was said of the row before stays true of it
        goes["because"] = " ".join(one for one in (row.get("because", ""), because) if one)
    changed = with_changed(values, code, goes)
    ours = [one for one in changed[PRINTED] if _is_or_below(one, code)]
    others = [one for one in changed[PRINTED] if not _is_or_below(one, code)]
    return in_order({**changed, PRINTED: [*others, *ours]})


def rows_of(values: Mapping[str, Any], part: str) -> list[Values]:
    """Return the printed rows of a part in their order, dropped ones too."""
    belongs = parts_by_row(values.get(PRINTED, ()))
    return [one for one in values.get(PRINTED, ()) if belongs[str(one.get("code"))] == part]


def parts_by_row(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return by code of each row the part it belongs to: what its highest row says, else its code."""
    said = {str(one.get("code")): str(one.get("group") or "") for one in rows}
    return {code: said.get(_head(code), "") or code.split(".", 1)[0] for code in said}


def printed_number(row: Mapping[str, Any]) -> str:
    """Return what stands in the first column of a row directly below a part."""
    return str(row.get("number") or str(row.get("code")).split(".")[1])


def in_order(values: Mapping[str, Any]) -> Values:
    """Return the contents with the printed rows in the order of their parts.

    Rows of one part stay in theirs: an annex prints the heading of a part once.
    """
    order = [one.get("code") for one in values.get(GROUPS, ())]
    rows = values.get(PRINTED, ())
    belongs = parts_by_row(rows)

    def place(row: Mapping[str, Any]) -> int:
        part = belongs[str(row.get("code"))]
        return order.index(part) if part in order else len(order)

    return tidied({**values, PRINTED: sorted(rows, key=place)})


def _head(code: str) -> str:
    return ".".join(code.split(".")[:2])


def _is_head(row: Mapping[str, Any]) -> bool:
    return str(row.get("code")).count(".") == 1


def _is_or_below(row: Mapping[str, Any], code: str) -> bool:
    own = str(row.get("code"))
    return own == code or own.startswith(f"{code}.")
