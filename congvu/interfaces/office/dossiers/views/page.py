"""The page of one dossier: everything in its folder, and the ways on from here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from congvu.casework.dossiers.selectors.access import get_for
from congvu.casework.dossiers.selectors.clock import Clock, explain
from congvu.casework.dossiers.selectors.folder import folder_of
from congvu.casework.dossiers.selectors.offices import office_of
from congvu.casework.dossiers.selectors.options import may_add_papers, options
from congvu.casework.dossiers.services.fees import may_handle_money
from congvu.foundation.calendars.labels import limit_label
from congvu.interfaces.office.acting import Acting, acting
from congvu.interfaces.office.dossiers import reading
from congvu.interfaces.office.dossiers.deeds import ALL
from congvu.interfaces.office.dossiers.deeds.parts import Deed, Scene
from congvu.interfaces.office.dossiers.ledger import fees_of
from congvu.interfaces.office.dossiers.notices import notices_of
from congvu.interfaces.office.dossiers.registered import registered_results
from congvu.kernel.workingdays import LimitUnit, TimeLimit

if TYPE_CHECKING:
    from congvu.casework.dossiers.models import Dossier

MOST_MAIN = 2


@require_GET
def page(request: HttpRequest, ref: str) -> HttpResponse:
    """Show the dossier; a neighbour's is not found."""
    who = acting(request)
    dossier = get_for(who.staff, ref, who.on)
    return render(request, "office/dossiers/page.html", context_of(dossier, who))


def context_of(dossier: Dossier, who: Acting) -> dict[str, Any]:
    """Gather what the page draws; the folder is read once."""
    folder = folder_of(dossier)
    clock = explain(dossier, who.on, folder.pauses)
    return {
        "dossier": dossier,
        "ref": reading.ref_of(dossier),
        "headline": reading.headline(dossier, who.on),
        "person": reading.person_of(dossier),
        "request_facts": reading.request_of(dossier),
        "places": reading.places_of(dossier),
        "dues": reading.dues_of(dossier),
        "clock": clock,
        "clock_state": _clock_state(dossier, clock),
        "clock_tone": _clock_tone(dossier, clock),
        "limit": _limit(dossier),
        "steps": reading.steps(dossier, folder, who.on),
        "timeline": reading.timeline(folder),
        "folder": folder,
        "slips": reading.slips(folder),
        "results": reading.results(folder, registered_results(dossier, folder, who)),
        "opinions": reading.opinions(folder, who.on),
        "hand_overs": reading.hand_overs(folder, office_of(dossier.receiving_unit_id, who.on)),
        "notices": notices_of(dossier, folder, who),
        "fees": fees_of(dossier),
        "may_collect": bool(dossier.code) and may_handle_money(dossier, who.staff, who.at),
        "may_add_papers": may_add_papers(dossier, who.staff, who.on),
        **_ways(dossier, who),
    }


def _ways(dossier: Dossier, who: Acting) -> dict[str, list[Deed]]:
    """Sort what may be done: one or two next things, the rest, and what stops or ends it."""
    allowed = set(options(dossier, who.staff, who.on))
    scene = Scene(dossier, who)
    offered = [deed(scene=scene, dressed=False) for deed in ALL if deed.action in allowed]
    main = [deed for deed in offered if deed.is_next][:MOST_MAIN]
    rest = [deed for deed in offered if deed not in main]
    return {
        "main_deeds": main[::-1],
        "other_deeds": [deed for deed in rest if not deed.caution],
        "ending_deeds": [deed for deed in rest if deed.caution],
    }


def _clock_state(dossier: Dossier, clock: Clock) -> str:
    """Name the state of a clock that does not run."""
    if dossier.finished_at is not None:
        return reading.timeliness_tag(clock.timeliness).word
    return _("Đồng hồ đang dừng") if dossier.paused_at is not None else ""


def _clock_tone(dossier: Dossier, clock: Clock) -> str:
    if dossier.finished_at is not None:
        return reading.timeliness_tag(clock.timeliness).tone
    return "paused" if dossier.paused_at is not None else ""


def _limit(dossier: Dossier) -> str:
    if dossier.accepted_at is None:
        return ""
    return limit_label(TimeLimit(dossier.limit_value, LimitUnit(dossier.limit_unit)))
