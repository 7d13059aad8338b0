"""Reads TOML tables key by key and says exactly what is wrong: file, place, remedy.

It knows nothing of regimes or procedures.
"""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from congvu.instruments.catalogue.errors import BadFiles, Fault
from congvu.kernel.vitext import nfc

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path


class Wrong(Exception):
    """One fault found while reading."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


class Table:
    """One TOML table whose keys are asked for one after another; `done` refuses the rest."""

    def __init__(self, values: Mapping[str, Any], file: str, place: str = "") -> None:
        self._values = values
        self._asked: set[str] = set()
        self.file = file
        self.place = place

    def wrong(self, key: str, problem: str, remedy: str) -> Wrong:
        """Make the fault of a key, for the caller to raise."""
        place = f"{self.place}.{key}" if self.place and key else self.place or key
        return Wrong(Fault(self.file, place, problem, remedy))

    def has(self, key: str) -> bool:
        self._asked.add(key)
        return key in self._values

    def take(self, key: str) -> Any:
        """Take a required value of any type."""
        if not self.has(key):
            raise self.wrong(key, "thiếu mục này.", f"Thêm dòng {key} = … vào bảng.")
        return self._values[key]

    def text(self, key: str, default: str | None = None) -> str:
        """Take a text in composed form, without outer blanks."""
        if default is not None and not self.has(key):
            return default
        value = self.take(key)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.wrong(key, "phải là chữ, không để trống.", 'Viết trong dấu "…".')
        return nfc(value).strip()

    def choice(self, key: str, allowed: Collection[str], default: str | None = None) -> str:
        """Take one of a closed set of words."""
        value = self.text(key, default)
        if value not in allowed and value != default:
            raise self.wrong(
                key, f"“{value}” không hợp lệ.", f"Chọn một trong: {', '.join(sorted(allowed))}."
            )
        return value

    def whole(self, key: str, default: int | None = None) -> int:
        """Take a whole number that is not negative."""
        if default is not None and not self.has(key):
            return default
        value = self.take(key)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise self.wrong(key, "phải là số nguyên không âm.", "Viết số không có dấu chấm.")
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """Take true or false."""
        value = self.take(key) if self.has(key) else default
        if not isinstance(value, bool):
            raise self.wrong(key, "phải là true hoặc false.", "Viết true hoặc false, không có “”.")
        return value

    def day(self, key: str) -> date:
        """Take a date."""
        value = self.take(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self.wrong(key, "phải là ngày.", "Viết năm-tháng-ngày, ví dụ 2025-07-01.")
        return value

    def day_or_none(self, key: str) -> date | None:
        """Take a date, or None when the key is absent."""
        return self.day(key) if self.has(key) else None

    def clock_or_none(self, key: str) -> time | None:
        """Take a time of day, or None when the key is absent."""
        if not self.has(key):
            return None
        value = self.take(key)
        if not isinstance(value, time):
            raise self.wrong(key, "phải là giờ.", "Viết giờ:phút:giây, ví dụ 15:00:00.")
        return value

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Take a list of texts."""
        if default is not None and not self.has(key):
            return default
        value = self.take(key)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.wrong(key, "phải là danh sách chữ.", 'Viết ["…", "…"].')
        return tuple(nfc(item).strip() for item in value)

    def table(self, key: str) -> Table:
        """Take a table inside this one."""
        value = self.take(key)
        if not isinstance(value, dict):
            raise self.wrong(key, "phải là một bảng.", f"Viết [{key}] hoặc {key} = {{ … }}.")
        return Table(value, self.file, f"{self.place}.{key}".lstrip("."))

    def tables(self, key: str, *, required: bool = True) -> list[Table]:
        """Take a list of tables, in their order."""
        if not required and not self.has(key):
            return []
        value = self.take(key)
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.wrong(key, "phải là danh sách bảng.", f"Viết [[{key}]] cho từng bảng.")
        place = f"{self.place}.{key}".lstrip(".")
        return [
            Table(item, self.file, f"{place}[{index}]") for index, item in enumerate(value, start=1)
        ]

    def over(self, other: Table) -> Table:
        """Give this table laid over another: its own keys win."""
        return Table({**other._values, **self._values}, self.file, self.place)

    def without(self, *keys: str) -> Table:
        """Give this table without some keys, for another table to lie over."""
        left = {key: value for key, value in self._values.items() if key not in keys}
        return Table(left, self.file, self.place)

    def done(self) -> None:
        """Refuse keys that nobody asked for: most are typing errors."""
        unknown = sorted(set(self._values) - self._asked)
        if unknown:
            raise self.wrong(
                unknown[0],
                "mục này không có trong danh mục.",
                f"Sửa tên mục hoặc bỏ đi; các mục dùng được: {', '.join(sorted(self._asked))}.",
            )


def open_values(path: Path) -> dict[str, Any]:
    """Read a TOML file. Raises BadFiles when it is not UTF-8 TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        fault = Fault(path.name, "", "không có tệp này.", f"Kiểm tra đường dẫn {path}.")
        raise BadFiles([fault]) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        fault = Fault(path.name, "", f"không đọc được TOML ({error}).", "Sửa cú pháp ở dòng đó.")
        raise BadFiles([fault]) from error


def open_table(path: Path) -> Table:
    """Read a TOML file as a table. Raises BadFiles when it is not UTF-8 TOML."""
    return Table(open_values(path), path.name)
