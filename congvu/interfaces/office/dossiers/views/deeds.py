"""Doing one thing to a dossier: its form, and what comes back when it cannot be done as sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congvu.casework.dossiers.errors import ChangedMeanwhile
from congvu.casework.dossiers.labels import ActionLabel
from congvu.casework.dossiers.selectors.access import get_for
from congvu.casework.dossiers.selectors.options import options, require_option
from congvu.interfaces.office.acting import Acting, acting
from congvu.interfaces.office.dossiers.deeds import BY_SLUG
from congvu.interfaces.office.dossiers.deeds.parts import MORE, Deed, Scene
from congvu.interfaces.office.dossiers.reading import headline, ref_of
from congvu.kernel.errors import Conflict, Invalid, NotFound, gettext_noop

if TYPE_CHECKING:
    from congvu.casework.dossiers.models import Dossier

PAGE = "office/dossiers/deed.html"


@dataclass(frozen=True, slots=True)
class Since:
    """One thing that another person did in the meantime."""

    what: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody was first: what was done since, and whether the deed is still possible."""

    message: str
    since: tuple[Since, ...]
    still_possible: bool


@require_http_methods(["GET", "POST"])
def deed(request: HttpRequest, ref: str, slug: str) -> HttpResponse:
    """Show the form of a deed, or do it; whatever refuses it, everything typed stays."""
    who = acting(request)
    dossier = get_for(who.staff, ref, who.on)
    kind = BY_SLUG.get(slug)
    if kind is None:
        raise NotFound(gettext_noop("Không có trang này."))
    scene = Scene(dossier, who)
    if request.method == "GET":
        return _opened(request, kind, scene)
    form = kind(request.POST, request.FILES, scene=scene)
    if MORE in request.POST:
        form.grow()
        return _shown(request, form)
    if not form.is_valid():
        form.keep_uploads(who)
        return _shown(request, form, status=422)
    return _shown(request, form) if form.asks_again() else _done(request, form)


def _opened(request: HttpRequest, kind: type[Deed], scene: Scene) -> HttpResponse:
    """Show the empty form; an old link leads to the page of the dossier and says why."""
    dossier, who = scene.dossier, scene.who
    try:
        require_option(dossier, kind.action, who.staff, who.on)
    except Invalid as refusal:
        if getattr(request, "htmx", False):
            raise
        messages.warning(request, refusal.text(_))
        return redirect("office-dossiers-page", ref=ref_of(dossier))
    return _shown(request, kind(scene=scene))


def _done(request: HttpRequest, form: Deed) -> HttpResponse:
    try:
        after = form.perform()
    except ChangedMeanwhile as conflict:
        if _was_sent_twice(form, conflict):
            messages.info(request, _("Việc này đã được ghi ở lần gửi trước."))
            return redirect("office-dossiers-page", ref=ref_of(form.scene.dossier))
        return _clashed(request, form, conflict)
    except Invalid as refusal:
        form.refuse(refusal)
        return _shown(request, form, status=422)
    messages.success(request, form.said_when_done)
    return redirect("office-dossiers-page", ref=ref_of(after))


def _was_sent_twice(form: Deed, conflict: ChangedMeanwhile) -> bool:
    """A hurried second press is no clash: the same person has just done exactly this."""
    since = conflict.facts.get("since")
    staff = form.scene.who.staff
    return (
        isinstance(since, list)
        and bool(since)
        and since[-1]["action"] == form.action.value
        and all(one["by"] == staff.full_name for one in since)
    )


def _clashed(request: HttpRequest, form: Deed, conflict: Conflict) -> HttpResponse:
    """Show the same form with all that was typed, what happened since, and the new version."""
    who: Acting = form.scene.who
    fresh: Dossier = get_for(who.staff, ref_of(form.scene.dossier), who.on)
    form.see(fresh.version)
    since = conflict.facts.get("since")
    told = tuple(
        Since(
            what=str(ActionLabel(one["action"]).label),
            who=one["by"],
            at=datetime.fromisoformat(one["at"]),
        )
        for one in (since if isinstance(since, list) else [])
    )
    clash = Clash(
        message=_("Hồ sơ vừa được người khác xử lý nên việc của anh/chị chưa được ghi."),
        since=told,
        still_possible=form.action in options(fresh, who.staff, who.on),
    )
    return _shown(request, form, status=409, clash=clash, dossier=fresh)


def _shown(
    request: HttpRequest,
    form: Deed,
    *,
    status: int = 200,
    clash: Clash | None = None,
    dossier: Dossier | None = None,
) -> HttpResponse:
    shown = dossier or form.scene.dossier
    context = {
        "form": form,
        "clash": clash,
        "dossier": shown,
        "ref": ref_of(shown),
        "headline": headline(shown, form.scene.who.on),
    }
    page = f"{PAGE}#form" if getattr(request, "htmx", False) else PAGE
    return render(request, page, context, status=status)
