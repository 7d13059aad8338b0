"""One row: its page with history and files, the form, cancelling and bringing back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from congvu.foundation.files.models import StoredFile
from congvu.instruments.registers import selectors
from congvu.instruments.registers.errors import RowChanged, RowRefused
from congvu.instruments.registers.models import RegisterRow
from congvu.instruments.registers.rules.declaring import Kind
from congvu.instruments.registers.services import entries
from congvu.interfaces.office.fields import with_value
from congvu.interfaces.office.originals import original
from congvu.interfaces.office.registers.forms import CancelForm, RowForm
from congvu.interfaces.office.registers.opening import Opened, opened
from congvu.interfaces.ui.shapes import Fact
from congvu.kernel.errors import Conflict, DomainError, Invalid

TONES = {"create": "info", "import": "info", "cancel": "neutral", "restore": "good"}
Write = Callable[[RowForm, Sequence[StoredFile]], RegisterRow]


@never_cache
@require_GET
def page(request: HttpRequest, group: str, code: str, row: UUID) -> HttpResponse:
    """Show a row, what it was before, and the files that lie with it."""
    door = opened(request, group, code)
    return render(request, "office/registers/row.html", _page(door, row))


def _page(door: Opened, uuid: UUID) -> dict[str, Any]:
    who, register = door.who, door.register
    row = selectors.get_for(register, who.staff, uuid, who.on)
    line = selectors.lines_of(register, [row], who.on)[0]
    groups: dict[str, list[Fact]] = {}
    links = []
    for spec, text in zip(register.specs, line.texts, strict=True):
        said = gettext(text) if spec.kind is Kind.YES_NO and text else text
        groups.setdefault(str(spec.column.group), []).append(Fact(spec.label, said))
        if spec.kind is Kind.LINK and text:
            links.append((spec.label, text))
    mine = row.office_id in selectors.own_offices(who.staff, who.on)
    return {
        "door": door,
        "row": row,
        "title": _title(door, row),
        "trail": door.trail(),
        "groups": list(groups.items()),
        "links": links,
        "remarks": [
            (one.text(gettext), "late" if one.is_late else "info")
            for one in register.remarks_on(row, who.on)
        ],
        "steps": [
            (step, gettext(entries.ACTIONS[step.action]), TONES.get(step.action, "neutral"))
            for step in selectors.history(register, uuid, who.on)
        ],
        "files": [
            (
                one,
                door.url("file", row=uuid, file=one.pk),
                door.url("detach", row=uuid, file=one.pk),
            )
            for one in selectors.attachments_of(register, uuid)
        ],
        "may_edit": door.may_edit and mine,
        "urls": {
            name: door.url(name, row=uuid) for name in ("edit", "cancel", "restore", "attach")
        },
    }


def _title(door: Opened, row: RegisterRow) -> str:
    line = selectors.lines_of(door.register, [row], door.who.on)[0]
    keys = [
        text
        for spec, text in zip(door.register.specs, line.texts, strict=True)
        if spec.column.key and text
    ]
    return " – ".join(keys) or str(door.register.noun)


@never_cache
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest, group: str, code: str) -> HttpResponse:
    """Write a new row; what was typed is kept until it is right."""
    door = opened(request, group, code, to_edit=True)
    who, register = door.who, door.register

    def write(form: RowForm, files: Sequence[StoredFile]) -> RegisterRow:
        return entries.add_row(register, form.read, by=who.staff, at=who.at, files=files)

    form = RowForm(register, request.POST or None, request.FILES or None, who=who)
    return _run(request, door, form, write)


@never_cache
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, group: str, code: str, row: UUID) -> HttpResponse:
    """Change a row; a conflict names what somebody else changed and keeps what was typed."""
    door = opened(request, group, code, to_edit=True)
    who, register = door.who, door.register
    there = selectors.get_to_edit(register, who.staff, row, who.on)

    def write(form: RowForm, files: Sequence[StoredFile]) -> RegisterRow:
        seen = form.cleaned_data.get("version") or 0
        return entries.change_row(
            register, row, form.read, seen=seen, by=who.staff, at=who.at, files=files
        )

    form = RowForm(register, request.POST or None, request.FILES or None, who=who, row=there)
    return _run(request, door, form, write, there)


def _run(
    request: HttpRequest,
    door: Opened,
    form: RowForm,
    write: Write,
    row: RegisterRow | None = None,
) -> HttpResponse:
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                file = form.take_file(door.who)
                done = write(form, [file] if file else [])
            except RowRefused as refusal:
                for one in refusal.faults:
                    form.add_error(one.column or None, one.text(gettext))
            except RowChanged as conflict:
                form.refuse(conflict)
                form.data = with_value(form.data, "version", str(conflict.facts["version"]))
                status = 409
            except Invalid as refusal:
                form.refuse(refusal)
            else:
                return _done(request, door, done)
        else:
            form.keep_uploads(door.who)
    context = {
        "door": door,
        "form": form,
        "row": row,
        "title": _title(door, row) if row else gettext("Thêm dòng"),
        "trail": door.trail(),
        "back": door.url("row", row=row.uuid) if row else door.url("list"),
    }
    return render(request, "office/registers/form.html", context, status=status)


def _done(request: HttpRequest, door: Opened, row: RegisterRow) -> HttpResponse:
    messages.success(request, gettext("Đã ghi vào sổ."))
    if "another" in request.POST:
        for one in door.register.remarks_on(row, door.who.on):
            messages.warning(request, one.text(gettext))
        return redirect(door.url("new"))
    return redirect(door.url("row", row=row.uuid))


@never_cache
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, group: str, code: str, row: UUID) -> HttpResponse:
    """Ask for the reason, then cancel."""
    door = opened(request, group, code, to_edit=True)
    who, register = door.who, door.register
    there = selectors.get_to_edit(register, who.staff, row, who.on)
    form = CancelForm(request.POST or None, initial={"version": there.version})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            said = form.cleaned_data
            try:
                entries.cancel_row(
                    register, row, seen=said["version"], reason=said["reason"],
                    by=who.staff, at=who.at,
                )  # fmt: skip
            except (Conflict, Invalid) as refusal:
                status = refusal.status
                form.add_error(None, refusal.text(gettext))
            else:
                messages.success(request, gettext("Đã hủy dòng; vẫn xem và khôi phục được."))
                return redirect(door.url("row", row=row))
    context = {
        "door": door,
        "form": form,
        "title": _title(door, there),
        "trail": door.trail(),
        "back": door.url("row", row=row),
    }
    return render(request, "office/registers/cancel.html", context, status=status)


@require_POST
def restore(request: HttpRequest, group: str, code: str, row: UUID) -> HttpResponse:
    """Bring a cancelled row back, or write an earlier version anew."""
    door = opened(request, group, code, to_edit=True)
    who, register = door.who, door.register
    asked = {
        name: int(text) if (text := request.POST.get(name, "")).isdecimal() and len(text) < 9 else 0
        for name in ("version", "to")
    }
    try:
        entries.restore_row(
            register, row, seen=asked["version"], version=asked["to"] or None,
            by=who.staff, at=who.at,
        )  # fmt: skip
    except RowRefused as refusal:
        told = "; ".join(one.text(gettext) for one in refusal.faults)
        messages.error(request, told)
    else:
        messages.success(request, gettext("Đã khôi phục."))
    return redirect(door.url("row", row=row))


@require_POST
def attach(request: HttpRequest, group: str, code: str, row: UUID) -> HttpResponse:
    """Lay a file with the row."""
    door = opened(request, group, code, to_edit=True)
    who, register = door.who, door.register
    there = selectors.get_to_edit(register, who.staff, row, who.on)
    form = RowForm(register, request.POST, request.FILES, who=who, row=there)
    form.is_valid()
    try:
        stored = form.taken_file(who)
        entries.attach(register, row, [stored], by=who.staff, at=who.at)
    except DomainError as refusal:
        messages.error(request, refusal.text(gettext))
    else:
        messages.success(request, gettext("Đã kèm tệp."))
    return redirect(door.url("row", row=row) + "#tep")


@never_cache
@require_GET
def download(request: HttpRequest, group: str, code: str, row: UUID, file: int) -> FileResponse:
    """Give the original, only ever as a file to keep: it came from outside."""
    door = opened(request, group, code)
    there = selectors.get_for(door.register, door.who.staff, row, door.who.on)
    stored = selectors.get_attachment(door.register, there.uuid, file).file
    return original(stored)


@require_POST
def detach(request: HttpRequest, group: str, code: str, row: UUID, file: int) -> HttpResponse:
    """Take a file away from the row; a row that cannot stand without it keeps it."""
    door = opened(request, group, code, to_edit=True)
    try:
        entries.detach(door.register, row, file, by=door.who.staff, at=door.who.at)
    except RowRefused as refusal:
        messages.error(request, "; ".join(one.text(gettext) for one in refusal.faults))
    else:
        messages.success(request, gettext("Đã gỡ tệp khỏi dòng; tệp vẫn được lưu."))
    return redirect(door.url("row", row=row) + "#tep")
