"""Named ways to round a figure; a report follows one of them throughout."""

import re
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext
from enum import StrEnum
from typing import Final

from congvu.kernel.errors import Invalid, gettext_noop


class RoundingMode(StrEnum):
    """Half up (away from zero) is what people learn; truncation is what some reports print."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    TRUNCATE = "truncate"


_PYTHONS: Final = {
    RoundingMode.HALF_UP: ROUND_HALF_UP,
    RoundingMode.HALF_EVEN: ROUND_HALF_EVEN,
    RoundingMode.TRUNCATE: ROUND_DOWN,
}
_LABELS: Final = {
    RoundingMode.HALF_UP: gettext_noop("làm tròn nửa lên, %(places)s chữ số thập phân"),
    RoundingMode.HALF_EVEN: gettext_noop("làm tròn nửa về số chẵn, %(places)s chữ số thập phân"),
    RoundingMode.TRUNCATE: gettext_noop("cắt bỏ phần sau %(places)s chữ số thập phân"),
}
_CODE = re.compile(r"(half_up|half_even|truncate):([0-9])")


@dataclass(frozen=True, slots=True)
class Rounding:
    """A way to round to a number of decimal places (0 to 9)."""

    mode: RoundingMode
    places: int

    @classmethod
    def named(cls, code: str) -> "Rounding":
        """Read "half_up:2". Raises Invalid."""
        match = _CODE.fullmatch(code)
        if match is None:
            raise Invalid(
                gettext_noop(
                    "“%(name)s” không phải quy tắc làm tròn; viết half_up:2, half_even:2 "
                    "hoặc truncate:2."
                ),
                code="rounding_unknown",
                name=code[:40],
            )
        return cls(RoundingMode(match[1]), int(match[2]))

    @property
    def code(self) -> str:
        """The text that `named` reads."""
        return f"{self.mode.value}:{self.places}"

    @property
    def label(self) -> str:
        """Say it in Vietnamese."""
        return _LABELS[self.mode] % {"places": self.places}

    def apply(self, value: Decimal) -> Decimal:
        """Round. Minus zero becomes zero."""
        with localcontext() as context:
            # room for the digits before the comma too: a figure is never refused for its length
            context.prec = max(40, value.adjusted() + self.places + 2)
            rounded = value.quantize(Decimal(1).scaleb(-self.places), rounding=_PYTHONS[self.mode])
        return abs(rounded) if rounded == 0 else rounded


def modes_that_give(exact: Decimal, printed: Decimal, places: int) -> tuple[RoundingMode, ...]:
    """List the ways to round that turn the exact figure into the printed one, none of them too."""
    return tuple(mode for mode in RoundingMode if Rounding(mode, places).apply(exact) == printed)
