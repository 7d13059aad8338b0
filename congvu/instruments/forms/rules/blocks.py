"""What a printed form is made of: blocks, first with placeholders, then with words.

`T` is a `Template` in a form's description and a `Text` on a filled sheet.
"""

from dataclasses import dataclass
from typing import Generic, Literal, TypeAlias, TypeVar

from congvu.instruments.forms.rules.templates import Template, Text

T = TypeVar("T")
Align: TypeAlias = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True, slots=True)
class Paper:
    """A page and its margins in millimetres."""

    name: str
    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int

    @property
    def inner_width(self) -> int:
        return self.width - self.left - self.right


# TT 01/2018/TT-VPCP, Điều 9: slips are A5 (148×210 mm), the register is A4.
PAPERS = {
    "A5": Paper("A5", 148, 210, 12, 10, 12, 15),
    "A4": Paper("A4", 210, 297, 20, 15, 20, 30),
    "A4-landscape": Paper("A4-landscape", 297, 210, 18, 10, 15, 20),
}


@dataclass(frozen=True, slots=True)
class Line(Generic[T]):
    """One line of a form, such as "Họ tên: …", under the same conditions as a block."""

    text: T
    when: str = ""
    unless: str = ""


# NĐ 30/2020/NĐ-CP, Phụ lục I, ô số 1 and 9b.
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
RECIPIENTS = "Nơi nhận:"


@dataclass(frozen=True, slots=True)
class Letterhead(Generic[T]):
    """Superior body and issuing unit on the left, Quốc hiệu and Tiêu ngữ on the right.

    NĐ 30/2020/NĐ-CP, Phụ lục I: the superior body is left out when there is none.
    """

    parent: T
    unit: T
    left: tuple[Line[T], ...]
    right: tuple[Line[T], ...]


@dataclass(frozen=True, slots=True)
class Codes(Generic[T]):
    """Code 128 barcode and QR code of one code and nothing else, with lines between them."""

    code: T
    barcode: bool
    qr: bool
    lines: tuple[Line[T], ...]


@dataclass(frozen=True, slots=True)
class Title(Generic[T]):
    """The name of the form; `scale` in per cent of its usual size, `space` in mm above it."""

    text: T
    subtitle: T
    ruled: bool
    scale: int
    space: int


@dataclass(frozen=True, slots=True)
class Paragraph(Generic[T]):
    """One paragraph; `scale` is its size in per cent of the form's text."""

    text: T
    align: Align
    indent: bool
    scale: int


@dataclass(frozen=True, slots=True)
class Lines(Generic[T]):
    """Lines under each other; numbered ones continue the numbers of the form."""

    lines: tuple[Line[T], ...]
    numbered: bool
    indent: bool


@dataclass(frozen=True, slots=True)
class ItemList(Generic[T]):
    """One line for every row of the collection `repeat`, numbered or with a dash.

    `note` follows in the rows that have a value for it.
    """

    repeat: str
    text: T
    note: T
    numbered: bool


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """One column of a table; `width` is a share of the page's width."""

    title: T
    value: T
    width: int
    align: Align
    group: str


@dataclass(frozen=True, slots=True)
class Group(Generic[T]):
    """A heading over neighbouring columns and, with a value, a cell over them in every row."""

    code: str
    title: T
    value: T | None


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """One row for every row of the collection `repeat`; empty rows up to `min_rows`."""

    repeat: str
    columns: tuple[Column[T], ...]
    groups: tuple[Group[T], ...]
    footer: tuple[T, ...]
    min_rows: int
    column_numbers: bool
    scale: int
    row_height: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on a filled sheet: its plan, its rows, and the spanning cells of each row."""

    plan: Table[Text]
    rows: tuple[tuple[Text, ...], ...]
    spans: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True, slots=True)
class Signature(Generic[T]):
    title: T
    note: T
    name: T


@dataclass(frozen=True, slots=True)
class Signatures(Generic[T]):
    """Who signs, side by side, kept together on one page; "Nơi nhận" may stand on the left."""

    columns: tuple[Signature[T], ...]
    recipients: tuple[T, ...]
    space: int


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


SpecBlock: TypeAlias = (
    Letterhead[Template]
    | Codes[Template]
    | Title[Template]
    | Paragraph[Template]
    | Lines[Template]
    | ItemList[Template]
    | Table[Template]
    | Signatures[Template]
    | PageBreak
)
SheetBlock: TypeAlias = (
    Letterhead[Text]
    | Codes[Text]
    | Title[Text]
    | Paragraph[Text]
    | Lines[Text]
    | Grid
    | Signatures[Text]
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Part:
    """A block of a form and the fields that must, or must not, have a value for it."""

    block: SpecBlock
    when: str = ""
    unless: str = ""


@dataclass(frozen=True, slots=True)
class FormSpec:
    """One form of one legal regime, ready to be filled.

    Letters are `size` points, and down to `least_size` where that brings it onto one page.
    """

    kind: str
    number: str
    title: str
    legal_basis: str
    paper: Paper
    size: int
    least_size: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A filled form: words and their places, nothing left to decide.

    `mark` is printed across every page of sample data; `foot` stands at the foot of every page.
    """

    title: str
    paper: Paper
    size: int
    least_size: int
    blocks: tuple[SheetBlock, ...]
    mark: str
    foot: str
    running: str
