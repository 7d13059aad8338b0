"""Procedures that an authority announced for the public post (bưu chính công ích), with the dates.

No law names them: each province announces its own list (Quyết định 45/2016/QĐ-TTg), so they are
files of `catalogue/post`, not a column of the procedure. They are read when they are needed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from congvu.instruments.catalogue.errors import BadFiles, Fault
from congvu.instruments.catalogue.parts import Part

FOLDER: Final = "post"


@dataclass(frozen=True, slots=True)
class Announcement:
    """A list of procedure codes that holds for a unit and all below it, until before `ends_on`."""

    unit_code: str
    decision: str
    starts_on: date
    ends_on: date | None
    procedures: frozenset[str]


def read_announcements(text: str) -> tuple[Announcement, ...]:
    """Read a file. Raises KeyError, TypeError or ValueError for what is none."""
    found = []
    for said in tomllib.loads(text)["announcements"]:
        starts_on, ends_on = said["from"], said.get("until")
        if type(starts_on) is not date or (ends_on is not None and type(ends_on) is not date):
            raise TypeError("from, until")
        if not said["procedures"] or not all(isinstance(one, str) for one in said["procedures"]):
            raise ValueError("procedures")
        procedures = frozenset(said["procedures"])
        found.append(Announcement(said["unit"], said["decision"], starts_on, ends_on, procedures))
    return tuple(found)


@cache
def announcements() -> tuple[Announcement, ...]:
    files = sorted((Path(settings.CATALOGUE) / FOLDER).glob("*.toml"))
    return tuple(one for file in files for one in read_announcements(file.read_text("utf-8")))


def announced_for(unit_codes: Collection[str], on: date) -> frozenset[str] | None:
    """Return the procedures announced by any of these units on a day; None when none told us."""
    lists = [
        one.procedures
        for one in announcements()
        if one.unit_code in unit_codes
        and one.starts_on <= on
        and (one.ends_on is None or on < one.ends_on)
    ]
    return frozenset().union(*lists) if lists else None


def check(folder: Path) -> int:
    """Read every file and return how many lists there are. Raises BadFiles."""
    faults: list[Fault] = []
    found = 0
    for file in sorted(folder.glob("*.toml")):
        try:
            found += len(read_announcements(file.read_text("utf-8")))
        except (OSError, KeyError, ValueError, TypeError, tomllib.TOMLDecodeError) as problem:
            faults.append(
                Fault(file.name, "", f"Không đọc được: {problem}.", "Xem tệp có sẵn để sửa.")
            )
    if faults:
        raise BadFiles(faults)
    return found


PART: Final = Part(folder=FOLDER, label=_("danh sách thủ tục qua bưu chính"), check=check)
