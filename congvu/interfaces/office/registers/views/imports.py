"""Rows from a spreadsheet: given, mapped, looked at, written."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from congvu.instruments.registers import selectors
from congvu.instruments.registers.models import ImportBatch
from congvu.instruments.registers.rules.showing import as_text
from congvu.instruments.registers.services import importing
from congvu.instruments.registers.services.importing import Judged, Outcome, Preview
from congvu.interfaces.office.registers.forms import TableForm
from congvu.interfaces.office.registers.opening import Opened, opened
from congvu.kernel.errors import DomainError
from congvu.kernel.vitext import format_number

SHOWN = 100
LABELS = {
    Outcome.REFUSED: (_("Không nhận"), "soon"),
    Outcome.NEW: (_("Mới"), "info"),
    Outcome.CHANGED: (_("Thay đổi"), "waiting"),
    Outcome.SAME: (_("Như đã có"), "done"),
}
CELLS = 4


@never_cache
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, group: str, code: str) -> HttpResponse:
    """Take a file or pasted cells; nothing is written before it has been looked at."""
    door = opened(request, group, code, to_edit=True)
    who = door.who
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            file = form.take_file(who)
            pasted = "" if file else form.cleaned_data["pasted"]
            batch = importing.begin(
                door.register, by=who.staff, at=who.at, file=file, pasted=pasted
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            return redirect(door.url("preview", batch=batch.uuid))
    context = {
        "door": door,
        "form": form,
        "trail": door.trail(),
        "blank_url": door.url("blank"),
        "list_url": door.url("list"),
    }
    status = 422 if form.errors else 200
    return render(request, "office/registers/import.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, group: str, code: str, batch: UUID) -> HttpResponse:
    """Show what each line would become; map columns anew, or write."""
    door = opened(request, group, code, to_edit=True)
    who = door.who
    taken = selectors.get_batch(door.register, who.staff, batch, who.on)
    if taken.applied_at is not None:
        return redirect(door.url("list"))
    if "apply" in request.POST:
        done = importing.apply(batch, by=who.staff, at=who.at)
        messages.success(request, _told(done))
        return redirect(door.url("list"))
    if request.method == "POST":
        taken = importing.remap(taken, _mapping(request, door))
    judged = importing.preview(taken, on=who.on)
    counts = judged.counts()
    context = {
        "door": door,
        "batch": taken,
        "trail": door.trail(),
        "columns": _columns(door, taken),
        "counts": [(*LABELS[outcome], counts[outcome]) for outcome in LABELS],
        "parts": [_part(door, judged, outcome) for outcome in LABELS if counts[outcome]],
        "writes": counts[Outcome.NEW] + counts[Outcome.CHANGED],
        "refused": counts[Outcome.REFUSED],
        "import_url": door.url("import"),
    }
    return render(request, "office/registers/preview.html", context)


def _mapping(request: HttpRequest, door: Opened) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for spec in door.register.specs:
        text = request.POST.get(f"col_{spec.name}", "")
        found[spec.name] = (
            int(text) if text.isascii() and text.isdigit() and len(text) < 4 else None
        )
    return found


def _columns(door: Opened, batch: ImportBatch) -> list[dict[str, Any]]:
    headings = [
        (place, heading or gettext("Cột %(number)s") % {"number": place + 1})
        for place, heading in enumerate(batch.headings)
    ]
    return [
        {
            "name": f"col_{spec.name}",
            "label": spec.label,
            "required": spec.required,
            "chosen": batch.mapping.get(spec.name),
            "headings": headings,
        }
        for spec in door.register.specs
    ]


def _part(door: Opened, judged: Preview, outcome: Outcome) -> dict[str, Any]:
    lines = judged.of(outcome)
    label, tone = LABELS[outcome]
    return {
        "label": label,
        "tone": tone,
        "count": len(lines),
        "lines": [_line(door, judged, one) for one in lines[:SHOWN]],
        "rest": max(0, len(lines) - SHOWN),
    }


def _line(door: Opened, judged: Preview, one: Judged) -> dict[str, Any]:
    labels = {spec.name: spec.label for spec in door.register.specs}
    said = [
        one.texts[spec.name]
        if one.outcome is Outcome.REFUSED and one.texts.get(spec.name)
        else as_text(spec, one.values.get(spec.name), judged.names)
        for spec in door.register.specs
    ]
    return {
        "number": one.line,
        "said": " · ".join([text for text in said if text][:CELLS]),
        "faults": [(labels.get(fault.column, ""), fault.text(gettext)) for fault in one.faults],
        "notes": [fault.text(gettext) for fault in one.notes],
        "changes": one.changes,
    }


def _told(batch: ImportBatch) -> str:
    words = gettext(
        "Đã ghi %(added)s dòng mới, %(changed)s dòng thay đổi; %(same)s dòng như cũ, "
        "%(refused)s dòng không nhận."
    )
    counts = ("added", "changed", "same", "refused")
    return words % {name: format_number(getattr(batch, name)) for name in counts}
