"""Pages of a form that this program printed, as pictures for a screen.

Not here: papers that came from outside; those are drawn by a program of their own (foundation/files).
"""

import io
from threading import Lock
from typing import Any, Final

import pypdfium2

MOST_PAGES: Final = 3
WIDTH: Final = 1000
# pdfium is one per process and knows no threads
_ONE_AT_A_TIME = Lock()


def draw_pages(pdf: bytes) -> list[bytes]:
    """Return the first pages as PNG, `WIDTH` pixels wide, in shades of grey."""
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            count = min(len(document), MOST_PAGES)
            return [_draw(document[number]) for number in range(count)]
        finally:
            document.close()


def _draw(page: Any) -> bytes:
    image = page.render(scale=WIDTH / page.get_width()).to_pil().convert("L")
    kept = io.BytesIO()
    image.save(kept, "PNG")
    return kept.getvalue()
