"""What citizens brought and is due; denunciations: whoever may not know of them is told 404."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from congvu.casework.petitions import selectors, services
from congvu.casework.petitions.errors import DenunciationNotFound
from congvu.casework.petitions.labels import STATES, STEPS
from congvu.casework.petitions.limits import grounds
from congvu.casework.petitions.rules import State
from congvu.foundation.people.rules import Role
from congvu.foundation.people.selectors import PositionView, list_positions_in
from congvu.foundation.units.offices import office_of
from congvu.instruments.registers.errors import NotReader
from congvu.interfaces.office.acting import Acting, acting
from congvu.interfaces.office.citizens.forms import (
    ActForm,
    FileForm,
    KeepForm,
    LiftForm,
    ReceiveForm,
)
from congvu.interfaces.office.originals import original
from congvu.interfaces.ui.navigation import NavItem
from congvu.kernel.errors import Conflict, Invalid

if TYPE_CHECKING:
    from congvu.casework.petitions.models import Denunciation

MOST_SHOWN = 300


@never_cache
@require_GET
def due(request: HttpRequest) -> HttpResponse:
    """Show what is open of visits, feedback and complaints, the most urgent first.

    The province is shown how much is open in each office below, and nothing that names anybody.
    """
    who = acting(request)
    if not selectors.may_open(who.staff):
        if selectors.may_oversee(who.staff):
            return _due_by_office(request, who)
        raise NotReader
    lines = [
        {
            "line": one,
            "step": STEPS[one.step],
            "is_late": one.is_late(who.on),
            "url": reverse("office-registers-row", args=["cong-dan", one.register, one.uuid]),
        }
        for one in selectors.due_lines(who.staff, who.on)
    ]
    late = sum(1 for one in lines if one["is_late"])
    return render(request, "office/citizens/due.html", {"lines": lines, "late": late})


def _due_by_office(request: HttpRequest, who: Acting) -> HttpResponse:
    lines = selectors.due_by_office(who.staff, who.on)
    context = {
        "lines": lines,
        "opened": sum(one.opened for one in lines),
        "late": sum(one.late for one in lines),
    }
    return render(request, "office/citizens/due_by_office.html", context)


@never_cache
@require_GET
def denunciations(request: HttpRequest) -> HttpResponse:
    """Show the denunciations that the person may know of, without their accusers."""
    who = acting(request)
    if not selectors.may_list_denunciations(who.staff, who.on):
        raise _refused(who, "list")
    rows = selectors.denunciations_for(who.staff, who.on).order_by("-received_on", "-pk")
    lines = []
    for row in rows[:MOST_SHOWN]:
        due_on, basis = selectors.due_of(row, who.on)
        lines.append(
            {
                "row": row,
                "state": STATES[State(row.state)],
                "due_on": due_on,
                "basis": basis,
                "is_late": due_on is not None and due_on < who.on,
            }
        )
    context = {"lines": lines, "may_add": who.staff.has(Role.LEADER)}
    return render(request, "office/citizens/denunciations.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    """Take a denunciation in."""
    who = acting(request)
    if not who.staff.has(Role.LEADER):
        raise _refused(who, "new")
    form = ReceiveForm(request.POST or None, members=_members(who), own=who.staff.account_id)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                row = services.receive_denunciation(form.told(), by=who.staff, at=who.at)
            except Invalid as refusal:
                form.add_error(_field_of(refusal, form), refusal.text(_))
            else:
                return redirect("office-citizens-denunciation", one=row.uuid)
    context = {"form": form, "trail": _trail()}
    return render(request, "office/citizens/receive.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def denunciation(request: HttpRequest, one: UUID) -> HttpResponse:
    """Show a denunciation, and carry out its next step. Every look is in the journal."""
    who = acting(request)
    row = services.open_denunciation(who.staff, one, who.at)
    leads = who.staff.has(Role.LEADER)
    form = ActForm(request.POST or None, row, on=who.on, names_handlers=leads)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            said = form.cleaned_data
            try:
                services.act_on_denunciation(
                    one, said["act"], seen=said["version"], on=said["on"],
                    document=said["document"], handler_id=said.get("handler"),
                    ground=said.get("ground", ""), by=who.staff, at=who.at,
                )  # fmt: skip
            except (Invalid, Conflict) as refusal:
                status = refusal.status
                form.add_error(_field_of(refusal, form), refusal.text(_))
            else:
                return redirect("office-citizens-denunciation", one=one)
    context = _context(row, who, form, leads=leads)
    return render(request, "office/citizens/denunciation.html", context, status=status)


def _context(row: Denunciation, who: Acting, form: ActForm, *, leads: bool) -> dict[str, Any]:
    due_on, basis = selectors.due_of(row, who.on)
    names = {one.code: f"{one.name} ({one.basis})" for one in grounds()}
    context: dict[str, Any] = {
        "row": row,
        "state": STATES[State(row.state)],
        "due_on": due_on,
        "basis": basis,
        "is_late": due_on is not None and due_on < who.on,
        "form": form if form.fields["act"].choices else None,  # type: ignore[attr-defined]
        "pauses": [
            (one, names.get(one.ground, one.ground)) for one in row.pauses.order_by("begins_on")
        ],
        "files": row.files.select_related("file").order_by("pk"),
        "file_form": FileForm(),
        "trail": _trail(),
    }
    if leads:
        exclusions = row.exclusions.select_related("account").order_by("pk")
        context["kept_from"] = [
            (one, None if one.lifted_at else LiftForm(initial={"exclusion": one.pk}))
            for one in exclusions
        ]
        context["keep_form"] = KeepForm(None, members=_members(who), own=who.staff.account_id)
    return context


@require_POST
def keep(request: HttpRequest, one: UUID) -> HttpResponse:
    """Keep a denunciation from somebody of the office."""
    who = acting(request)
    services.open_denunciation(who.staff, one, who.at)
    form = KeepForm(request.POST, members=_members(who), own=who.staff.account_id)
    if form.is_valid():
        said = form.cleaned_data
        try:
            services.keep_from(one, said["account"], reason=said["reason"], by=who.staff, at=who.at)
        except Invalid as refusal:
            messages.error(request, refusal.text(_))
        else:
            messages.success(request, _("Đã ghi: người này không thấy vụ việc nữa."))
    else:
        messages.error(request, _("Hãy chọn người và ghi lý do."))
    return redirect("office-citizens-denunciation", one=one)


@require_POST
def lift(request: HttpRequest, one: UUID) -> HttpResponse:
    """Let somebody who was kept from a denunciation know of it again."""
    who = acting(request)
    services.open_denunciation(who.staff, one, who.at)
    form = LiftForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        services.lift_exclusion(
            one, said["exclusion"], reason=said["reason"], by=who.staff, at=who.at
        )
        messages.success(request, _("Đã ghi: người này lại được biết vụ việc."))
    else:
        messages.error(request, _("Hãy ghi lý do cho biết lại."))
    return redirect("office-citizens-denunciation", one=one)


@require_POST
def attach(request: HttpRequest, one: UUID) -> HttpResponse:
    """Lay a file with a denunciation."""
    who = acting(request)
    services.open_denunciation(who.staff, one, who.at)
    form = FileForm(request.POST, request.FILES)
    form.is_valid()
    try:
        services.add_file(one, form.taken_file(who), by=who.staff, at=who.at)
    except Invalid as refusal:
        messages.error(request, refusal.text(_))
    else:
        messages.success(request, _("Đã kèm tệp."))
    return redirect("office-citizens-denunciation", one=one)


@never_cache
@require_GET
def download(request: HttpRequest, one: UUID, file: int) -> FileResponse:
    """Give the original of a file to whoever may open the denunciation; that is journalled too."""
    who = acting(request)
    row = services.open_denunciation(who.staff, one, who.at)
    return original(selectors.get_denunciation_file(row, file))


def _members(who: Acting) -> list[PositionView]:
    return list_positions_in(office_of(who.staff.unit_id, who.on).member_ids, who.on)


def _field_of(refusal: Invalid | Conflict, form: forms.Form) -> str | None:
    name = str(refusal.facts.get("field") or "")
    return name if name in form.fields else None


def _refused(who: Acting, asked: str) -> DenunciationNotFound:
    services.record_refusal(who.staff, asked, who.at)
    return DenunciationNotFound()


def _trail() -> list[NavItem]:
    return [NavItem(_("Sổ tố cáo"), reverse("office-citizens-denunciations"))]
