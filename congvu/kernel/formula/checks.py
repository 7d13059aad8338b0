"""Checks on figures as values: two formulas, a relation, and a verdict that may be "cannot tell"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from congvu.kernel.errors import gettext_noop
from congvu.kernel.formula.expressions import Formula, FormulaWrong, Missing, parse
from congvu.kernel.formula.rounding import Rounding
from congvu.kernel.formula.tree import Name, show

GIVEN: Final = ".given"
"""`[5.6.given]` is 1 when `[5.6]` has a value and 0 when it is blank, unless it is itself given."""


class Relation(StrEnum):
    EQUAL = "=="
    AT_MOST = "<="
    AT_LEAST = ">="
    BELOW = "<"
    ABOVE = ">"


class Severity(StrEnum):
    """What a failed check means for a report: it stops it, asks for a reason, or only tells."""

    BLOCKS = "blocks"
    NEEDS_REASON = "needs_reason"
    INFORMATION = "information"


class Verdict(StrEnum):
    """Not reported yet is not wrong: a check without its figures cannot tell."""

    HOLDS = "holds"
    FAILS = "fails"
    CANNOT_TELL = "cannot_tell"


_SIGNS: Final = {
    Relation.EQUAL: ("=", "≠"),
    Relation.AT_MOST: ("≤", ">"),
    Relation.AT_LEAST: ("≥", "<"),
    Relation.BELOW: ("<", "≥"),
    Relation.ABOVE: (">", "≤"),
}
"""How a relation is written when it holds and when it fails."""
_RELATION = re.compile(r"==|<=|>=|≤|≥|<|>")
_TYPED: Final = {"≤": Relation.AT_MOST, "≥": Relation.AT_LEAST}
_NO_FIGURE: Final = gettext_noop("chưa có số liệu: ")
_BY_ZERO: Final = gettext_noop("không tính được: chia cho 0")
_BLANK: Final = gettext_noop("để trống")
_WRITTEN: Final = gettext_noop("đã ghi ")
_NOT_ASKED: Final = gettext_noop("không thuộc trường hợp phải kiểm tra")


@dataclass(frozen=True, slots=True)
class Condition:
    """Two formulas and a relation: `[5.6] > 0`."""

    left: Formula
    relation: Relation
    right: Formula

    @property
    def names(self) -> frozenset[str]:
        return self.left.names | self.right.names


@dataclass(frozen=True, slots=True)
class Check:
    """A statement that must hold between figures.

    `rounding` rounds both sides before they are compared, `tolerance` is the difference that is
    still let pass. `missing` says what blanks do to each side on its own. With `only_if` the check
    is asked only when all of these hold.
    """

    code: str
    left: Formula
    relation: Relation
    right: Formula
    severity: Severity
    message: str
    missing: Missing = Missing.BLANK_IF_ANY
    tolerance: Decimal = Decimal(0)
    rounding: Rounding | None = None
    only_if: tuple[Condition, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """All names that it looks at, those of its conditions too."""
        names = self.left.names | self.right.names
        return names.union(*(condition.names for condition in self.only_if))


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came out; `applies` is False when a condition of the check does not hold.

    `left` and `right` are the sides as compared (rounded when the check rounds), `blanks` the
    names without a value that kept it from being told.
    """

    verdict: Verdict
    left: Decimal | None
    right: Decimal | None
    computation: str
    applies: bool = True
    blanks: tuple[str, ...] = ()

    @property
    def difference(self) -> Decimal | None:
        """Left less right; None when a side is blank."""
        return None if self.left is None or self.right is None else self.left - self.right


def parse_condition(text: str) -> Condition:
    """Read "[1.1.2] <= [1.1.1]". Raises FormulaWrong."""
    signs = list(_RELATION.finditer(text))
    if len(signs) != 1:
        raise FormulaWrong(
            gettext_noop("“%(text)s” phải có đúng một dấu so sánh: ==, <=, >=, < hoặc >."),
            text=text[:200],
        )
    sign = signs[0]
    relation = _TYPED.get(sign[0]) or Relation(sign[0])
    return Condition(parse(text[: sign.start()]), relation, parse(text[sign.end() :]))


def judge(check: Check, inputs: Mapping[str, Decimal | None]) -> Judgement:
    """Judge a check by its figures; the computation is written as Vietnamese read it."""
    known = _with_given(check.names, inputs)
    for condition in check.only_if:
        held = holds(condition, known)
        if held is None:
            blanks = _blanks(condition, known)
            return Judgement(Verdict.CANNOT_TELL, None, None, _untold(blanks), blanks=blanks)
        if not held:
            return Judgement(Verdict.HOLDS, None, None, _NOT_ASKED, applies=False)
    left, right = (side.value(known, check.missing) for side in (check.left, check.right))
    if left is None or right is None:
        blanks = tuple(
            name
            for side in (check.left, check.right)
            if side.is_blank(known, check.missing)
            for name in side.blanks(known)
        )
        return Judgement(Verdict.CANNOT_TELL, left, right, _untold(blanks), blanks=blanks)
    exact = (left, right)
    if check.rounding:
        left, right = check.rounding.apply(left), check.rounding.apply(right)
    held = _compare(left, check.relation, right, check.tolerance)
    written = _computation(check, known, exact, (left, right), held=held)
    return Judgement(Verdict.HOLDS if held else Verdict.FAILS, left, right, written)


def holds(condition: Condition, known: Mapping[str, Decimal | None]) -> bool | None:
    """Tell whether a condition holds; None when a figure that it needs is blank."""
    left, right = condition.left.value(known), condition.right.value(known)
    if left is None or right is None:
        return None
    return _compare(left, condition.relation, right, Decimal(0))


def _with_given(
    names: frozenset[str], inputs: Mapping[str, Decimal | None]
) -> Mapping[str, Decimal | None]:
    asked = [name for name in names if name.endswith(GIVEN) and inputs.get(name) is None]
    told = {name: Decimal(inputs.get(name.removesuffix(GIVEN)) is not None) for name in asked}
    return {**inputs, **told}


def _blanks(condition: Condition, known: Mapping[str, Decimal | None]) -> tuple[str, ...]:
    return (*condition.left.blanks(known), *condition.right.blanks(known))


def _untold(blanks: tuple[str, ...]) -> str:
    return _NO_FIGURE + ", ".join(dict.fromkeys(blanks)) if blanks else _BY_ZERO


def _compare(left: Decimal, relation: Relation, right: Decimal, tolerance: Decimal) -> bool:
    if relation is Relation.EQUAL:
        return abs(left - right) <= tolerance
    if relation is Relation.AT_MOST:
        return left <= right + tolerance
    if relation is Relation.AT_LEAST:
        return left + tolerance >= right
    if relation is Relation.BELOW:
        return left < right + tolerance
    return left + tolerance > right


def _computation(
    check: Check,
    known: Mapping[str, Decimal | None],
    exact: tuple[Decimal, Decimal],
    compared: tuple[Decimal, Decimal],
    *,
    held: bool,
) -> str:
    """Write both sides with the sign that is true of them: "4.738 + 49.120 = 53.858 ≠ 53.850"."""
    if isinstance(check.left.tree, Name) and check.left.tree.name.endswith(GIVEN):
        there = known.get(check.left.tree.name.removesuffix(GIVEN))
        return _BLANK if not exact[0] else _WRITTEN + (show(there) if there is not None else "1")
    sides = [check.left, check.right]
    figures = [*zip(exact, compared, strict=True)]
    if check.relation is Relation.EQUAL and check.left.is_plain and not check.right.is_plain:
        sides.reverse()  # what is worked out stands first
        figures.reverse()
    first, second = (_side(side, known, *pair) for side, pair in zip(sides, figures, strict=True))
    sign = _SIGNS[check.relation][0 if held else 1]
    if held and check.relation is Relation.EQUAL:
        if second == first[-1:]:
            return " = ".join(first)
        sign = sign if compared[0] == compared[1] else "≈"
    return f"{' = '.join(first)} {sign} {' = '.join(reversed(second))}"


def _side(
    side: Formula, known: Mapping[str, Decimal | None], exact: Decimal, compared: Decimal
) -> list[str]:
    """Return the formula with its figures, if there is something to work out, and the result."""
    result = show(exact)
    if exact != compared:
        result += f" ≈ {show(compared)}"
    return [result] if side.is_plain else [side.written(known), result]
