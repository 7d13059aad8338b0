"""Giving a result to a citizen: scan the slip, collect what is owed, one key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from congvu.casework.dossiers.labels import ReturnMethod, StateLabel
from congvu.casework.dossiers.rules.states import State
from congvu.casework.dossiers.selectors.access import get_for
from congvu.casework.dossiers.selectors.clock import timeliness_of
from congvu.casework.dossiers.services import desk
from congvu.foundation.people.rules import Role
from congvu.instruments.payments import selectors as payments
from congvu.instruments.payments.labels import Method
from congvu.interfaces.office.acting import Acting, acting, require_role
from congvu.interfaces.office.dossiers.reading import cited, ref_of, timeliness_tag
from congvu.interfaces.office.fields import text, with_value
from congvu.kernel.errors import Conflict, DomainError

if TYPE_CHECKING:
    from congvu.casework.dossiers.models import Dossier
    from congvu.instruments.payments.selectors import ChargeRow

HAND_OUT_QUEUE = "tra-ket-qua"


class HandOutForm(forms.Form):
    """Who takes the result, how, and how what is owed was paid."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    receiver_name = text(_("Người nhận"), max_length=250, required=False)
    method = forms.ChoiceField(
        label=_("Cách trả"), choices=ReturnMethod.choices, widget=forms.RadioSelect
    )
    postal_number = text(_("Số phiếu gửi bưu chính"), max_length=40, required=False)
    paid_by = forms.ChoiceField(
        label=_("Thu khoản còn nợ"),
        choices=[
            (Method.CASH.value, Method.CASH.label),
            (Method.TRANSFER.value, Method.TRANSFER.label),
            ("", _("Chưa thu")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )


@never_cache
@require_POST
def scan(request: HttpRequest) -> HttpResponse:
    """Open the hand-out of the code that was scanned, or the dossier when it is not ready."""
    who = acting(request)
    require_role(who.staff, Role.CLERK)
    try:
        dossier = get_for(who.staff, request.POST.get("code", "").strip(), who.on)
    except DomainError as reason:
        messages.warning(request, reason.text(gettext))
        return redirect("office-desk-queue", key=HAND_OUT_QUEUE)
    if dossier.state == State.RESOLVED:
        return redirect("office-desk-hand-out", ref=ref_of(dossier))
    word = gettext("Hồ sơ %(code)s chưa trả được: đang ở trạng thái “%(state)s”.")
    state = StateLabel(dossier.state).label
    messages.warning(request, word % {"code": ref_of(dossier), "state": state})
    return redirect("office-dossiers-page", ref=ref_of(dossier))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hand_out(request: HttpRequest, ref: str) -> HttpResponse:
    """Give the result out; being late never stands in the way."""
    who = acting(request)
    require_role(who.staff, Role.CLERK)
    dossier = get_for(who.staff, ref, who.on)
    owed = [row for row in payments.charges_of(dossier.code or "") if row.is_owed]
    person = dossier.applicant
    initial = {
        "version": dossier.version,
        "receiver_name": person.submitter_name or person.name,
        "method": person.return_method,
        "paid_by": Method.CASH.value,
    }
    form = HandOutForm(request.POST or None, initial=initial)
    status = 200 if request.method != "POST" else 422
    if form.is_valid():
        status = _give(who, dossier, form, owed)
        if not status:
            word = gettext("Đã trả kết quả hồ sơ %(code)s.")
            messages.success(request, word % {"code": ref_of(dossier)})
            return redirect("office-desk-queue", key=HAND_OUT_QUEUE)
    context: dict[str, Any] = {
        "form": form,
        "dossier": dossier,
        "ref": ref_of(dossier),
        "ready": dossier.state == State.RESOLVED,
        "results": [cited(one.document) for one in dossier.results.order_by("seq", "id")],
        "timeliness": timeliness_tag(timeliness_of(dossier, who.on)),
        "owed": owed,
        "total": sum(row.amount for row in owed),
    }
    return render(request, "office/desk/hand_out.html", context, status=status)


def _give(who: Acting, dossier: Dossier, form: HandOutForm, owed: list[ChargeRow]) -> int:
    """Carry it out; return 0, or the status of a refusal that now stands in the form."""
    cleaned = form.cleaned_data
    try:
        desk.hand_out_at_desk(
            dossier,
            seen=cleaned["version"],
            method=cleaned["method"],
            receiver_name=cleaned["receiver_name"],
            postal_number=cleaned["postal_number"],
            charge_ids=[row.charge_id for row in owed] if cleaned["paid_by"] else (),
            paid_by=cleaned["paid_by"],
            by=who.staff,
            at=who.at,
        )
    except DomainError as reason:
        if isinstance(reason, Conflict):  # what was typed stays, upon what is there now
            form.data = with_value(form.data, "version", str(reason.facts.get("version", "")))
        field = str(reason.facts.get("field", ""))
        form.add_error(field if field in form.fields else None, reason.text(gettext))
        return reason.status
    return 0
