"""Reads catalogue/outlines for `congvu catalogue check`; nothing of it goes to the database."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.utils.translation import gettext_lazy as _

from congvu.instruments.catalogue.errors import BadFiles, Fault
from congvu.instruments.catalogue.parts import Part
from congvu.oversight.indicators.rules.reading import read_sets
from congvu.oversight.reporting.rules.outline_bindings import Binding, Place, lost
from congvu.oversight.reporting.rules.outline_reading import read_outline


def _fault(file: str, one: Binding) -> Fault:
    where = f"sections {one.where}" if one.section else "đầu đề cương"
    places = {Place.TEXT: "lời văn", Place.CONDITION: "when", Place.TABLE: "table"}
    problem = (
        f"{places[one.place]} dùng “{one.code}”, bộ {one.outline.indicator_set} không có số liệu."
    )
    return Fault(file, where, problem, "Sửa lại mã, hoặc bỏ đoạn này.")


def check(folder: Path) -> int:
    """Read every outline against its set of indicators and return how many there are.

    Sets are read from the folder `indicators` beside it. Raises BadFiles with all that is wrong.
    """
    files = sorted(folder.glob("*.toml"))
    beside = read_sets(folder.parent / "indicators") if files else ()
    sets = {it.code: it for it in beside}
    faults: list[Fault] = []
    for file in files:
        text = file.read_text(encoding="utf-8")
        try:
            found = read_outline(text, file.name)
            if found.code != file.stem:
                faults.append(Fault(file.name, "code", "khác tên tệp.", "Đặt tên tệp theo mã."))
            known = sets.get(found.indicator_set)
            if known is None:
                problem = f"không có bộ chỉ tiêu “{found.indicator_set}”."
                faults.append(Fault(file.name, "indicator_set", problem, "Sửa mã bộ chỉ tiêu."))
            else:
                faults += [_fault(file.name, one) for one in lost(found, known)]
        except BadFiles as wrong:
            faults += wrong.faults
    if faults:
        raise BadFiles(faults)
    return len(files)


PART: Final = Part("outlines", _("đề cương báo cáo"), check)
