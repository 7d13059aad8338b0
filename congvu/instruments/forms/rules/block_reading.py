"""Reading the blocks of a form, one function for each type of block."""

from collections.abc import Callable, Mapping
from typing import Final, cast

from congvu.instruments.forms.rules import blocks
from congvu.instruments.forms.rules.nodes import Node
from congvu.instruments.forms.rules.templates import Template
from congvu.kernel.errors import gettext_noop as _

_ALIGNS: Final = ("left", "center", "right", "justify")


def _letterhead(node: Node) -> blocks.Letterhead[Template]:
    return blocks.Letterhead(
        node.template("parent"),
        node.template("unit"),
        _line_list(node, "left"),
        _line_list(node, "right"),
    )


def _codes(node: Node) -> blocks.Codes[Template]:
    return blocks.Codes(
        node.template("code"),
        node.flag("barcode", default=True),
        node.flag("qr", default=True),
        _line_list(node, "lines"),
    )


def _title(node: Node) -> blocks.Title[Template]:
    return blocks.Title(
        node.template("text"),
        node.template("subtitle"),
        node.flag("ruled"),
        node.number("scale", (60, 250), 100),
        node.number("space", (0, 120), 0),
    )


def _align(node: Node, default: blocks.Align) -> blocks.Align:
    return cast("blocks.Align", node.choice("align", _ALIGNS, default))


def _paragraph(node: Node) -> blocks.Paragraph[Template]:
    return blocks.Paragraph(
        node.template("text"),
        _align(node, "justify"),
        node.flag("indent", default=True),
        node.number("scale", (60, 150), 100),
    )


def _line_list(node: Node, key: str) -> tuple[blocks.Line[Template], ...]:
    """Read lines written as "words" or as { text = "words", when = "field" }."""
    found = []
    for line in node.get(key, list, []):
        if isinstance(line, dict):
            child = Node(node.source, line, node.block)
            found.append(
                blocks.Line(child.template("text"), child.field("when"), child.field("unless"))
            )
            child.refuse_others()
        elif isinstance(line, str):
            found.append(blocks.Line(node.read_template(line, "")))
        else:
            node.wrong(key, _("“%(key)s” phải là danh sách các dòng chữ."), key=key)
    return tuple(found)


def _lines(node: Node) -> blocks.Lines[Template]:
    lines = _line_list(node, "lines")
    return blocks.Lines(
        lines, numbered=node.flag("numbered"), indent=node.flag("indent", default=True)
    )


def _list(node: Node) -> blocks.ItemList[Template]:
    repeat = node.collection("repeat")
    marker = node.choice("marker", ("number", "dash"), "number")
    return blocks.ItemList(
        repeat, node.template("text", repeat), node.template("note", repeat), marker == "number"
    )


def _table(node: Node) -> blocks.Table[Template]:
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


def _group(node: Node, repeat: str) -> blocks.Group[Template]:
    value = node.template("value", repeat) if "value" in node.table else None
    group = blocks.Group(node.text("code"), node.template("title"), value)
    node.refuse_others()
    return group


def _column(
    node: Node, repeat: str, groups: Mapping[str, blocks.Group[Template]]
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


def _signatures(node: Node) -> blocks.Signatures[Template]:
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


def _page_break(_node: Node) -> blocks.PageBreak:
    return blocks.PageBreak()


BLOCKS: Final[Mapping[str, Callable[[Node], blocks.SpecBlock]]] = {
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
