"""More units are asked the same, after the request went out."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from congvu.interfaces.office.collections.home import HERE, reader
from congvu.interfaces.office.collections.recipients import NOT_TAKEN, Picker
from congvu.interfaces.office.fields import DayField
from congvu.interfaces.ui.navigation import NavItem
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import Conflict, Invalid
from congvu.oversight.collections.models import Collection
from congvu.oversight.collections.selectors.access import check_asker, get_asked
from congvu.oversight.collections.selectors.board import still_to_ask
from congvu.oversight.collections.services import asking


class DueForm(forms.Form):
    """By when those who are added answer."""

    due_on = DayField(
        label=gettext_lazy("Hạn riêng của các đơn vị thêm"),
        required=False,
        help_text=gettext_lazy("Để trống thì theo hạn chung; không sớm hơn hạn chung."),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show the units below that are not asked yet; a POST asks those that are chosen."""
    who = reader(request)
    found = get_asked(who.staff, ref, who.on)
    check_asker(who.staff)
    offered = still_to_ask(found, who.staff, who.on)
    if request.method != "POST":
        return _page(request, found, Picker.proposing(offered), DueForm())
    picker = Picker.of(request.POST, offered)
    if picker.act(request.POST):
        form = DueForm(initial={"due_on": request.POST.get("due_on", "")})
        return _page(request, found, picker, form)
    form = DueForm(request.POST)
    picker.error = _(NOT_TAKEN) if picker.asks else ""
    if picker.error or not form.is_valid():
        return _page(request, found, picker, form, status=422)
    units, due_on = frozenset(picker.chosen), form.cleaned_data["due_on"]
    seen = whole_number(request.POST.get("seen")) or 0
    try:
        count = asking.add(ref, units, due_on=due_on, seen=seen, by=who.staff, at=who.at)
    except (Invalid, Conflict) as refusal:
        return _refused(request, found, picker, form, refusal)
    told = ngettext("Đã thêm %(n)s đơn vị.", "Đã thêm %(n)s đơn vị.", count)
    messages.success(request, told % {"n": count})
    return redirect("office-collections-board", ref=ref)


def _refused(
    request: HttpRequest,
    found: Collection,
    picker: Picker,
    form: DueForm,
    refusal: Invalid | Conflict,
) -> HttpResponse:
    """Show why nothing was added, beside what it is about; what was chosen stays."""
    said, field = refusal.text(_), refusal.facts.get("field", "")
    if field == "units":
        picker.error = said
    elif field == "due_on":
        form.add_error("due_on", said)
    else:
        form.add_error(None, said)
    return _page(request, found, picker, form, status=refusal.status)


def _page(
    request: HttpRequest, found: Collection, picker: Picker, form: DueForm, *, status: int = 200
) -> HttpResponse:
    board = reverse("office-collections-board", args=[found.uuid])
    context = {
        "collection": found,
        "form": form,
        "picker": picker,
        "legend": _("Đơn vị thêm vào danh sách"),
        "trail": [NavItem(_("Báo cáo nhanh"), reverse(HERE)), NavItem(found.title, board)],
    }
    return render(request, "office/collections/add.html", context, status=status)
