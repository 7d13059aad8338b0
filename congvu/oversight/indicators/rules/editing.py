"""Changes to the contents of a set, one at a time; whether the result can be read, the reader says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from congvu.kernel.errors import Conflict, Invalid, NotFound, gettext_noop
from congvu.oversight.indicators.rules.contents import ROW_KEYS, Values, tidied
from congvu.oversight.indicators.rules.sets import Fate

PRINTED: Final = "indicators"
UNPRINTED: Final = "figures"
LISTS_OF_ROWS: Final = (PRINTED, UNPRINTED)
_LAWFUL_TELLERS: Final = frozenset({"fate", "because", "certainty"})


def find(values: Mapping[str, Any], table: str, code: str) -> Values:
    """Return one table of a list of them. Raises NotFound."""
    for one in values.get(table, ()):
        if one.get("code") == code:
            found: Values = one
            return found
    raise _unknown(code)


def list_of(values: Mapping[str, Any], code: str) -> str:
    """Return in which list a row stands. Raises NotFound."""
    for name in LISTS_OF_ROWS:
        if any(one.get("code") == code for one in values.get(name, ())):
            return name
    raise _unknown(code)


def with_row(
    values: Mapping[str, Any], row: Mapping[str, Any], *, after: str = "", table: str = PRINTED
) -> Values:
    """Return the contents with a new row behind another, at the end of its part when none is named.

    Raises Conflict when the code is taken, NotFound when there is no such row to stand behind.
    """
    code = str(row.get("code", "")).strip()
    if any(one.get("code") == code for name in LISTS_OF_ROWS for one in values.get(name, ())):
        raise Conflict(
            gettext_noop("Mã %(row)s đã có trong bộ này."), code="row_exists", row=code[:40]
        )
    new = dict(row)
    if values.get("based_on") and table == PRINTED:
        new["fate"] = Fate.NEW.value
    rows = [dict(one) for one in values.get(table, ())]
    rows.insert(_place_after(rows, after) if after else _end_of_part(rows, code), new)
    return tidied({**values, table: rows})


def with_changed(values: Mapping[str, Any], code: str, changes: Mapping[str, Any]) -> Values:
    """Return the contents with a row that says something else; its code is stable.

    In a set that is based on another a kept row becomes a changed one, and says why.
    Raises NotFound.
    """
    table = list_of(values, code)
    rows = []
    for one in values[table]:
        row = dict(one)
        if one.get("code") == code:
            row |= {key: value for key, value in changes.items() if key != "code"}
            says_other = _told(row) != _told(one)
            if values.get("based_on") and says_other and one.get("fate") == Fate.KEEP:
                row["fate"] = Fate.CHANGE.value
        rows.append(row)
    return tidied({**values, table: rows})


def without_row(
    values: Mapping[str, Any],
    code: str,
    *,
    because: str,
    certainty: str = "sure",
    origin: Mapping[str, Any] | None = None,
) -> Values:
    """Return the contents without a row and those below it.

    A row that the version knew from which the draft came stays, marked as dropped with the
    reason, so that it is read in old periods; one that only the draft knew goes.
    Raises NotFound, Invalid without a reason for a row that was known.
    """
    table = list_of(values, code)
    known = {one.get("code") for one in (origin or {}).get(table, ())}
    if code in known and not because.strip():
        raise Invalid(gettext_noop("Ghi lý do bỏ chỉ tiêu này."), code="no_reason", field="because")
    kept = []
    for one in values[table]:
        below = one.get("code") == code or str(one.get("code")).startswith(f"{code}.")
        if below and one.get("code") not in known:
            continue
        if below and one.get("fate") != Fate.DROP:
            dropped = {"fate": Fate.DROP.value, "because": because, "certainty": certainty}
            kept.append({**one, **dropped})
        else:
            kept.append(dict(one))
    return tidied({**values, table: kept})


def as_it_was(values: Mapping[str, Any], code: str, origin: Mapping[str, Any]) -> Values:
    """Return the contents with a row as the version had it from which the draft came.

    Raises NotFound when it had none.
    """
    table = list_of(origin, code)
    before = find(origin, table, code)
    rows = [dict(one) for one in values.get(table, ())]
    if any(one.get("code") == code for one in rows):
        rows = [dict(before) if one.get("code") == code else one for one in rows]
    else:
        order = [one.get("code") for one in origin[table]]
        earlier = set(order[: order.index(code)])
        places = [place for place, one in enumerate(rows) if one.get("code") in earlier]
        rows.insert(places[-1] + 1 if places else 0, dict(before))
    return tidied({**values, table: rows})


def moved(values: Mapping[str, Any], code: str, *, up: bool) -> Values:
    """Return the contents with a row, and those below it, one place up or down among its equals.

    At the end of its equals nothing changes. Raises NotFound.
    """
    table = list_of(values, code)
    blocks = _blocks(values[table], code)
    heads = [block[0] for block in blocks]
    here = [str(one.get("code")) for one in heads].index(code)
    step = -1 if up else 1
    there = here + step
    while 0 <= there < len(heads) and _above(heads[there]) != _above(heads[here]):
        there += step
    if not 0 <= there < len(heads):
        return tidied(values)
    blocks[here], blocks[there] = blocks[there], blocks[here]
    return tidied({**values, table: [one for block in blocks for one in block]})


def with_head(values: Mapping[str, Any], changes: Mapping[str, Any]) -> Values:
    """Return the contents with other words at their head; the code of the set is stable."""
    return tidied({**values, **{key: one for key, one in changes.items() if key != "code"}})


def with_check(values: Mapping[str, Any], code: str, check: Mapping[str, Any]) -> Values:
    """Return the contents with a check, in the place of the one of this code or at the end.

    Raises Conflict when a new one takes the code of another.
    """
    checks = [dict(one) for one in values.get("checks", ())]
    codes = [one.get("code") for one in checks]
    if check.get("code") != code and check.get("code") in codes:
        raise Conflict(
            gettext_noop("Mã %(row)s đã có trong bộ này."),
            code="check_exists",
            row=str(check.get("code"))[:40],
        )
    if code:
        find(values, "checks", code)
        checks[codes.index(code)] = dict(check)
    else:
        checks.append(dict(check))
    return tidied({**values, "checks": checks})


def without_check(values: Mapping[str, Any], code: str) -> Values:
    """Return the contents without a check. Raises NotFound."""
    find(values, "checks", code)
    return tidied({**values, "checks": [one for one in values["checks"] if one["code"] != code]})


def _told(row: Mapping[str, Any]) -> Values:
    tidy = tidied({PRINTED: [dict(row)]}).get(PRINTED, [{}])[0]
    return {key: tidy.get(key) for key in ROW_KEYS if key not in _LAWFUL_TELLERS}


def _blocks(rows: Sequence[Values], code: str) -> list[list[Values]]:
    """Return rows in blocks that move as one: a row as deep as `code` with those below it."""
    blocks: list[list[Values]] = []
    depth = code.count(".")
    for one in rows:
        own = str(one.get("code"))
        if blocks and own.count(".") > depth and own.startswith(f"{blocks[-1][0].get('code')}."):
            blocks[-1].append(one)
        else:
            blocks.append([one])
    return blocks


def _place_after(rows: Sequence[Values], code: str) -> int:
    places = [
        place
        for place, one in enumerate(rows)
        if one.get("code") == code or str(one.get("code")).startswith(f"{code}.")
    ]
    if not places:
        raise _unknown(code)
    return places[-1] + 1


def _end_of_part(rows: Sequence[Values], code: str) -> int:
    """Return the place behind the nearest row above it, else behind its part."""
    above = _parent(code)
    moved = tuple(f"{one.get('code')}." for one in rows if one.get("group"))
    while above:
        for place in range(len(rows) - 1, -1, -1):
            own = str(rows[place].get("code"))
            # a row that was moved to another part does not show where this one ends
            if "." not in above and f"{own}.".startswith(moved):
                continue
            if own == above or own.startswith(f"{above}."):
                return place + 1
        above = _parent(above)
    return len(rows)


def _above(row: Mapping[str, Any]) -> str:
    """Return what a row stands below: the part it was moved to, else what its code says."""
    return str(row.get("group") or _parent(str(row.get("code"))))


def _parent(code: str) -> str:
    return code.rpartition(".")[0]


def _unknown(code: str) -> NotFound:
    return NotFound(
        gettext_noop("Bộ chỉ tiêu này không có “%(row)s”."),
        code="no_such_row",
        row=code[:40],
    )
