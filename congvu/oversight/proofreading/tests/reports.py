"""Invented reports for tests: some contradict themselves, some hold."""

from __future__ import annotations

import io
import zipfile

from docx import Document

HEAD = (
    "ỦY BAN NHÂN DÂN",
    "XÃ MINH TÂM",
    "Số: 12/BC-UBND",
    "Minh Tâm, ngày 05 tháng 3 năm 2026",
    "BÁO CÁO",
    "Kết quả công tác cải cách hành chính tháng 02 năm 2026",
)
WRONG = "Tổng số hồ sơ tiếp nhận: 120 hồ sơ, trong đó: trực tuyến 70 hồ sơ, trực tiếp 40 hồ sơ."
RIGHT = "Tổng số hồ sơ tiếp nhận: 110 hồ sơ, trong đó: trực tuyến 70 hồ sơ, trực tiếp 40 hồ sơ."


def lines(claim: str = WRONG) -> tuple[str, ...]:
    return (*HEAD, "I. KẾT QUẢ", claim, "Các bộ phận đã thực hiện đúng quy chế làm việc.")


def as_text(claim: str = WRONG) -> bytes:
    return "\n".join(lines(claim)).encode()


def as_docx(claim: str = WRONG) -> bytes:
    document = Document()
    for line in lines(claim):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def bomb() -> bytes:
    """Return a small archive that claims to be a document and unpacks to very much."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as member:
            for _megabyte in range(90):
                member.write(b"\0" * 1024 * 1024)
    return out.getvalue()


def spreadsheet() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return out.getvalue()


def locked() -> bytes:
    """Return what an office document with a password looks like from outside."""
    magic = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    return magic + bytes(1016) + "EncryptedPackage".encode("utf-16-le") + bytes(64)
