"""A register on paper: letterhead, title, the lines as a ruled table, who keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from congvu.foundation.units.offices import Office
from congvu.instruments.forms import pdf
from congvu.instruments.forms.rules import blocks
from congvu.instruments.forms.rules.filling import MOST_ROWS, SAMPLE_MARK, UNSIGNED, clean
from congvu.instruments.forms.rules.templates import Run, Text
from congvu.instruments.registers.declared import Register
from congvu.instruments.registers.rules.declaring import DAYS, NUMBERS, Kind, Spec
from congvu.instruments.registers.selectors import Line
from congvu.kernel.errors import Invalid, gettext_noop
from congvu.kernel.vitext import format_long_date, format_number

PAPER = blocks.PAPERS["A4-landscape"]
# a day or a number cannot be broken over two lines: in tenths of a millimetre, at the usual scale
STIFF = {
    Kind.DATE: 170, Kind.MONTH: 150, Kind.YEAR: 110, Kind.YES_NO: 120, Kind.INTEGER: 140,
    Kind.PERCENT: 140, Kind.DECIMAL: 130, Kind.MONEY: 230,
}  # fmt: skip
# words share what is left
WIDTHS = {Kind.LONG: 40, Kind.TEXT: 30, Kind.DOCUMENT: 34, Kind.ROW: 34, Kind.LINK: 30}
NARROW, LEAST = 24, 5
SCALE, SMALL = 75, 62
SIZE = 11
_NUMBER_WIDTH = 80


def book_pdf(
    register: Register,
    lines: Sequence[Line],
    *,
    office: Office,
    keeper: str,
    on: date,
    said: str,
    sample: bool,
) -> bytes:
    """Return the lines as a book, A4 across, in Vietnamese whatever the reader's language.

    `said` tells which lines these are. Raises Invalid for more lines than a volume holds.
    """
    if len(lines) > MOST_ROWS:
        raise Invalid(
            gettext_noop("Mỗi lần in nhiều nhất %(most)s dòng; hãy lọc hẹp hơn."),
            code="book_too_long",
            most=format_number(MOST_ROWS),
        )
    title = str(register.title)
    sheet = blocks.Sheet(
        title=title,
        paper=PAPER,
        size=SIZE,
        least_size=SIZE,
        blocks=(
            blocks.Letterhead(
                _words(office.parent_name.upper()),
                _words(office.authority.upper()),
                (),
                (blocks.Line(_slanted(f"{office.place}, {format_long_date(on)}")),),
            ),
            blocks.Title(_words(title.upper()), _words(said), ruled=False, scale=120, space=4),
            _grid(register, lines),
            _signature(keeper),
        ),
        mark=SAMPLE_MARK if sample else "",
        foot=UNSIGNED,
        running=title,
    )
    return pdf.print_pdf(sheet)


def _grid(register: Register, lines: Sequence[Line]) -> blocks.Grid:
    widths, scale = widths_of([spec.kind for spec in register.specs])
    head = (
        _column("TT", _NUMBER_WIDTH, "center"),
        *map(_headed, register.specs, widths),
    )
    plan: blocks.Table[Text] = blocks.Table(
        repeat="lines",
        columns=head,
        groups=(),
        footer=(),
        min_rows=1,
        column_numbers=True,
        scale=scale,
        row_height=0,
    )
    rows = tuple(
        (_words(str(number)), *(_words(text) for text in line.texts))
        for number, line in enumerate(lines, 1)
    )
    return blocks.Grid(plan, rows, tuple(() for _row in rows))


def widths_of(kinds: Sequence[Kind]) -> tuple[list[int], int]:
    """Return the widths of columns in tenths of a millimetre and the scale of their letters.

    Days and numbers keep their room, words share the rest; where too little is left for words the
    letters are smaller.
    """
    shares = {kind: WIDTHS.get(kind, NARROW) for kind in kinds if kind not in STIFF}
    whole = sum(shares[kind] for kind in kinds if kind in shares) or 1
    scale, stiff, room = SCALE, dict(STIFF), 0
    for scale in (SCALE, SMALL):
        stiff = {kind: width * scale // SCALE for kind, width in STIFF.items()}
        taken = sum(stiff[kind] for kind in kinds if kind in stiff)
        room = max(PAPER.inner_width * 10 - _NUMBER_WIDTH - taken, LEAST * whole)
        if room >= LEAST * 2 * whole:
            break
    return [stiff[kind] if kind in stiff else room * shares[kind] // whole for kind in kinds], scale


def _headed(spec: Spec, width: int) -> blocks.Column[Text]:
    align: blocks.Align = "left"
    if spec.kind in NUMBERS:
        align = "right"
    elif spec.kind in DAYS:
        align = "center"
    return _column(spec.label, width, align)


def _column(title: str, width: int, align: blocks.Align) -> blocks.Column[Text]:
    return blocks.Column(_words(title), (), width, align, "")


def _signature(keeper: str) -> blocks.Signatures[Text]:
    return blocks.Signatures(
        (
            blocks.Signature((), (), ()),
            blocks.Signature(
                _words("NGƯỜI GIỮ SỔ"), _slanted("(Ký, ghi rõ họ tên)"), _words(keeper)
            ),
        ),
        (),
        18,
    )


def _slanted(text: str) -> Text:
    return (Run(clean(text), italic=True),)


def _words(text: str) -> Text:
    tidy = clean(text)
    return (Run(tidy),) if tidy else ()
