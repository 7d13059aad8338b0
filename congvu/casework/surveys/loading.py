"""Reads catalogue/surveys for `congvu catalogue check`; nothing of it goes to the database."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.utils.translation import gettext_lazy as _

from congvu.casework.surveys.rules import read_set
from congvu.instruments.catalogue.dated_files import check_dated
from congvu.instruments.catalogue.parts import Part


def check(folder: Path) -> int:
    """Read every question set and return how many there are. Raises BadFiles."""
    return check_dated(folder, read_set, "bộ câu hỏi")


PART: Final = Part(folder="surveys", label=_("bộ câu hỏi khảo sát"), check=check)
