"""Addresses of intake: choose a procedure, its page, what came out of it."""

from __future__ import annotations

import base64
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from congvu.casework.dossiers.errors import KeyReused
from congvu.casework.dossiers.rules.states import State
from congvu.casework.dossiers.selectors import habits
from congvu.casework.dossiers.selectors.access import get_for
from congvu.casework.dossiers.selectors.competence import around
from congvu.casework.dossiers.selectors.offices import office_of
from congvu.foundation.people.rules import Role
from congvu.instruments.catalogue import selectors as catalogue
from congvu.instruments.forms import codes
from congvu.instruments.forms.rules.kinds import KINDS
from congvu.instruments.payments import selectors as payments
from congvu.interfaces.office.acting import acting, require_role
from congvu.interfaces.office.administration.catalogue.words import named
from congvu.interfaces.office.desk.intake import outcomes
from congvu.interfaces.office.desk.intake.page import IntakePage
from congvu.interfaces.office.desk.intake.people import look_up
from congvu.interfaces.office.dossiers.reading import ref_of, state_tag
from congvu.kernel.errors import DomainError

USUAL = 9
FIND, ADD, PROMISE = "find", "add", "promise"
PARTS = {FIND: "person", ADD: "papers", PROMISE: "promise"}


@never_cache
@require_GET
def pick(request: HttpRequest) -> HttpResponse:
    """Choose a procedure by code or words; Enter takes the first one."""
    who = acting(request)
    require_role(who.staff, Role.CLERK, Role.LEADER)
    office = office_of(who.staff.unit_id, who.on)
    usual = habits.usual_procedures(office, who.on)
    words, field = request.GET.get("q", "").strip(), request.GET.get("linh-vuc", "")
    found: Any = usual[:USUAL]
    if words:
        order = {version.code: place for place, version in enumerate(usual)}
        found = sorted(
            catalogue.search_versions(words, who.on),
            key=lambda line: order.get(line.code, len(order)),
        )
    elif field:
        found = catalogue.browse(field, who.on)
    sure = len(found) == 1 and words == found[0].code
    if found and words and (sure or request.GET.get("chon")):
        return redirect("office-desk-intake-form", code=found[0].code)
    template = "office/desk/pick.html"
    context = {
        "words": words,
        "found": found,
        "field": field,
    }
    part = "#found" if request.htmx else ""  # type: ignore[attr-defined]
    if not part:
        context["fields"] = [(one, named(one)) for one in catalogue.list_fields(who.on)]
    return render(request, f"{template}{part}", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def intake(request: HttpRequest, code: str) -> HttpResponse:
    """Take a dossier in: person, papers, due date and fee on one page, three outcomes."""
    who = acting(request)
    require_role(who.staff, Role.CLERK, Role.LEADER)
    page = IntakePage(request, who, code)
    asked = request.POST.get("do", FIND) if request.method == "POST" else ""
    if asked in outcomes.OUTCOMES:
        return _outcome(request, page, asked)
    if asked == FIND:
        _find(page)
    elif asked == ADD:
        page.keep_scans()
        page.show_again()
    elif asked:
        page.show_again()
    part = PARTS.get(asked, "") if request.htmx else ""  # type: ignore[attr-defined]
    return _show(request, page, part=part)


def _outcome(request: HttpRequest, page: IntakePage, asked: str) -> HttpResponse:
    status = 422
    if page.is_valid():
        try:
            dossier = outcomes.carry_out(page, asked)
        except KeyReused as reason:
            page.renew_key()
            page.refuse(
                KeyReused(
                    _(
                        "Trang này đã ghi một hồ sơ rồi. Nếu đây là một hồ sơ khác, hãy bấm lại "
                        "lần nữa."
                    ),
                    field="",
                )
            )
            status = reason.status
        except DomainError as reason:
            page.refuse(reason)
            status = reason.status
        else:
            return redirect("office-desk-done", ref=ref_of(dossier))
    return _show(request, page, status=status, opened=asked)


def _find(page: IntakePage) -> None:
    found = look_up(page.data.get("lookup", "") if page.data else "", page.who)
    page.found = found
    page.searched = True
    page.show_again(**({**found.values, "lookup": ""} if found else {}))
    if found is None:
        page.focus("lookup")
    elif "name" in found.values:
        page.focus("content" if "phone" in found.values else "phone")
    else:
        page.focus("name")


def _show(
    request: HttpRequest, page: IntakePage, *, status: int = 200, part: str = "", opened: str = ""
) -> HttpResponse:
    context = {"page": page, "form": page.form, "version": page.version, "opened": opened}
    context["given"] = request.method == "POST" and status == 200
    context["labels"] = {name: field.label for name, field in page.form.fields.items()}
    template = "office/desk/intake.html"
    return render(request, f"{template}#{part}" if part else template, context, status=status)


@never_cache
@require_GET
def done(request: HttpRequest, ref: str) -> HttpResponse:
    """Show what an intake ended in: the code to read out, the slip to print, what comes next."""
    who = acting(request)
    dossier = get_for(who.staff, ref, who.on)
    slip = dossier.slips.order_by("-seq", "-id").first()
    context: dict[str, Any] = {
        "dossier": dossier,
        "ref": ref_of(dossier),
        "state": state_tag(dossier.state),
        "slip": slip,
        "slip_name": _(KINDS[slip.kind].label) if slip else "",
        "charges": payments.charges_of(dossier.code) if dossier.code else (),
        "next_url": reverse(
            "office-desk-intake-form", args=[dossier.procedure_version.procedure.code]
        ),
    }
    if dossier.code and codes.is_encodable(dossier.code):
        context |= {
            "barcode": _inline(codes.barcode(dossier.code).png),
            "qr": _inline(codes.qr_png(dossier.code)),
        }
    if dossier.state == State.ACCEPTED:
        office = office_of(who.staff.unit_id, who.on)
        near = around(office, who.on)
        others = [one for one in near.above if one[0] == dossier.competent_unit_id]
        context["sections"] = [
            *others,
            *(one for one in near.inside if one[0] != who.staff.unit_id),
        ]
        context["usual"] = (
            others[0][0] if others else habits.usual_sections(office).get(dossier.field_id)
        )
    return render(request, "office/desk/done.html", context)


def _inline(png: bytes) -> str:
    """Return a small picture of our own making as an address of its content."""
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"
