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
from congvu.casework.documents.rules.kinds import Direction
from congvu.casework.documents.rules.progress import MOVING, Step
from congvu.casework.documents.selectors import imports
from congvu.casework.documents.services import importing
from congvu.casework.documents.services.sheets import open_sheet
from congvu.foundation.files.selectors import open_file
from congvu.foundation.people.rules import Role
from congvu.interfaces.office.acting import Acting, acting, require_role
from congvu.interfaces.office.documents.forms import FIELD_WORDS, ColumnsForm, ImportForm
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
    runs = [
        (run, STEP_WORDS[imports.step_at(run, who.at)])
        for run in imports.list_runs(who.staff, who.on)
    ]
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
        return importing.start_run(
            source, file, sheet, columns, by=who.staff, at=who.at, checked=False
        )


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
            form.add_error(None, _("Chưa chọn cột: %(names)s.") % {"names": _missing(refusal)})
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
    except DomainError as refusal:
        context["missing"] = _missing(refusal)
    return render(request, "office/documents/import_run.html", context, status=status)


def _missing(refusal: DomainError) -> str:
    """Name the columns that were not chosen, as the form names them."""
    named = refusal.facts.get("fields")
    told = [str(FIELD_WORDS[name]) for name in named] if isinstance(named, list) else []
    return ", ".join(told) or refusal.text(_)
