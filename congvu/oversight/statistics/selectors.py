"""Questions to the figures. Every one of them first folds what is not yet counted.

Who may ask for which unit is decided where the question comes in; nothing here knows a person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Final

from django.conf import settings

from congvu.casework.dossiers.selectors import counted as dossiers
from congvu.foundation.units import selectors as units
from congvu.foundation.units.models import Unit
from congvu.instruments.catalogue.models import ProcedureField
from congvu.instruments.catalogue.statistical_forms import StatisticalForm, read_form
from congvu.kernel.errors import NotFound, gettext_noop
from congvu.oversight.statistics import querysets
from congvu.oversight.statistics.folding import fold_tail
from congvu.oversight.statistics.models import Watermark
from congvu.oversight.statistics.querysets import Counted, Judged
from congvu.oversight.statistics.rules.choices import Definition, Question, Scope
from congvu.oversight.statistics.rules.days import FOREVER
from congvu.oversight.statistics.rules.forms import (
    Figures,
    Form06a,
    FormRequest,
    FormRow,
    IdentityResult,
    Named,
    Note,
    Rate,
    rate_of,
)

FORM: Final = "06a"
PAGE: Final = 50
ORIGINS: Final = ("received_online", "received_direct", "received_postal", "carried_over")
NOTES: Final = ("closed", "closed_late", "closed_near")


@dataclass(frozen=True, slots=True)
class CellRow:
    """One dossier behind a figure, as it was counted; `state` is its state today."""

    dossier_id: int
    code: str
    procedure: Named
    field: Named
    accepted_on: date
    due_on: date
    finished_on: date | None
    origin: str
    standing: str
    state: str


@dataclass(frozen=True, slots=True)
class CellPage:
    """Some of the dossiers behind a figure; `after` asks for the next ones, None at the end."""

    rows: tuple[CellRow, ...]
    after: int | None


@cache
def form_layout() -> StatisticalForm:
    """Return the columns, identities and cell rules of form 06a from the catalogue."""
    return read_form(settings.CATALOGUE / "statistics", FORM)


def form_06a(request: FormRequest) -> Form06a:
    """Count form 06a for one unit. Raises NotFound for a unit that does not exist."""
    unit = units.row(request.unit_id, request.last_day)
    asked = units_of(request)
    position = folded_position()
    counted = count(request.question, asked)
    names = _fields({row.field_id for row in counted})
    return _form(request, Named(unit.code, unit.name, unit.name_en), counted, names, position)


def every_form_06a(question: Question) -> tuple[Form06a, ...]:
    """Count form 06a for every unit that has something to count, in the order of their codes."""
    position = folded_position()
    by_unit: defaultdict[int, list[Counted]] = defaultdict(list)
    for row in count(question, None):
        by_unit[row.unit_id].append(row)
    names = _fields({row.field_id for rows in by_unit.values() for row in rows})
    bearers = list(Unit.objects.filter(pk__in=list(by_unit)))
    forms = [
        _form(
            FormRequest(
                unit_id=unit.id,
                first_day=question.first_day,
                last_day=question.last_day,
                as_of=question.as_of,
                definition=question.definition,
                against=question.against,
            ),
            Named(unit.code, unit.name, unit.name_en),
            by_unit[unit.id],
            names,
            position,
        )
        for unit in units.rows(bearers, question.last_day)
    ]
    return tuple(sorted(forms, key=lambda form: (form.unit.code, form.request.unit_id)))


def rates(request: FormRequest) -> tuple[Rate, ...]:
    """Return the rate answered in time by each definition, against the same date."""
    asked = units_of(request)
    folded_position()
    found = []
    for definition in Definition:
        question = replace(request.question, definition=definition)
        found.append(rate_of(definition, figures_of(count(question, asked))))
    return tuple(found)


def cell_dossiers(
    request: FormRequest,
    field_code: str | None,
    column: str,
    *,
    after: int | None = None,
    limit: int = PAGE,
) -> CellPage:
    """List the dossiers behind a figure: exactly those that it counts, a page at a time.

    `column` is c3 to c13, or closed, closed_late, closed_near for the note; `field_code` None is
    the line of totals. Raises NotFound for another column or an unknown field.
    """
    fields = None if field_code is None else [_field_id(field_code)]
    return dossiers_in(
        _situations(column), request.question, units_of(request), fields, after=after, limit=limit
    )


def dossiers_in(
    situations: Collection[str],
    question: Question,
    asked: Collection[int],
    field_ids: Collection[int] | None = None,
    *,
    after: int | None = None,
    limit: int = PAGE,
) -> CellPage:
    """List the dossiers of units that are counted in one of some situations, a page at a time.

    `situations` are of one kind: where dossiers came from, where they stand, or one of the note;
    `field_ids` None means every field.
    """
    folded_position()
    statement = querysets.cell_of_phases(
        question,
        asked,
        field_ids=field_ids,
        origins=[one for one in situations if one in ORIGINS],
        standings=[one for one in situations if one not in ORIGINS and one not in NOTES],
        notes=[one for one in situations if one in NOTES],
        after=after or 0,
        limit=limit + 1,
    )
    found = [Judged(*row) for row in statement.rows()]
    more = len(found) > limit
    return CellPage(_cell_rows(found[:limit]), found[limit - 1].dossier_id if more else None)


def situations_of(columns: Collection[int]) -> tuple[str, ...]:
    """Return the situations that columns of the form count together, a total by its parts."""
    layout = form_layout()
    parts = {column.number: column.parts for column in layout.columns}
    counts = {part for number in columns for part in parts[number] or (number,)}
    return tuple(situation for situation, number in layout.cells if number in counts)


def units_of(request: FormRequest) -> list[int]:
    """Return the units that a request counts: the unit alone, or all under it on the last day."""
    if request.scope is Scope.OWN:
        return [request.unit_id]
    return units.subtree_ids(request.unit_id, request.last_day)


def folded_position() -> int:
    """Fold what is not yet counted; return the position of the last event that is."""
    fold_tail()
    return Watermark.objects.filter(pk=1).values_list("position", flat=True).first() or 0


def count(question: Question, asked: Collection[int] | None) -> list[Counted]:
    """Return the figures by unit and field; `asked` None means every unit.

    Form 06a by results is a sum of sums; the other definitions are counted over the phases.
    """
    if question.definition is Definition.RESULTS:
        statement = querysets.form_of_sums(question, asked)
    else:
        statement = querysets.form_of_phases(question, asked)
    return [Counted(*(int(figure) for figure in row)) for row in statement.rows()]


def figures_of(rows: Iterable[Counted]) -> Figures:
    """Put counted situations into the columns that the form's cell rules name, with its totals."""
    cells, totals = _columns()
    figures = dict.fromkeys((column.number for column in form_layout().figures()), 0)
    for row in rows:
        for place, number in cells:
            figures[number] += row[place]
    for number, parts in totals:
        figures[number] = sum(figures[part] for part in parts)
    return figures


@cache
def _columns() -> tuple[list[tuple[int, int]], list[tuple[int, tuple[int, ...]]]]:
    """Return where each counted situation goes, and which columns are sums of others."""
    layout = form_layout()
    return (
        [(Counted._fields.index(situation), number) for situation, number in layout.cells],
        [(column.number, column.parts) for column in layout.columns if column.parts],
    )


def _form(
    request: FormRequest,
    unit: Named,
    counted: Sequence[Counted],
    names: Mapping[int, Named],
    position: int,
) -> Form06a:
    by_field: defaultdict[int, list[Counted]] = defaultdict(list)
    for row in counted:
        by_field[row.field_id].append(row)
    lines = [FormRow(names[field_id], figures_of(some)) for field_id, some in by_field.items()]
    total = figures_of(counted)
    checked = [total, *(line.figures for line in lines)]
    return Form06a(
        request=request,
        unit=unit,
        rows=tuple(sorted(lines, key=lambda line: line.field.code)),
        total=total,
        note=Note(
            sum(row.closed for row in counted),
            sum(row.closed_late for row in counted),
            sum(row.closed_near for row in counted),
        ),
        identities=tuple(
            IdentityResult(identity.rule, identity.message, all(map(identity.holds, checked)))
            for identity in form_layout().identities
        ),
        position=position,
    )


def _situations(column: str) -> tuple[str, ...]:
    """Return the situations that a column, or a figure of the note, counts."""
    if column in NOTES:
        return (column,)
    found = {figure.key: figure for figure in form_layout().figures()}.get(column)
    if found is None:
        raise NotFound(
            gettext_noop("Biểu không có cột số liệu “%(column)s”."),
            code="column_not_found",
            column=column,
        )
    return situations_of([found.number])


def _fields(ids: Collection[int]) -> dict[int, Named]:
    rows = ProcedureField.objects.filter(pk__in=list(ids)).values_list(
        "pk", "code", "name", "name_en"
    )
    found = {pk: Named(code, name, name_en) for pk, code, name, name_en in rows}
    return {field_id: found.get(field_id, Named(str(field_id), "")) for field_id in ids}


def _field_id(code: str) -> int:
    found = ProcedureField.objects.filter(code=code).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound(
            gettext_noop("Không có lĩnh vực nào mang mã “%(field)s”."),
            code="field_not_found",
            field=code,
        )
    return found


def _cell_rows(found: Sequence[Judged]) -> tuple[CellRow, ...]:
    lines = dossiers.lines_of([row.dossier_id for row in found])
    names = _fields({row.field_id for row in found})
    return tuple(
        CellRow(
            dossier_id=row.dossier_id,
            code=lines[row.dossier_id].code,
            procedure=Named(
                lines[row.dossier_id].procedure_code, lines[row.dossier_id].procedure_name
            ),
            field=names[row.field_id],
            accepted_on=date.fromordinal(row.accepted_day),
            due_on=date.fromordinal(row.due),
            finished_on=None if row.finished_day == FOREVER else date.fromordinal(row.finished_day),
            origin=row.origin,
            standing=row.standing,
            state=lines[row.dossier_id].state,
        )
        for row in found
    )
