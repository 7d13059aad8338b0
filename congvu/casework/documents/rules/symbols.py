"""Number and symbol of a document, made and read (NĐ 30/2020, Phụ lục I and III).

"303/BC-UBND", "139/UBND-TH" (công văn), "01/2021/QĐ-UBND" (normative: the year is in the symbol).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from congvu.casework.documents.rules.types import DocumentType, Types
from congvu.kernel.errors import Invalid, gettext_noop
from congvu.kernel.vitext import nfc

LONGEST_SYMBOL = 30  # NĐ 30/2020, Phụ lục VI: CodeNotation
MOST = 99_999_999
# the Party writes its type before the slash, "28-KH/HU": it stands in the suffix, dash and all
_NUMBER = re.compile(r"(?P<digits>[0-9]{1,8})(?P<suffix>[a-zđA-ZĐ]{0,2}|-[A-ZĐ][a-zđyA-ZĐ]{0,2})")
_YEARED = re.compile(r"(?P<year>[0-9]{4})/(?P<rest>.+)")
_ABBREVIATION = re.compile(r"[^\W_]+(?:[.&][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Code:
    """What stands after "Số:": the number, what follows it, and the symbol behind the slash."""

    number: int
    suffix: str
    symbol: str

    @property
    def shown_number(self) -> str:
        """The number as printed: at least two digits (Phụ lục I)."""
        return f"{self.number:02d}{self.suffix}"

    @property
    def text(self) -> str:
        return f"{self.shown_number}/{self.symbol}" if self.symbol else self.shown_number


def make_symbol(
    kind: DocumentType, body: str, *, unit: str = "", normative_year: int | None = None
) -> str:
    """Return the symbol of a document of `body`, drafted by `unit` (only công văn name it).

    Raises Invalid for an abbreviation with spaces or slashes, for a công văn without a drafting
    unit, and for a symbol that is too long.
    """
    parts = [kind.code, body] if kind.abbreviated else [body, unit]
    for part in parts:
        if not _ABBREVIATION.fullmatch(part):
            raise _wrong(part)
    symbol = "-".join(parts)
    if normative_year is not None:
        symbol = f"{normative_year:04d}/{symbol}"
    return check_symbol(symbol)


def check_symbol(text: str) -> str:
    """Return the tidy symbol. Raises Invalid for spaces, stray slashes or too many letters."""
    symbol = nfc(text).strip()
    yeared = _YEARED.fullmatch(symbol)
    rest = yeared["rest"] if yeared else symbol
    if any(letter.isspace() or letter == "/" for letter in rest) or len(symbol) > LONGEST_SYMBOL:
        raise _wrong(text)
    return symbol


def parse_code(text: str) -> Code:
    """Read what somebody typed or another system exported: "Số: 5/QĐ-UBND", "15a/UBND-VP", "07", "28-KH/HU".

    Raises Invalid when no number stands at the beginning.
    """
    tidy = re.sub(r"\s+", "", nfc(text).replace("\u2013", "-"))
    tidy = re.sub(r"(?i)^số[:.]?", "", tidy)
    number, _, symbol = tidy.partition("/")
    match = _NUMBER.fullmatch(number)
    if match is None:
        raise Invalid(
            gettext_noop("“%(text)s” không phải số, ký hiệu văn bản, ví dụ 05/QĐ-UBND."),
            code="document_code_wrong",
            text=text[:60],
            field="code",
        )
    suffix = match["suffix"] if match["suffix"].startswith("-") else match["suffix"].lower()
    return Code(int(match["digits"]), suffix, check_symbol(symbol))


def type_in_code(code: Code, types: Types) -> DocumentType | None:
    """Guess the type from number and symbol: also "28-KH/HU", a plan of the Party."""
    if code.suffix.startswith("-"):
        return next((row for row in types.rows if row.code == code.suffix[1:]), None)
    return type_in_symbol(code.symbol, types)


def type_in_symbol(symbol: str, types: Types) -> DocumentType | None:
    """Guess the type from a symbol: "QĐ-UBND" is a decision, "UBND-TH" an official letter."""
    yeared = _YEARED.fullmatch(symbol)
    first, dash, _rest = (yeared["rest"] if yeared else symbol).partition("-")
    for row in types.rows:
        if row.abbreviated and row.code == first:
            return row
    return types.find("CV") if dash else None


def is_yeared(symbol: str) -> bool:
    """Say whether the symbol bears a year, as only those of normative documents do."""
    return _YEARED.fullmatch(symbol) is not None


def _wrong(text: str) -> Invalid:
    return Invalid(
        gettext_noop(
            "Ký hiệu “%(text)s” không đúng: không dấu cách, không “/”, tối đa %(most)s chữ."
        ),
        code="document_symbol_wrong",
        text=text[:60],
        most=LONGEST_SYMBOL,
        field="symbol",
    )
