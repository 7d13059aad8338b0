"""The board of a collection: who has answered, who is late; reminded, closed, opened again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from congvu.foundation.units.labels import ending_label
from congvu.interfaces.office.collections.home import HERE, reader
from congvu.interfaces.office.fields import DayField
from congvu.interfaces.ui.navigation import NavItem
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import Conflict, Invalid
from congvu.oversight.collections.labels import STANDINGS
from congvu.oversight.collections.rules.standing import Standing
from congvu.oversight.collections.selectors.access import ASKERS, get_asked
from congvu.oversight.collections.selectors.board import board, due_of
from congvu.oversight.collections.services import asking


class ReopenForm(forms.Form):
    """By when a collection that is opened again is answered."""

    due_on = DayField(label=gettext_lazy("Hạn gửi mới"))


@never_cache
@require_GET
def show(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show how everybody asked stands."""
    who = reader(request)
    found = get_asked(who.staff, ref, who.on)
    whole = board(found, who.on)
    asked = request.GET.get("tinh_trang", "")
    chosen = Standing(asked) if asked in set(Standing) else None
    here = reverse("office-collections-board", args=[found.uuid])
    context: dict[str, Any] = {
        "collection": found,
        "trail": [NavItem(_("Báo cáo nhanh"), reverse(HERE))],
        "tabs": [
            NavItem(_("Tất cả"), here, current=chosen is None, badge=len(whole.rows)),
            *(
                NavItem(
                    str(word),
                    f"{here}?tinh_trang={one}",
                    current=chosen is one,
                    badge=whole.counts[one],
                )
                for one, (word, _tone) in STANDINGS.items()
                if one is not Standing.ENDED or chosen is one or whole.counts[one]
            ),
        ],
        "rows": [
            {
                "row": row,
                "word": STANDINGS[row.standing][0],
                "tone": STANDINGS[row.standing][1],
                "due": due_of(row.recipient),
                "ended": ending_label(row.ended) if row.ended else "",
                "own_due": row.recipient.due_on is not None,
            }
            for row in whole.only(chosen)
        ],
        "columns": found.asks.columns,
        "labels": found.asks.labels,
        "answered": whole.answered,
        "total": len(whole.asked),
        "may_act": who.staff.has(*ASKERS),
        "reopen": ReopenForm(),
    }
    return render(request, "office/collections/board.html", context)


@never_cache
@require_POST
def remind(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Remind the units that have not answered."""
    who = reader(request)
    try:
        count = asking.remind(ref, by=who.staff, at=who.at)
    except Conflict as refusal:
        messages.error(request, refusal.text(_))
    else:
        told = ngettext("Đã nhắc %(n)s đơn vị.", "Đã nhắc %(n)s đơn vị.", count)
        messages.success(request, told % {"n": count})
    return redirect("office-collections-board", ref=ref)


@never_cache
@require_POST
def close(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Take no more answers."""
    who = reader(request)
    try:
        asking.close(ref, seen=_seen(request), by=who.staff, at=who.at)
    except Conflict as refusal:
        messages.error(request, refusal.text(_))
    else:
        messages.success(request, _("Đã khóa; đơn vị chỉ còn xem."))
    return redirect("office-collections-board", ref=ref)


@never_cache
@require_POST
def reopen(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Take answers again until another day."""
    who = reader(request)
    get_asked(who.staff, ref, who.on)
    form = ReopenForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Hạn gửi mới viết ngày/tháng/năm, ví dụ 05/03/2026."))
        return redirect("office-collections-board", ref=ref)
    try:
        due_on = form.cleaned_data["due_on"]
        asking.reopen(ref, due_on=due_on, seen=_seen(request), by=who.staff, at=who.at)
    except (Conflict, Invalid) as refusal:
        messages.error(request, refusal.text(_))
    else:
        messages.success(request, _("Đã mở lại; đơn vị điền và gửi tiếp được."))
    return redirect("office-collections-board", ref=ref)


def _seen(request: HttpRequest) -> int:
    return whole_number(request.POST.get("seen")) or 0
