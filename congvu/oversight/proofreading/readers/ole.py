"""Old office files from outside: a password or a spreadsheet is named before any program opens them."""

from typing import Final

from congvu.oversight.proofreading.errors import Reason

_SECTOR: Final = 512
# Names of streams in the directory of the compound file, as it writes them ([MS-CFB] 2.6.1).
_LOCKED_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_WORD_STREAM: Final = "WordDocument".encode("utf-16-le")
_SHEET_STREAMS: Final = ("Workbook\0".encode("utf-16-le"), "Book\0".encode("utf-16-le"))
# The head of a Word document and the bit that says that it is encrypted ([MS-DOC] 2.5.2).
_WORD_HEAD: Final = b"\xec\xa5"
_FLAGS_AT: Final = 10
_ENCRYPTED: Final = 0x0100


def refusal_of(content: bytes) -> Reason | None:
    """Return why an old office file will not be read, None when it may be."""
    if _LOCKED_PACKAGE in content or _has_password(content):
        return Reason.ENCRYPTED
    if _WORD_STREAM not in content and any(name in content for name in _SHEET_STREAMS):
        return Reason.SPREADSHEET
    return None


def _has_password(content: bytes) -> bool:
    for at in range(_SECTOR, len(content) - _SECTOR, _SECTOR):
        if content.startswith(_WORD_HEAD, at):
            flags = int.from_bytes(content[at + _FLAGS_AT : at + _FLAGS_AT + 2], "little")
            return bool(flags & _ENCRYPTED)
    return False
