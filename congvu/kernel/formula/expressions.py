"""Formulas read from text: numbers, names, + - * /, unary minus, min, max, abs; nothing else.

A name is an ASCII word (`on_time`) or a code in brackets (`[3.6.3]`), because the codes of
indicators have dots. A last part in letters says which figure of that code is meant
(`[3.6.3.previous]`): whoever gives the inputs knows; to a formula it is a name like any other.
Inside, names in brackets become safe identifiers before Python's own parser sees the text;
nothing is ever run.
"""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum
from typing import Final

from congvu.kernel.errors import Invalid, gettext_noop
from congvu.kernel.formula.tree import (
    FUNCTIONS,
    Binary,
    Call,
    Name,
    Negative,
    Node,
    Number,
    calculate,
    write,
)

LONGEST: Final = 4000
DEEPEST: Final = 200
"""A sum of two hundred terms is as deep as this; no formula that people write is deeper."""
PRECISION: Final = 40

_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]{1,30}(?:\.[0-9]{1,30})?)(?![\w.])"
    r"|(?P<name>[A-Za-z][A-Za-z0-9_]*)"
    r"|\[(?P<code>[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*)\]"
    r"|(?P<sign>[-+*/(),]))",
    re.ASCII,
)
_OPERATORS: Final[dict[type[ast.operator], str]] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}


class Missing(StrEnum):
    """What a blank input does to the result."""

    BLANK_IF_ANY = "blank_if_any"
    BLANK_IF_ALL = "blank_if_all"
    AS_ZERO = "as_zero"


class FormulaWrong(Invalid):
    """A text is no formula, or one that asks for more than arithmetic."""

    code = "formula_wrong"


@dataclass(frozen=True, slots=True)
class Formula:
    """One formula. `names` are the names and codes that it uses, codes without brackets."""

    text: str
    tree: Node
    names: frozenset[str]

    @property
    def is_plain(self) -> bool:
        """Whether it is one name or one number, so that there is nothing to work out."""
        return isinstance(self.tree, Name | Number)

    def blanks(self, inputs: Mapping[str, Decimal | None]) -> tuple[str, ...]:
        """List the names that have no value, in their order."""
        return tuple(sorted(name for name in self.names if inputs.get(name) is None))

    def value(
        self, inputs: Mapping[str, Decimal | None], missing: Missing = Missing.BLANK_IF_ANY
    ) -> Decimal | None:
        """Work it out. None means blank: by the strategy, or because something is divided by 0.

        A name that is not in `inputs` is blank. Raises ValueError for an input that is no finite
        number, a mistake of a program.
        """
        if self.is_blank(inputs, missing):
            return None
        given = {name: inputs.get(name) or Decimal(0) for name in self.names}
        for name, number in given.items():
            if not number.is_finite():
                raise ValueError(f"{name} is {number}")
        with localcontext() as context:
            context.prec = PRECISION
            return calculate(self.tree, given)

    def is_blank(self, inputs: Mapping[str, Decimal | None], missing: Missing) -> bool:
        """Tell whether blank inputs alone make the result blank."""
        blanks = len(self.blanks(inputs))
        if missing is Missing.BLANK_IF_ANY:
            return blanks > 0
        return missing is Missing.BLANK_IF_ALL and blanks == len(self.names) > 0

    def written(self, inputs: Mapping[str, Decimal | None]) -> str:
        """Write it out with figures in place of names: "4.738 + 49.120"; blanks as 0."""
        return write(self.tree, {name: inputs.get(name) or Decimal(0) for name in self.names})


def parse(text: str) -> Formula:
    """Read a formula. Raises FormulaWrong, which says what is not understood."""
    tidy = " ".join(text.split())
    if not tidy or len(tidy) > LONGEST:
        raise FormulaWrong(
            gettext_noop("Công thức để trống hoặc dài hơn %(most)s ký tự."), most=LONGEST
        )
    source, codes = _safe(tidy)
    try:
        body = ast.parse(source, mode="eval").body
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise _wrong(
            gettext_noop("Công thức “%(text)s” viết chưa đủ hoặc thừa dấu; kiểm tra dấu ngoặc."),
            tidy,
        ) from error
    reading = _Reading(tidy, source, codes)
    tree = reading.node(body, 0)
    return Formula(tidy, tree, frozenset(reading.names))


def _safe(text: str) -> tuple[str, dict[str, str]]:
    """Return the text with safe identifiers for codes in brackets, and what they stand for."""
    parts: list[str] = []
    codes: dict[str, str] = {}
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise _wrong(
                gettext_noop(
                    "Công thức “%(text)s”: không hiểu “%(part)s”. Chỉ dùng số, mã trong ngoặc "
                    "vuông như [3.6.3], + - * / và min, max, abs."
                ),
                text,
                part=text[at : at + 20].strip(),
            )
        at = match.end()
        if code := match["code"]:
            # a word cannot begin with "_", so no name that people write is taken
            parts.append(safe := f"_c{len(codes)}")
            codes[safe] = code
        else:
            parts.append(match["number"] or match["name"] or match["sign"])
    return " ".join(parts), codes


class _Reading:
    """Turns Python's tree into ours and refuses every part that is not arithmetic."""

    def __init__(self, text: str, source: str, codes: Mapping[str, str]) -> None:
        self._text = text
        self._source = source
        self._codes = codes
        self.names: set[str] = set()

    def node(self, found: ast.expr, depth: int) -> Node:
        if depth > DEEPEST:
            raise _wrong(gettext_noop("Công thức “%(text)s” lồng quá sâu."), self._text)
        match found:
            case ast.Constant():
                return self._number(found)
            case ast.Name(id=name) if name not in FUNCTIONS:
                code = self._codes.get(name, name)
                self.names.add(code)
                return Name(code)
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return Negative(self.node(inner, depth + 1))
            case ast.BinOp(op=sign, left=left, right=right) if type(sign) in _OPERATORS:
                return Binary(
                    _OPERATORS[type(sign)], self.node(left, depth + 1), self.node(right, depth + 1)
                )
            case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in FUNCTIONS:
                return self._call(name, args, depth)
        raise _wrong(
            gettext_noop("Công thức “%(text)s”: không được dùng “%(part)s”."),
            self._text,
            part=ast.get_source_segment(self._source, found) or "",
        )

    def _number(self, found: ast.Constant) -> Node:
        written = ast.get_source_segment(self._source, found) or ""
        if not written[:1].isdigit():  # True, None: words to Python, names that nobody has
            raise _wrong(
                gettext_noop("Công thức “%(text)s”: không được dùng “%(part)s”."),
                self._text,
                part=written,
            )
        return Number(Decimal(written))

    def _call(self, name: str, args: list[ast.expr], depth: int) -> Node:
        fewest, most = FUNCTIONS[name]
        if not fewest <= len(args) <= most:
            raise _wrong(
                gettext_noop("Công thức “%(text)s”: số giá trị trong %(part)s(…) không đúng."),
                self._text,
                part=name,
            )
        return Call(name, tuple(self.node(arg, depth + 1) for arg in args))


def _wrong(message: str, text: str, part: str = "") -> FormulaWrong:
    return FormulaWrong(message, text=text[:200], part=part)
