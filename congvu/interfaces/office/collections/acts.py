"""What people do to an answer as a whole: send it, take it back, return it, name who answers."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from congvu.interfaces.office.collections.answer import ReturnForm, draw
from congvu.interfaces.office.collections.home import reader
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import Conflict, Invalid
from congvu.oversight.collections.errors import CollectionNotFound
from congvu.oversight.collections.rules.life import Action
from congvu.oversight.collections.selectors.access import get_answering
from congvu.oversight.collections.services import answering

MOST_ID = 2**62


@never_cache
@require_POST
def act(request: HttpRequest, ref: UUID, unit: int, action: str) -> HttpResponse:
    """Send, recall or return an answer. Raises CollectionNotFound for any other act."""
    who = reader(request)
    found = get_answering(who.staff, ref, unit, who.on)
    seen = whole_number(request.POST.get("seen")) or 0
    form = ReturnForm(request.POST) if action == Action.RETURN else None
    if form is not None and not form.is_valid():
        return draw(request, who, found, returning=form)
    try:
        if action == Action.SEND:
            answering.send(found, seen=seen, by=who.staff, at=who.at)
            messages.success(request, _("Đã gửi trả lời."))
        elif action == Action.RECALL:
            answering.recall(found, seen=seen, by=who.staff, at=who.at)
            messages.success(request, _("Đã rút lại; sửa xong hãy gửi lại."))
        elif form is not None:
            told = form.cleaned_data
            answering.send_back(found, **told, seen=seen, by=who.staff, at=who.at)
            messages.success(request, _("Đã trả lại cùng lý do; đơn vị thấy ở Việc hôm nay."))
        else:
            raise CollectionNotFound
    except (Invalid, Conflict) as refusal:
        if form is not None:
            form.add_error(None, refusal.text(_))
            return draw(request, who, found, returning=form)
        messages.error(request, refusal.text(_))
    return redirect("office-collections-answer", ref=ref, unit=unit)


@never_cache
@require_POST
def name(request: HttpRequest, ref: UUID, unit: int) -> HttpResponse:
    """Say who of the office answers too."""
    who = reader(request)
    found = get_answering(who.staff, ref, unit, who.on)
    asked = (whole_number(one, most=MOST_ID) for one in request.POST.getlist("position"))
    chosen = frozenset(one for one in asked if one is not None)
    try:
        answering.name_answerers(found, chosen, by=who.staff, at=who.at)
    except Invalid as refusal:
        messages.error(request, refusal.text(_))
    else:
        messages.success(request, _("Đã ghi người cùng trả lời."))
    return redirect("office-collections-answer", ref=ref, unit=unit)
