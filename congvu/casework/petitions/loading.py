"""Reads catalogue/petitions for `congvu catalogue check`; nothing of it goes to the database.

Limits and grounds are read from their files when they are needed (`limits`); a changed file holds
after a restart.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from congvu.casework.petitions.rules import read_grounds, read_limits
from congvu.instruments.catalogue.errors import BadFiles, Fault
from congvu.instruments.catalogue.parts import Part

FILES: Final[dict[str, tuple[Callable[[str], Sequence[Any]], str]]] = {
    "limits.toml": (read_limits, "step"),
    "grounds.toml": (read_grounds, "code"),
}


def check(folder: Path) -> int:
    """Read limits and grounds and return how many there are. Raises BadFiles."""
    faults: list[Fault] = []
    found = 0
    for name, (read, key) in FILES.items():
        try:
            entries = read((folder / name).read_text(encoding="utf-8"))
        except (OSError, KeyError, ValueError, TypeError, tomllib.TOMLDecodeError) as problem:
            faults.append(
                Fault(
                    name, "", f"Không đọc được: {problem}.", "Xem các dòng khác trong tệp để sửa."
                )
            )
            continue
        found += len(entries)
        faults += _overlaps(name, entries, key)
    if faults:
        raise BadFiles(faults)
    return found


def _overlaps(name: str, entries: Sequence[Any], key: str) -> Iterator[Fault]:
    """Tell of two entries for one thing that hold on the same day."""
    spans: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for one in entries:
        named = f"{one.stream}, {getattr(one, key)}"
        spans[named].append((one.starts_on, one.ends_on or date.max))
    for named, known in spans.items():
        known.sort()
        for (_first, ends), (begins, _last) in pairwise(known):
            if begins < ends:
                yield Fault(
                    name,
                    named,
                    f"Hai dòng cùng áp dụng từ {begins:%d/%m/%Y}.",
                    "Ghi until cho dòng cũ.",
                )


PART: Final = Part(folder="petitions", label=_("hạn và căn cứ xử lý đơn thư"), check=check)
