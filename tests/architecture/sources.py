"""The project's own files and their syntax trees, for the tests of the house.

What a checkout collects beside them (environment, data, caches) and vendored files are not ours.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
NOT_OURS = {".git", ".venv", "data", "vendor", "__pycache__", "staticfiles", "test-results"}
BINARY = {
    *(".mo", ".ttf", ".otf", ".woff", ".woff2", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".ico"),
    *(".pdf", ".docx", ".xlsx", ".gz", ".zip", ".parquet", ".db", ".sqlite3"),
}


def walk(folder: Path = CHECKOUT) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            if path.name not in NOT_OURS and not path.name.endswith(("_cache", ".hypothesis")):
                yield from walk(path)
        elif path.suffix not in BINARY:
            yield path


@cache
def texts() -> tuple[Path, ...]:
    return tuple(path for path in walk() if path.name != ".coverage")


@cache
def content(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(content(path), filename=str(path))


def python(*folders: str) -> list[Path]:
    """Return our Python files under the folders, without migrations and tests."""
    return [
        path
        for path in texts()
        if path.suffix == ".py"
        and path.relative_to(CHECKOUT).parts[0] in folders
        and not {"migrations", "tests"} & {*path.relative_to(CHECKOUT).parts}
    ]


def place(path: Path, node: ast.AST | None = None) -> str:
    line = getattr(node, "lineno", 0)
    return f"{path.relative_to(CHECKOUT)}:{line}" if line else str(path.relative_to(CHECKOUT))


def calls(path: Path, *names: str) -> Iterator[ast.Call]:
    """Yield the calls `something.name(…)` in a file."""
    for node in ast.walk(tree(path)):
        called = node.func if isinstance(node, ast.Call) else None
        if isinstance(called, ast.Attribute) and called.attr in names:
            yield node
