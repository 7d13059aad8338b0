"""The life of one unit: created, named, coded, moved under another, ended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from congvu.foundation.journal import services as journal
from congvu.foundation.journal.rules import Actor
from congvu.foundation.units import kinds, selectors
from congvu.foundation.units.models import FormerName, Parentage, Unit, UnitAncestry, UnitCode
from congvu.foundation.units.rules import FOREVER, Kind, Scheme, Span, first_overlap
from congvu.foundation.units.services.ancestry import rebuild_ancestry, take_turn
from congvu.kernel import vitext
from congvu.kernel.errors import Conflict, Invalid, gettext_noop
from congvu.kernel.workcalendar import local_day


def search_text(names: Iterable[str]) -> str:
    """Return the folded names with a space before every word, so that " ba" finds its beginnings."""
    return " " + " ".join(dict.fromkeys(vitext.fold(name) for name in names))


def order_key(short_name: str, name: str) -> str:
    """Return the key that orders by the name proper first: "Phường Ba Đình" stands under B."""
    return vitext.sort_key(f"{short_name} {name}")


def describe(kind: Kind, name: str, name_en: str = "", short_name: str = "") -> dict[str, str]:
    """Return the stored columns that follow from a name."""
    name = vitext.nfc(name).strip()
    short = vitext.nfc(short_name).strip() or kind.short_name(name)
    return {
        "name": name,
        "name_en": name_en.strip() or kind.english_name(name),
        "short_name": short,
        "sort_key": order_key(short, name),
        "folded": search_text([name]),
    }


@transaction.atomic
def create_unit(
    *,
    kind: str,
    name: str,
    starts_on: date,
    by: Actor,
    at: datetime,
    ends_on: date | None = None,
    parent: Unit | None = None,
    org_code: str = "",
    gso_code: str = "",
    name_en: str = "",
    short_name: str = "",
    decision: str = "",
    is_sample: bool = False,
) -> Unit:
    """Create a unit, put it under its parent and give it its codes, all from its first day.

    Raises Invalid when the kind does not exist in those days or the parent does not live then,
    Conflict when somebody else bears the code.
    """
    _check_life(kind, name, Span(starts_on, ends_on))
    take_turn()
    unit = Unit.objects.create(
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        is_sample=is_sample,
        **describe(kinds.get(kind), name, name_en, short_name),
    )
    for scheme, code in ((Scheme.ORG, org_code), (Scheme.GSO, gso_code)):
        if code:
            _add_code(unit, scheme, code, starts_on)
    if parent is not None:
        _add_parent(unit, parent, starts_on, decision)
    rebuild_ancestry([unit.pk])
    changes = {"kind": kind, "name": unit.name, "starts_on": starts_on, "ends_on": ends_on}
    tell("create_unit", unit, changes, by=by, at=at)
    return unit


@transaction.atomic
def rename_unit(
    unit: Unit,
    *,
    name: str,
    on: date,
    decision: str,
    by: Actor,
    at: datetime,
    name_en: str = "",
    short_name: str = "",
) -> Unit:
    """Give the unit another name from a day on; the name before stays readable for earlier days.

    Raises Invalid when the day lies outside the unit's life or not after its last renaming.
    """
    unit = lock(unit)
    last = unit.former_names.order_by("-starts_on").first()
    since = last.ends_on if last else unit.starts_on
    if not (since < on < (unit.ends_on or FOREVER)):
        raise _outside(unit, on)
    old_name = unit.name
    FormerName.objects.create(
        unit=unit,
        name=unit.name,
        name_en=unit.name_en,
        short_name=unit.short_name,
        starts_on=since,
        ends_on=on,
        decision=decision,
    )
    _set_name(unit, name, name_en, short_name)
    changes = {"name": unit.name, "old_name": old_name, "on": on, "decision": decision}
    tell("rename_unit", unit, changes, by=by, at=at)
    return unit


@transaction.atomic
def correct_name(
    unit: Unit, *, name: str, by: Actor, at: datetime, name_en: str = "", short_name: str = ""
) -> Unit:
    """Correct how the present name is written, for all the days on which it was borne.

    The short and the English name follow the name where its kind says how; else they stay as they
    are unless given.
    """
    unit = lock(unit)
    old_name = unit.name
    if not kinds.get(unit.kind).prefixes:
        name_en = name_en or unit.name_en
        short_name = short_name or ("" if unit.short_name == old_name else unit.short_name)
    _set_name(unit, name, name_en, short_name)
    tell("correct_unit_name", unit, {"name": unit.name, "old_name": old_name}, by=by, at=at)
    return unit


@transaction.atomic
def give_code(
    unit: Unit, *, scheme: Scheme, code: str, on: date, by: Actor, at: datetime
) -> UnitCode:
    """Give the unit a code from a day on; the one it bore in that scheme ends that day.

    Raises Conflict when another unit bears the code in those days, or the unit has a code that
    begins on that day or later.
    """
    unit = lock(unit)
    if not Span(unit.starts_on, unit.ends_on).holds(on):
        raise _outside(unit, on)
    borne = unit.codes.filter(scheme=scheme.value)
    if borne.filter(starts_on__gte=on).exists():
        raise Conflict(
            gettext_noop("Đơn vị “%(unit)s” đã có mã khác từ ngày này hoặc sau đó."),
            code="unit_has_code",
            unit=unit.name,
            on=on,
        )
    borne.filter(ends_on=unit.ends_on).update(ends_on=on)
    made = _add_code(unit, scheme, code, on)
    changes = {"scheme": scheme.value, "code": made.code, "on": on}
    tell("give_unit_code", unit, changes, by=by, at=at)
    return made


@transaction.atomic
def set_parent(
    unit: Unit, parent: Unit | None, *, on: date, decision: str, by: Actor, at: datetime
) -> None:
    """Put the unit under another (or none) from a day on, until its end or its next move.

    What stands under it moves with it. Raises Invalid when one of them does not exist then or
    the unit would stand under itself.
    """
    unit = lock(unit)
    if not Span(unit.starts_on, unit.ends_on).holds(on):
        raise _outside(unit, on)
    unit.parentages.filter(starts_on=on).delete()
    now = unit.parentages.filter(starts_on__lt=on).order_by("-starts_on").first()
    if now is not None and (now.ends_on or FOREVER) > on:
        now.ends_on = on
        now.save(update_fields=["ends_on"])
    if parent is not None:
        _add_parent(unit, parent, on, decision)
    rebuild_ancestry([unit.pk])
    changes = {"parent": parent.name if parent else None, "on": on, "decision": decision}
    tell("set_unit_parent", unit, changes, by=by, at=at)


@transaction.atomic
def end_unit(
    unit: Unit, *, on: date, decision: str, by: Actor, at: datetime, with_units_below: bool = False
) -> None:
    """End the unit: `on` is the first day without it. Codes and parentage end with it.

    Raises Conflict when it has ended already, Invalid while units stand under it on its last day
    and live on; `with_units_below` ends those too.
    """
    unit = lock(unit)
    if unit.ends_on is not None:
        raise Conflict(
            gettext_noop("Đơn vị “%(unit)s” đã kết thúc hoạt động từ trước."),
            code="unit_already_ended",
            unit=unit.name,
            ends_on=unit.ends_on,
        )
    if on <= unit.starts_on:
        raise _outside(unit, on)
    below = _living_below(unit, on)
    if below and not with_units_below:
        raise Invalid(
            gettext_noop(
                "Còn %(count)s đơn vị trực thuộc “%(unit)s”. Hãy chuyển hoặc kết thúc chúng trước."
            ),
            code="unit_has_units_below",
            unit=unit.name,
            count=len(below),
        )
    ended = [unit, *below]
    for one in ended:
        _close(one, on)
    rebuild_ancestry([one.pk for one in ended])
    changes = {"on": on, "decision": decision, "units_below": [one.name for one in below]}
    tell("end_unit", unit, changes, by=by, at=at)


def lock(unit: Unit) -> Unit:
    """Read the unit again and keep others from changing it until the transaction ends."""
    take_turn()
    return Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)


def tell(action: str, unit: Unit, changes: Mapping[str, Any], *, by: Actor, at: datetime) -> None:
    """Write the act into the journal of the unit, by its code of the day."""
    day = max(local_day(at), unit.starts_on)
    code = selectors.journal_code(unit, day)
    journal.record(
        unit=code,
        by=by,
        action=action,
        obj_type="unit",
        obj_code=code,
        changes=dict(changes),
        at=at,
    )


def _set_name(unit: Unit, name: str, name_en: str, short_name: str) -> None:
    _check_life(unit.kind, name, Span(unit.starts_on, unit.ends_on))
    for column, value in describe(kinds.get(unit.kind), name, name_en, short_name).items():
        setattr(unit, column, value)
    former = unit.former_names.order_by("starts_on").values_list("name", flat=True)
    unit.folded = search_text([unit.name, *former])
    unit.save(update_fields=["name", "name_en", "short_name", "sort_key", "folded"])


def _check_life(kind: str, name: str, life: Span) -> None:
    found = kinds.get(kind)
    if not name.strip():
        raise Invalid(gettext_noop("Hãy ghi tên đơn vị."), code="unit_name_missing")
    if life.end <= life.starts_on:
        raise Invalid(
            gettext_noop("Ngày kết thúc phải sau ngày bắt đầu."), code="unit_dates_reversed"
        )
    if not found.holds(life.starts_on) or life.end > (found.ends_on or FOREVER):
        raise Invalid(
            gettext_noop("Loại “%(kind)s” không tồn tại trong thời gian đã chọn."),
            code="kind_not_in_force",
            kind=found.name,
        )


def _add_code(unit: Unit, scheme: Scheme, code: str, on: date) -> UnitCode:
    code = vitext.nfc(code).strip()
    borne = UnitCode.objects.select_for_update().filter(scheme=scheme.value, code=code)
    spans = [Span(row.starts_on, row.ends_on) for row in borne]
    if first_overlap([*spans, Span(on, unit.ends_on)]) is not None:
        raise Conflict(
            gettext_noop("Mã “%(unit)s” đang do đơn vị khác dùng trong thời gian này."),
            code="unit_code_taken",
            unit=code,
        )
    return UnitCode.objects.create(
        unit=unit, scheme=scheme.value, code=code, starts_on=on, ends_on=unit.ends_on
    )


def _add_parent(unit: Unit, parent: Unit, on: date, decision: str) -> None:
    if not Span(parent.starts_on, parent.ends_on).holds(on):
        raise _outside(parent, on)
    following = unit.parentages.filter(starts_on__gt=on).order_by("starts_on").first()
    ends = [
        following.starts_on if following else FOREVER,
        unit.ends_on or FOREVER,
        parent.ends_on or FOREVER,
    ]
    end = min(ends)
    Parentage.objects.create(
        unit=unit,
        parent=parent,
        starts_on=on,
        ends_on=None if end == FOREVER else end,
        decision=decision,
    )


def _living_below(unit: Unit, on: date) -> list[Unit]:
    """Units that would stand under the unit on its end day and have no end yet by then."""
    below = UnitAncestry.objects.on(on).filter(ancestor=unit, depth__gt=0)
    return list(Unit.objects.filter(pk__in=below.values("unit_id")).order_by("pk"))


def _close(unit: Unit, on: date) -> None:
    """End the unit and all that is its own on that day; what would begin later never does."""
    unit.ends_on = on
    unit.save(update_fields=["ends_on"])
    for rows in (unit.codes.all(), unit.parentages.all()):
        rows.filter(starts_on__gte=on).delete()
        rows.exclude(ends_on__lte=on).update(ends_on=on)


def _outside(unit: Unit, on: date) -> Invalid:
    return Invalid(
        gettext_noop("Đơn vị “%(unit)s” không hoạt động vào ngày đã chọn."),
        code="unit_not_existing",
        unit=unit.name,
        on=on,
    )
