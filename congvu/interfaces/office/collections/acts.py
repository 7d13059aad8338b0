"""What people do to an answer as a whole: send, recall, return, leave out, name who answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.collections.answer import LeaveOutForm, ReturnForm, draw
from congvu.interfaces.office.collections.home import reader
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import Conflict, Invalid
from congvu.oversight.collections.errors import CollectionNotFound
from congvu.oversight.collections.rules.life import Action
from congvu.oversight.collections.selectors.access import Answering, get_answering
from congvu.oversight.collections.services import answering, asking

MOST_ID = 2**62
_ACTS: Final = frozenset(Action) - {Action.ASK, Action.ADD}
_FORMS: Final[Mapping[str, type[ReturnForm | LeaveOutForm]]] = {
    Action.RETURN: ReturnForm,
    Action.LEAVE_OUT: LeaveOutForm,
}


@never_cache
@require_POST
def act(request: HttpRequest, ref: UUID, unit: int, action: str) -> HttpResponse:
    """Do one act to an answer. Raises CollectionNotFound for an act that there is not."""
    who = reader(request)
    found = get_answering(who.staff, ref, unit, who.on)
    if action not in _ACTS:
        raise CollectionNotFound
    seen = whole_number(request.POST.get("seen")) or 0
    form = _FORMS[action](request.POST) if action in _FORMS else None
    refused = ""
    if form is None or form.is_valid():
        told = form.cleaned_data if form is not None else {}
        try:
            done = _do(Action(action), found, told, seen, who)
        except (Invalid, Conflict) as refusal:
            refused = refusal.text(_)
        else:
            messages.success(request, done)
            return redirect("office-collections-answer", ref=ref, unit=unit)
    if form is None:
        messages.error(request, refused)
        return redirect("office-collections-answer", ref=ref, unit=unit)
    if refused:
        form.add_error(None, refused)
    if isinstance(form, ReturnForm):
        return draw(request, who, found, returning=form)
    return draw(request, who, found, leaving=form)


def _do(action: Action, found: Answering, told: Mapping[str, Any], seen: int, who: Acting) -> str:
    """Do it and return what is said of it."""
    if action is Action.SEND:
        answering.send(found, seen=seen, by=who.staff, at=who.at)
        return _("Đã gửi trả lời.")
    if action is Action.RECALL:
        answering.recall(found, seen=seen, by=who.staff, at=who.at)
        return _("Đã rút lại; sửa xong hãy gửi lại.")
    if action is Action.RETURN:
        answering.send_back(
            found, reason=told["reason"], due_on=told["due_on"], seen=seen, by=who.staff, at=who.at
        )
        return _("Đã trả lại cùng lý do; đơn vị thấy ở Việc hôm nay.")
    if action is Action.LEAVE_OUT:
        asking.leave_out(found, reason=told["because"], seen=seen, by=who.staff, at=who.at)
        return _("Đã bỏ khỏi danh sách; số đã ghi được giữ, không vào tổng.")
    asking.put_back(found, seen=seen, by=who.staff, at=who.at)
    return _("Đã đưa lại danh sách; đơn vị lại phải trả lời.")


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
