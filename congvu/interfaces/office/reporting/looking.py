"""Which figures deserve a look, in words: beside the rows of the sheet, and on the report's page.

An aid to whoever reads; it hides nothing and stops nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from congvu.oversight.indicators.rules.cells import BLANK, Cell
from congvu.oversight.indicators.rules.looking import Beside, Look, Why
from congvu.oversight.indicators.rules.sets import ValueType
from congvu.oversight.indicators.rules.typed import printed
from congvu.oversight.indicators.selectors import Row, Sheet
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.rules.life import Action
from congvu.oversight.reporting.selectors.looking import Looked, Looks
from congvu.oversight.reporting.selectors.parts import coverage

Text = str | Promise

WORDS: Final[Mapping[tuple[Why, Beside | None], tuple[Text, str]]] = {
    (Why.SINCE_RETURN, None): (gettext_lazy("đổi so với bản đã gửi"), "late"),
    (Why.SINCE_HANDED_ON, None): (gettext_lazy("đổi từ lần trình trước"), "late"),
    (Why.FINDING, None): (gettext_lazy("có phát hiện"), "late"),
    (Why.SETTLED, None): (gettext_lazy("phát hiện đã giải trình"), "soon"),
    (Why.OVER_COMPUTED, None): (gettext_lazy("nhập khác số tự tính"), "soon"),
    (Why.BROUGHT, None): (gettext_lazy("lấy từ báo cáo đã soát"), "info"),
    (Why.TYPED, None): (gettext_lazy("nhập tay"), "info"),
    (Why.ESTIMATED, None): (gettext_lazy("có số ước"), "soon"),
    (Why.NO_RECORDS, None): (gettext_lazy("tự tính, không mở được hồ sơ"), "soon"),
    (Why.GONE_BLANK, Beside.PREVIOUS): (gettext_lazy("trống, kỳ trước có số"), "soon"),
    (Why.GONE_BLANK, Beside.LAST_YEAR): (gettext_lazy("trống, cùng kỳ có số"), "soon"),
    (Why.BLANK, None): (gettext_lazy("còn trống, chưa có kỳ trước để so"), "neutral"),
    (Why.ZERO, Beside.PREVIOUS): (gettext_lazy("bằng 0, kỳ trước khác 0"), "soon"),
    (Why.ZERO, Beside.LAST_YEAR): (gettext_lazy("bằng 0, cùng kỳ khác 0"), "soon"),
    (Why.NOT_ZERO, Beside.PREVIOUS): (gettext_lazy("kỳ trước bằng 0"), "soon"),
    (Why.NOT_ZERO, Beside.LAST_YEAR): (gettext_lazy("cùng kỳ bằng 0"), "soon"),
    (Why.CHANGED, Beside.PREVIOUS): (gettext_lazy("đổi nhiều so với kỳ trước"), "soon"),
    (Why.CHANGED, Beside.LAST_YEAR): (gettext_lazy("đổi nhiều so với cùng kỳ"), "soon"),
    (Why.OTHER, Beside.PREVIOUS): (gettext_lazy("khác kỳ trước"), "soon"),
    (Why.OTHER, Beside.LAST_YEAR): (gettext_lazy("khác cùng kỳ"), "soon"),
}
BEFORE: Final[Mapping[Action, Text]] = {
    Action.CHECK: gettext_lazy("Số cần xem trước khi trình"),
    Action.APPROVE: gettext_lazy("Số cần xem trước khi duyệt"),
    Action.ACCEPT: gettext_lazy("Số cần xem trước khi tiếp nhận"),
}
"""What is looked at before which act; whoever has none of them has no list."""


@dataclass(frozen=True, slots=True)
class Said:
    """A reason in a few words, with its tone."""

    word: Text
    tone: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A row of the list; `was` is its figure when somebody saw it last, "" when it is the same."""

    code: str
    name: str
    unit: str
    shown: str
    was: str
    previous: str
    last_year: str
    reasons: tuple[Said, ...]
    url: str
    is_text: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """The list before an act: what to look at, what is said of the rest, whom a sum covers.

    It stands open for whoever decides, closed for whoever is still writing.
    """

    title: str
    rows: tuple[Shown, ...]
    rest: str
    covered: str
    url: str
    is_open: bool
    has_earlier: bool


def said(look: Look) -> tuple[Said, ...]:
    """Return the reasons of a row in words, the most pressing first."""
    return tuple(Said(*WORDS[one.why, one.beside]) for one in look.reasons)


def panel(report: Report, looks: Looks, acts: Iterable[Action]) -> Panel | None:
    """Return the list for whoever may carry the report on; None for everybody else."""
    act = next((one for one in acts if one in BEFORE), None)
    if act is None:
        return None
    return Panel(
        str(BEFORE[act]),
        tuple(_shown(report, looks.sheet, one) for one in looks.deserving),
        rest(looks),
        coverage(report.unit_id, report.period) if looks.is_sum else "",
        f"{reverse('office-reporting-figures', args=[report.uuid])}?xem=can",
        act is not Action.CHECK,
        looks.has_earlier,
    )


def rest(looks: Looks) -> str:
    """Return what is true of the rows that deserve no look, in a sentence or two."""
    told = []
    if worked_out := looks.within + looks.uncompared:
        by = (
            ngettext(
                "%(n)s số còn lại do hệ thống tính từ hồ sơ hoặc cộng từ các đơn vị, không có phát hiện",
                "%(n)s số còn lại do hệ thống tính từ hồ sơ hoặc cộng từ các đơn vị, không có phát hiện",
                worked_out,
            )
            if looks.is_sum
            else ngettext(
                "%(n)s số còn lại do hệ thống tính từ hồ sơ, không có phát hiện",
                "%(n)s số còn lại do hệ thống tính từ hồ sơ, không có phát hiện",
                worked_out,
            )
        )
        told.append(f"{by % {'n': worked_out}}; {_compared(looks)}.")
    if looks.blank:
        blank = ngettext(
            "%(n)s ô trống như các kỳ trước.", "%(n)s ô trống như các kỳ trước.", looks.blank
        )
        told.append(blank % {"n": looks.blank})
    return " ".join(told)


def _compared(looks: Looks) -> str:
    if not looks.uncompared:
        return _("không số nào lệch quá ngưỡng")
    if not looks.has_earlier:
        return _("chưa có kỳ trước để so")
    told = _("%(within)s số không lệch quá ngưỡng, %(others)s số chưa so được với kỳ trước")
    return told % {"within": looks.within, "others": looks.uncompared}


def _shown(report: Report, sheet: Sheet, one: Looked) -> Shown:
    row = one.row
    return Shown(
        row.code,
        row.indicator.name,
        row.indicator.unit,
        _printed(sheet, row, row.cell),
        (_printed(sheet, row, one.was) or "…") if one.was is not None else "",
        _printed(sheet, row, row.previous),
        _printed(sheet, row, row.last_year),
        said(one.look),
        reverse("office-reporting-cell", args=[report.uuid, row.code]),
        row.indicator.value_type is ValueType.TEXT,
    )


def _printed(sheet: Sheet, row: Row, cell: Cell) -> str:
    return "" if cell == BLANK else printed(row.indicator, cell, sheet.set.rounding)
