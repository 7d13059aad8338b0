"""Filling a form: a spec and the data of one dossier become a sheet of plain words."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from congvu.instruments.forms.errors import TooManyRows
from congvu.instruments.forms.rules import blocks
from congvu.instruments.forms.rules.formats import Value, check_value, show
from congvu.instruments.forms.rules.kinds import KINDS, OWN_FIELDS, ROW_NUMBER, Field, Kind
from congvu.instruments.forms.rules.templates import Run, Slot, Template, Text, plain

Data: TypeAlias = Mapping[str, Any]

# A volume of the register: about 45 pages, 1 s and 350 MB. A year's book has several (Quyển số).
MOST_ROWS = 1_000

# Until the signing room signs slips, every page says what it is not (TT 01/2018, Điều 10).
UNSIGNED = "Bản này chưa được ký số"
SAMPLE_MARK = "DỮ LIỆU MẪU"


class UnknownField(TypeError):
    """The caller handed over a name that this kind of form does not have."""


def fill(spec: blocks.FormSpec, data: Data, *, sample: bool) -> blocks.Sheet:
    """Return the form filled with `data`; what has no value is left as a dotted line.

    `sample` marks every page DỮ LIỆU MẪU. Raises UnknownField for a name that is not in the
    kind's contract and TypeError for a value of the wrong type, both mistakes of a program, and
    TooManyRows for a table of more than `MOST_ROWS` rows.
    """
    kind = KINDS[spec.kind]
    check_data(kind, data)
    own = {
        "form_number": spec.number,
        "form_title": spec.title,
        "form_basis": spec.legal_basis,
    }
    filler = _Filler(kind, {**data, **own})
    filled = [filler.block(part.block) for part in spec.parts if filler.wanted(part)]
    return blocks.Sheet(
        title=_sheet_title(spec, data),
        paper=spec.paper,
        size=spec.size,
        least_size=spec.least_size,
        blocks=tuple(block for block in filled if block is not None),
        mark=SAMPLE_MARK if sample else "",
        foot=UNSIGNED,
        running=clean(str(data.get("dossier_code") or "")),
    )


def check_data(kind: Kind, data: Data) -> None:
    """Raise unless the data keeps the contract of the kind; see `fill`."""
    for name, value in data.items():
        if name in kind.rows:
            if len(value or ()) > MOST_ROWS:
                raise TooManyRows(len(value), MOST_ROWS)
            for row in value or ():
                _check_fields(f"{name}.", kind.rows[name], row)
        else:
            _check_fields("", kind.fields, {name: value})


def _check_fields(prefix: str, fields: Mapping[str, Field], values: Data) -> None:
    for name, value in values.items():
        if name not in fields:
            raise UnknownField(f"unknown field {prefix}{name}")
        check_value(prefix + name, fields[name].type, value)


def clean(text: str) -> str:
    """Return the text without control characters, which neither PDF nor DOCX can hold."""
    return "".join(
        letter
        for letter in text.replace("\t", " ")
        if letter == "\n" or not unicodedata.category(letter).startswith("C")
    )


def _sheet_title(spec: blocks.FormSpec, data: Data) -> str:
    code = clean(str(data.get("dossier_code") or ""))
    return f"{spec.title} {code}".strip()


class _Filler:
    """Holds what is needed while one form is filled: the data and the running number of lines."""

    def __init__(self, kind: Kind, data: Data) -> None:
        self.kind = kind
        self.data = data
        self.fields = {**kind.fields, **OWN_FIELDS}
        self.number = 0

    def wanted(self, part: blocks.Part | blocks.Line[Template]) -> bool:
        return (not part.when or self._has(part.when)) and (
            not part.unless or not self._has(part.unless)
        )

    def _has(self, name: str) -> bool:
        value = self.data.get(name)
        return bool(value.strip() if isinstance(value, str) else value)

    def block(self, block: blocks.SpecBlock) -> blocks.SheetBlock | None:
        """Return the block with words in place of placeholders; None when it has become empty."""
        filled: blocks.SheetBlock | None
        match block:
            case blocks.Letterhead():
                filled = self._letterhead(block)
            case blocks.Codes():
                code = self._words(block.code, dots=False)
                filled = (
                    blocks.Codes(code, block.barcode, block.qr, self._kept(block.lines))
                    if code
                    else None
                )
            case blocks.Title():
                filled = blocks.Title(
                    self._words(block.text),
                    self._words(block.subtitle),
                    block.ruled,
                    block.scale,
                    block.space,
                )
            case blocks.Paragraph():
                filled = blocks.Paragraph(
                    self._words(block.text), block.align, block.indent, block.scale
                )
            case blocks.Lines():
                filled = self._lines(block)
            case blocks.ItemList():
                filled = self._items(block)
            case blocks.Table():
                filled = self._grid(block)
            case blocks.Signatures():
                filled = self._signatures(block)
            case blocks.PageBreak():
                filled = block
        return filled

    def _letterhead(self, block: blocks.Letterhead[Template]) -> blocks.Letterhead[Text]:
        parent = self._words(block.parent, dots=False)
        unit = self._words(block.unit)
        return blocks.Letterhead(parent, unit, self._kept(block.left), self._kept(block.right))

    def _words(
        self,
        template: Template,
        row: Data | None = None,
        collection: str = "",
        *,
        dots: bool = True,
    ) -> Text:
        return template.fill(self._value_of(row, collection), dots=dots)

    def _value_of(self, row: Data | None, collection: str) -> Callable[[Slot], str]:
        row_fields = {**self.kind.rows[collection], **ROW_NUMBER} if collection else {}

        def value_of(slot: Slot) -> str:
            if row is not None and slot.name in row_fields:
                value: Value = row.get(slot.name)
                return clean(show(row_fields[slot.name].type, slot.format, value))
            return clean(show(self.fields[slot.name].type, slot.format, self.data.get(slot.name)))

        return value_of

    def _many(self, templates: Sequence[Template]) -> tuple[Text, ...]:
        return tuple(self._words(template) for template in templates)

    def _kept(self, lines: Sequence[blocks.Line[Template]]) -> tuple[blocks.Line[Text], ...]:
        return tuple(blocks.Line(self._words(line.text)) for line in lines if self.wanted(line))

    def _lines(self, block: blocks.Lines[Template]) -> blocks.Lines[Text] | None:
        lines = self._kept(block.lines)
        if block.numbered:
            lines = tuple(blocks.Line(self._numbered(line.text)) for line in lines)
        return blocks.Lines(lines, numbered=False, indent=block.indent) if lines else None

    def _numbered(self, words: Text) -> Text:
        self.number += 1
        return (Run(f"{self.number}. "), *words)

    def _rows(self, collection: str) -> list[Data]:
        rows: Sequence[Data] = self.data.get(collection) or ()
        return [{**row, "index": at} for at, row in enumerate(rows, start=1)]

    def _items(self, block: blocks.ItemList[Template]) -> blocks.Lines[Text]:
        rows = self._rows(block.repeat) or [{"index": 1}]
        lines = []
        for row in rows:
            marker = f"{row['index']}. " if block.numbered else "- "
            words = self._words(block.text, row, block.repeat)
            if any(row.get(slot.name) for slot in block.note.slots()):
                words += (Run(" "), *self._words(block.note, row, block.repeat))
            lines.append(blocks.Line((Run(marker), *words)))
        return blocks.Lines(tuple(lines), numbered=False, indent=True)

    def _grid(self, block: blocks.Table[Template]) -> blocks.Grid:
        rows = self._rows(block.repeat)
        rows += [{}] * max(0, block.min_rows - len(rows))

        def cells(templates: Sequence[Template], row: Data) -> tuple[Text, ...]:
            return tuple(self._words(cell, row, block.repeat, dots=False) for cell in templates)

        values = [column.value for column in block.columns]
        spans = [group.value for group in block.groups if group.value is not None]
        return blocks.Grid(
            plan=self._plan(block),
            rows=tuple(cells(values, row) for row in rows),
            spans=tuple(cells(spans, row) for row in rows),
        )

    def _plan(self, block: blocks.Table[Template]) -> blocks.Table[Text]:
        """Return the table's own words: headings and footer."""
        return blocks.Table(
            repeat=block.repeat,
            columns=tuple(
                blocks.Column(self._words(c.title), (), c.width, c.align, c.group)
                for c in block.columns
            ),
            groups=tuple(
                blocks.Group(g.code, self._words(g.title), None if g.value is None else ())
                for g in block.groups
            ),
            footer=tuple(self._words(cell, dots=False) for cell in block.footer),
            min_rows=block.min_rows,
            column_numbers=block.column_numbers,
            scale=block.scale,
            row_height=block.row_height,
        )

    def _signatures(self, block: blocks.Signatures[Template]) -> blocks.Signatures[Text]:
        columns = tuple(
            blocks.Signature(
                self._words(one.title, dots=False),
                self._words(one.note, dots=False),
                self._words(one.name, dots=False),
            )
            for one in block.columns
        )
        return blocks.Signatures(columns, self._many(block.recipients), block.space)


def all_words(sheet: blocks.Sheet) -> list[str]:
    """Return every piece of text that the sheet prints, in order; blanks read as dots."""
    found: list[str] = []
    for block in sheet.blocks:
        found += [plain(text) for text in _texts(block) if text]
    return found


def _texts(block: blocks.SheetBlock) -> list[Text]:
    texts: list[Text]
    match block:
        case blocks.Letterhead():
            texts = [block.parent, block.unit, *(line.text for line in (*block.left, *block.right))]
        case blocks.Codes():
            texts = [block.code, *(line.text for line in block.lines)]
        case blocks.Title():
            texts = [block.text, block.subtitle]
        case blocks.Paragraph():
            texts = [block.text]
        case blocks.Lines():
            texts = [line.text for line in block.lines]
        case blocks.Grid():
            heads = [column.title for column in block.plan.columns]
            heads += [group.title for group in block.plan.groups]
            cells = [cell for row in (*block.spans, *block.rows) for cell in row]
            texts = [*heads, *cells, *block.plan.footer]
        case blocks.Signatures():
            people = [text for one in block.columns for text in (one.title, one.note, one.name)]
            texts = [*block.recipients, *people]
        case blocks.PageBreak():
            texts = []
    return texts
