"""Reads catalogue/surveys for `congvu catalogue check`; nothing of it goes to the database."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Final

from django.utils.translation import gettext_lazy as _

from congvu.casework.surveys.rules import read_set
from congvu.instruments.catalogue.errors import BadFiles, Fault
from congvu.instruments.catalogue.parts import Part


def check(folder: Path) -> int:
    """Read every question set and return how many there are. Raises BadFiles."""
    faults: list[Fault] = []
    days = set()
    for file in sorted(folder.glob("*.toml")):
        try:
            one = read_set(file.read_text(encoding="utf-8"))
        except (OSError, KeyError, ValueError, TypeError, tomllib.TOMLDecodeError) as problem:
            faults.append(
                Fault(file.name, "", f"Không đọc được: {problem}.", "Xem bộ câu hỏi có sẵn để sửa.")
            )
            continue
        if one.starts_on in days:
            faults.append(
                Fault(
                    file.name,
                    one.code,
                    f"Hai bộ câu hỏi cùng áp dụng từ {one.starts_on:%d/%m/%Y}.",
                    "Đổi ngày bắt đầu của một bộ.",
                )
            )
        days.add(one.starts_on)
    if faults:
        raise BadFiles(faults)
    return len(days)


PART: Final = Part(folder="surveys", label=_("bộ câu hỏi khảo sát"), check=check)
