"""Figures of registers and of the tree of units, as `instruments.registers` counts both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from congvu.instruments.registers.counting import counted
from congvu.instruments.registers.declared import Count, Register, list_registers
from congvu.instruments.registers.of_units import UnitCount, list_unit_books
from congvu.oversight.indicators.rules.addresses import SourceKind
from congvu.oversight.indicators.sources.asked import Answers, Asked, Number, Scope, described
from congvu.oversight.indicators.sources.together import Tallied, Tally, tally

Counted: TypeAlias = tuple[Register, Count]


def read(asked: Sequence[Asked], scope: Scope) -> Answers:
    """Answer from registers and the tree, one statement for about a hundred of them.

    A register in which the office never wrote a row answers with a blank: it is kept elsewhere.
    """
    books = {one: found for one in asked if (found := _find_count(one))}
    units = {one: count for one in asked if one not in books and (count := _find_units(one))}
    kept = {register.code: register for register, _count in books.values()}
    parts: list[tuple[Asked | str, Tally]] = [
        (one, _tally(one, register, count, scope)) for one, (register, count) in books.items()
    ]
    parts += [
        (code, Tally(register.rows.filter(office_id__in=scope.reach.offices)))
        for code, register in kept.items()
    ]
    parts += [
        (one, Tally(trees.select(scope.reach.offices, one.window))) for one, trees in units.items()
    ]
    told = tally(parts)
    answers = {one: Number() for one in asked}
    for one, (register, figure) in books.items():
        if told[register.code].rows:
            opens = {"register": register.code, "count": figure.code}
            answers[one] = _number(one, told[one], kind="register", **opens)
    for one, unit_count in units.items():
        answers[one] = _number(one, told[one], kind="units", count=unit_count.code)
    return answers


def _find_count(asked: Asked) -> Counted | None:
    """Return the count that is meant, None for one that this installation does not have."""
    if asked.source.kind is not SourceKind.REGISTER:
        return None
    code, count = asked.source.register
    known = {register.code: register for register in list_registers()}.get(code)
    found = [one for one in known.counts if one.code == count] if known else []
    return (known, found[0]) if known and found else None


def _find_units(asked: Asked) -> UnitCount | None:
    """Return the figure of the tree that is meant, None for an unknown one."""
    code, count = asked.source.register
    book = {book.code: book for book in list_unit_books()}.get(code)
    found = [one for one in book.counts if one.code == count] if book else []
    return found[0] if found else None


def _tally(asked: Asked, register: Register, count: Count, scope: Scope) -> Tally:
    rows = counted(
        register,
        count,
        offices=scope.reach.offices,
        window=asked.window,
        known_at=scope.known_at,
    )
    return Tally(rows, count.total, count.distinct)


def _number(asked: Asked, told: Tallied, **opens: object) -> Number:
    return Number(told.value, opens=described(asked, rows=told.rows, **opens))
