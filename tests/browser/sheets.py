"""Our style sheets as one: in the product a browser asks for forty of them once, in tests each page would."""

from __future__ import annotations

import re
from pathlib import Path

MAIN = "congvu.css"
_IMPORT = re.compile(r'@import url\("(?P<file>[^"]+)"\)(?: layer\((?P<layer>\w+)\))?;')


def one_sheet(main: Path) -> str:
    """Write the imported sheets into the one that imports them; the order of layers stays."""

    def written(found: re.Match[str]) -> str:
        content = (main.parent / found["file"]).read_text(encoding="utf-8")
        return f"@layer {found['layer']} {{{content}}}" if found["layer"] else content

    return _IMPORT.sub(written, main.read_text(encoding="utf-8"))
