"""What a survey may know of dossiers: where a finished one was, and how many were finished."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time

from congvu.casework.dossiers.errors import DossierNotFound
from congvu.casework.dossiers.models import Dossier
from congvu.kernel.errors import Invalid, gettext_noop
from congvu.kernel.periods import Window
from congvu.kernel.workcalendar import VIETNAM


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished dossier without its person: the code, the unit that received it, the field."""

    code: str
    unit_id: int
    field: str


def finished_dossier(code: str) -> Finished:
    """Return what a survey needs. Raises DossierNotFound, Invalid when it is not finished."""
    row = (
        Dossier.objects.filter(code=code.strip().upper())
        .values_list("code", "receiving_unit_id", "field__name", "finished_at")
        .first()
    )
    if row is None:
        raise DossierNotFound(
            "Không có hồ sơ mang mã số này. Hãy kiểm tra lại mã trên giấy tiếp nhận."
        )
    if row[3] is None:
        raise Invalid(
            gettext_noop("Hồ sơ này chưa có kết quả; mời đánh giá khi nhận kết quả."),
            code="not_finished",
        )
    return Finished(row[0] or "", row[1], row[2])


def count_finished(unit_ids: Collection[int], window: Window) -> int:
    """Return how many dossiers received by these units were finished in the days."""
    first, end = (
        datetime.combine(day, time(0), VIETNAM) for day in (window.starts_on, window.ends_on)
    )
    return Dossier.objects.filter(
        receiving_unit_id__in=unit_ids, finished_at__gte=first, finished_at__lt=end
    ).count()
