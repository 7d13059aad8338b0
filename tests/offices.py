"""An office whose people work at the same time, each with a connection of their own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from django.db import connection

ON_POSTGRESQL = connection.vendor == "postgresql"
Work = Callable[[Any], Any]


class Office:
    """A database that threads share: so many `people` at once, each with a connection."""

    def __init__(self, name: str, people: int) -> None:
        self.name, self.people = name, people

    def all_at_once(self, work: Work, items: list[Any]) -> list[Any]:
        def one(item: Any) -> Any:
            connection.settings_dict = {**connection.settings_dict, "NAME": self.name}
            try:
                return work(item)
            finally:
                connection.close()

        with ThreadPoolExecutor(self.people) as people:
            return list(people.map(one, items))

    def ask(self, work: Work) -> Any:
        return self.all_at_once(work, [None])[0]


def open_office(folder: Path, people: int) -> Office:
    """On PostgreSQL the test's own database; on SQLite a copy in a file, as an office has it."""
    if ON_POSTGRESQL:
        return Office(connection.settings_dict["NAME"], people)
    path = folder / "office.sqlite3"
    path.write_bytes(connection.connection.serialize())
    return Office(str(path), people)
