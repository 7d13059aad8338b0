"""Entering documents: an arrival, a draft, a signed document that is numbered at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from congvu.casework.documents.rules.kinds import Capacity, FileKind, Urgency, Way
from congvu.casework.documents.selectors.access import get_for
from congvu.casework.documents.selectors.bodies import offered_bodies
from congvu.casework.documents.selectors.page import folder_of
from congvu.casework.documents.selectors.proposals import (
    known_issuers,
    leaders,
    sections,
    unit_of_name,
)
from congvu.casework.documents.services import additions, incoming, outgoing
from congvu.casework.documents.services.incoming import Incoming
from congvu.casework.documents.services.outgoing import Outgoing
from congvu.casework.documents.services.parts import RecipientInput
from congvu.foundation.people.rules import Role
from congvu.foundation.units.offices import office_of
from congvu.interfaces.office.acting import Acting, acting, require_role
from congvu.interfaces.office.documents.forms import IncomingForm, OutgoingForm, offer
from congvu.interfaces.office.documents.lists import AUTHORS
from congvu.interfaces.office.documents.reading import url_of
from congvu.kernel.errors import Conflict, Invalid, NotFound, gettext_noop

if TYPE_CHECKING:
    from congvu.casework.documents.models import Document


@never_cache
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Enter an arrival; after it the next one can be entered at once."""
    who = acting(request)
    require_role(who.staff, Role.REGISTRAR)
    form = IncomingForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        initial={"arrived_on": who.on},
    )
    if request.method == "GET":
        return _incoming(request, form, who)
    if not form.is_valid():
        form.keep_uploads(who)
        return _incoming(request, form, who, status=422)
    try:
        file = form.take_file(who)
        document = incoming.register_incoming(
            _incoming_of(form.cleaned_data),
            by=who.staff,
            at=who.at,
            files=[(file, FileKind.MAIN)] if file else [],
        )
    except (Invalid, Conflict) as refusal:
        form.refuse(refusal)
        return _incoming(request, form, who, status=refusal.status)
    messages.success(
        request,
        _("Đã đăng ký, số đến %(number)s.") % {"number": document.arrival_number},
    )
    if "again" in request.POST:
        return redirect("office-documents-register")
    return redirect(url_of(document))


@never_cache
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest) -> HttpResponse:
    """Keep a draft; the registrar numbers it once it is signed."""
    who = acting(request)
    require_role(who.staff, *AUTHORS)
    return _outgoing(
        request,
        who,
        numbers_now=False,
        perform=lambda form: outgoing.draft(_outgoing_of(form, who), by=who.staff, at=who.at),
        done=lambda _document: _("Đã lưu dự thảo. Văn thư cấp số sau khi lãnh đạo ký."),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def number_now(request: HttpRequest) -> HttpResponse:
    """Number a signed document at once."""
    who = acting(request)
    require_role(who.staff, Role.REGISTRAR)
    return _outgoing(
        request,
        who,
        numbers_now=True,
        perform=lambda form: outgoing.register_outgoing(
            _outgoing_of(form, who),
            issued_on=form.cleaned_data["issued_on"],
            late_reason=form.cleaned_data["late_reason"],
            by=who.staff,
            at=who.at,
        ),
        done=lambda document: _("Đã cấp số %(code)s.") % {"code": document.code},
    )


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Change what is not issued yet."""
    who = acting(request)
    document = get_for(who.staff, ref, who.on)
    if document.is_incoming or document.state not in {"draft", "numbered"}:
        raise NotFound(gettext_noop("Văn bản đã phát hành không sửa được."))
    return _outgoing(
        request,
        who,
        numbers_now=False,
        perform=lambda form: outgoing.change_draft(
            document,
            _outgoing_of(form, who),
            seen=form.cleaned_data["version"] or document.version,
            by=who.staff,
            at=who.at,
        ),
        done=lambda _document: _("Đã lưu thay đổi."),
        document=document,
    )


def _incoming(
    request: HttpRequest, form: IncomingForm, who: Acting, *, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "issuers": known_issuers(who.staff, who.on),
        "asks_reason": bool(form.errors.get("late_reason")) or bool(form["late_reason"].value()),
        "is_double": "despite_double" in form.errors or bool(form["despite_double"].value()),
    }
    return render(request, "office/documents/register.html", context, status=status)


def _incoming_of(given: dict[str, Any]) -> Incoming:
    return Incoming(
        code=given["code"],
        issued_on=given["issued_on"],
        issuer=given["issuer"],
        subject=given["subject"],
        arrived_on=given["arrived_on"],
        type=given["type"],
        secrecy=given["secrecy"],
        urgency=Urgency(given["urgency"]),
        way=Way(given["way"]),
        signer=given["signer"],
        signer_title=given["signer_title"],
        pages=given["pages"],
        copies=given["copies"],
        due_on=given["due_on"],
        note=given["note"],
        late_reason=given["late_reason"],
        despite_double=given["despite_double"],
        tags=tuple(given["tags"]),
    )


def _outgoing(
    request: HttpRequest,
    who: Acting,
    *,
    numbers_now: bool,
    perform: Callable[[OutgoingForm], Document],
    done: Callable[[Document], str],
    document: Document | None = None,
) -> HttpResponse:
    posted = request.method == "POST"
    form = OutgoingForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial=_initial(who, document, numbers_now=numbers_now),
        numbers_now=numbers_now,
    )
    _offer(form, who)
    if not posted:
        return _outgoing_shown(request, form, document)
    if not form.is_valid():
        form.keep_uploads(who)
        return _outgoing_shown(request, form, document, status=422)
    try:
        file = form.take_file(who)
        made = perform(form)
        if file is not None:
            kind = FileKind.DRAFT if made.state == "draft" else FileKind.MAIN
            additions.attach(made, file, kind=kind, by=who.staff, at=who.at)
    except (Invalid, Conflict) as refusal:
        form.refuse(refusal)
        return _outgoing_shown(request, form, document, status=refusal.status)
    messages.success(request, done(made))
    return redirect(url_of(made))


def _outgoing_shown(
    request: HttpRequest, form: OutgoingForm, document: Document | None, *, status: int = 200
) -> HttpResponse:
    context = {"form": form, "document": document}
    return render(request, "office/documents/draft.html", context, status=status)


def _offer(form: OutgoingForm, who: Acting) -> None:
    declared = offered_bodies(office_of(who.staff.unit_id, who.on))
    offer(form, "body", [(one.pk or 0, f"{one.abbreviation} – {one.name}") for one in declared])
    units = [(one.unit_id, one.name) for one in sections(who.staff, who.on)]
    if who.staff.unit_id not in dict(units):
        units.insert(0, (who.staff.unit_id, who.staff.unit_name))
    offer(form, "unit", units)


def _initial(who: Acting, document: Document | None, *, numbers_now: bool) -> dict[str, Any]:
    if document is None:
        found = leaders(who.staff, who.on)
        signer = found[0] if found else None
        return {
            "type": "CV",
            "unit": who.staff.unit_id,
            "unit_symbol": "VP",
            "issued_on": who.on if numbers_now else None,
            "signer": signer.full_name if signer else "",
            "signer_title": signer.title if signer else "",
        }
    folder = folder_of(document, who.staff, who.on)
    names = (
        *("type", "subject", "signer", "signer_title", "capacity", "urgency", "way", "is_signed"),
        *("is_normative", "effective_on", "expires_on", "pages", "copies", "due_on", "note"),
        "version",
    )
    return {
        **{name: getattr(document, name) for name in names},
        "body": document.body_id,
        "unit": document.unit_id,
        "unit_symbol": document.symbol.partition("-")[2] if document.type == "CV" else "",
        "recipients": "\n".join(row.name for row in folder.recipients),
        "tags": list(folder.tags),
    }


def _outgoing_of(form: OutgoingForm, who: Acting) -> Outgoing:
    given = form.cleaned_data
    known = sections(who.staff, who.on)
    lines = (line.strip(" -;.\t") for line in given["recipients"].splitlines())
    return Outgoing(
        type=given["type"],
        subject=given["subject"],
        body_id=given["body"],
        unit_symbol=given["unit_symbol"],
        unit_id=given["unit"],
        signer=given["signer"],
        signer_title=given["signer_title"],
        capacity=Capacity(given["capacity"]),
        recipients=tuple(RecipientInput(line, unit_of_name(line, known)) for line in lines if line),
        secrecy=given["secrecy"],
        urgency=Urgency(given["urgency"]),
        way=Way(given["way"]),
        is_signed=given["is_signed"],
        is_normative=given["is_normative"],
        effective_on=given["effective_on"],
        expires_on=given["expires_on"],
        pages=given["pages"],
        copies=given["copies"],
        due_on=given["due_on"],
        note=given["note"],
        tags=tuple(given["tags"]),
    )
