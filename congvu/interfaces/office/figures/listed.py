"""Dossiers behind a figure as rows of a page or a file: named only where the own office decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from congvu.casework.dossiers.labels import StateLabel
from congvu.casework.dossiers.selectors.access import own
from congvu.casework.dossiers.selectors.counted import lines_of
from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.figures import words
from congvu.interfaces.office.sheets import MOST_ROWS, SheetColumn
from congvu.oversight.statistics.selectors import CellPage, CellRow

BATCH: Final = 1000


@dataclass(frozen=True, slots=True)
class CountedLine:
    """A dossier as the form counted it; `applicant` only where the person's office decides it."""

    row: CellRow
    procedure: str
    field: str
    origin: str
    standing: str
    tone: str
    state: str
    is_own: bool
    applicant: str

    @property
    def code(self) -> str:
        return self.row.code

    def cells(self) -> tuple[object, ...]:
        """Return it as a row of the spreadsheet."""
        row = self.row
        return (
            *(row.code, self.procedure, self.field, self.applicant),
            *(row.accepted_on, row.due_on, row.finished_on),
            *(self.origin, self.standing, self.state),
        )


@dataclass(frozen=True, slots=True)
class PlainLine:
    """A dossier by its code; nobody is named."""

    code: str
    procedure_code: str
    procedure: str
    state: str | Promise
    is_own: bool

    def cells(self) -> tuple[object, ...]:
        """Return it as a row of the spreadsheet."""
        return (self.code, self.procedure_code, self.procedure, str(self.state))


def counted_lines(who: Acting, rows: Sequence[CellRow]) -> list[CountedLine]:
    """Add names of people to those dossiers that the person's office decides, and to no others."""
    readable = own(who.staff, who.on).filter(pk__in=[row.dossier_id for row in rows])
    people = dict(readable.values_list("pk", "applicant__name"))
    return [
        CountedLine(
            row=row,
            procedure=words.named(row.procedure),
            field=words.named(row.field),
            origin=str(words.ORIGINS[row.origin]),
            standing=str(words.STANDINGS[row.standing]),
            tone=words.STANDING_TONES.get(row.standing, "neutral"),
            state=str(StateLabel(row.state).label),
            is_own=row.dossier_id in people,
            applicant=people.get(row.dossier_id) or "",
        )
        for row in rows
    ]


def plain_lines(who: Acting, ids: Sequence[int]) -> list[PlainLine]:
    """Return dossiers by their codes, in the order given."""
    readable = set(own(who.staff, who.on).filter(pk__in=ids).values_list("pk", flat=True))
    found = lines_of(ids)
    return [
        PlainLine(
            code=found[pk].code,
            procedure_code=found[pk].procedure_code,
            procedure=found[pk].procedure_name,
            state=StateLabel(found[pk].state).label,
            is_own=pk in readable,
        )
        for pk in ids
        if pk in found
    ]


def every_counted(
    who: Acting, page_after: Callable[[int | None, int], CellPage]
) -> Iterator[tuple[object, ...]]:
    """Return the rows of a file, asked for page by page: `page_after(last id, how many)`."""
    after: int | None = None
    for _round in range(0, MOST_ROWS + 1, BATCH):
        page = page_after(after, BATCH)
        yield from (line.cells() for line in counted_lines(who, page.rows))
        if page.after is None:
            return
        after = page.after


def every_plain(
    who: Acting, ids_after: Callable[[int | None, int], list[int]]
) -> Iterator[tuple[object, ...]]:
    """Return the rows of a file, asked for page by page: `ids_after(last id, how many)`."""
    after: int | None = None
    for _round in range(0, MOST_ROWS + 1, BATCH):
        ids = ids_after(after, BATCH)
        yield from (line.cells() for line in plain_lines(who, ids))
        if len(ids) < BATCH:
            return
        after = ids[-1]


def counted_columns() -> tuple[SheetColumn, ...]:
    """Return the columns of a file of `every_counted`."""
    return (
        SheetColumn(_("Mã hồ sơ"), 24),
        SheetColumn(_("Thủ tục"), 60),
        SheetColumn(_("Lĩnh vực"), 26),
        SheetColumn(_("Chủ hồ sơ"), 28),
        SheetColumn(_("Tiếp nhận"), 12),
        SheetColumn(_("Hạn"), 12),
        SheetColumn(_("Xong ngày"), 12),
        SheetColumn(_("Nguồn"), 20),
        SheetColumn(_("Tính là"), 28),
        SheetColumn(_("Trạng thái hôm nay"), 24),
    )


def plain_columns() -> tuple[SheetColumn, ...]:
    """Return the columns of a file of `every_plain`."""
    return (
        SheetColumn(_("Mã hồ sơ"), 24),
        SheetColumn(_("Mã thủ tục"), 14),
        SheetColumn(_("Thủ tục"), 70),
        SheetColumn(_("Trạng thái hôm nay"), 24),
    )
