"""The seam for procedures that come from elsewhere: the national portal's exports, a province.

Nothing reads them yet and no command offers it. Whoever builds an importer writes a class with
this shape; what it gives is written by the same `writing` and guarded by the same `guard` as
the files of `catalogue/procedures/`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from congvu.instruments.catalogue.errors import Fault
    from congvu.instruments.catalogue.procedure_files import ProcedureText


class ProcedureReader(Protocol):
    """Reads one export into the values that the files give."""

    @property
    def source(self) -> str:
        """Name the export for the report: "dichvucong.gov.vn, 20/11/2026"."""

    def read(self, path: Path) -> Iterator[ProcedureText | Fault]:
        """Give each procedure, or the fault that keeps it out; never guess a limit or a fee."""
