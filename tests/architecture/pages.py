"""Pages of docs/reference that are made from the code: states, permissions, the API's description.

`CONGVU_REGENERATE=1 bin/test tests/architecture/test_reference.py` writes them anew; without it the
tests compare.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.urls import get_resolver
from django.utils.translation import override

from congvu.casework.dossiers.labels import ActionLabel, StateLabel
from congvu.casework.dossiers.rules.permissions import (
    ACTORS_OF_ROLE,
    FACT_ACTORS,
    actions_for,
    actors_of,
)
from congvu.casework.dossiers.rules.states import (
    FINAL,
    LIFECYCLE,
    NATIONAL_CODES,
    OPEN,
    OPEN_AFTER_ACCEPTANCE,
    OPEN_BEFORE_ACCEPTANCE,
    PAUSED,
    RUNNING,
    Action,
    State,
)
from congvu.casework.dossiers.selectors.access import READING_ROLES
from congvu.foundation.people.labels import ROLE_LABELS
from congvu.foundation.people.rules import Role
from congvu.interfaces.api.api import api
from tests.architecture.house import our_models
from tests.architecture.sources import CHECKOUT, content
from tests.journeys import test_administration_rights, test_role_matrix
from tests.world import PEOPLE

REFERENCE = CHECKOUT / "docs" / "reference"
BEGIN, END = "<!-- made from the code: begin -->", "<!-- made from the code: end -->"
REGENERATE = "CONGVU_REGENERATE"
CAST = ("lan", "minh", "hanh", "hoa", "dung", "mai", "quan", "yen", "kien")
NAMED = {
    OPEN: "any that is open",
    OPEN_AFTER_ACCEPTANCE: "any that is open after acceptance",
    OPEN_AFTER_ACCEPTANCE - {State.ACCEPTED}: "any that is open after forwarding",
}


def is_up_to_date(path: Path, wanted: str) -> bool:
    """Compare the page (or its made part) with what the code says; write it when asked to."""
    found = path.read_text(encoding="utf-8") if path.exists() else ""
    before, begin, rest = found.partition(BEGIN)
    after = rest.partition(END)[2]
    whole = f"{before}{BEGIN}\n{wanted}{END}{after}" if begin else wanted
    if os.environ.get(REGENERATE) and whole != found:
        path.write_text(whole, encoding="utf-8")
        content.cache_clear()
        return True
    return whole == found


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(head), *(list(row) for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def states() -> str:
    """Return the states, the state table and its picture."""
    with override("vi"):
        return "".join(
            (
                "## The states\n\n",
                table(
                    ("state", "tiếng Việt", "legal clock", "national code"),
                    (
                        (
                            f"`{state.value}`",
                            str(StateLabel(state.value).label),
                            clock_in(state),
                            str(NATIONAL_CODES[state]),
                        )
                        for state in State
                    ),
                ),
                "\n## The state table\n\n",
                table(
                    ("from", "action", "to", "by", "slip", "clock", "national code"), transitions()
                ),
                "\n## Facts that change no state\n\n",
                table(
                    ("action", "tiếng Việt", "by"),
                    (
                        (f"`{action}`", str(ActionLabel(action).label), ", ".join(sorted(by)))
                        for action, by in FACT_ACTORS.items()
                    ),
                ),
                "\n## The picture\n\nCorrections are left out: they lead from every finished state to the right one.\n\n",
                f"```mermaid\n{LIFECYCLE.as_mermaid(without=[Action.CORRECT])}```\n",
            )
        )


def clock_in(state: State) -> str:
    if state in OPEN_BEFORE_ACCEPTANCE or state is State.REJECTED_AT_INTAKE:
        return "not started"
    if state in PAUSED:
        return "**paused**"
    if state in RUNNING:
        return "runs"
    return "ended, final" if state in FINAL else "ended"


def transitions() -> Iterator[tuple[str, ...]]:
    """Yield a line for each row of the table; rows that differ only in `from` share one."""
    joined: dict[tuple[str, ...], list[str]] = {}
    for row in LIFECYCLE.rows:
        rest = (
            f"`{row.action}` {ActionLabel(row.action).label}",
            ", ".join(f"`{state}`" for state in row.targets),
            ", ".join(row.actors),
            row.form or "",
            (row.clock or "").replace("_", " "),
            str(row.code or ""),
        )
        joined.setdefault(rest, []).append(f"`{row.from_}`" if row.from_ else "–")
    for rest, origins in joined.items():
        yield ", ".join(origins), *rest


def permissions() -> str:
    """Return who may do what, from the same tables that draw the buttons and guard the services."""
    with override("vi"):
        return "".join(
            (
                "## Roles\n\n",
                table(
                    ("role", "tiếng Việt", "reads dossiers", "acts as"),
                    (
                        (
                            f"`{role.value}`",
                            str(ROLE_LABELS[role]),
                            "yes" if role in READING_ROLES else "**no**",
                            ", ".join(sorted(ACTORS_OF_ROLE.get(role, ()))) or "–",
                        )
                        for role in Role
                    ),
                ),
                "\n## Actions\n\n",
                table(
                    ("action", "tiếng Việt", "roles", "in the states"),
                    (
                        (
                            f"`{action}`",
                            str(ActionLabel(action).label),
                            ", ".join(roles_that(action)) or "– (the system)",
                            in_states(action),
                        )
                        for action in Action
                    ),
                ),
                "\n## Pages\n\n",
                "The sample's cast at every address, as the matrix tests walk it. The last column is the clerk\n",
                "of the neighbouring commune. What a page then offers depends on the dossier and its state.\n\n",
                pages_of_the_office(),
            )
        )


def pages_of_the_office() -> str:
    """Return who is let in where, from the matrices that the tests walk."""
    allowed: dict[str, set[str]] = {}
    for line in test_role_matrix.MATRIX:
        allowed.setdefault(line.route, set()).update(line.allowed)
    allowed |= {
        route: {*right.allowed} for route, right in test_administration_rights.RIGHTS.items()
    }
    addresses = get_resolver().reverse_dict
    rows = sorted(
        (
            re.sub(r"%\(\w+\)s", "…", "/" + addresses.getlist(route)[0][0][0][0]),
            *("●" if name in people else "" for name in CAST),
        )
        for route, people in allowed.items()
    )
    heads = (PEOPLE[name][3].value for name in CAST[:-1])
    return table(
        ("address", *heads, "neighbour"),
        ((f"`{address}`", *dots) for address, *dots in rows),
    )


def roles_that(action: Action) -> list[str]:
    births = {row.action: row for row in LIFECYCLE.rows if row.from_ is None}
    able = []
    for role in Role:
        acts = any(action in actions_for(state, [role]) for state in State)
        begins = action in births and not actors_of([role]).isdisjoint(births[action].actors)
        if acts or begins:
            able.append(role.value)
    return able


def in_states(action: Action) -> str:
    everybody = [*Role, "system"]
    states = [state for state in State if action in actions_for(state, everybody)]
    named = NAMED.get(frozenset(states), ", ".join(states))
    is_birth = any(row.from_ is None and row.action is action for row in LIFECYCLE.rows)
    return ", ".join(["(new)"] * is_birth + [named] * bool(states))


def personal_data() -> str:
    """Return which tables hold personal data, and in which fields."""
    with override("vi"):
        held = sorted(
            (f"`{model._meta.label}`", str(model._meta.verbose_name), model.personal_data)
            for model in our_models()
            if model.personal_data
        )
    lines = (
        (label, name, ", ".join(f"`{field}`" for field in fields)) for label, name, fields in held
    )
    return table(("table", "tiếng Việt", "fields"), lines)


def openapi() -> str:
    """Return the OpenAPI document as the server sends it, in a stable order."""
    schema = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), default=str))
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
