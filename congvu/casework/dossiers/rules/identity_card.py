"""What the QR code of a citizen's identity card says, read from the text that a scanner types.

It proves nothing: the clerk compares it with the card. Not here: who is known already (`lists`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from congvu.kernel.vitext import fold, nfc

SEPARATOR = "|"
NUMBER_LENGTHS = frozenset({9, 12})  # CMND, CCCD
SEXES = {"nam": "Nam", "nu": "Nữ"}
# what may stand in a name beside letters and spaces
IN_NAMES = frozenset("'’-. ")


@dataclass(frozen=True, slots=True)
class IdentityCard:
    """The fields of one card; what the card does not carry is empty.

    `doubtful` says that an input method or a code page damaged the name or the address, so that
    they must be typed again.
    """

    number: str
    old_number: str
    name: str
    birth_on: date | None
    sex: str
    address: str
    issued_on: date | None
    doubtful: bool


def read_card(text: str) -> IdentityCard | None:
    """Read `number|old number|name|birth|sex|address|issue date`; None for any other text.

    Newer cards carry more or fewer fields, so only their order and their shape are relied on.
    """
    fields = [" ".join(nfc(part).split()) for part in text.strip().split(SEPARATOR)]
    if len(fields) < 4 or not _is_number(fields[0]):
        return None
    rest = fields[1:]
    at = next((place for place, field in enumerate(rest) if _has_letters(field)), None)
    if at is None:
        return None
    name, before, after = rest[at], rest[:at], rest[at + 1 :]
    sex_at = next((place for place, field in enumerate(after) if fold(field) in SEXES), None)
    born = after[:1] if sex_at is None else after[:sex_at]
    placed = after[1:] if sex_at is None else after[sex_at + 1 :]
    address = next((field for field in placed if _has_letters(field)), "")
    return IdentityCard(
        number=fields[0],
        old_number=next((field for field in before if _is_number(field)), ""),
        name=name,
        birth_on=_first_day(born),
        sex=SEXES[fold(after[sex_at])] if sex_at is not None else "",
        address=address,
        issued_on=_first_day(placed),
        doubtful=_is_damaged(name, IN_NAMES) or _is_damaged(address, None),
    )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) in NUMBER_LENGTHS


def _has_letters(text: str) -> bool:
    return any(letter.isalpha() for letter in text)


def _first_day(fields: list[str]) -> date | None:
    return next((day for day in map(_day, fields) if day is not None), None)


def _day(text: str) -> date | None:
    """Read ddmmyyyy, also with strokes; a card may know only the year of birth (00001950)."""
    digits = text.replace("/", "").replace("-", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) == 8):
        return None
    try:
        return date(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return None


def _is_damaged(text: str, allowed: frozenset[str] | None) -> bool:
    """Whether the text holds signs that no name (or, without a list, no address) has."""
    if allowed is None:
        return any(letter in "?\ufffd~^`" for letter in text)
    return any(not (letter.isalpha() or letter in allowed) for letter in text)
