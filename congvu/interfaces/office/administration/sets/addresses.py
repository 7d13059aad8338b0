"""Where the pages of sets are, and the way that leads to them."""

from __future__ import annotations

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.interfaces.ui.navigation import NavItem
from congvu.oversight.indicators.models import SetDraft
from congvu.oversight.indicators.rules import editing
from congvu.oversight.indicators.rules.editing_parts import parts_by_row
from congvu.oversight.indicators.rules.sets import Indicator

LIST: Final = "office-administration-sets"
VERSION: Final = "office-administration-set"
DRAFT: Final = "office-administration-set-draft"
HEAD: Final = "office-administration-set-draft-head"
PARTS: Final = "office-administration-set-draft-parts"
CHECKS: Final = "office-administration-set-draft-checks"
DIFFERENCE: Final = "office-administration-set-draft-difference"
PREVIEW: Final = "office-administration-set-draft-preview"
ROW: Final = "office-administration-set-row"

UNPRINTED: Final = "khong-in"
"""The tab of figures that are not printed; no part is called so."""


def group_of(row: Indicator) -> str:
    """Return in which tab a row is edited: its part, or `UNPRINTED`."""
    return row.group if row.is_printed else UNPRINTED


def trail(draft: SetDraft | None = None) -> list[NavItem]:
    """Return the way to the list, and on to a draft for the pages behind its own."""
    way = [NavItem(_("Bộ chỉ tiêu"), reverse(LIST))]
    return way if draft is None else [*way, NavItem(draft.code, reverse(DRAFT, args=[draft.pk]))]


def part_address(draft: SetDraft, part: str) -> str:
    """Return where the rows of a part of a draft are edited."""
    return f"{reverse(DRAFT, args=[draft.pk])}?phan={part}"


def row_address(draft: SetDraft, table: str, code: str) -> str:
    """Return where a row of a draft stands among those of its part."""
    belongs = parts_by_row(draft.content.get(editing.PRINTED, ()))
    part = belongs.get(code, code.split(".", 1)[0]) if table == editing.PRINTED else UNPRINTED
    return f"{part_address(draft, part)}#r-{code}"


def check_address(draft: SetDraft, code: str = "") -> str:
    """Return where a check of a draft stands among those of its rule; of none, where they begin."""
    address = reverse(CHECKS, args=[draft.pk])
    return f"{address}#r-{code}" if code else address
