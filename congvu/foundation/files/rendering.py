"""A program of its own that draws one page of a paper as PNG, inside limits of time and memory.

Run as `python -I rendering.py FILE MIME PAGE WIDTH SECONDS`: what comes from outside is drawn apart from the server, so that a malicious file can only end this process.
Exit codes: 0 drawn, 3 no such page, 4 cannot be drawn.
"""

from __future__ import annotations

import resource
import sys
from typing import IO, Any

import pypdfium2
from PIL import Image, UnidentifiedImageError

NO_SUCH_PAGE, CANNOT_DRAW = 3, 4
_MEMORY = 2 * 1024**3


class NoSuchPage(Exception):
    """The paper has fewer pages."""


def main(arguments: list[str], out: IO[bytes]) -> int:
    """Draw the page that the arguments name and return the exit code."""
    path, mime, page, width, seconds = arguments
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    try:
        draw = _pdf_page if mime == "application/pdf" else _image_page
        image, pages = draw(path, int(page), int(width))
    except NoSuchPage:
        return NO_SUCH_PAGE
    except (
        pypdfium2.PdfiumError,
        UnidentifiedImageError,
        Image.DecompressionBombError,
        MemoryError,
        OSError,
        ValueError,
        SyntaxError,
    ):
        return CANNOT_DRAW
    out.write(f"{pages}\n".encode())
    image.save(out, "PNG")
    return 0


def _pdf_page(path: str, page: int, width: int) -> tuple[Any, int]:
    document = pypdfium2.PdfDocument(path)
    if not 1 <= page <= len(document):
        raise NoSuchPage
    sheet = document[page - 1]
    # A sheet may claim to be kilometres long: both sides are bounded.
    scale = min(width / max(sheet.get_width(), 1), 3 * width / max(sheet.get_height(), 1))
    return sheet.render(scale=scale).to_pil(), len(document)


def _image_page(path: str, page: int, width: int) -> tuple[Any, int]:
    with Image.open(path) as image:
        pages = getattr(image, "n_frames", 1)
        if not 1 <= page <= pages:
            raise NoSuchPage
        image.seek(page - 1)
        shown = image.convert("RGB")
    shown.thumbnail((width, 3 * width))
    return shown, pages


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], sys.stdout.buffer))
