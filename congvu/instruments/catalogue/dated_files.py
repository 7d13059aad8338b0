"""Checks a folder of files of which one holds at a time, each from the day that it names."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Protocol

from congvu.instruments.catalogue.errors import BadFiles, Fault


class Dated(Protocol):
    """What a file holds: its code, and the first day on which it is in force."""

    @property
    def code(self) -> str: ...
    @property
    def starts_on(self) -> date: ...


def check_dated(folder: Path, read: Callable[[str], Dated], noun: str) -> int:
    """Read every file and return how many there are; `noun` is what one is called, in Vietnamese.

    Raises BadFiles for those that cannot be read and for two that begin on one day.
    """
    faults: list[Fault] = []
    days: set[date] = set()
    for file in sorted(folder.glob("*.toml")):
        try:
            one = read(file.read_text(encoding="utf-8"))
        except (OSError, KeyError, ValueError, TypeError, tomllib.TOMLDecodeError) as problem:
            wrong, remedy = f"Không đọc được: {problem}.", f"Xem {noun} có sẵn để sửa."
            faults.append(Fault(file.name, "", wrong, remedy))
            continue
        if one.starts_on in days:
            wrong = f"Hai {noun} cùng áp dụng từ {one.starts_on:%d/%m/%Y}."
            remedy = f"Đổi ngày bắt đầu của một {noun}."
            faults.append(Fault(file.name, one.code, wrong, remedy))
        days.add(one.starts_on)
    if faults:
        raise BadFiles(faults)
    return len(days)
