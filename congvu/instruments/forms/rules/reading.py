"""Reading the TOML text of a form: every mistake is found at once and told by its line.

The grammar is in catalogue/forms/README.md. Nothing of a form's text is ever executed.
"""

import re
import tomllib
from typing import Final

from congvu.instruments.forms.errors import BadForm, Mistake
from congvu.instruments.forms.rules import blocks
from congvu.instruments.forms.rules.block_reading import BLOCKS
from congvu.instruments.forms.rules.kinds import KINDS
from congvu.instruments.forms.rules.nodes import Node, Source
from congvu.kernel.errors import gettext_noop as _
from congvu.kernel.vitext import nfc

MOST_CHARACTERS: Final = 60_000
MOST_BLOCKS: Final = 100
SIZES: Final = (8, 16)
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
    found = Source(text, KINDS[kind])
    spec = _form(Node(found, table, None))
    if found.mistakes:
        raise BadForm(found.mistakes)
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


def _form(node: Node) -> blocks.FormSpec:
    kind = node.source.kind
    if node.text("kind") not in {"", kind.code}:
        node.wrong("kind", _("mẫu này phải là loại “%(kind)s”."), kind=kind.code)
    paper = node.choice("paper", tuple(blocks.PAPERS), "A5")
    size = node.number("size", SIZES, 11)
    spec = blocks.FormSpec(
        kind=kind.code,
        number=node.text("number"),
        title=node.text("title") or kind.label,
        legal_basis=node.text("legal_basis"),
        paper=blocks.PAPERS[paper],
        size=size,
        least_size=node.number("least_size", (SIZES[0], size), size),
        parts=_parts(node),
    )
    node.refuse_others()
    return spec


def _parts(node: Node) -> tuple[blocks.Part, ...]:
    tables = node.tables("blocks")
    if not tables:
        node.wrong("blocks", _("mẫu không có khối nào; mỗi khối mở bằng [[blocks]]."))
    if len(tables) > MOST_BLOCKS:
        node.wrong("blocks", _("mẫu có quá %(most)s khối."), most=MOST_BLOCKS)
    parts = []
    for at, table in enumerate(tables[:MOST_BLOCKS]):
        block = Node(node.source, table, at)
        read = BLOCKS.get(block.choice("type", tuple(BLOCKS), ""))
        if read is None:
            continue
        when, unless = block.field("when"), block.field("unless")
        parts.append(blocks.Part(read(block), when, unless))
        block.refuse_others()
    return tuple(parts)
