"""The one door by which spreadsheets of other people are opened: bounded, values only.

What is read is a copy made here of the parts that a reader needs, as large as they really are when
unpacked: what an archive declares of its sizes, its overlapping or repeated entries decide nothing.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from posixpath import normpath
from typing import IO, Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from congvu.foundation.files.rules import holds_macros
from congvu.foundation.files.worksheets import PartIsUnsafe, PartWalk
from congvu.kernel.errors import DomainError, gettext_noop

MOST_UNPACKED: Final = 100 * 1024 * 1024
LARGE_UNPACKED: Final = 300 * 1024 * 1024
"""For readers that take tens of thousands of lines."""
MOST_CELLS: Final = 8_000_000
MOST_STRINGS: Final = 2_000_000
MOST_SHEETS: Final = 500
MOST_PARTS: Final = 5_000
_CHUNK: Final = 1024 * 1024
_BOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_UNREAD: Final = ("customxml/", "docprops/", "xl/charts/", "xl/drawings/", "xl/pivotcache/")
_OTHERS: Final = frozenset({"content.xml", "xl/workbook.bin"})
_OLD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_PACKED: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_IS_ENCRYPTED: Final = 1

Refusing = Callable[[str], DomainError]
"""Makes the room's own error of a sentence."""

_TOO_LARGE: Final = gettext_noop(
    "Tệp quá lớn, hoặc có ô ghi ở rất xa; hãy xóa dòng, cột thừa hay chia thành nhiều tệp. "
    "Chưa dòng nào được đọc."
)
_DAMAGED: Final = gettext_noop("Tệp này không mở được như một bảng tính XLSX; hãy lưu lại rồi thử.")
_MACROS: Final = gettext_noop("Tệp có macro; hãy lưu lại thành sổ tính XLSX không có macro.")
_EMPTY: Final = gettext_noop("Tệp rỗng; hãy chọn lại tệp XLSX.")
_OLD_EXCEL: Final = gettext_noop(
    "Đây là bảng tính Excel đời cũ (.xls); hãy mở ra, lưu thành loại .xlsx rồi nộp lại."
)
_PASSWORD: Final = gettext_noop("Tệp có mật khẩu; hãy bỏ mật khẩu, lưu lại rồi nộp.")
_WEB_PAGE: Final = gettext_noop(
    "Đây là trang HTML hoặc XML mang tên bảng tính; hãy mở ra, lưu thành loại .xlsx rồi nộp lại."
)
_PLAIN_TEXT: Final = gettext_noop(
    "Đây là tệp văn bản (CSV), không phải bảng tính XLSX; hãy mở ra, lưu thành loại .xlsx rồi nộp lại."
)
_OTHER_KIND: Final = gettext_noop(
    "Đây là bảng tính loại khác (ODS hoặc XLSB); hãy mở ra, lưu thành loại .xlsx rồi nộp lại."
)
_NO_SHEET: Final = gettext_noop("Tệp này không phải bảng tính XLSX.")


@dataclass(frozen=True, slots=True)
class Workbook:
    """An opened spreadsheet; formulas have the values that were kept with them, none is evaluated."""

    sheet_names: tuple[str, ...]
    parts: zipfile.ZipFile
    """The parts of the file whose sizes are true."""
    _book: CalamineWorkbook
    _refused: Refusing

    def sheet(self, which: int | str) -> CalamineSheet:
        """Return a sheet by its place or name. Raises the room's error when it cannot be read."""
        try:
            if isinstance(which, int):
                return self._book.get_sheet_by_index(which)
            return self._book.get_sheet_by_name(which)
        except (CalamineError, OSError, ValueError, IndexError) as problem:
            raise self._refused(_DAMAGED) from problem


@contextmanager
def opened(
    file: IO[bytes] | bytes,
    *,
    refused: Refusing,
    most_unpacked: int = MOST_UNPACKED,
    takes_macros: bool = False,
) -> Iterator[Workbook]:
    """Open an XLSX for as long as the block lasts; sheets that were obtained may be kept.

    Raises what `refused` makes of a Vietnamese sentence that says what to do: for what is no XLSX
    (XLS, CSV, HTML, ODS, with a password), for macros unless the caller takes the values all the
    same, and for what is larger unpacked than `most_unpacked` bytes, names cells far away, brings
    entities, or has too many sheets or strings.
    """
    content = io.BytesIO(file) if isinstance(file, bytes) else file
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as clean:
        _Copy(content, most_unpacked, takes_macros, refused).write(clean)
        clean.flush()
        try:
            book = CalamineWorkbook.from_path(clean.name)
        except (CalamineError, OSError, ValueError) as problem:
            raise refused(_DAMAGED) from problem
        with zipfile.ZipFile(clean) as parts:
            yield Workbook(tuple(book.sheet_names), parts, book, refused)


@dataclass
class _Copy:
    """Copies the parts that are read, each judged while it is unpacked."""

    _file: IO[bytes]
    _most: int
    _takes_macros: bool
    _refused: Refusing
    _unpacked: int = 0
    _cells: int = 0
    _strings: int = 0
    _sheets: list[str] = field(default_factory=list)
    _targets: dict[str, str] = field(default_factory=dict)

    def write(self, clean: IO[bytes]) -> None:
        self._file.seek(0)
        try:
            with (
                zipfile.ZipFile(self._file) as archive,
                zipfile.ZipFile(clean, "w") as copy,
            ):
                for member in self._members(archive):
                    self._copy(archive, member, copy)
        except zipfile.BadZipFile as problem:
            raise self._refused(self._said_of_no_archive()) from problem
        except (zlib.error, PartIsUnsafe, EOFError, ValueError, NotImplementedError) as problem:
            raise self._refused(_DAMAGED) from problem
        finally:
            self._file.seek(0)
        self._check_sheets()

    def _members(self, archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
        """Return the entries that are read. Raises for another format, macros and passwords."""
        members = archive.infolist()
        names = [one.filename.replace("\\", "/").lower() for one in members]
        if _BOOK not in names:
            is_other = bool(_OTHERS & set(names))
            raise self._refused(_OTHER_KIND if is_other else _NO_SHEET)
        if holds_macros(names) and not self._takes_macros:
            raise self._refused(_MACROS)
        if len(members) > MOST_PARTS:
            raise self._refused(_TOO_LARGE)
        read = [
            one
            for name, one in zip(names, members, strict=True)
            if name.endswith((".xml", ".rels")) and not name.startswith(_UNREAD)
        ]
        if any(one.flag_bits & _IS_ENCRYPTED for one in read):
            raise self._refused(_PASSWORD)
        is_odd = any(one.compress_type not in _PACKED or one.header_offset < 0 for one in read)
        if is_odd or len(set(names)) < len(names):
            raise PartIsUnsafe  # two readers may see two files in it
        return read

    def _copy(
        self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, copy: zipfile.ZipFile
    ) -> None:
        walk = PartWalk()
        with archive.open(member) as part, copy.open(member.filename, "w") as kept:
            while chunk := part.read(_CHUNK):
                self._unpacked += len(chunk)
                try:
                    walk.feed(chunk)
                finally:
                    self._check(walk)
                kept.write(chunk)
            walk.feed(b"", is_last=True)
        self._cells += walk.span
        self._strings += walk.strings
        name = member.filename.replace("\\", "/").lower()
        if name == _BOOK:
            self._sheets = walk.sheets
        elif name == _RELATIONS:
            self._targets = walk.targets

    def _check(self, walk: PartWalk) -> None:
        if (
            self._unpacked > self._most
            or self._cells + walk.span > MOST_CELLS
            or self._strings + walk.strings > MOST_STRINGS
            or len(walk.sheets) > MOST_SHEETS
        ):
            raise self._refused(_TOO_LARGE)

    def _check_sheets(self) -> None:
        """Raise when sheets share a part: its cells were counted once and would be read many times."""
        places = {_place_of(self._targets.get(one, one)) for one in self._sheets}
        if len(places) < len(self._sheets):
            raise self._refused(_DAMAGED)

    def _said_of_no_archive(self) -> str:
        self._file.seek(0)
        start = self._file.read(_CHUNK)
        if not start:
            return _EMPTY
        if start.startswith(_OLD):
            return _PASSWORD if _LOCKED in start + self._file.read(self._most) else _OLD_EXCEL
        if start.startswith(b"PK"):
            return _DAMAGED
        text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
        if text.startswith(b"<"):
            return _WEB_PAGE
        return _NO_SHEET if b"\0" in start else _PLAIN_TEXT


def _place_of(target: str) -> str:
    """Return where in the archive a relation of the workbook leads, however it is written."""
    place = normpath(target.replace("\\", "/").lstrip("/")).lower()
    return place if place.startswith("xl/") else f"xl/{place}"
