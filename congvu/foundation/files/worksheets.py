"""Goes through a part of an XLSX once and tells what a reader would have to make room for."""

from __future__ import annotations

from typing import Final
from xml.parsers import expat

BEYOND: Final = 10_000_000
"""A line or column that no spreadsheet has; stands for a number that cannot be read."""


class PartIsUnsafe(Exception):  # a fact, not an error of ours
    """The part is not well-formed, or declares types or entities."""


class PartWalk:
    """Reads a part piece by piece; keeps the rectangle of its filled cells, its strings and sheets.

    Readers make room for the whole rectangle from the first to the last cell: a file of five
    kilobytes that names A1 and XFD1048576 would end the program.
    """

    def __init__(self) -> None:
        self.strings = 0
        self.sheets: list[str] = []
        """The relations of the sheets that a workbook lists."""
        self.targets: dict[str, str] = {}
        """Where relations lead."""
        self._row = self._column = 0
        self._top = self._bottom = self._left = self._right = 0
        self._in_cell = False
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._refuse

    @property
    def span(self) -> int:
        """How many cells the rectangle has; more than any when its lines go up."""
        return (self._bottom - self._top + 1) * (self._right - self._left + 1) if self._top else 0

    def feed(self, chunk: bytes, *, is_last: bool = False) -> None:
        """Read on. Raises PartIsUnsafe; readers forgive what is not well-formed, so it is not passed on."""
        try:
            self._parser.Parse(chunk, is_last)
        except expat.ExpatError as problem:
            raise PartIsUnsafe from problem

    def _start(self, tag: str, told: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self._in_cell = True
            self._place(told.get("r", ""))
        elif name == "row":
            self._row = _number(told["r"]) if "r" in told else self._row + 1
            self._column = 0
        elif self._in_cell:
            self._hold()
        elif name == "si":
            self.strings += 1
        elif name == "sheet":
            self.sheets += [one for key, one in told.items() if key.endswith(":id")]
        elif name == "Relationship":
            self.targets[told.get("Id", "")] = told.get("Target", "")

    def _end(self, tag: str) -> None:
        if tag.rpartition(":")[2] == "c":
            self._in_cell = False

    def _refuse(self, *_told: object) -> None:
        raise PartIsUnsafe  # no spreadsheet declares types; entities are how a small file grows

    def _place(self, cell: str) -> None:
        if not cell:
            self._column += 1
            return
        letters = cell.rstrip("0123456789")
        if cell[len(letters) :]:
            self._row = _number(cell[len(letters) :])
        column = 0
        for letter in letters.upper()[:4]:
            column = column * 26 + ord(letter) - 64
        self._column = column

    def _hold(self) -> None:
        if not self._top:
            self._top = self._bottom = self._row
            self._left = self._right = self._column
        if self._row < self._bottom:
            self._bottom = BEYOND * BEYOND  # lines go down in every file that a program wrote
        self._bottom = max(self._bottom, self._row)
        self._left = min(self._left, self._column)
        self._right = max(self._right, self._column)


def _number(digits: str) -> int:
    return int(digits) if digits.isdecimal() and len(digits) <= 7 else BEYOND
