"""Reading the TOML text of a form: every mistake is found at once and told by its line.

The grammar is in the room's README. Nothing of a form's text is ever executed.
"""

import re
import tomllib
from collections.abc import Callable, Mapping
from typing import Any, Final, cast

from congvu.instruments.forms.errors import BadForm, Mistake
from congvu.instruments.forms.rules import blocks
from congvu.instruments.forms.rules.formats import FORMATS
from congvu.instruments.forms.rules.kinds import KINDS, OWN_FIELDS, ROW_NUMBER, Field, Kind
from congvu.instruments.forms.rules.templates import BadTemplate, Template, parse_template
from congvu.kernel.errors import gettext_noop as _
from congvu.kernel.vitext import nfc

MOST_CHARACTERS: Final = 60_000
MOST_BLOCKS: Final = 100
SIZES: Final = (8, 16)
_EMPTY = Template()
_HEADER = re.compile(r"^\s*\[\[\s*blocks\s*\]\]")
_AT_LINE = re.compile(r"at line (\d+)")


def read_form(source: str, *, kind: str) -> blocks.FormSpec:
    """Return the form that the TOML text describes; raises BadForm with all its mistakes.

    `kind` is the kind that the form must be of: an office changes words, never the kind.
    """
    text = nfc(source)
    if len(text) > MOST_CHARACTERS:
        raise BadForm(
            [Mistake(None, _("Mẫu in dài quá %(most)s ký tự."), {"most": MOST_CHARACTERS})]
        )
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadForm([_syntax_mistake(str(error), text)]) from error
    reader = _Reader(text, KINDS[kind])
    spec = reader.form(table)
    if reader.mistakes:
        raise BadForm(reader.mistakes)
    return spec


def _syntax_mistake(message: str, text: str) -> Mistake:
    """Tell in Vietnamese what tomllib says in English; it knows the line, rarely the cause."""
    found = _AT_LINE.search(message)
    line = int(found.group(1)) if found else text.count("\n") + 1
    for english, vietnamese in _SYNTAX.items():
        if english in message:
            return Mistake(line, vietnamese)
    return Mistake(line, _("viết sai cú pháp; xem lại dấu nháy, dấu bằng, dấu phẩy và ngoặc."))


_SYNTAX: Final = {
    "Invalid value (at end of document)": _("có ngoặc mở mà không đóng."),
    "Expected '=' after a key": _("thiếu dấu bằng sau tên mục."),
    "Unterminated string": _("chuỗi chữ mở nháy mà không đóng nháy."),
    "Illegal character": _("có ký tự không được phép; muốn xuống dòng thì dùng ba dấu nháy."),
    "Unclosed array": _("danh sách mở ngoặc vuông mà không đóng."),
    "Unclosed inline table": _("có ngoặc nhọn mở mà không đóng."),
    "Cannot overwrite a value": _("một mục được viết hai lần."),
    "Duplicate inline table key": _("một mục được viết hai lần trong cùng ngoặc nhọn."),
    "Invalid value": _("giá trị viết sai; chữ phải nằm trong dấu nháy."),
    "Unescaped '\\' in a string": _("dấu \\ trong chuỗi phải viết hai lần."),
}


class _Reader:
    """Reads one form and collects mistakes instead of stopping at the first."""

    def __init__(self, source: str, kind: Kind) -> None:
        self.kind = kind
        self.mistakes: list[Mistake] = []
        self.lines = source.splitlines()
        self.headers = [at for at, line in enumerate(self.lines) if _HEADER.match(line)]
        self.fields: Mapping[str, Field] = {**kind.fields, **OWN_FIELDS}

    def form(self, table: Mapping[str, Any]) -> blocks.FormSpec:
        node = _Node(self, table, None)
        if node.text("kind") not in {"", self.kind.code}:
            node.wrong("kind", _("mẫu này phải là loại “%(kind)s”."), kind=self.kind.code)
        paper = node.choice("paper", tuple(blocks.PAPERS), "A5")
        spec = blocks.FormSpec(
            kind=self.kind.code,
            number=node.text("number"),
            title=node.text("title") or self.kind.label,
            legal_basis=node.text("legal_basis"),
            paper=blocks.PAPERS[paper],
            size=node.number("size", SIZES, 11),
            parts=self._parts(node),
        )
        node.refuse_others()
        return spec

    def _parts(self, node: "_Node") -> tuple[blocks.Part, ...]:
        tables = node.tables("blocks")
        if not tables:
            node.wrong("blocks", _("mẫu không có khối nào; mỗi khối mở bằng [[blocks]]."))
        if len(tables) > MOST_BLOCKS:
            node.wrong("blocks", _("mẫu có quá %(most)s khối."), most=MOST_BLOCKS)
        parts = []
        for at, table in enumerate(tables[:MOST_BLOCKS]):
            block = _Node(self, table, at)
            read = _BLOCKS.get(block.choice("type", tuple(_BLOCKS), ""))
            if read is None:
                continue
            when, unless = block.field("when"), block.field("unless")
            parts.append(blocks.Part(read(block), when, unless))
            block.refuse_others()
        return tuple(parts)

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


class _Node:
    """One table of the TOML text: hands out its values typed and notes what is wrong."""

    def __init__(self, reader: _Reader, table: Mapping[str, Any], block: int | None) -> None:
        self.reader = reader
        self.table = table
        self.block = block
        self.used: set[str] = set()

    def wrong(self, needle: str, template: str, **facts: object) -> None:
        line = self.reader.line_of(self.block, needle)
        self.reader.mistakes.append(Mistake(line, template, facts))

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

    def children(self, key: str) -> list["_Node"]:
        return [_Node(self.reader, table, self.block) for table in self.tables(key)]

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
        rows = self.reader.kind.rows.get(collection, {})
        known = {**self.reader.fields, **rows, **(ROW_NUMBER if rows else {})}
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
        if name and name not in self.reader.fields and name not in self.reader.kind.rows:
            self.wrong(name, _("không có trường “%(name)s” trong mẫu này."), name=name)
        return name

    def collection(self, key: str) -> str:
        name = self.text(key)
        if name not in self.reader.kind.rows:
            said = ", ".join(self.reader.kind.rows) or "–"
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


_WHAT: Final = {
    str: _("chữ trong dấu nháy"),
    bool: _("true hoặc false"),
    int: _("một số nguyên"),
    list: _("danh sách trong ngoặc vuông"),
}
_ALIGNS: Final = ("left", "center", "right", "justify")


def _letterhead(node: _Node) -> blocks.Letterhead[Template]:
    return blocks.Letterhead(
        node.template("parent"),
        node.template("unit"),
        _line_list(node, "left"),
        _line_list(node, "right"),
    )


def _codes(node: _Node) -> blocks.Codes[Template]:
    return blocks.Codes(
        node.template("code"),
        node.flag("barcode", default=True),
        node.flag("qr", default=True),
        _line_list(node, "lines"),
    )


def _title(node: _Node) -> blocks.Title[Template]:
    return blocks.Title(
        node.template("text"),
        node.template("subtitle"),
        node.flag("ruled"),
        node.number("scale", (60, 250), 100),
        node.number("space", (0, 120), 0),
    )


def _align(node: _Node, default: blocks.Align) -> blocks.Align:
    return cast("blocks.Align", node.choice("align", _ALIGNS, default))


def _paragraph(node: _Node) -> blocks.Paragraph[Template]:
    return blocks.Paragraph(
        node.template("text"),
        _align(node, "justify"),
        node.flag("indent", default=True),
        node.number("scale", (60, 150), 100),
    )


def _line_list(node: _Node, key: str) -> tuple[blocks.Line[Template], ...]:
    """Read lines written as "words" or as { text = "words", when = "field" }."""
    found = []
    for line in node.get(key, list, []):
        if isinstance(line, dict):
            child = _Node(node.reader, line, node.block)
            found.append(
                blocks.Line(child.template("text"), child.field("when"), child.field("unless"))
            )
            child.refuse_others()
        elif isinstance(line, str):
            found.append(blocks.Line(node.read_template(line, "")))
        else:
            node.wrong(key, _("“%(key)s” phải là danh sách các dòng chữ."), key=key)
    return tuple(found)


def _lines(node: _Node) -> blocks.Lines[Template]:
    lines = _line_list(node, "lines")
    return blocks.Lines(
        lines, numbered=node.flag("numbered"), indent=node.flag("indent", default=True)
    )


def _list(node: _Node) -> blocks.ItemList[Template]:
    repeat = node.collection("repeat")
    marker = node.choice("marker", ("number", "dash"), "number")
    return blocks.ItemList(
        repeat, node.template("text", repeat), node.template("note", repeat), marker == "number"
    )


def _table(node: _Node) -> blocks.Table[Template]:
    repeat = node.collection("repeat")
    groups = {child.text("code"): _group(child, repeat) for child in node.children("groups")}
    columns = tuple(_column(child, repeat, groups) for child in node.children("columns"))
    if not columns:
        node.wrong("table", _("bảng phải có ít nhất một cột trong “columns”."))
    footer = node.templates("footer")
    if footer and len(footer) != len(columns):
        node.wrong("footer", _("dòng cuối bảng phải có đúng %(count)s ô."), count=len(columns))
    return blocks.Table(
        repeat=repeat,
        columns=columns,
        groups=tuple(groups.values()),
        footer=footer,
        min_rows=node.number("min_rows", (0, 60), 0),
        column_numbers=node.flag("column_numbers"),
        scale=node.number("scale", (60, 120), 100),
        row_height=node.number("row_height", (0, 60), 0),
    )


def _group(node: _Node, repeat: str) -> blocks.Group[Template]:
    value = node.template("value", repeat) if "value" in node.table else None
    group = blocks.Group(node.text("code"), node.template("title"), value)
    node.refuse_others()
    return group


def _column(
    node: _Node, repeat: str, groups: Mapping[str, blocks.Group[Template]]
) -> blocks.Column[Template]:
    group = node.text("group")
    if group and group not in groups:
        node.wrong("group", _("không có nhóm cột “%(name)s” trong “groups”."), name=group)
        group = ""
    column = blocks.Column(
        node.template("title"),
        node.template("value", repeat),
        node.number("width", (1, 400), 20),
        _align(node, "left"),
        group,
    )
    node.refuse_others()
    return column


def _signatures(node: _Node) -> blocks.Signatures[Template]:
    columns = []
    for child in node.children("columns"):
        columns.append(
            blocks.Signature(
                child.template("title"), child.template("note"), child.template("name")
            )
        )
        child.refuse_others()
    return blocks.Signatures(
        tuple(columns), node.templates("recipients"), node.number("space", (0, 60), 18)
    )


def _page_break(_node: _Node) -> blocks.PageBreak:
    return blocks.PageBreak()


_BLOCKS: Final[Mapping[str, Callable[[_Node], blocks.SpecBlock]]] = {
    "letterhead": _letterhead,
    "codes": _codes,
    "title": _title,
    "paragraph": _paragraph,
    "lines": _lines,
    "list": _list,
    "table": _table,
    "signatures": _signatures,
    "page_break": _page_break,
}
