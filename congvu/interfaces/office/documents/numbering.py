"""Who issues under which abbreviation, and the proof that no number is missing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from congvu.casework.documents.selectors.bodies import offered_bodies, prove_books
from congvu.casework.documents.services import bodies as services
from congvu.foundation.people.rules import Role
from congvu.foundation.units.offices import office_of
from congvu.interfaces.office.acting import Acting, acting, require_role
from congvu.interfaces.office.documents.forms import BodyForm
from congvu.kernel.errors import Conflict, Invalid

KEEPERS = (Role.REGISTRAR, Role.LEADER)


@never_cache
@require_http_methods(["GET", "POST"])
def bodies(request: HttpRequest) -> HttpResponse:
    """Show the bodies and the books of the year; declare one more."""
    who = acting(request)
    require_role(who.staff, *KEEPERS)
    form = BodyForm(request.POST if request.method == "POST" else None)
    if request.method == "GET":
        return _shown(request, form, who)
    if not form.is_valid():
        return _shown(request, form, who, status=422)
    try:
        services.add_body(
            name=form.cleaned_data["name"],
            abbreviation=form.cleaned_data["abbreviation"],
            own_series=True,
            by_type=form.cleaned_data["by_type"],
            by=who.staff,
            at=who.at,
        )
    except (Invalid, Conflict) as refusal:
        form.add_error("abbreviation", refusal.text(_))
        return _shown(request, form, who, status=refusal.status)
    messages.success(request, _("Đã khai báo nơi ban hành."))
    return redirect("office-documents-bodies")


@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose one series for all types or one for each; take a body out of use."""
    who = acting(request)
    require_role(who.staff, *KEEPERS)
    services.change_body(
        services.chosen_body(pk, who.staff, who.at),
        by_type=request.POST.get("by_type") == "1",
        is_active=request.POST.get("is_active", "1") == "1",
        by=who.staff,
        at=who.at,
    )
    messages.success(request, _("Đã lưu."))
    return redirect("office-documents-bodies")


def _shown(request: HttpRequest, form: BodyForm, who: Acting, *, status: int = 200) -> HttpResponse:
    office = office_of(who.staff.unit_id, who.on)
    context = {
        "form": form,
        "bodies": offered_bodies(office),
        "proofs": prove_books(office.id, who.on.year),
        "year": who.on.year,
    }
    return render(request, "office/documents/bodies.html", context, status=status)
