"""Small papers of every kind that an office brings, made in memory."""

from __future__ import annotations

import io
import zipfile
import zlib

from PIL import Image

from congvu.foundation.files import rules


def make_pdf(pages: int = 1, *, extra: bytes = b"") -> bytes:
    """Return a plain PDF; `extra` is put in as one more object."""
    kids = " ".join(f"{number + 3} 0 R" for number in range(pages)).encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R" + (b"/OpenAction 9999 0 R" if extra else b"") + b">>",
        b"<</Type/Pages/Kids[" + kids + b"]/Count " + str(pages).encode() + b">>",
        *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"] * pages,
    ]
    out, places = io.BytesIO(b""), []
    out.write(b"%PDF-1.7\n")
    for number, text in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + text + b"\nendobj\n")
    if extra:
        out.write(b"9999 0 obj\n" + extra + b"\nendobj\n")
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write(b"".join(f"{place:010d} 00000 n \n".encode() for place in places))
    out.write(f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\n".encode())
    out.write(f"startxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def make_packed_object(text: bytes) -> bytes:
    """Return an object stream, which hides its text by packing it."""
    packed = zlib.compress(b"10 0 " + text)
    head = f"<</Type/ObjStm/N 1/First 5/Filter/FlateDecode/Length {len(packed)}>>".encode()
    return head + b"\nstream\n" + packed + b"\nendstream"


def make_image(kind: str = "PNG", size: tuple[int, int] = (60, 40), frames: int = 1) -> bytes:
    out = io.BytesIO()
    images = [Image.new("RGB", size, (200, 10 * number, 0)) for number in range(frames)]
    more = {"save_all": True, "append_images": images[1:]} if frames > 1 else {}
    images[0].save(out, kind, **more)
    return out.getvalue()


def make_office(mime: str = rules.DOCX, *more: str) -> bytes:
    """Return an archive with the members by which an office document is known."""
    members = {
        rules.DOCX: {"[Content_Types].xml": "", "word/document.xml": "<x/>"},
        rules.XLSX: {"xl/workbook.xml": "<x/>"},
        rules.ODT: {"mimetype": rules.ODT, "content.xml": "<x/>"},
        "zip": {"a.exe": "MZ"},
    }[mime]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in {**members, **dict.fromkeys(more, "x")}.items():
            archive.writestr(name, text)
    return out.getvalue()
