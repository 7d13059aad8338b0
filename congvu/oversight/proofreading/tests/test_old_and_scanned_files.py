"""Old office files, files with a password, and pages that are only pictures."""

import io
import shutil
import subprocess
import time
import zipfile
from pathlib import Path
from random import Random

import pypdfium2
import pytest
import typst
from django.core.management import CommandError, call_command
from PIL import Image

from congvu.oversight.proofreading.errors import CannotRead, Reason
from congvu.oversight.proofreading.planting import as_text, invent
from congvu.oversight.proofreading.readers import apart, pdf
from congvu.oversight.proofreading.readers.kinds import NOT_READ
from congvu.oversight.proofreading.readers.pdf import read_pdf
from congvu.oversight.proofreading.readers.reading import read
from congvu.oversight.proofreading.readers.zipped import read_zip
from congvu.oversight.proofreading.rendered import as_docx
from congvu.oversight.proofreading.rules.findings import Severity
from congvu.oversight.proofreading.rules.proof import proofread
from congvu.oversight.proofreading.tests import reports
from congvu.oversight.proofreading.tests.reading import kinds

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def old_file(*streams, flags=0):
    """Return what the outside of an old office file looks like."""
    head = b"\xec\xa5\xc1\x00" + bytes(6) + flags.to_bytes(2, "little") + bytes(500)
    names = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)
    return OLE + bytes(504) + head + names.ljust(1024, b"\0")


def written(folder, content, name):
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (reports.locked(), Reason.ENCRYPTED),
        (old_file("WordDocument", flags=0x0100), Reason.ENCRYPTED),
        (old_file("Workbook"), Reason.SPREADSHEET),
    ],
    ids=["docx with a password", "doc with a password", "xls renamed"],
)
def test_an_old_file_is_refused_by_name_before_any_program_opens_it(tmp_path, content, reason):
    with pytest.raises(CannotRead) as refusal:
        read_zip(written(tmp_path, content, "a.doc"))
    assert refusal.value.reason is reason


def test_the_command_names_a_word_file_with_a_password(tmp_path):
    with pytest.raises(CommandError) as refusal:
        call_command("proofread", str(written(tmp_path, reports.locked(), "a.docx")))
    assert refusal.value.returncode == 2
    assert "mật khẩu" in str(refusal.value)


def test_an_open_document_with_a_password_is_named(tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", "<a><manifest:encryption-data/></a>")
        archive.writestr("content.xml", b"\x00\x01\x02")
    with pytest.raises(CannotRead) as refusal:
        read_zip(written(tmp_path, stream.getvalue(), "a.odt"))
    assert refusal.value.reason is Reason.ENCRYPTED


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not on this machine")
def test_an_old_word_file_gives_the_findings_of_its_text(tmp_path):
    report = invent(Random(17), claims=6, faults=2)
    new = written(tmp_path, as_docx(report), "a.docx")
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
         "doc:MS Word 97", "--outdir", str(tmp_path), str(new)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    reading = read_zip(tmp_path / "a.doc")
    assert reading.kind == "doc"
    assert sorted(kinds(reading.text, whole_lines=True)) == sorted(kinds(as_text(report)))


def test_without_libreoffice_an_old_file_is_refused_with_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda _name: None)
    with pytest.raises(CannotRead) as refusal:
        read_zip(written(tmp_path, old_file("WordDocument"), "a.doc"))
    assert refusal.value.reason is Reason.NO_OFFICE


def partly_scanned(folder):
    """Return a PDF whose second page is a picture."""
    picture = io.BytesIO()
    Image.new("L", (300, 420), 200).save(picture, "PDF")
    text = typst.compile("Đã giải quyết 100 hồ sơ (đúng hạn 90; quá hạn 9 hồ sơ).".encode())
    whole = pypdfium2.PdfDocument(text)
    whole.import_pages(pypdfium2.PdfDocument(picture.getvalue()))
    path = folder / "a.pdf"
    whole.save(path)
    return path


def test_a_page_that_is_a_picture_is_said_and_the_rest_is_proven(tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda _name: None)
    reading = read_pdf(partly_scanned(tmp_path))
    assert NOT_READ in reading.text
    assert kinds(reading.text) == [("sum_mismatch", "90 + 9 = 99 ≠ 100")]


def recogniser(folder, says):
    program = folder / "tesseract"
    program.write_text(f"#!/bin/sh\n{says}\n")
    program.chmod(0o755)
    return str(program)


def test_a_picture_is_recognised_where_tesseract_is(tmp_path, monkeypatch):
    program = recogniser(tmp_path, "echo 'Đã trả 50 hồ sơ (đúng hạn 40; quá hạn 9 hồ sơ).'")
    monkeypatch.setattr("shutil.which", lambda _name: program)
    reading = read_pdf(partly_scanned(tmp_path))
    assert reading.kind == "scan"
    assert reading.text.startswith("[Nhận dạng từ ảnh: trang 2]\n")
    assert [told for _, told in kinds(reading.text)] == ["90 + 9 = 99 ≠ 100", "40 + 9 = 49 ≠ 50"]
    certain, doubtful = proofread(reading.text).findings
    assert certain.severity is Severity.ERROR
    assert doubtful.severity is Severity.WARNING
    assert "đối chiếu với bản giấy" in doubtful.message


def test_a_picture_without_a_letter_is_said_where_tesseract_is_too(tmp_path, monkeypatch):
    program = recogniser(tmp_path, "echo")
    monkeypatch.setattr("shutil.which", lambda _name: program)
    assert NOT_READ in read_pdf(partly_scanned(tmp_path)).text


@pytest.mark.parametrize(
    ("says", "reason"), [("sleep 5", Reason.TOO_SLOW), ("exit 1", Reason.IMAGES)]
)
def test_a_recogniser_that_fails_or_hangs_is_a_refusal(tmp_path, monkeypatch, says, reason):
    monkeypatch.setattr(pdf, "_PAGE_SECONDS", 0.2)
    program = recogniser(tmp_path, f"exec {says}")
    monkeypatch.setattr("shutil.which", lambda _name: program)
    with pytest.raises(CannotRead) as refusal:
        read_pdf(partly_scanned(tmp_path))
    assert refusal.value.reason is reason


def test_flat_rules_and_underlines_are_no_table_and_upright_lines_are():
    def drawn(source):
        with pypdfium2.PdfDocument(typst.compile(source.encode())) as document:
            return pdf._drawn(document[0]).cells

    assert not drawn("#line(length: 5cm)\n\n" * 12)
    assert drawn("#table(columns: 3, [a], [1], [2], [b], [3], [4])")


def test_what_a_reader_started_ends_with_it(tmp_path):
    """A reader that is out of time takes its children with it."""
    module = tmp_path / "cham.py"
    module.write_text(
        "import subprocess, sys, time\n"
        "child = subprocess.Popen(['sleep', '60'])\n"
        "open(sys.argv[1], 'w').write(str(child.pid))\n"
        "time.sleep(60)\n"
    )
    told = tmp_path / "pid"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(apart, "_CHECKOUT", tmp_path)
        with pytest.raises(CannotRead) as refusal:
            apart.ask("cham", told, 1)
    assert refusal.value.reason is Reason.TOO_SLOW
    child = int(told.read_text())
    for _wait in range(100):
        if not _runs(child):
            break
        time.sleep(0.05)
    assert not _runs(child)


def _runs(process):
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2]
    except FileNotFoundError:
        return False
    return state.split()[0] not in "ZX"


def test_reading_from_outside_uses_the_same_refusals(tmp_path):
    with pytest.raises(CannotRead) as refusal:
        read(written(tmp_path, reports.locked(), "a.docx"))
    assert refusal.value.reason is Reason.ENCRYPTED
