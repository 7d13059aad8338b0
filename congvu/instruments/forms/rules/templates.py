"""Words with placeholders: `Số {number}`, `{date:long_date}`, `**đậm**`, `__nghiêng__`.

A value never becomes markup: it is put into a finished template, which is not read again.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from congvu.kernel.errors import gettext_noop

_TOKEN = re.compile(r"\{\{|\}\}|\{(?P<name>[^{}:]*)(?::(?P<format>[^{}]*))?\}|\*\*|__|[{}]")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_WORD = re.compile(r"\S+")
_PIECE = re.compile(r"[^-/._@]*[-/._@]?")
BREAK = "\u200b"
_TOGETHER = re.compile(
    "[uủ][yỷ] ban nhân dân|hội đồng nhân dân|trung tâm phục vụ|hành chính công|văn phòng|"
    "bộ phận|tiếp nhận|trả kết quả|một cửa",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look; a blank run is a dotted line to write on."""

    text: str
    bold: bool = False
    italic: bool = False
    blank: bool = False


Text: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for the value of a field, written in a format of its type."""

    name: str
    format: str = ""
    bold: bool = False
    italic: bool = False


class BadTemplate(ValueError):
    """The words cannot be read; `template` and `facts` say why, in Vietnamese."""

    def __init__(self, template: str, **facts: object) -> None:
        super().__init__(template % facts)
        self.template = template
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Template:
    """Words and slots in their order."""

    parts: tuple[Run | Slot, ...] = ()

    def slots(self) -> Iterator[Slot]:
        return (part for part in self.parts if isinstance(part, Slot))

    def fill(self, value_of: Callable[[Slot], str], *, dots: bool = True) -> Text:
        """Return the words with every slot replaced; one without a value becomes a blank.

        Without `dots` it becomes nothing: in the cells of a table a blank is the empty cell.
        """
        runs: list[Run] = []
        for part in self.parts:
            if isinstance(part, Run):
                runs.append(part)
            elif value := value_of(part):
                runs.append(Run(value, part.bold, part.italic))
            elif dots:
                runs.append(Run("", blank=True))
        return tuple(runs)


def parse_template(text: str) -> Template:
    """Read words with placeholders; raises BadTemplate for a brace or mark without its partner."""
    parts: list[Run | Slot] = []
    bold = italic = False
    words, at = "", 0

    def flush() -> None:
        nonlocal words
        if words:
            parts.append(Run(words, bold, italic))
            words = ""

    for match in _TOKEN.finditer(text):
        words += text[at : match.start()]
        at, sign = match.end(), match.group()
        if sign in {"{{", "}}"}:
            words += sign[0]
        elif sign in {"{", "}"}:
            raise BadTemplate(
                gettext_noop("dấu “%(brace)s” không có dấu đi cùng; muốn in nó thì viết hai lần."),
                brace=sign,
            )
        elif sign == "**":
            flush()
            bold = not bold
        elif sign == "__":
            flush()
            italic = not italic
        else:
            flush()
            parts.append(_slot(match, bold=bold, italic=italic))
    words += text[at:]
    flush()
    if bold or italic:
        mark = "**" if bold else "__"
        raise BadTemplate(gettext_noop("có dấu “%(mark)s” mở mà không đóng."), mark=mark)
    return Template(tuple(parts))


def plain(text: Text) -> str:
    """Return the bare words; a blank reads as dots."""
    return "".join("……" if run.blank else run.text for run in text)


def with_breaks(text: str, longest: int) -> str:
    """Return the text with U+200B where a word of more than `longest` letters may be parted.

    After the signs of codes and addresses first, then wherever it is still too long.
    """
    return _WORD.sub(lambda word: _part(word.group(), longest), text)


def keep_together(text: Text) -> Text:
    """Return a heading in which no line may break inside the usual names of offices."""
    return tuple(
        Run(_TOGETHER.sub(_without_breaks, run.text), run.bold, run.italic, run.blank)
        for run in text
    )


def _without_breaks(name: re.Match[str]) -> str:
    return name.group().replace(" ", "\u00a0")


def _part(word: str, longest: int) -> str:
    if len(word) <= longest:
        return word
    pieces = [piece for piece in _PIECE.findall(word) if piece]
    short = [piece[at : at + longest] for piece in pieces for at in range(0, len(piece), longest)]
    return BREAK.join(short)


def _slot(match: re.Match[str], *, bold: bool, italic: bool) -> Slot:
    name, format_ = match["name"].strip(), (match["format"] or "").strip()
    if not _NAME.fullmatch(name):
        raise BadTemplate(
            gettext_noop(
                "“{%(name)s}” không phải tên trường: chỉ gồm chữ thường không dấu, số và dấu _."
            ),
            name=name,
        )
    return Slot(name, format_, bold, italic)
