"""The tables of a form's TOML text, read value by value; what is wrong is noted with its line."""

import re
from collections.abc import Mapping
from typing import Any, Final, cast

from congvu.instruments.forms.errors import Mistake
from congvu.instruments.forms.rules.formats import FORMATS
from congvu.instruments.forms.rules.kinds import OWN_FIELDS, ROW_NUMBER, Field, Kind
from congvu.instruments.forms.rules.templates import BadTemplate, Template, parse_template
from congvu.kernel.errors import gettext_noop as _

_EMPTY: Final = Template()
_HEADER: Final = re.compile(r"^\s*\[\[\s*blocks\s*\]\]")
_WHAT: Final = {
    str: _("chữ trong dấu nháy"),
    bool: _("true hoặc false"),
    int: _("một số nguyên"),
    list: _("danh sách trong ngoặc vuông"),
}


class Source:
    """The text of one form, its kind, and the mistakes found in it so far."""

    def __init__(self, text: str, kind: Kind) -> None:
        self.kind = kind
        self.mistakes: list[Mistake] = []
        self.lines = text.splitlines()
        self.headers = [at for at, line in enumerate(self.lines) if _HEADER.match(line)]
        self.fields: Mapping[str, Field] = {**kind.fields, **OWN_FIELDS}

    def line_of(self, block: int | None, needle: str) -> int | None:
        """Return the line of `needle` within a block, of the block's head, or None."""
        first, last = 0, len(self.lines)
        if block is None and self.headers:
            last = self.headers[0]
        elif block is not None:
            if block >= len(self.headers):  # written as blocks = [{…}]: no line of its own
                return None
            first = self.headers[block]
            last = [*self.headers, last][block + 1]
        for at in range(first, last):
            if needle in self.lines[at]:
                return at + 1
        return None if block is None else first + 1


class Node:
    """One table of the TOML text: hands out its values typed and notes what is wrong."""

    def __init__(self, source: Source, table: Mapping[str, Any], block: int | None) -> None:
        self.source = source
        self.table = table
        self.block = block
        self.used: set[str] = set()

    def wrong(self, needle: str, template: str, **facts: object) -> None:
        line = self.source.line_of(self.block, needle)
        self.source.mistakes.append(Mistake(line, template, facts))

    def get(self, key: str, type_: type, default: Any) -> Any:
        self.used.add(key)
        value = self.table.get(key, default)
        if isinstance(value, bool) is not (type_ is bool) or not isinstance(value, type_):
            self.wrong(key, _("“%(key)s” phải là %(what)s."), key=key, what=_WHAT[type_])
            return default
        return value

    def text(self, key: str) -> str:
        return cast("str", self.get(key, str, ""))

    def flag(self, key: str, *, default: bool = False) -> bool:
        return cast("bool", self.get(key, bool, default))

    def number(self, key: str, bounds: tuple[int, int], default: int) -> int:
        value = cast("int", self.get(key, int, default))
        if not bounds[0] <= value <= bounds[1]:
            facts = {"key": key, "least": bounds[0], "most": bounds[1]}
            self.wrong(key, _("“%(key)s” phải từ %(least)s đến %(most)s."), **facts)
            return default
        return value

    def choice(self, key: str, allowed: tuple[str, ...], default: str) -> str:
        value = self.text(key) or default
        if value not in allowed:
            said = ", ".join(allowed)
            self.wrong(key, _("“%(key)s” phải là một trong: %(allowed)s."), key=key, allowed=said)
            return default
        return value

    def tables(self, key: str) -> list[Mapping[str, Any]]:
        rows = self.get(key, list, [])
        if not all(isinstance(row, dict) for row in rows):
            self.wrong(key, _("“%(key)s” phải là danh sách các khối."), key=key)
            return []
        return cast("list[Mapping[str, Any]]", rows)

    def children(self, key: str) -> list["Node"]:
        return [Node(self.source, table, self.block) for table in self.tables(key)]

    def template(self, key: str, collection: str = "") -> Template:
        return self.read_template(self.text(key), collection)

    def templates(self, key: str, collection: str = "") -> tuple[Template, ...]:
        lines = self.get(key, list, [])
        if not all(isinstance(line, str) for line in lines):
            self.wrong(key, _("“%(key)s” phải là danh sách các dòng chữ."), key=key)
            return ()
        return tuple(self.read_template(line, collection) for line in lines)

    def read_template(self, text: str, collection: str) -> Template:
        try:
            template = parse_template(text)
        except BadTemplate as mistake:
            self.wrong(text.partition("\n")[0], mistake.template, **mistake.facts)
            return _EMPTY
        rows = self.source.kind.rows.get(collection, {})
        known = {**self.source.fields, **rows, **(ROW_NUMBER if rows else {})}
        for slot in template.slots():
            needle = "{" + slot.name
            if slot.name not in known:
                self.wrong(needle, _("không có trường “%(name)s” trong mẫu này."), name=slot.name)
            elif slot.format and slot.format not in FORMATS[known[slot.name].type]:
                allowed = ", ".join(FORMATS[known[slot.name].type])
                self.wrong(
                    needle,
                    _("trường “%(name)s” không viết được kiểu “%(format)s”; có: %(allowed)s."),
                    name=slot.name,
                    format=slot.format,
                    allowed=allowed,
                )
        return template

    def field(self, key: str) -> str:
        """Read the name of a field or of a collection, for a condition."""
        name = self.text(key)
        if name and name not in self.source.fields and name not in self.source.kind.rows:
            self.wrong(name, _("không có trường “%(name)s” trong mẫu này."), name=name)
        return name

    def collection(self, key: str) -> str:
        name = self.text(key)
        if name not in self.source.kind.rows:
            said = ", ".join(self.source.kind.rows) or "–"
            self.wrong(
                key,
                _("“%(key)s” phải là tên một bảng dữ liệu của mẫu này: %(allowed)s."),
                key=key,
                allowed=said,
            )
            return ""
        return name

    def refuse_others(self) -> None:
        for key in self.table:
            if key not in self.used:
                self.wrong(key, _("không có mục “%(key)s” ở đây."), key=key)
