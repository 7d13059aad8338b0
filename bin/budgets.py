"""Sizes against the guide (docs/explanation/the-house.md): printed; only twice the figure fails.

A figure is never a reason to split what reads well whole; it is a reason to look once more.
"""

from __future__ import annotations

import ast
import statistics
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
NOT_COUNTED = {"migrations", "vendor"}


class Size(NamedTuple):
    kind: str
    limit: int
    where: str
    lines: int


def files(pattern: str) -> Iterator[Path]:
    for folder in ("config", "congvu", "tests", "bin"):
        for path in sorted((ROOT / folder).rglob(pattern)):
            if not NOT_COUNTED.intersection(path.parts) and not path.name.endswith(".min.js"):
                yield path


def of_files(kind: str, pattern: str, limit: int) -> Iterator[Size]:
    for path in files(pattern):
        count = len(path.read_text(encoding="utf-8").splitlines())
        yield Size(kind, limit, str(path.relative_to(ROOT)), count)


def modules() -> Iterator[Size]:
    for path in files("*.py"):
        is_test = path.name.startswith("test_")
        count = len(path.read_text(encoding="utf-8").splitlines())
        kind, limit = ("test module", 300) if is_test else ("module", 400)
        yield Size(kind, limit, str(path.relative_to(ROOT)), count)


def functions() -> Iterator[Size]:
    for path in files("*.py"):
        if path.name.startswith("test_"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                where = f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
                yield Size("function", 40, where, node.end_lineno - node.lineno + 1)


def public_services() -> Iterator[Size]:
    """Count public functions of services modules (a package counts by module)."""
    for path in files("*.py"):
        if path.name != "services.py" and path.parent.name != "services":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        public = [n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name[0] != "_"]
        where = str(path.relative_to(ROOT))
        yield Size("services (public functions)", 12, where, len(public))


def sizes() -> Iterable[Size]:
    yield from modules()
    yield from functions()
    yield from public_services()
    yield from of_files("template", "*.html", 120)
    yield from of_files("JS module", "*.js", 150)
    yield from of_files("CSS file", "*.css", 200)
    yield from of_files("room README", "README.md", 80)


def main() -> int:
    by_kind: dict[str, list[Size]] = {}
    for size in sizes():
        by_kind.setdefault(size.kind, []).append(size)
    failed = False
    for kind, found in by_kind.items():
        limit = found[0].limit
        over = sorted((s for s in found if s.lines > limit), key=lambda s: -s.lines)
        median = statistics.median(s.lines for s in found)
        print(f"{kind}: {len(found)}, median {median:g}, over {limit}: {len(over)}")
        for size in over:
            too_much = size.lines > 2 * limit
            failed = failed or too_much
            print(f"  {'TOO MUCH' if too_much else 'look at'} {size.lines:5d}  {size.where}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
