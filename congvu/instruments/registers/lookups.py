"""What a typed name means, and what a stored id is called: units, positions, rows of registers."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from congvu.foundation.people import selectors as people
from congvu.foundation.people.models import Position
from congvu.foundation.units import kinds
from congvu.foundation.units import selectors as units
from congvu.foundation.units.models import Unit
from congvu.foundation.units.offices import office_of
from congvu.instruments.registers.declared import Register, get_register
from congvu.instruments.registers.rules.declaring import Kind, Spec
from congvu.instruments.registers.rules.showing import as_text, key_text
from congvu.kernel.errors import Invalid, gettext_noop
from congvu.kernel.vitext import fold, format_date

_CODED = re.compile(r".*\((?P<code>[^()\s]+)\)")
MOST_NAMED = 20


class OfficeLookups:
    """Reads names in the sight of one office; remembers what it found while it is used."""

    def __init__(self, office_id: int, today: date) -> None:
        self.office_id = office_id
        self.today = today
        self._units: dict[tuple[str, date], int] = {}
        self._rows: dict[str, dict[str, int]] = {}
        self._people: dict[str, list[int]] | None = None
        self._inside: frozenset[int] | None = None
        self._reached: dict[date, frozenset[int]] = {}

    def unit(self, text: str, on: date, *, outside: bool = False) -> int:
        """Return the unit of that code or name that existed on the day.

        It is one of the office or below it, on the day or today, or what they came from; of a
        department that of the authority it serves. Any other only with `outside`. Raises Invalid.
        """
        key = (text, on)
        if key not in self._units:
            self._units[key] = self._find_unit(text, on)
        found = self._units[key]
        if not outside and found not in self._ours(on):
            raise Invalid(
                gettext_noop("Đơn vị này không thuộc cơ quan bạn: “%(text)s”."),
                code="unit_outside",
                text=text[:80],
            )
        return found

    def position(self, text: str, on: date) -> int:  # noqa: ARG002 - the day is the unit's affair
        """Return the position of that code or of the one person so named. Raises Invalid."""
        coded = _CODED.fullmatch(text)
        found = self._positions().get(fold(coded["code"] if coded else text), [])
        if len(found) != 1:
            raise Invalid(
                gettext_noop("Không rõ “%(text)s” là ai trong cơ quan; hãy chọn lại."),
                code="position_unclear",
                text=text[:60],
            )
        return found[0]

    def row(self, above: str, text: str) -> int:
        """Return the row of another register by the words that name it. Raises Invalid."""
        if above not in self._rows:
            rows = get_register(above).rows.in_force().filter(office_id=self.office_id)
            self._rows[above] = dict(rows.exclude(natural_key="").values_list("natural_key", "pk"))
        found = self._rows[above].get(key_text(text))
        if found is None:
            raise Invalid(
                gettext_noop("Trong sổ “%(register)s” không có “%(text)s”."),
                code="row_unknown",
                register=str(get_register(above).title),
                text=text[:80],
            )
        return found

    def _find_unit(self, text: str, on: date) -> int:
        coded = _CODED.fullmatch(text)
        code = coded["code"] if coded else text
        by_code = units.find_by_code(code, on) if any(c.isdigit() for c in code) else None
        found = [by_code] if by_code is not None else self._units_named(text, on)
        living = [one for one in found if _lives(one, on)]
        if len(living) == 1:
            return living[0].pk
        if living:
            raise Invalid(
                gettext_noop("Có %(count)s đơn vị tên “%(text)s”; hãy ghi mã đơn vị."),
                code="unit_unclear",
                count=len(living),
                text=text[:80],
            )
        raise _gone(found, text, on)

    def _units_named(self, text: str, on: date) -> list[Unit]:
        """Return the units of exactly that name: inside the office if any, else below, else all."""
        name = fold(text)
        same = [
            one
            for one in Unit.objects.filter(folded__contains=f" {name}")[: MOST_NAMED * 10]
            if fold(one.name) == name
        ]
        living = [one for one in same if _lives(one, on)]
        if len(living) > 1:
            for near in (self._inside_the_office(), self._members()):
                kept = [one for one in living if one.pk in near]
                if kept:
                    return kept
        return living or same

    def _inside_the_office(self) -> frozenset[int]:
        return office_of(self.office_id, self.today).member_ids

    def _members(self) -> frozenset[int]:
        if self._inside is None:
            self._inside = frozenset(units.subtree_ids(self.office_id, self.today))
        return self._inside

    def _ours(self, on: date) -> frozenset[int]:
        if on not in self._reached:
            top = units.get(self.office_id)
            if not kinds.get(top.kind).territorial:  # Sở Nội vụ inspects the communes
                top = units.parent(top, self.today) or top
            today = units.subtree_ids(top, self.today, with_forerunners=True)
            self._reached[on] = frozenset({*today, *units.subtree_ids(top, on)})
        return self._reached[on]

    def _positions(self) -> dict[str, list[int]]:
        if self._people is None:
            self._people = {}
            for one in people.list_positions_in(self._members(), self.today):
                for said in (one.code, one.full_name, f"{one.full_name} {one.title}"):
                    self._people.setdefault(fold(said), []).append(one.position_id)
        return self._people


def _lives(unit: Unit, on: date) -> bool:
    return unit.starts_on <= on and (unit.ends_on is None or on < unit.ends_on)


def _gone(found: list[Unit], text: str, on: date) -> Invalid:
    if not found:
        return Invalid(
            gettext_noop("Không có đơn vị nào tên hoặc mã “%(text)s”."),
            code="unit_unknown",
            text=text[:80],
        )
    heirs = [one.name for unit in found for one in units.living_successors(unit, on)]
    return Invalid(
        gettext_noop("“%(text)s” không tồn tại vào ngày %(day)s. Nay là: %(heirs)s."),
        code="unit_gone",
        text=text[:80],
        day=format_date(on),
        heirs=", ".join(heirs) or "–",
    )


class StoredNames:
    """The names of what some rows point to, read once for all of them."""

    def __init__(self, register: Register, rows: Collection[dict[str, Any]], on: date) -> None:
        self._names: dict[tuple[str, int], tuple[str, str]] = {}
        wanted = {
            spec.name: {row[spec.name] for row in rows if row.get(spec.name) is not None}
            for spec in register.specs
            if spec.kind in {Kind.UNIT, Kind.POSITION, Kind.ROW}
        }
        for spec in register.specs:
            ids = wanted.get(spec.name)
            if ids:
                for pk, said in _named(spec, ids, on).items():
                    self._names[spec.name, pk] = said

    def name_of(self, spec: Spec, pk: int) -> str:
        return self._names.get((spec.name, pk), ("", ""))[0]

    def exact_name_of(self, spec: Spec, pk: int) -> str:
        return self._names.get((spec.name, pk), ("", ""))[1]


def _named(spec: Spec, ids: set[int], on: date) -> dict[int, tuple[str, str]]:
    """Return the short and the exact name of each id."""
    if spec.kind is Kind.UNIT:
        codes = units.codes_of(ids, on)
        named = dict(Unit.objects.filter(pk__in=ids).values_list("pk", "name"))
        return {pk: (name, _with(name, codes.get(pk, ""))) for pk, name in named.items()}
    if spec.kind is Kind.POSITION:
        held = Position.objects.filter(pk__in=ids).select_related("account")
        return {
            one.pk: (one.account.full_name, _with(one.account.full_name, one.code)) for one in held
        }
    return rows_named(spec.column.above, ids, on)


def rows_named(above: str, ids: Iterable[int], on: date) -> dict[int, tuple[str, str]]:
    """Return what rows of a register are called: the words of their key columns."""
    register = get_register(above)
    keys = [spec for spec in register.specs if spec.column.key]
    names = tuple(spec.name for spec in keys)
    rows = {row.pk: row.values_of(names) for row in register.rows.filter(pk__in=list(ids))}
    known = StoredNames(register, rows.values(), on)
    found = {}
    for pk, values in rows.items():
        said = " – ".join(as_text(spec, values[spec.name], known) for spec in keys)
        exact = " – ".join(as_text(spec, values[spec.name], known, exact=True) for spec in keys)
        found[pk] = (said, exact)
    return found


def _with(name: str, code: str) -> str:
    return f"{name} ({code})" if code else name
