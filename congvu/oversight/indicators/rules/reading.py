"""Reads sets of indicators from TOML and says what is wrong: file, row, what to do."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from congvu.instruments.catalogue.errors import BadFiles, Fault
from congvu.instruments.catalogue.toml_tables import Table, Wrong, open_values
from congvu.kernel.errors import Invalid
from congvu.kernel.formula import Rounding, calculation_order
from congvu.oversight.indicators.rules.addresses import GROUP, ROW, Source, SourceKind, read_source
from congvu.oversight.indicators.rules.check_kinds import read_bands, read_checks
from congvu.oversight.indicators.rules.sets import (
    Certainty,
    Choice,
    Fate,
    Group,
    Indicator,
    IndicatorSet,
    Kind,
    Level,
    Mark,
    RollUp,
    ValueType,
    base_code,
)

Values = dict[str, Any]
_DAYS: Final = ("starts_on", "ends_on")
_DATED: Final = ("indicators", "figures")
_MEASURED: Final = set(Kind) - {Kind.NONE}
_ROLL_UPS: Final[Mapping[ValueType, tuple[RollUp, ...]]] = {
    ValueType.COUNT: (RollUp.SUM, RollUp.MAX, RollUp.NONE),
    ValueType.MONEY: (RollUp.SUM, RollUp.MAX, RollUp.NONE),
    # a ratio is never added up or averaged: it is worked out again from the sums of both numbers
    ValueType.RATIO: (RollUp.RECOMPUTE, RollUp.NONE),
    ValueType.YES_NO: (RollUp.ANY, RollUp.SUM, RollUp.NONE),
    ValueType.CHOICE: (RollUp.NONE, RollUp.MAX),
    ValueType.TEXT: (RollUp.NONE,),
    ValueType.HEADING: (RollUp.NONE,),
}
"""How values of a type may become one; the first is what a row without `roll_up` has."""


def read_sets(folder: Path) -> tuple[IndicatorSet, ...]:
    """Read every set of a folder, by code. Raises BadFiles with every fault found."""
    faults: list[Fault] = []
    found = []
    for code, values in tables_of(folder).items():
        try:
            found.append(read_set(values, f"{code}.toml"))
        except BadFiles as bad:
            faults.extend(bad.faults)
    if faults:
        raise BadFiles(faults)
    return tuple(found)


def tables_of(folder: Path) -> dict[str, Values]:
    """Return the contents of the files by code, each made whole with the set it is based on.

    Raises BadFiles.
    """
    tables = {path.stem: open_values(path) for path in sorted(folder.glob("*.toml"))}
    faults: list[Fault] = []
    whole: dict[str, Values] = {}
    for code, values in tables.items():
        if values.get("code") != code:
            faults.append(Fault(f"{code}.toml", "code", "khác tên tệp.", f'Ghi code = "{code}".'))
            continue
        base = str(values.get("based_on", ""))
        if base and base not in tables:
            faults.append(
                Fault(f"{code}.toml", "based_on", f"không có bộ “{base}”.", "Sửa mã bộ chỉ tiêu.")
            )
            continue
        try:
            whole[code] = laid_over(values, tables[base], f"{code}.toml") if base else values
        except Wrong as wrong:
            faults.append(wrong.fault)
    if faults:
        raise BadFiles(faults)
    return whole


def as_json(values: Values) -> Values:
    """Return the contents with days as text, as JSON keeps them."""
    kept: Values = json.loads(json.dumps(values, default=date.isoformat))
    return kept


def from_json(values: Values) -> Values:
    """Return what `as_json` was given; a text that is no day stays one, for the reader to refuse."""
    lists = {name: [_with_days(row) for row in values[name]] for name in _DATED if values.get(name)}
    return {**_with_days(values), **lists}


def _with_days(values: Values) -> Values:
    days: Values = {key: _day(values[key]) for key in _DAYS if key in values}
    return {**values, **days}


def _day(value: Any) -> Any:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return value


def read_set(values: Values, file: str) -> IndicatorSet:
    """Read a whole set from its contents. Raises BadFiles with every fault found."""
    faults: list[Fault] = []
    try:
        table = Table(values, file)
        level = Level(table.choice("level", set(Level)))
        based = bool(table.text("based_on", ""))
        rows: dict[str, Indicator] = {}
        printed = table.tables("indicators")
        for part in (*printed, *table.tables("figures", required=False)):
            try:
                is_printed = part in printed
                row = _indicator(part, level, is_printed=is_printed, based=based)
                if row.code in rows:
                    raise part.wrong("code", f"“{row.code}” có hai lần.", "Mỗi mã một lần.")
                above = rows.get(row.parent)
                rows[row.code] = replace(row, part=above.part) if above and is_printed else row
            except Wrong as wrong:
                faults.append(wrong.fault)
        if faults:
            raise BadFiles(faults)
        return _whole(table, level, rows)
    except Wrong as wrong:
        raise BadFiles([wrong.fault]) from wrong


def _whole(table: Table, level: Level, rows: dict[str, Indicator]) -> IndicatorSet:
    rounding = _rounding(table)
    groups = _groups(table)
    _check_places(table, groups, rows)
    _check_references(table, rows)
    parts = table.tables("checks", required=False)
    checks = [check for part in parts for check in read_checks(part, rows, rounding)]
    bands = [band for part in parts for band in read_bands(part, rows)]
    codes = [check.code for check in checks]
    if twice := {code for code in codes if codes.count(code) > 1}:
        raise table.wrong("checks", f"mã {sorted(twice)} có hai lần.", "Mỗi phép kiểm một mã.")
    for check in checks:
        _check_names(table, rows, f"checks {check.code}", check.names)
    _check_names(table, rows, "checks rows", {code for band in bands for code in band.rows})
    read = IndicatorSet(
        code=table.text("code"),
        name=table.text("name"),
        name_en=table.text("name_en"),
        issuer=table.text("issuer"),
        starts_on=table.day("starts_on"),
        ends_on=table.day_or_none("ends_on"),
        level=level,
        rounding=rounding,
        groups=groups,
        indicators=tuple(rows.values()),
        checks=tuple(checks),
        based_on=table.text("based_on", ""),
        note=table.text("note", ""),
        unverified=table.texts("unverified", ()),
        bands=tuple(bands),
    )
    table.done()
    return read


def laid_over(values: Values, base: Values, file: str) -> Values:
    """Lay a set over the one it is based on: each of its rows must be spoken of. Raises Wrong."""
    own = {row.get("code"): row for row in values.get("indicators", ())}
    base_rows = {row["code"]: row for row in base["indicators"]}
    missing = [code for code in base_rows if code not in own]
    if missing:
        raise Table(values, file).wrong(
            "indicators",
            f"chưa nói gì về {len(missing)} chỉ tiêu của bộ gốc: {', '.join(missing[:8])}.",
            "Ghi mỗi chỉ tiêu một dòng với fate = keep, change, drop hoặc new.",
        )
    for code, row in own.items():
        if (row.get("fate") == Fate.NEW) is (code in base_rows):
            raise Table(row, file, f"indicators {code}").wrong(
                "fate", "mới hay cũ không khớp với bộ gốc.", "Chỉ tiêu không có ở bộ gốc là new."
            )
    rows = [{**base_rows.get(code, {}), **row} for code, row in own.items()]
    return {"groups": base["groups"], **values, "indicators": rows}


def _rounding(table: Table) -> Rounding:
    try:
        return Rounding.named(table.text("rounding"))
    except Invalid as wrong:
        raise table.wrong("rounding", wrong.message, "") from wrong


def _groups(table: Table) -> tuple[Group, ...]:
    found: dict[str, Group] = {}
    for part in table.tables("groups"):
        group = _group(part)
        if group.code in found:
            raise part.wrong("code", f"phần “{group.code}” có hai lần.", "Mỗi mã một lần.")
        found[group.code] = group
    return tuple(found.values())


def _group(table: Table) -> Group:
    group = Group(
        table.text("code"), table.text("number"), table.text("name"), table.text("name_en")
    )
    table.done()
    if not GROUP.fullmatch(group.code):
        raise table.wrong("code", f"“{group.code}” không phải mã phần.", "Viết 8.")
    return group


def _indicator(table: Table, level: Level, *, is_printed: bool, based: bool) -> Indicator:
    value_type = ValueType(table.choice("type", set(ValueType)))
    heading = value_type is ValueType.HEADING
    fate = Fate(table.choice("fate", set(Fate), None if based and is_printed else Fate.KEEP))
    mark = table.choice("mark", set(Mark), "")
    row = Indicator(
        code=table.text("code"),
        name=table.text("name"),
        name_en=table.text("name_en"),
        unit=table.text("unit", ""),
        value_type=value_type,
        kind=Kind.NONE if heading else Kind(table.choice("kind", _MEASURED, Kind.FLOW)),
        source=_source(table, "source", "none" if heading else None) or Source(SourceKind.NONE),
        roll_up=RollUp(table.choice("roll_up", set(RollUp), _ROLL_UPS[value_type][0])),
        numerator=_source(table, "numerator", ""),
        denominator=_source(table, "denominator", ""),
        choices=tuple(_choice(part) for part in table.tables("choices", required=False)),
        evidence=table.text("evidence", ""),
        note=table.text("note", ""),
        reported_by=Level(table.choice("reported_by", set(Level), level)),
        mark=Mark(mark) if mark else None,
        starts_on=table.day_or_none("starts_on"),
        ends_on=table.day_or_none("ends_on"),
        is_printed=is_printed,
        fate=fate,
        because=table.text("because", None if fate is not Fate.KEEP else ""),
        certainty=Certainty(table.choice("certainty", set(Certainty), Certainty.SURE)),
        part=table.text("group", ""),
        given_number=table.text("number", ""),
    )
    table.done()
    _check_row(table, row)
    return row


def _choice(table: Table) -> Choice:
    choice = Choice(table.whole("value"), table.text("label"))
    table.done()
    return choice


def _source(table: Table, key: str, default: str | None) -> Source | None:
    text = table.text(key, default)
    if not text:
        return None
    try:
        return read_source(text)
    except Invalid as wrong:
        raise table.wrong(key, wrong.message, "") from wrong


def _check_row(table: Table, row: Indicator) -> None:
    if not ROW.fullmatch(row.code):
        raise table.wrong("code", f"“{row.code}” không phải mã.", "Viết 3.6.1.")
    if (row.part or row.given_number) and not (row.is_printed and row.depth == 1):
        raise table.wrong(
            "group",
            f"{row.code}: chỉ dòng ngay dưới phần ghi thuộc phần nào và số in.",
            "Bỏ group và number; dòng dưới đi theo dòng trên.",
        )
    if row.roll_up not in _ROLL_UPS[row.value_type]:
        raise table.wrong(
            "roll_up",
            f"{row.code}: {row.value_type.value} không gộp kiểu {row.roll_up.value} được.",
            f"Chọn: {', '.join(one.value for one in _ROLL_UPS[row.value_type])}.",
        )
    has_both = row.numerator is not None and row.denominator is not None
    is_ratio = row.value_type is ValueType.RATIO
    if (row.source.kind is SourceKind.RATIO and not (is_ratio and has_both)) or (
        not is_ratio and (row.numerator or row.denominator)
    ):
        raise table.wrong(
            "source",
            f"{row.code}: tử số và mẫu số chỉ đi với tỷ lệ.",
            "Ghi cả hai, hoặc bỏ cả hai.",
        )
    if row.source.kind is SourceKind.INDICATOR:
        raise table.wrong("source", f"{row.code}: phải là công thức.", "Viết formula:[…].")
    if (row.value_type is ValueType.CHOICE) is not bool(row.choices):
        raise table.wrong("choices", f"{row.code}: chỉ lựa chọn mới có choices.", "Ghi hoặc bỏ.")
    if row.is_heading and row.source.kind is not SourceKind.NONE:
        raise table.wrong("source", f"{row.code}: dòng đề mục không có nguồn.", "Bỏ mục source.")


def _check_places(table: Table, groups: Iterable[Group], rows: Mapping[str, Indicator]) -> None:
    known = {group.code for group in groups}
    seen: set[str] = set()
    for row in rows.values():
        above = row.parent if row.depth > 1 else row.group
        if row.is_printed and above not in (seen if row.depth > 1 else known):
            raise table.wrong(
                "indicators",
                f"{row.code} không có dòng trên là {above}.",
                "Ghi dòng trên trước dòng dưới.",
            )
        seen.add(row.code)
    _check_numbers(table, rows)


def _check_numbers(table: Table, rows: Mapping[str, Indicator]) -> None:
    """Refuse two rows of a part that are printed with one number at the same time."""
    printed: dict[tuple[str, str], str] = {}
    for row in rows.values():
        if not (row.is_printed and row.number) or row.fate is Fate.DROP:
            continue
        if row.starts_on is not None or row.ends_on is not None:
            continue  # one may follow the other
        other = printed.setdefault((row.group, row.number), row.code)
        if other != row.code:
            raise table.wrong(
                "indicators",
                f"{other} và {row.code} cùng in số {row.number} trong phần {row.group}.",
                "Đổi số in của một trong hai dòng.",
            )


def _check_references(table: Table, rows: Mapping[str, Indicator]) -> None:
    formulas = {}
    for row in rows.values():
        for source in (row.source, row.numerator, row.denominator):
            if source is not None and source.kind is SourceKind.INDICATOR:
                _check_names(table, rows, row.code, [source.address])
            if source is not None and source.kind is SourceKind.FORMULA:
                _check_names(table, rows, row.code, source.formula.names)
        if row.source.kind is SourceKind.FORMULA:
            formulas[row.code] = row.source.formula
    try:
        calculation_order(formulas)
    except Invalid as wrong:
        raise table.wrong("indicators", wrong.message, "") from wrong


def _check_names(
    table: Table, rows: Mapping[str, Indicator], where: str, names: Iterable[str]
) -> None:
    for name in sorted(names):
        row = rows.get(base_code(name))
        if (
            row is None
            or row.is_heading
            or (row.fate is Fate.DROP and not _is_dropped(rows, where))
        ):
            raise table.wrong(
                where, f"“{name}” không phải chỉ tiêu có số liệu của bộ này.", "Sửa mã chỉ tiêu."
            )


def _is_dropped(rows: Mapping[str, Indicator], code: str) -> bool:
    """Tell whether a row that is itself dropped asks: it may name others that are."""
    row = rows.get(code)
    return row is not None and row.fate is Fate.DROP
