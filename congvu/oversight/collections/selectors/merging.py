"""All answers to a collection as one table: what is merged, and what is left out and named."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from congvu.foundation.units.labels import ending_label
from congvu.kernel.vitext import format_date, format_number
from congvu.oversight.collections.labels import STANDINGS
from congvu.oversight.collections.models import Collection
from congvu.oversight.collections.rules.life import State
from congvu.oversight.collections.rules.sheets import Merged, Told
from congvu.oversight.collections.rules.standing import Standing
from congvu.oversight.collections.selectors.answers import answers_of
from congvu.oversight.collections.selectors.board import BoardRow, board


def merged(collection: Collection, on: date) -> Merged:
    """Return the answer of each unit that is still asked.

    Only what was sent counts, and no cell with two answers.
    """
    whole = board(collection, on)
    answers = answers_of([row.recipient for row in whole.asked])
    note = _("Cộng từ %(answered)s/%(all)s đơn vị đã gửi, tính đến %(day)s; hạn gửi %(due)s.") % {
        "answered": format_number(whole.answered),
        "all": format_number(len(whole.asked)),
        "day": format_date(on),
        "due": format_date(collection.due_on),
    }
    left_out = len(whole.rows) - len(whole.asked)
    if left_out:
        note += " " + _("Không kể %(n)s đơn vị đã bỏ khỏi danh sách.") % {
            "n": format_number(left_out)
        }
    return Merged(
        collection.title,
        note,
        collection.asks,
        tuple(
            Told(
                row.unit.name,
                standing_text(row),
                answer.cells,
                {cell: tuple(one.value for one in rows) for cell, rows in answer.contested.items()},
                counts=row.recipient.state == State.ANSWERED,
            )
            for row, answer in zip(whole.asked, answers, strict=True)
        ),
    )


def standing_text(row: BoardRow) -> str:
    """Return how a unit stands, in words."""
    said = str(STANDINGS[row.standing][0])
    if row.days_late:
        said += _(" (%(days)s ngày)") % {"days": format_number(row.days_late)}
    if row.contested:
        said += _("; %(cells)s ô có hai số liệu") % {"cells": format_number(row.contested)}
    if row.ended is None:
        return said
    told = ending_label(row.ended)
    says_it_all = row.standing is Standing.ENDED and not row.ended.into
    return f"{told[0].upper()}{told[1:]}" if says_it_all else f"{said}; {told}"
