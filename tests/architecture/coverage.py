"""Which function of the feature table lives where: docs/reference/coverage.toml, read and drawn."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.core.management import get_commands
from django.urls import URLPattern, URLResolver, get_resolver

from congvu.casework.documents.selectors import counted as documents
from congvu.instruments.registers.declared import get_register
from congvu.instruments.registers.of_units import get_unit_book
from congvu.kernel.errors import NotFound
from congvu.oversight.indicators.rules.addresses import SourceKind
from congvu.oversight.indicators.rules.reading import read_sets
from congvu.oversight.indicators.rules.sets import IndicatorSet
from tests.architecture.sources import CHECKOUT, content

FILE = CHECKOUT / "docs" / "reference" / "coverage.toml"
SET = "huyen-2021"
STATES = {"built": "có", "partly": "một phần", "later": "sau"}
GROUPS = {
    "A": (24, "Chỉ đạo, điều hành"),
    "B": (12, "Thể chế"),
    "C": (33, "Thủ tục hành chính"),
    "D": (19, "Tổ chức bộ máy, công vụ"),
    "E": (11, "Tài chính công"),
    "F": (19, "Chính quyền số, đơn thư, báo cáo"),
}
LATER = {"A17", "A18", "A19", "A20", "A21", "F2", "F3"}
"""Index scoring, signatures and exchange come with later work: they may claim nothing."""


@dataclass(frozen=True)
class Row:
    """One function; `where` are addresses with their kind, `tests` nodes of pytest."""

    code: str
    name: str
    state: str
    where: tuple[str, ...]
    indicators: tuple[str, ...]
    tests: tuple[str, ...]
    note: str


@cache
def rows() -> tuple[Row, ...]:
    """Return the rows of the file in its order. Raises KeyError for a test without its node."""
    told = tomllib.loads(content(FILE))
    nodes = told["tests"]
    return tuple(
        Row(
            code=code,
            name=row["name"],
            state=row["state"],
            where=tuple(row.get("where", ())),
            indicators=tuple(row.get("indicators", ())),
            tests=tuple(nodes[name] for name in row.get("tests", ())),
            note=row.get("note", ""),
        )
        for code, row in told["rows"].items()
    )


def expected() -> list[str]:
    """List the codes of the feature table."""
    return [f"{group}{n}" for group, (most, _) in GROUPS.items() for n in range(1, most + 1)]


def faults(row: Row) -> list[str]:
    """Say what a row claims that is not there, or does not say."""
    found = [f"{where}: không có" for where in row.where if not is_there(where)]
    found += [f"{node}: không có phép thử" for node in row.tests if not is_test(node)]
    found += [
        f"{code}: không có chỉ tiêu" for code in row.indicators if code not in annex().by_code
    ]
    if row.state not in STATES or not row.name:
        found.append("không rõ tình trạng hoặc tên")
    if row.state == "later" and (row.where or row.tests or row.indicators):
        found.append("làm sau mà đã khẳng định")
    if row.code in LATER and row.state != "later":
        found.append("thuộc phần làm sau")
    if row.state != "later" and not (row.where and row.tests):
        found.append("thiếu nơi nằm hoặc phép thử")
    if row.state == "partly" and not row.note:
        found.append("một phần thì phải ghi thiếu gì")
    return found + [fault for code in row.indicators for fault in _unsourced(row, code)]


def _unsourced(row: Row, code: str) -> Iterator[str]:
    """Name registers that feed an indicator but not the row that claims it."""
    indicator = annex().by_code.get(code)
    if indicator is None:
        return
    named = {where.partition(":")[2].partition(".")[0] for where in row.where}
    for source in filter(None, (indicator.source, indicator.numerator)):
        if source.kind is SourceKind.REGISTER and source.register[0] not in named:
            yield f"{code} lấy từ sổ {source.register[0]}"


def is_there(where: str) -> bool:
    """Tell whether what an address names exists."""
    kind, _, name = where.partition(":")
    head, _, count = name.partition(".")
    try:
        if kind == "register":
            found: object = get_register(head)
            return not count or bool(get_register(head).count(count))
        if kind == "units":
            return bool(get_unit_book(head).count(count))
        if kind == "documents":
            return bool(documents.get_definition(name))
    except NotFound:
        return False
    if kind == "tag":
        tags = tomllib.loads(content(settings.CATALOGUE / "documents" / "tags.toml"))["tags"]
        found = any(tag["code"] == name for tag in tags)
    elif kind == "file":
        found = (CHECKOUT / name).is_file()
    elif kind == "command":
        found = get_commands().get(name, "").startswith(("congvu.", "config"))
    else:
        found = kind == "route" and name in routes()
    return bool(found)


@cache
def annex() -> IndicatorSet:
    return next(one for one in read_sets(settings.CATALOGUE / "indicators") if one.code == SET)


@cache
def routes() -> frozenset[str]:
    def names(resolver: URLResolver) -> Iterator[str]:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                yield from names(entry)
            elif isinstance(entry, URLPattern) and entry.name:
                yield entry.name

    return frozenset(names(get_resolver()))


def is_test(node: str) -> bool:
    """Tell whether a file holds a test of that name."""
    file, _, name = node.partition("::")
    path = CHECKOUT / file
    return name.startswith("test_") and path.is_file() and name in tests_of(file)


@cache
def tests_of(file: str) -> frozenset[str]:
    tree = ast.parse(content(CHECKOUT / file))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def page() -> str:
    """Return docs/reference/coverage.md."""
    told = rows()
    counts = {state: sum(row.state == state for row in told) for state in STATES}
    parts = [
        (
            "# Chức năng: ở đâu, chỉ tiêu nào, phép thử nào\n\n"
            "Lập từ [coverage.toml](coverage.toml); một dòng nêu màn hình, sổ, số đếm, lệnh hay phép thử không có thì phép thử\n"
            "`tests/architecture/test_coverage.py` báo hỏng. "
            f"{len(told)} dòng: {counts['built']} có, {counts['partly']} một phần, {counts['later']} sau. "
            f"Chỉ tiêu theo bộ `{SET}`.\n\n"
            "*In English*: every function of the feature table with the screen, register or command where it lives, the rows of the\n"
            "annex that take figures from it, and the test that proves it. A row that claims what is not there fails.\n"
        )
    ]
    for group, (_most, name) in GROUPS.items():
        parts.append(
            f"\n## {group}. {name}\n\n| # | chức năng | ở đâu | chỉ tiêu | phép thử | tình trạng |\n"
        )
        parts.append("|---|---|---|---|---|---|\n")
        parts += [_line(row) for row in told if row.code.startswith(group)]
    return "".join(parts)


def _line(row: Row) -> str:
    state = STATES[row.state] + (f": {row.note}" if row.note else "")
    cells = (
        row.code,
        row.name,
        ", ".join(f"`{where}`" for where in row.where),
        ", ".join(row.indicators),
        "<br>".join(f"`{node.rpartition('/')[2]}`" for node in row.tests),
        state,
    )
    return f"| {' | '.join(cells)} |\n"
