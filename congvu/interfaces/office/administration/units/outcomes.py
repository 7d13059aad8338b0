"""What will follow from the end of units, told before it is done: units below, people, open dossiers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from congvu.casework.dossiers.selectors.open_work import count_open
from congvu.foundation.people.selectors import list_positions_in
from congvu.foundation.units import selectors
from congvu.foundation.units.models import Unit
from congvu.kernel.vitext import format_date, format_number


@dataclass(frozen=True, slots=True)
class EndingLine:
    """One unit that ends: why, and what is still there on its first day without it."""

    unit_id: int
    name: str
    note: str
    people: int
    open_dossiers: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """Sentences, and the units that end."""

    sentences: tuple[str, ...]
    ending: tuple[EndingLine, ...] = ()
    warnings: tuple[str, ...] = ()


def ending(
    leaving: Sequence[Unit],
    on: date,
    *,
    heirs: Sequence[Unit] = (),
    with_units_below: bool = True,
) -> Outcome:
    """Say what ends with these units on the day, and what somebody must take care of."""
    below = _living_below(leaving, on)
    names = ", ".join(f"“{unit.name}”" for unit in leaving)
    facts = {"day": format_date(on), "units": names}
    sentences = [_("Từ ngày %(day)s %(units)s không còn hoạt động.") % facts]
    if heirs:
        into = ", ".join(f"“{unit.name}”" for unit in heirs)
        sentences.append(_("Nơi kế thừa: %(units)s.") % {"units": into})
    sentences.append(_("Mã, quan hệ trực thuộc kết thúc cùng ngày; lịch sử giữ nguyên."))
    lines = _lines(
        [*leaving, *(below if with_units_below else ())], {one.pk for one in leaving}, on
    )
    return Outcome(tuple(sentences), lines, _warnings(lines, below, with_units_below, heirs))


def _living_below(leaving: Sequence[Unit], on: date) -> list[Unit]:
    ids = {one for unit in leaving for one in selectors.subtree_ids(unit, on)}
    rest = Unit.objects.existing(on).filter(pk__in=ids - {unit.pk for unit in leaving})
    return list(rest.in_order())


def _lines(ended: Sequence[Unit], leaving: set[int], on: date) -> tuple[EndingLine, ...]:
    ids = [unit.pk for unit in ended]
    people: dict[int, int] = {}
    for position in list_positions_in(ids, on):
        people[position.unit_id] = people.get(position.unit_id, 0) + 1
    dossiers = count_open(ids)
    return tuple(
        EndingLine(
            unit_id=unit.pk,
            name=unit.name,
            note="" if unit.pk in leaving else _("trực thuộc, kết thúc theo"),
            people=people.get(unit.pk, 0),
            open_dossiers=dossiers.get(unit.pk, 0),
        )
        for unit in ended
    )


def _warnings(
    lines: Sequence[EndingLine],
    below: Sequence[Unit],
    with_units_below: bool,
    heirs: Sequence[Unit],
) -> tuple[str, ...]:
    found = []
    if below and not with_units_below:
        said = _(
            "Còn %(count)s đơn vị trực thuộc; hãy chuyển chúng đi hoặc chọn kết thúc cả chúng."
        )
        found.append(said % {"count": format_number(len(below))})
    people = sum(line.people for line in lines)
    if people:
        said = _("%(count)s chức vụ vẫn ghi ở các đơn vị này; hãy giao chức vụ mới từ ngày đó.")
        found.append(said % {"count": format_number(people)})
    dossiers = sum(line.open_dossiers for line in lines)
    if dossiers:
        said = (
            _("%(count)s hồ sơ đang giải quyết phải bàn giao cho nơi kế thừa.")
            if heirs
            else _("%(count)s hồ sơ đang giải quyết chưa có nơi kế thừa.")
        )
        found.append(said % {"count": format_number(dossiers)})
    return tuple(found)
