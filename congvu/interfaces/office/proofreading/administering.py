"""What was called no contradiction, for the rules' authors; and how long reports are kept."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from congvu.foundation.people.rules import Role
from congvu.interfaces.office.acting import acting, require_role
from congvu.interfaces.office.paging import cut
from congvu.interfaces.office.proofreading.forms import KeepingForm
from congvu.kernel.errors import Invalid
from congvu.oversight.proofreading import shelf
from congvu.oversight.proofreading.labels import SeverityLabel
from congvu.oversight.proofreading.services.judging import set_keeping_days

HERE = "office-proofreading-alarms"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def alarms(request: HttpRequest) -> HttpResponse:
    """List the false alarms of all units, the newest first; a POST sets the term of keeping."""
    who = acting(request)
    require_role(who.staff, Role.ADMINISTRATOR)
    form = KeepingForm(initial={"days": shelf.keeping_days()})
    if request.method == "POST":
        form = KeepingForm(request.POST)
        if form.is_valid():
            try:
                set_keeping_days(form.cleaned_data["days"], by=who.staff, at=who.at)
            except Invalid as refusal:
                form.add_error("days", refusal.text(_))
            else:
                messages.success(request, _("Đã đặt thời hạn giữ."))
                return redirect(HERE)
    part = cut(shelf.list_false_alarms(), request.GET, newest_first=True)
    context: dict[str, Any] = {
        "form": form,
        "page": part.page,
        "rows": [(alarm, SeverityLabel(alarm.severity).label) for alarm in part.rows],
    }
    status = 422 if form.is_bound else 200
    return render(request, "office/proofreading/alarms.html", context, status=status)
