"""Taking over another system's list: choose the file, look at it, let it be read in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from congvu.casework.documents.rules.kinds import Direction
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

AT_ONCE = 3000


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
    context = {"form": form, "runs": imports.list_runs(who.staff, who.on)}
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
    """Show what would be done, then do it part by part; the columns can be put right before."""
    who = acting(request)
    require_role(who.staff, Role.REGISTRAR)
    run = imports.get_run(who.staff, pk, who.on)
    assert run.file is not None, "a run from the screen keeps its file"
    with open_file(run.file) as content:
        sheet = open_sheet(content)
        posted = request.method == "POST"
        form = ColumnsForm(
            request.POST if posted else None, names=sheet.head.names, chosen=run.columns
        )
        if not posted:
            return _shown(request, run, form, content, who)
        if run.read == 0 and not form.is_valid():
            return _shown(request, run, form, content, who, status=422)
        if run.read == 0:
            try:
                importing.choose_columns(
                    run, form.columns(), sheet.head.names, by=who.staff, at=who.at
                )
            except DomainError as refusal:
                form.add_error(None, refusal.text(_))
                return _shown(request, run, form, content, who, status=422)
        if "take" in request.POST:
            content.seek(0)
            run = importing.go_on(run, content, by=who.staff, at=who.at, most=AT_ONCE)
            if run.finished_at is not None:
                messages.success(request, _("Đã nhập xong."))
    return redirect("office-documents-import-run", pk=run.pk)


def _shown(
    request: HttpRequest,
    run: ImportRun,
    form: ColumnsForm,
    content: Any,
    who: Acting,
    *,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "run": run,
        "form": form,
        "is_begun": run.read > 0,
        "is_finished": run.finished_at is not None,
        "refusals": run.refusals,
    }
    if run.read == 0:
        try:
            content.seek(0)
            found = importing.preview(content, run.source, run.columns, by=who.staff, at=who.at)
            context |= {
                "found": found,
                "refusals": [(one.line, one.reason) for one in found.refusals[:100]],
            }
        except DomainError as refusal:
            named = refusal.facts.get("fields")
            told = [str(FIELD_WORDS[name]) for name in named] if isinstance(named, list) else []
            context["missing"] = ", ".join(told) or refusal.text(_)
    return render(request, "office/documents/import_run.html", context, status=status)
