"""Reads catalogue/quality for `congvu catalogue check`; nothing of it goes to the database."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.utils.translation import gettext_lazy as _

from congvu.casework.quality.rules import read_scale
from congvu.instruments.catalogue.dated_files import check_dated
from congvu.instruments.catalogue.parts import Part


def check(folder: Path) -> int:
    """Read every scale and return how many there are. Raises BadFiles."""
    return check_dated(folder, read_scale, "thang điểm")


PART: Final = Part(folder="quality", label=_("thang điểm đánh giá chất lượng"), check=check)
