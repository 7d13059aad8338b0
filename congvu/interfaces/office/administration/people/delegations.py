"""Delegations for an absence: of anybody by an administrator, in one's own office by the office."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from congvu.casework.dossiers.selectors.offices import office_of
from congvu.foundation.people import selectors, services
from congvu.foundation.people.rules import Role, Staff
from congvu.foundation.people.selectors import PositionView
from congvu.interfaces.office.acting import Acting, acting, require_role
from congvu.interfaces.office.administration.people.acts import ACCOUNT
from congvu.interfaces.office.administration.people.forms import DelegationForm
from congvu.interfaces.office.administration.people.lines import delegation_line
from congvu.interfaces.office.administration.people.views import administrator
from congvu.kernel.errors import Invalid

CASEWORK = frozenset(Role) - {Role.ADMINISTRATOR}
OWN = "office-administration-delegations"


@require_http_methods(["GET", "POST"])
def delegations(request: HttpRequest) -> HttpResponse:
    """Show and make the delegations of one's own unit: a leader's and a head's for everybody."""
    who = acting(request)
    require_role(who.staff, *CASEWORK)
    office = _people_of(who.staff.unit_id, who.on)
    lenders = [one for one in office if _may_lend(one, who.staff)]
    form = _form(request, lenders, office, who)
    if form.is_valid() and _delegated(form, who):
        messages.success(request, _("Đã ghi ủy quyền."))
        return redirect(OWN)
    rows = selectors.delegations_of(unit_ids=[who.staff.unit_id])[:50]
    if not who.staff.has(Role.LEADER, Role.HEAD):
        rows = selectors.delegations_of(account_id=who.staff.account_id)[:50]
    own = {one.position_id for one in lenders}
    lines = [delegation_line(one, who.on, may_end=one.from_position_id in own) for one in rows]
    context = {"form": form, "rows": lines}
    status = 422 if form.errors else 200
    return render(request, "office/administration/people/delegations.html", context, status=status)


@require_http_methods(["GET", "POST"])
def delegate(request: HttpRequest, position_id: int) -> HttpResponse:
    """Let an administrator delegate one position within its office."""
    who = administrator(request)
    lent = selectors.get_position(position_id)
    office = _people_of(lent.unit_id, who.on)
    form = _form(request, [lent], office, who)
    if form.is_valid() and _delegated(form, who):
        messages.success(request, _("Đã ghi ủy quyền."))
        return redirect(ACCOUNT, lent.account_id)
    context = {"form": form, "account": selectors.get_account_by_id(lent.account_id)}
    status = 422 if form.errors else 200
    return render(request, "office/administration/people/delegate.html", context, status=status)


@require_POST
def end(request: HttpRequest, delegation_id: int) -> HttpResponse:
    """Let a delegation end today; one that has not begun is withdrawn."""
    who = acting(request)
    found = selectors.get_delegation(delegation_id)
    ends_on = max(who.on, found.starts_on)
    services.end_delegation(found, ends_on=min(ends_on, found.ends_on), by=who.staff, at=who.at)
    messages.success(request, _("Đã kết thúc ủy quyền."))
    if who.staff.is_administrator:
        return redirect(ACCOUNT, found.from_position.account_id)
    return redirect(OWN)


def _form(
    request: HttpRequest, lenders: list[PositionView], takers: list[PositionView], who: Acting
) -> DelegationForm:
    initial: dict[str, object] = {"starts_on": who.on}
    if len(lenders) == 1:
        initial["from_position"] = lenders[0].position_id
    return DelegationForm(
        request.POST if request.method == "POST" else None,
        lenders=[_choice(one) for one in lenders],
        takers=[_choice(one) for one in takers],
        initial=initial,
    )


def _delegated(form: DelegationForm, who: Acting) -> bool:
    cleaned = form.cleaned_data
    try:
        services.delegate_absence(
            from_position=selectors.get_held(cleaned["from_position"]),
            to_position=selectors.get_held(cleaned["to_position"]),
            starts_on=cleaned["starts_on"],
            ends_on=form.ends_on,
            decision=cleaned["decision"],
            by=who.staff,
            at=who.at,
        )
    except Invalid as refusal:
        field = str(refusal.facts.get("field", ""))
        form.add_error(field if field in form.fields else None, refusal.text(_))
        return False
    return True


def _people_of(unit_id: int, on: date) -> list[PositionView]:
    """Return who may stand in for somebody of the unit: everybody of its office."""
    return selectors.list_positions_in(office_of(unit_id, on).member_ids, on, CASEWORK)


def _may_lend(one: PositionView, staff: Staff) -> bool:
    """The service decides again; this only spares people choices that it would refuse."""
    leads = staff.has(Role.LEADER, Role.HEAD) and one.unit_id == staff.unit_id
    return leads or one.position_id == staff.position_id


def _choice(one: PositionView) -> tuple[int, str]:
    return one.position_id, f"{one.full_name} – {one.title}"
