"""Rows of another system's export: which column is what, and what one row says. No file, no database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from congvu.casework.documents.rules import checks
from congvu.casework.documents.rules.kinds import Direction, Urgency
from congvu.casework.documents.rules.symbols import Code, check_symbol, parse_code, type_in_code
from congvu.casework.documents.rules.types import DocumentType, Types
from congvu.kernel.errors import Invalid, gettext_noop
from congvu.kernel.vitext import fold, nfc, parse_date

HEAD_WITHIN = 15
LEAST_KNOWN = 3
NEEDED = {
    Direction.INCOMING: ("issued_on", "subject", "issuer"),
    Direction.OUTGOING: ("issued_on", "subject"),
}
_URGENCY = {
    "khan": Urgency.URGENT,
    "thuong khan": Urgency.VERY_URGENT,
    "hoa toc": Urgency.MOST_URGENT,
}
Columns = Mapping[str, int]
Usual = Mapping[str, Sequence[str]]


class RowRefused(Invalid):
    """A row that cannot become a document, and why."""

    code = "row_refused"


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """What a row says, tidied; `key` tells it from every other row of its source."""

    key: str
    type: str
    code: Code
    issued_on: date
    subject: str
    issuer: str = ""
    signer: str = ""
    signer_title: str = ""
    arrival_number: int | None = None
    arrived_on: date | None = None
    due_on: date | None = None
    done_on: date | None = None
    urgency: Urgency = Urgency.NORMAL
    pages: int | None = None
    copies: int | None = None
    note: str = ""
    recipients: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """The line of column names: its place in the sheet and the names."""

    line: int
    names: tuple[str, ...]
    guessed: dict[str, int] = field(default_factory=dict)


def find_head(lines: Sequence[Sequence[Any]], usual: Usual) -> Head:
    """Find the line of names among the first ones and guess its columns.

    Raises Invalid for a sheet in which no line looks like one.
    """
    best = Head(-1, ())
    for place, line in enumerate(lines[:HEAD_WITHIN]):
        names = tuple(" ".join(nfc(str(cell)).split()) for cell in line)
        guessed = guess_columns(names, usual)
        if len(guessed) >= max(LEAST_KNOWN, len(best.guessed) + 1):
            best = Head(place, names, guessed)
    if best.line < 0:
        raise Invalid(
            gettext_noop(
                "Không thấy dòng tên cột trong 15 dòng đầu. Hãy để tên cột như “Số ký hiệu”, "
                "“Ngày văn bản”, “Trích yếu”."
            ),
            code="import_without_head",
        )
    return best


def guess_columns(names: Sequence[str], usual: Usual) -> dict[str, int]:
    """Return which column is what by its usual names; a column is used once, better names first."""
    folded = [fold(name) for name in names]
    guessed: dict[str, int] = {}
    for rank in range(max(len(known) for known in usual.values())):
        for name, known in usual.items():
            if name in guessed or rank >= len(known):
                continue
            wanted = fold(known[rank])
            for place, text in enumerate(folded):
                if text == wanted and place not in guessed.values():
                    guessed[name] = place
                    break
    return guessed


def missing_columns(columns: Columns, direction: Direction) -> list[str]:
    """Return the columns that no document can do without and that were not chosen."""
    missing = [name for name in NEEDED[direction] if name not in columns]
    if "code" not in columns and "number" not in columns:
        missing.append("code")
    return missing


def check_columns(columns: Columns, direction: Direction) -> None:
    """Raise Invalid when a column that no document can do without was not chosen."""
    if missing := missing_columns(columns, direction):
        raise Invalid(
            gettext_noop("Chưa chọn cột: %(names)s."),
            code="import_columns_missing",
            names=", ".join(missing),
            fields=missing,
        )


def read_row(
    cells: Sequence[Any], columns: Columns, direction: Direction, *, types: Types, on: date
) -> ImportedRow:
    """Return what a row says. Raises RowRefused with the reason, SecretDocument for a secret one."""

    def cell(name: str) -> Any:
        place = columns.get(name)
        return cells[place] if place is not None and place < len(cells) else ""

    checks.refuse_secret(_text(cell("secrecy")))
    code = _code(cell)
    issued_on = _day(cell("issued_on"), "ngày văn bản")
    arrived_on = _day(cell("arrived_on"), "ngày đến")
    subject, issuer = _text(cell("subject"), 500), _text(cell("issuer"), 200)
    if issued_on is None or not subject:
        raise RowRefused(gettext_noop("Thiếu ngày văn bản hoặc trích yếu."))
    if direction is Direction.INCOMING and not issuer:
        raise RowRefused(gettext_noop("Thiếu cơ quan ban hành."))
    checks.check_issued_on(issued_on, on)
    if direction is Direction.OUTGOING:
        checks.check_one_signer(str(cell("signer") or ""))
    if direction is Direction.INCOMING:
        arrived_on = arrived_on or issued_on
        checks.check_arrival(issued_on, arrived_on, on, "import")
    kind = _type(cell("type"), code, types)
    number = _whole(cell("arrival_number"))
    return ImportedRow(
        key=_text(cell("key"), 100) or _own_key(direction, code, issued_on, issuer, number),
        type=kind.code,
        code=code,
        issued_on=issued_on,
        subject=subject,
        issuer=issuer,
        signer=_text(cell("signer"), 100),
        signer_title=_text(cell("signer_title"), 100),
        arrival_number=number,
        arrived_on=arrived_on,
        due_on=_day(cell("due_on"), "hạn xử lý"),
        done_on=_day(cell("done_on"), "ngày hoàn thành"),
        urgency=_URGENCY.get(fold(_text(cell("urgency"))), Urgency.NORMAL),
        pages=_whole(cell("pages")),
        copies=_whole(cell("copies")),
        note=_text(cell("note"), 500),
        recipients=_list(str(cell("recipients") or "")),
        tags=_list(str(cell("tags") or "")),
    )


def _code(cell: Any) -> Code:
    whole = _text(cell("code"))
    if whole:
        return parse_code(whole)
    number, symbol = _text(cell("number")), _text(cell("symbol"))
    if not number:
        raise RowRefused(gettext_noop("Thiếu số, ký hiệu."))
    code = parse_code(number)
    return code if code.symbol else Code(code.number, code.suffix, check_symbol(symbol))


def _type(cell: Any, code: Code, types: Types) -> DocumentType:
    said = _text(cell)
    found = types.find(said) if said else None
    found = found or type_in_code(code, types)
    if found is None:
        raise RowRefused(
            gettext_noop("Không rõ loại văn bản “%(said)s”."), said=said or code.symbol
        )
    return found


def _own_key(
    direction: Direction, code: Code, issued_on: date, issuer: str, number: int | None
) -> str:
    if direction is Direction.OUTGOING:
        return f"{code.text} {issued_on.year}"[:100]
    return f"{number or ''} {code.text} {issued_on:%Y%m%d} {fold(issuer)}"[:100]


def _text(value: Any, most: int = 200) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(nfc(str(value if value is not None else "")).split())[:most]


def _whole(value: Any) -> int | None:
    text = _text(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else None


def _day(value: Any, name: str) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = _text(value)
    if not text:
        return None
    try:
        return parse_date(text.partition(" ")[0] if ":" in text else text)
    except Invalid as error:
        raise RowRefused(
            gettext_noop("Không đọc được %(name)s “%(text)s”."), name=name, text=text[:30]
        ) from error


def _list(text: str) -> tuple[str, ...]:
    parts = (_text(part).strip(" -.") for part in text.replace("\n", ";").split(";"))
    return tuple(dict.fromkeys(part for part in parts if part))
