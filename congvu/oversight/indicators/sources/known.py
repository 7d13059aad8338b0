"""Which sources of a set nobody here could answer: an unknown register, count or document."""

from __future__ import annotations

from collections.abc import Iterable

from congvu.casework.documents.selectors import counted as documents
from congvu.instruments.registers.declared import list_registers
from congvu.instruments.registers.of_units import list_unit_books
from congvu.oversight.indicators.rules.addresses import Source, SourceKind
from congvu.oversight.indicators.rules.sets import Indicator


def unknown_sources(rows: Iterable[Indicator]) -> dict[str, Source]:
    """Return the first source of each row that this installation does not have, by code."""
    known = _known()
    found: dict[str, Source] = {}
    for row in rows:
        for source in (row.source, row.numerator, row.denominator):
            if source is None or source.kind not in known:
                continue
            if _asked(source) not in known[source.kind]:
                found.setdefault(row.code, source)
    return found


def known_sources() -> tuple[str, ...]:
    """Return every source of registers, units and documents, as it is written in a set."""
    return tuple(f"{kind.value}:{one}" for kind, some in _known().items() for one in sorted(some))


def _asked(source: Source) -> str:
    return source.word if source.kind is SourceKind.DOCUMENTS else source.address


def _known() -> dict[SourceKind, frozenset[str]]:
    books = (f"{book.code}.{one.code}" for book in list_registers() for one in book.counts)
    trees = (f"{book.code}.{one.code}" for book in list_unit_books() for one in book.counts)
    return {
        SourceKind.REGISTER: frozenset(books),
        SourceKind.UNITS: frozenset(trees),
        SourceKind.DOCUMENTS: frozenset(documents.BY_CODE),
    }
