"""Taking over another system's list: choose the file, look at it, let the worker read it in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from congvu.casework.documents import queue
from congvu.casework.documents.rules.importing import missing_columns
from congvu.casework.documents.rules.kinds import Direction
from congvu.casework.documents.rules.progress import MOVING, Step, is_long
from congvu.casework.documents.selectors import imports
from congvu.casework.documents.services import importing, looking
from congvu.casework.documents.services.sheets import open_sheet
from congvu.foundation.files.selectors import open_file
from congvu.foundation.people.rules import Role
from congvu.interfaces.office.acting import Acting, acting, require_role
from congvu.interfaces.office.documents.forms import ColumnsForm, ImportForm
from congvu.interfaces.office.documents.looking import (
    changes_of,
    look_aside,
    name_missing,
    words_of,
)
from congvu.kernel.errors import DomainError
from congvu.kernel.vitext import fold

if TYPE_CHECKING:
    from congvu.casework.documents.models import ImportRun

SHOWN_REFUSALS = 100
STEP_WORDS = {
    Step.LOOKED_AT: gettext_lazy("Chưa nhập"),
    Step.WAITING: gettext_lazy("Đang chờ máy nhập"),
    Step.WRITING: gettext_lazy("Đang nhập"),
    Step.STALLED: gettext_lazy("Việc nhập bị ngắt giữa chừng"),
    Step.STOPPED: gettext_lazy("Việc nhập đã dừng"),
    Step.DONE: gettext_lazy("Đã nhập xong"),
}


@never_cache
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Take a file; its columns are those remembered of that system, else guessed."""
    who = acting(request)
    require_role(who.staff, Role.REGISTRAR)
    posted = request.method == "POST"
    form = ImportForm(request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        try:
            return redirect("office-documents-import-run", pk=_begin(form, who).pk)
        except DomainError as refusal:
            form.refuse(refusal)
    runs = [(run, _words_of(run, who)) for run in imports.list_runs(who.staff, who.on)]
    context = {"form": form, "runs": runs}
    return render(request, "office/documents/import.html", context, status=422 if posted else 200)


def _begin(form: ImportForm, who: Acting) -> ImportRun:
    direction = Direction(form.cleaned_data["direction"])
    name = form.cleaned_data["source"]
    key = fold(name).replace(" ", "-")[:40] or "khac"
    file = form.taken_file(who)
    with open_file(file) as content:
        sheet = open_sheet(content)
        known = imports.find_source(who.staff, key, direction, who.on)
        columns = importing.columns_of(known, sheet)
        source = known or importing.keep_source(
            key=key, name=name, direction=direction, columns=columns, names=sheet.head.names,
            by=who.staff, at=who.at, checked=False,
        )  # fmt: skip
        run = importing.start_run(
            source, file, sheet, columns, by=who.staff, at=who.at, checked=False
        )
    if is_long(run.rows):
        _look_aside_at_once(run, sheet.head.names, who)
    return run


def _look_aside_at_once(run: ImportRun, names: tuple[str, ...], who: Acting) -> None:
    """Let the worker begin, unless a column that no document can do without was not recognised."""
    looking.prepare(run, names)
    if not missing_columns(run.columns, Direction(run.source.direction)):
        queue.submit_look(run, by=who.staff, at=who.at)


def _words_of(run: ImportRun, who: Acting) -> Any:
    step = imports.step_at(run, who.at)
    return words_of(run, who.at) if step is Step.LOOKED_AT else STEP_WORDS[step]


@never_cache
@require_http_methods(["GET", "POST"])
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what would be done, hand it to the worker, show how far it is.

    The columns can be put right until the worker was asked; the page may be closed meanwhile.
    """
    who = acting(request)
    require_role(who.staff, Role.REGISTRAR)
    run = imports.get_run(who.staff, pk, who.on)
    step = imports.step_at(run, who.at)
    if request.method == "POST" and "take" in request.POST and step is not Step.LOOKED_AT:
        queue.submit(run, by=who.staff, at=who.at)
        return redirect("office-documents-import-run", pk=run.pk)
    if step is not Step.LOOKED_AT:
        return render(request, "office/documents/import_moving.html", _moving(run, step))
    if is_long(run.rows):
        return look_aside(request, run, who)
    return _looked_at(request, run, who)


def _moving(run: ImportRun, step: Step) -> dict[str, Any]:
    return {
        "run": run,
        "step": step.value,
        "title": STEP_WORDS[step],
        "is_moving": step in MOVING,
        "may_go_on": step in {Step.STALLED, Step.STOPPED},
        "refusals": run.refusals,
        "not_shown": run.refused - len(run.refusals),
    }


def _looked_at(request: HttpRequest, run: ImportRun, who: Acting) -> HttpResponse:
    assert run.file is not None, "a run from the screen keeps its file"
    with open_file(run.file) as content:
        names = open_sheet(content).head.names
        posted = request.POST if request.method == "POST" else None
        form = ColumnsForm(posted, names=names, chosen=run.columns)
        if posted is None:
            return _preview(request, run, form, content, who)
        if not form.is_valid():
            return _preview(request, run, form, content, who, status=422)
        try:
            importing.choose_columns(run, form.columns(), names, by=who.staff, at=who.at)
        except DomainError as refusal:
            form.add_error(None, _("Chưa chọn cột: %(names)s.") % {"names": name_missing(refusal)})
            return _preview(request, run, form, content, who, status=422)
    if "take" in request.POST:
        queue.submit(run, by=who.staff, at=who.at)
    return redirect("office-documents-import-run", pk=run.pk)


def _preview(
    request: HttpRequest,
    run: ImportRun,
    form: ColumnsForm,
    content: Any,
    who: Acting,
    *,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {"run": run, "form": form}
    try:
        content.seek(0)
        found = importing.preview(content, run.source, run.columns, by=who.staff, at=who.at)
        shown = [(one.line, one.reason) for one in found.refusals[:SHOWN_REFUSALS]]
        context |= {"found": found, "refusals": shown, "not_shown": found.refused - len(shown)}
        changes = [(one.line, one.code, one.fields) for one in found.changes]
        context |= {
            "changes": changes_of(changes),
            "changes_not_shown": found.changed - len(changes),
        }
    except DomainError as refusal:
        context["missing"] = name_missing(refusal)
    return render(request, "office/documents/import_run.html", context, status=status)
