"""Tells whether a spreadsheet is a giant before a reader makes room for all that it names."""

from __future__ import annotations

import zipfile
import zlib
from typing import IO, Final
from xml.parsers import expat

MOST_CELLS: Final = 8_000_000
_BEYOND: Final = 10_000_000
_CHUNK: Final = 1024 * 1024


def is_giant(file: IO[bytes], most: int = MOST_CELLS) -> bool:
    """Return whether the sheets of an XLSX span more cells than `most`, or cannot be told.

    Readers make room for the whole rectangle from the first to the last cell: a file of five
    kilobytes that names A1 and XFD1048576 would end the program. What is no ZIP is not judged.
    """
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            names = {one.lower() for one in archive.namelist()}
            if names & {"content.xml", "xl/workbook.bin"}:
                return True  # another format, whose repeated cells are not read here
            span = 0
            for member in archive.infolist():
                span += _span(archive, member)
                if span > most:
                    return True
    except zipfile.BadZipFile:
        return False
    except (zlib.error, RuntimeError, NotImplementedError):
        return True  # damaged, encrypted, or packed in an unknown way
    finally:
        file.seek(0)
    return False


def _span(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> int:
    """Return how many cells a part of the file spans; more than any when it cannot be told."""
    walk = _Walk()
    has_lines = False
    kept = b""
    with archive.open(member) as part:
        while chunk := part.read(_CHUNK):
            has_lines = has_lines or b"sheetData" in kept + chunk
            kept = chunk[-16:]
            walk.feed(chunk)
    # readers forgive what is not well-formed
    return _BEYOND * _BEYOND if has_lines and walk.is_broken else walk.span


class _Walk:
    """Goes through a sheet and keeps the rectangle of the cells that hold something."""

    def __init__(self) -> None:
        self.is_broken = False
        self._row = self._column = 0
        self._top = self._bottom = self._left = self._right = 0
        self._in_cell = False
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.EntityDeclHandler = self._entity

    @property
    def span(self) -> int:
        return (self._bottom - self._top + 1) * (self._right - self._left + 1) if self._top else 0

    def feed(self, chunk: bytes) -> None:
        if self.is_broken:
            return
        try:
            self._parser.Parse(chunk, False)
        except expat.ExpatError:
            self.is_broken = True

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

    def _end(self, tag: str) -> None:
        if tag.rpartition(":")[2] == "c":
            self._in_cell = False

    def _entity(self, *_told: object) -> None:
        self.is_broken = True

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
            self.is_broken = True  # lines go down in every file that a program wrote
        self._bottom = max(self._bottom, self._row)
        self._left, self._right = (
            min(self._left, self._column),
            max(self._right, self._column),
        )


def _number(digits: str) -> int:
    return int(digits) if digits.isdecimal() and len(digits) <= 7 else _BEYOND
