"""Of files of which one holds at a time, each begins on a day of its own."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from congvu.instruments.catalogue.dated_files import check_dated
from congvu.instruments.catalogue.errors import BadFiles


@dataclass(frozen=True)
class Scale:
    code: str
    starts_on: date


def read(text: str) -> Scale:
    said = tomllib.loads(text)
    return Scale(said["code"], said["from"])


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def test_files_of_different_days_are_counted(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", 'code = "a"\nfrom = 2024-01-01')
    write(tmp_path, "b.toml", 'code = "b"\nfrom = 2025-07-01')
    assert check_dated(tmp_path, read, "thang điểm") == 2


def test_two_of_one_day_and_what_is_no_file_are_told_together(tmp_path: Path) -> None:
    write(tmp_path, "a.toml", 'code = "a"\nfrom = 2024-01-01')
    write(tmp_path, "b.toml", 'code = "b"\nfrom = 2024-01-01')
    write(tmp_path, "c.toml", "code = ")
    with pytest.raises(BadFiles) as told:
        check_dated(tmp_path, read, "thang điểm")
    assert [(one.file, one.place) for one in told.value.faults] == [("b.toml", "b"), ("c.toml", "")]
    assert "Hai thang điểm cùng áp dụng từ 01/01/2024." in str(told.value)
    assert "Xem thang điểm có sẵn để sửa." in str(told.value)
