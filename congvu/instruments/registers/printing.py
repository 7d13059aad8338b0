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

WIDTHS = {Kind.LONG: 40, Kind.TEXT: 30, Kind.DOCUMENT: 34, Kind.UNIT: 26, Kind.ROW: 34}
NARROW = 15
SIZE = 11
_NUMBER_WIDTH = 8


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
        paper=blocks.PAPERS["A4-landscape"],
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
    head = (_column("TT", _NUMBER_WIDTH, "center"), *map(_headed, register.specs))
    plan: blocks.Table[Text] = blocks.Table(
        repeat="lines",
        columns=head,
        groups=(),
        footer=(),
        min_rows=1,
        column_numbers=True,
        scale=75,
        row_height=0,
    )
    rows = tuple(
        (_words(str(number)), *(_words(text) for text in line.texts))
        for number, line in enumerate(lines, 1)
    )
    return blocks.Grid(plan, rows, tuple(() for _row in rows))


def _headed(spec: Spec) -> blocks.Column[Text]:
    align: blocks.Align = "left"
    if spec.kind in NUMBERS:
        align = "right"
    elif spec.kind in DAYS:
        align = "center"
    return _column(spec.label, WIDTHS.get(spec.kind, NARROW), align)


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
