"""Barcodes and QR codes of a dossier's code, as drawings for PDF and pictures for DOCX.

They hold the code and nothing else: who scans one must still have the right to open the dossier.
"""

import io
from dataclasses import dataclass
from typing import Any

import segno
import zxingcpp
from PIL import Image

# Two modules drawn, two more left white by the page around the symbol.
_QUIET = 2
_DOTS = 6


@dataclass(frozen=True, slots=True)
class Barcode:
    """A Code 128 symbol with its quiet zones; `modules` is its width in narrow bars."""

    svg: str
    png: bytes
    modules: int


def is_encodable(code: str) -> bool:
    """Return whether Code 128 can hold the code: printable ASCII, as every dossier code is."""
    return bool(code) and code.isascii() and code.isprintable()


def barcode(code: str) -> Barcode:
    """Return the Code 128 symbol of a code; the code must be encodable."""
    symbol = zxingcpp.create_barcode(code, zxingcpp.BarcodeFormat.Code128)
    drawn: Any = symbol.to_image()
    height, width = drawn.shape
    picture = Image.frombytes("L", (width, height), bytes(memoryview(drawn)))
    picture = picture.resize((width * _DOTS, height * _DOTS), Image.Resampling.NEAREST)
    return Barcode(symbol.to_svg(), _png(picture), width)


def qr_svg(code: str) -> str:
    out = io.BytesIO()
    segno.make_qr(code, error="m").save(out, kind="svg", border=_QUIET, xmldecl=False)
    return out.getvalue().decode()


def qr_png(code: str) -> bytes:
    out = io.BytesIO()
    segno.make_qr(code, error="m").save(out, kind="png", border=_QUIET, scale=_DOTS)
    return out.getvalue()


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
