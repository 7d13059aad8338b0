"""Every text of the project in Unicode's composed form (NFC): `bin/nfc.py [--fix] [FILE …]`.

A composed and a decomposed "ộ" look the same and are different translations and search keys.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXTS = {
    *(".py", ".md", ".toml", ".csv", ".html", ".css", ".js", ".po", ".sql", ".txt"),
    *(".yml", ".yaml", ".json", ".svg", ".sh", ".typ"),
}
NOT_OURS = {".git", ".venv", "data", "vendor", "node_modules", "staticfiles", "__pycache__"}


def texts(folder: Path = ROOT) -> Iterator[Path]:
    """Yield the project's own text files; hidden caches, data and vendored files apart."""
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            if path.name not in NOT_OURS and not path.name.endswith("_cache"):
                yield from texts(path)
        elif path.suffix in TEXTS:
            yield path


def main(arguments: list[str]) -> int:
    fix = "--fix" in arguments
    named = [Path(argument) for argument in arguments if argument != "--fix"]
    decomposed = 0
    for path in named or texts():
        content = path.read_text(encoding="utf-8")
        composed = unicodedata.normalize("NFC", content)
        if content == composed:
            continue
        decomposed += 1
        print(f"{path}: not in NFC{'; mended' if fix else ''}")
        if fix:
            path.write_text(composed, encoding="utf-8")
    return 1 if decomposed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
