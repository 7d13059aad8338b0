"""What the numbers typed into a report say of the rows of its annex, as remarks of the margin."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from congvu.oversight.indicators.rules.sets import ValueType
from congvu.oversight.indicators.rules.typed import printed
from congvu.oversight.indicators.selectors import Sheet
from congvu.oversight.reporting import library
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.rules import manuscript as m
from congvu.oversight.reporting.rules.outline_bindings import bindings
from congvu.oversight.reporting.rules.outlines import Outline
from congvu.oversight.reporting.rules.typed_numbers import (
    Kind,
    Known,
    Remark,
    Rows,
    codes_about,
    lines_of,
)
from congvu.oversight.reporting.selectors.margin import Contradiction

_COUNTED = frozenset({ValueType.COUNT, ValueType.RATIO})


@dataclass(frozen=True)
class TypedNumbers:
    """The figures of a report, read only when a number was typed beside which they stand."""

    report: Report
    found: Sheet

    def beside(
        self, parts: Iterable[m.Part], *, writes: Collection[str]
    ) -> tuple[Contradiction, ...]:
        """Return the remarks on typed numbers, each with the block it stands in.

        A number that only repeats a row is told in the sections of `writes`, to who can bind it.
        Plans and proposals are not read: their numbers speak of another time.
        """
        plans = {one.code for one in self._outline.sections if one.carry}
        read = ((part, lines_of(part.blocks)) for part in parts if part.code not in plans)
        return tuple(
            _told(one, part.code)
            for part, lines in read
            if any(line.has_number for line in lines)
            for one in self._rows.remarks(lines, self.about(part.code))
            if one.kind is Kind.DIFFERS or part.code in writes
        )

    def of_section(self, code: str, blocks: tuple[m.Block, ...]) -> tuple[Contradiction, ...]:
        """Return the remarks on a section that is being written."""
        return self.beside((m.Part(code, "", blocks),), writes=(code,))

    def about(self, section: str) -> frozenset[str]:
        """Return the counts and shares that a section is about; those of plans and proposals too."""
        return codes_about(section, self._bound, [one.code for one in self._known])

    @cached_property
    def _outline(self) -> Outline:
        return library.outline(self.report.outline)

    @cached_property
    def _bound(self) -> tuple[tuple[str, str], ...]:
        return tuple((one.where, one.code) for one in bindings(self._outline))

    @cached_property
    def _known(self) -> tuple[Known, ...]:
        """The counts and shares that are there; those of the annex and of the outline are told."""
        return tuple(
            Known(
                row.code,
                row.indicator.name,
                row.indicator.unit,
                row.cell.amount,
                printed(row.indicator, row.cell, self.found.set.rounding),
                is_share=row.indicator.value_type is ValueType.RATIO,
                is_told=row.indicator.is_printed or row.code in self._outline.codes,
            )
            for row in self.found.rows
            if row.indicator.value_type in _COUNTED and row.cell.amount is not None
        )

    @cached_property
    def _rows(self) -> Rows:
        return Rows(self._known, f"{self.report.period.label} {self.report.unit.name}")


def _told(one: Remark, section: str) -> Contradiction:
    row = f"{one.row.code} ({one.row.name.lstrip('- ')})"
    if one.kind is Kind.EQUAL:
        said = f"Số {one.written} gõ tay bằng chỉ tiêu {row}."
        then = f"Viết {one.to_paste} thay cho số ấy thì số tự theo khi số liệu đổi."
    else:
        percent = "%" if one.row.is_share else ""
        said = (
            f"Chữ viết {one.written}{percent}, biểu ghi {one.row.shown}{percent}: chỉ tiêu {row}."
        )
        then = ""
    return Contradiction(said, then, (one.quote,), one.kind, ((section, one.block),))
