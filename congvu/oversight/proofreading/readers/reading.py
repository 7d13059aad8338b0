"""One file of any kind to one text: typed by content, in a process of its own with limits."""

import contextlib
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from congvu.oversight.proofreading.errors import CannotRead
from congvu.oversight.proofreading.readers import docx, odt, pdf, plain

MOST_BYTES: Final = 60 * 1024 * 1024
MOST_TEXT: Final = 12_000_000
MOST_MEMORY: Final = 1_500 * 1024 * 1024
SECONDS: Final = 60
_CHECKOUT: Final = Path(__file__).resolve().parents[4]


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a file; `whole_lines` when each line is a whole paragraph."""

    text: str
    kind: str
    whole_lines: bool


def read(path: Path, seconds: int = SECONDS) -> Reading:
    """Read a file; raises CannotRead with the reason. A text file is read verbatim."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(1024)
    except OSError as error:
        raise CannotRead("missing") from error
    if not size:
        raise CannotRead("empty")
    if size > MOST_BYTES:
        raise CannotRead("too_large")
    if kind_of(head) == "txt":
        return Reading(plain.checked(plain.decode(path.read_bytes())), "txt", whole_lines=False)
    return _apart(path, seconds)


def kind_of(head: bytes) -> str:
    """Return what the first bytes say that the file is; names say nothing."""
    if b"%PDF-" in head:
        return "pdf"
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return "zip"
    if head[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return "ole"
    if head[:5] == b"{\\rtf":
        return "ole"
    if head[:4] in (
        b"\x89PNG",
        b"\xff\xd8\xff\xe0",
        b"\xff\xd8\xff\xe1",
        b"II*\x00",
        b"MM\x00*",
        b"RIFF",
    ):
        return "image"
    return "txt"


def _apart(path: Path, seconds: int) -> Reading:
    """Read in a process that may use so much time and memory and no more."""
    command = [
        sys.executable,
        "-m",
        "congvu.oversight.proofreading.readers.reading",
        str(path.resolve()),
    ]
    try:
        done = subprocess.run(  # noqa: S603 - our own module and the path of the file
            command, capture_output=True, timeout=seconds, cwd=_CHECKOUT, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise CannotRead("too_slow") from error
    if done.returncode:
        raise CannotRead("too_slow" if done.returncode in (-9, -24, 137, 152) else "broken")
    answer = json.loads(done.stdout)
    if "reason" in answer:
        raise CannotRead(answer["reason"])
    return Reading(answer["text"], answer["kind"], answer["whole_lines"])


def read_here(path: Path) -> Reading:
    """Read a file that is no plain text, in this process; raises CannotRead."""
    with path.open("rb") as file:
        kind = kind_of(file.read(1024))
    if kind == "zip":
        reading = _zipped(path)
    elif kind == "pdf":
        text, empty = pdf.text_of(path)
        reading = Reading(
            _of_images(path, text) if not text.strip() and empty else text, "pdf", whole_lines=False
        )
    elif kind == "ole":
        reading = _by_office(path)
    else:
        raise CannotRead("type")
    if len(reading.text) > MOST_TEXT:
        raise CannotRead("too_large")
    return Reading(plain.checked(reading.text), reading.kind, reading.whole_lines)


def _zipped(path: Path) -> Reading:
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > 20 * MOST_BYTES:
                raise CannotRead("bomb")
            names = set(archive.namelist())
            if "word/document.xml" in names:
                return Reading(docx.text_of(archive), "docx", whole_lines=True)
            if "content.xml" in names and b"text" in archive.read("mimetype")[:80]:
                return Reading(odt.text_of(archive), "odt", whole_lines=True)
    except (
        zipfile.BadZipFile,
        KeyError,
        OSError,
        RuntimeError,
        NotImplementedError,
        ValueError,
    ) as error:
        secret = isinstance(error, RuntimeError) and "encrypted" in str(error)
        raise CannotRead("encrypted" if secret else "broken") from error
    sheet = any(name.startswith("xl/") for name in names)
    raise CannotRead("spreadsheet" if sheet else "type")


def _by_office(path: Path) -> Reading:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise CannotRead("no_office")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "van-ban.doc"
        copy.write_bytes(path.read_bytes())
        subprocess.run(  # noqa: S603 - LibreOffice and paths of our own making
            [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "docx",
             "--outdir", folder, str(copy)],
            capture_output=True, check=False, timeout=SECONDS - 10,
        )  # fmt: skip
        made = copy.with_suffix(".docx")
        if not made.is_file():
            raise CannotRead("broken")
        found = _zipped(made)
    return Reading(found.text, "doc", whole_lines=True)


def _of_images(path: Path, text: str) -> str:
    """Recognise a scan with Tesseract where it is installed."""
    tesseract = shutil.which("tesseract")
    if tesseract is None:
        raise CannotRead("images")
    return pdf.recognised(path, tesseract) or text


def main(path: Path) -> int:
    """Read one file within limits and print the answer as JSON: the other half of `_apart`."""
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sheet: dict[str, object]
    try:
        reading = read_here(path)
        sheet = {"text": reading.text, "kind": reading.kind, "whole_lines": reading.whole_lines}
    except CannotRead as error:
        sheet = {"reason": error.reason}
    except (MemoryError, RecursionError):
        sheet = {"reason": "too_large"}
    sys.stdout.buffer.write(json.dumps(sheet).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
