"""A long list on the screen before it is written: the worker looks at it, the page says how far."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from congvu.casework.documents import queue
from congvu.casework.documents.rules.progress import MOVING, Step
from congvu.casework.documents.selectors import imports
from congvu.casework.documents.services import importing, looking
from congvu.casework.documents.services.sheets import open_sheet
from congvu.foundation.files.selectors import open_file
from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.documents.forms import FIELD_WORDS, ColumnsForm
from congvu.kernel.errors import DomainError

if TYPE_CHECKING:
    from congvu.casework.documents.models import ImportLook, ImportRun

STEP_WORDS = {
    Step.LOOKED_AT: gettext_lazy("Chưa nhập"),
    Step.WAITING: gettext_lazy("Đang chờ máy xem trước"),
    Step.WRITING: gettext_lazy("Đang xem trước"),
    Step.STALLED: gettext_lazy("Việc xem trước bị ngắt giữa chừng"),
    Step.STOPPED: gettext_lazy("Việc xem trước đã dừng"),
    Step.DONE: gettext_lazy("Đã xem trước, chưa nhập"),
}


def words_of(run: ImportRun, at: datetime) -> Any:
    """Say where the look at a list that is not written stands."""
    return STEP_WORDS[_step(imports.look_of(run), at)]


def look_aside(request: HttpRequest, run: ImportRun, who: Acting) -> HttpResponse:
    """Show how far the worker's look is, then what it found and the columns to put right.

    Columns that were changed are looked at again before they are written.
    """
    look = imports.look_of(run)
    step = _step(look, who.at)
    if request.method == "GET" and step in MOVING:
        context = {"run": run, "look": look, "title": STEP_WORDS[step]}
        return render(request, "office/documents/import_looking.html", context)
    names = tuple(look.names) if look is not None else _names(run)
    posted = request.POST if request.method == "POST" else None
    form = ColumnsForm(posted, names=names, chosen=run.columns)
    if posted is None or not form.is_valid():
        return _page(request, run, form, step, status=200 if posted is None else 422)
    chosen = form.columns()
    if "take" in posted and chosen == run.columns and looking.may_write(run, look):
        queue.submit(run, by=who.staff, at=who.at)
        return redirect("office-documents-import-run", pk=run.pk)
    try:
        importing.choose_columns(run, chosen, names, by=who.staff, at=who.at)
        looking.prepare(run, names)
        queue.submit_look(run, by=who.staff, at=who.at)
    except DomainError as refusal:
        form.add_error(None, _("Chưa chọn cột: %(names)s.") % {"names": name_missing(refusal)})
        return _page(request, run, form, step, status=422)
    return redirect("office-documents-import-run", pk=run.pk)


def changes_of(found: list[tuple[int, str, tuple[str, ...]]]) -> list[tuple[int, str, str]]:
    """Name what differs in each changed line: line, number and symbol, the fields in words."""
    return [
        (line, code, ", ".join(str(FIELD_WORDS[name]) for name in fields))
        for line, code, fields in found
    ]


def name_missing(refusal: DomainError) -> str:
    """Name the columns that were not chosen, as the form names them."""
    named = refusal.facts.get("fields")
    told = [str(FIELD_WORDS[name]) for name in named] if isinstance(named, list) else []
    return ", ".join(told) or refusal.text(_)


def _step(look: ImportLook | None, at: datetime) -> Step:
    return Step.LOOKED_AT if look is None else imports.step_at(look, at)


def _names(run: ImportRun) -> tuple[str, ...]:
    assert run.file is not None, "a run from the screen keeps its file"
    with open_file(run.file) as content:
        return open_sheet(content).head.names


def _page(
    request: HttpRequest, run: ImportRun, form: ColumnsForm, step: Step, *, status: int
) -> HttpResponse:
    look = imports.look_of(run)
    context: dict[str, Any] = {
        "run": run,
        "form": form,
        "is_long": True,
        "step": step.value,
        "title": STEP_WORDS[step],
        "look": look,
    }
    if step is Step.DONE and look is not None:
        context |= _found(look)
    return render(request, "office/documents/import_run.html", context, status=status)


def _found(look: ImportLook) -> dict[str, Any]:
    examples = [row | {"issued_on": date.fromisoformat(row["issued_on"])} for row in look.examples]
    counts = {name: getattr(look, name) for name in looking.COUNTERS}
    changes = [(one["line"], one["code"], tuple(one["fields"])) for one in look.changes]
    return {
        "found": counts | {"examples": examples, "skipped": look.skipped},
        "changes": changes_of(changes),
        "changes_not_shown": look.changed - len(changes),
        "refusals": look.refusals,
        "not_shown": look.refused - len(look.refusals),
    }
