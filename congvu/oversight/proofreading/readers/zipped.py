"""DOCX and ODT by what lies in them; DOC through LibreOffice where it is installed."""

import shutil
import subprocess
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import Final

from congvu.oversight.proofreading.errors import CannotRead, Reason
from congvu.oversight.proofreading.readers import apart, docx, odt, ole
from congvu.oversight.proofreading.readers.kinds import MOST_BYTES, SECONDS, Reading, kind_of

_MANIFEST: Final = 1 << 20  # of a list of parts, nothing more is looked at


def read_zip(path: Path) -> Reading:
    """Read a DOCX, an ODT or, by LibreOffice, a DOC; raises CannotRead."""
    with path.open("rb") as file:
        kind = kind_of(file.read(1024))
    return _by_office(path) if kind == "ole" else _zipped(path)


def _zipped(path: Path) -> Reading:
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > 20 * MOST_BYTES:
                raise CannotRead(Reason.BOMB)
            names = set(archive.namelist())
            if "word/document.xml" in names:
                return Reading(docx.text_of(archive), "docx", whole_lines=True)
            if "META-INF/manifest.xml" in names and _is_locked(archive):
                raise CannotRead(Reason.ENCRYPTED)
            if "content.xml" in names and b"text" in archive.read("mimetype")[:80]:
                return Reading(odt.text_of(archive), "odt", whole_lines=True)
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        OSError,
        RuntimeError,
        NotImplementedError,
        ValueError,
    ) as error:
        secret = isinstance(error, RuntimeError) and "encrypted" in str(error)
        raise CannotRead(Reason.ENCRYPTED if secret else Reason.BROKEN) from error
    sheet = any(name.startswith("xl/") for name in names)
    raise CannotRead(Reason.SPREADSHEET if sheet else Reason.TYPE)


def _is_locked(archive: zipfile.ZipFile) -> bool:
    """Whether an OpenDocument says that its parts are encrypted."""
    with archive.open("META-INF/manifest.xml") as manifest:
        return b"encryption-data" in manifest.read(_MANIFEST)


def _by_office(path: Path) -> Reading:
    content = path.read_bytes()
    if refused := ole.refusal_of(content):
        raise CannotRead(refused)
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise CannotRead(Reason.NO_OFFICE)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "van-ban.doc"
        copy.write_bytes(content)
        try:
            subprocess.run(  # noqa: S603 - LibreOffice and paths of our own making
                [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "docx",
                 "--outdir", folder, str(copy)],
                capture_output=True, check=False, timeout=SECONDS - 10,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise CannotRead(Reason.TOO_SLOW) from error
        made = copy.with_suffix(".docx")
        if not made.is_file():
            raise CannotRead(Reason.BROKEN)
        found = _zipped(made)
    return Reading(found.text, "doc", whole_lines=True)


if __name__ == "__main__":
    sys.exit(apart.answer(read_zip))
