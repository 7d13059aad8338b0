"""A report as a manuscript: composed from live figures while it is a draft, else from its snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from congvu.foundation.people.selectors import is_sample_installation
from congvu.foundation.units.offices import Office, office_of
from congvu.kernel.vitext import format_date
from congvu.oversight.indicators.models import ReportingPeriod
from congvu.oversight.indicators.rules.sets import Indicator, ValueType
from congvu.oversight.indicators.selectors import Row, Sheet, numbers, sheet
from congvu.oversight.reporting import library
from congvu.oversight.reporting.models import Report, Snapshot
from congvu.oversight.reporting.rules import assembly, outlines, prose
from congvu.oversight.reporting.rules import manuscript as m
from congvu.oversight.reporting.rules.annexes import COLUMNS, group_row, row_of
from congvu.oversight.reporting.rules.facts import from_facts
from congvu.oversight.reporting.rules.life import FROZEN_IN
from congvu.oversight.reporting.rules.wording import FigureValue
from congvu.oversight.reporting.selectors.listing import entries_of
from congvu.oversight.reporting.selectors.parts import coverage
from congvu.oversight.reporting.selectors.texts import current_texts, last_written, notes_of

SAMPLE: Final = "DỮ LIỆU MẪU"
DRAFT: Final = "DỰ THẢO"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A manuscript with the figures behind it: JSON facts by code, as a snapshot keeps them."""

    manuscript: m.Manuscript
    figures: dict[str, Any]
    hints: Mapping[str, str] = field(default_factory=dict)


def drawn(
    report: Report, at: datetime, *, found: Sheet | None = None, kept: Snapshot | None = None
) -> Drawing:
    """Return the report as it is printed: a frozen one never from live figures.

    `found` is the sheet of a draft, `kept` the snapshot of a frozen one, read already.
    """
    if report.state not in FROZEN_IN:
        return compose(report, at, found=found)
    kept = kept or Snapshot.objects.get(report=report)
    manuscript = from_facts(kept.manuscript)
    head = replace(manuscript.head, number=report.number.partition("/")[0])
    if report.signed_on:
        head = replace(head, signed_on=report.signed_on)
    hints = {code: str(told.get("name", "")) for code, told in kept.figures.items()}
    mark = "" if report.number else DRAFT
    return Drawing(
        replace(manuscript, head=head, mark=SAMPLE if is_sample_installation() else mark),
        kept.figures,
        hints,
    )


def compose(
    report: Report,
    at: datetime,
    *,
    found: Sheet | None = None,
    instead: Mapping[str, str] | None = None,
) -> Drawing:
    """Return the manuscript of what stands now: figures, texts, lists; the gaps are visible.

    `instead` are texts by section that stand in for those that are kept: what is being typed.
    Raises ProseWrong for one that cannot be read.
    """
    found = found or sheet(report.unit_id, report.period_id)
    outline = library.outline(report.outline)
    office = office_of(report.unit_id, report.period.last_day)
    figures = {**figure_values(found), **words_of(office, report.period)}
    for typed in (instead or {}).values():
        prose.parse(typed, known=figures.keys())  # what saving would refuse is not drawn either
    texts = section_texts(report, at, found=found) | dict(instead or {})
    notes = notes_of(report)
    covered = coverage(report.unit_id, report.period)
    manuscript = m.Manuscript(
        _head(report, outline, office),
        tuple(prose.fill_line(one, figures) for one in outline.grounds),
        assembly.parts(outline, texts, figures),
        _closing(report, outline),
        tuple(
            _annex(plan, filled(plan.title, figures), found, notes, covered)
            for plan in outline.annexes
        ),
        reference=f"{report.uuid}/{report.revision}/{last_written(report)}",
        mark=SAMPLE if is_sample_installation() else DRAFT,
    )
    return Drawing(
        m.keyed(manuscript),
        compose_facts(found),
        {row.code: row.indicator.name for row in found.rows},
    )


def section_texts(
    report: Report, at: datetime, *, found: Sheet | None = None, until: int | None = None
) -> dict[str, str]:
    """Return the text of every section: what people wrote, else what the outline says.

    With `until` what people had written when that row was the last one.
    """
    found = found or sheet(report.unit_id, report.period_id)
    outline = library.outline(report.outline)
    written = current_texts(report, until=until)
    told = numbers(found)
    lists = entries_of(outline, (report.unit_id,), report.period.window, at)
    names = {
        row.code: outlines.NamedIndicator(row.indicator.name, row.indicator.unit)
        for row in found.rows
    }
    return {
        section.code: written[section.code].text
        if section.code in written
        else outlines.compose(section, told, lists, names)
        for section in outline.sections
    }


def unwritten_of(report: Report, found: Sheet) -> tuple[tuple[str, str], ...]:
    """Return code and heading of the sections that are asked for and have no text yet."""
    outline = library.outline(report.outline)
    written = current_texts(report)
    told = numbers(found)
    texts = {
        one.code: written[one.code].text
        if one.code in written
        else outlines.compose(one, told, {}, {})  # a list adds lines to a text, it makes none
        for one in outline.sections
    }
    blank = assembly.unwritten(outline, texts)
    words = office_words(report) if any("{{" in one.title for one in blank) else {}
    return tuple(
        (one.code, f"{one.number} {assembly.title_of(one, words)}".strip()) for one in blank
    )


def compose_facts(found: Sheet) -> dict[str, Any]:
    """Return the figures of a sheet as a snapshot keeps them; blanks are left out."""
    return {row.code: _fact(row) for row in found.rows if row.chosen is not None}


def office_words(report: Report) -> dict[str, FigureValue]:
    """Return the words of `words_of` for a report."""
    return words_of(office_of(report.unit_id, report.period.last_day), report.period)


def figure_values(found: Sheet) -> dict[str, FigureValue]:
    """Return the figures of a sheet as prose shows them."""
    return {row.code: _figure_value(row, found.set.rounding.places) for row in found.rows}


def words_of(office: Office, period: ReportingPeriod) -> dict[str, FigureValue]:
    """Return the words that outlines bind: the period, its days, who reports to whom."""
    superior = office_of(period.superior_id, period.last_day)
    following = period.period.following()
    said = {
        "@ky": period.label,
        "@ky_sau": following.label(),
        "@nam": str(period.period.year),
        "@nam_sau": str(period.period.year + 1),
        "@tu_ngay": format_date(period.starts_on),
        "@den_ngay": format_date(period.last_day),
        "@don_vi": office.name[0].lower() + office.name[1:],
        "@co_quan": office.authority,
        "@cap_tren": superior.authority,
        "@noi_nhan": superior.authority,
    }
    return {name: FigureValue(text=text) for name, text in said.items()}


def filled(text: str, words: Mapping[str, FigureValue]) -> str:
    """Fill a line that binds only words: a subject, an addressee."""
    return m.plain(prose.fill_line(text, words))


def _figure_value(row: Row, places: int) -> FigureValue:
    indicator, cell = row.indicator, row.cell
    if indicator.value_type in (ValueType.YES_NO, ValueType.CHOICE):
        return FigureValue(text=choice_word(indicator, cell.amount))
    is_ratio = indicator.value_type is ValueType.RATIO
    return FigureValue(
        amount=cell.amount,
        numerator=cell.numerator,
        denominator=cell.denominator,
        before=row.last_year.amount,
        text=cell.text,
        percent=is_ratio,
        places=places if is_ratio else None,
    )


def choice_word(indicator: Indicator, amount: Decimal | None) -> str:
    """Return what a number of a choice, or a yes and no, means; "" for a blank."""
    if amount is None:
        return ""
    if indicator.value_type is ValueType.YES_NO and not indicator.choices:
        return "có" if amount else "không"
    return next((one.label for one in indicator.choices if one.value == amount), str(amount))


def _fact(row: Row) -> dict[str, Any]:
    """Return a chosen figure as a snapshot keeps it: the value, its row, why, and its source."""
    chosen = row.chosen
    assert chosen is not None, "a blank is not kept"
    cell = chosen.cell
    return {
        "name": row.indicator.name,
        "unit": row.indicator.unit,
        "amount": _text(cell.amount),
        "numerator": _text(cell.numerator),
        "denominator": _text(cell.denominator),
        "text": cell.text,
        "origin": chosen.origin.value,
        "value": chosen.id,
        "by": chosen.recorded_by,
        "reason": chosen.reason,
        "evidence": dict(chosen.evidence),
        "computed": _text(row.computed.cell.amount) if row.computed else None,
    }


def _annex(
    plan: outlines.AnnexPlan, title: str, found: Sheet, notes: Mapping[str, str], covered: str
) -> m.Annex:
    """Return the printed rows of the set in order, each part under its heading."""
    rows: list[m.Row] = []
    begun = set()
    names = {group.code: group for group in found.set.groups}
    for row in found.rows:
        if not row.indicator.is_printed:
            continue
        group = row.indicator.group
        if group not in begun and group in names:
            begun.add(group)
            rows.append(group_row(names[group].number, names[group].name))
        rows.append(row_of(row.indicator, row.cell, notes.get(row.code, ""), found.set.rounding))
    return m.Annex(
        plan.number,
        title,
        COLUMNS,
        tuple(rows),
        plan.landscape,
        notes=(covered,) if covered else (),
    )


def _head(report: Report, outline: outlines.Outline, office: Office) -> m.Head:
    # A people's committee has nobody above it on its paper; other offices name their superior.
    is_committee = office.authority != office.name
    return m.Head(
        superior="" if is_committee else office.parent_name,
        issuer=office.authority,
        number="",
        symbol=outline.symbol,
        place=report.place,
        signed_on=report.signed_on,
        kind=outline.kind,
        subject=report.subject,
        addressees=tuple(line.strip() for line in report.addressees.splitlines() if line.strip()),
        year=report.period.last_day.year,
    )


def _closing(report: Report, outline: outlines.Outline) -> m.Closing:
    """Return who signs and in whose name (NĐ 30/2020, Phụ lục I, phần I.II, mục 7)."""
    recipients = tuple(line.strip() for line in report.recipients.splitlines() if line.strip())
    if not report.signer:
        return m.Closing(recipients, outline.capacity, outline.post, "")
    lines: tuple[str, ...] = ()
    match report.capacity:
        case "TM":
            lines = outline.capacity
        case "KT":
            lines = (*outline.capacity, f"KT. {outline.post}")
        case "TL" | "TUQ":
            lines = (f"{report.capacity}. {outline.post}",)
        case "Q":  # goes before the head's post, which is not said again
            return m.Closing(recipients, outline.capacity, f"Q. {outline.post}", report.signer)
    return m.Closing(recipients, lines, report.post, report.signer)


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)
