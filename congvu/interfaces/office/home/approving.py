"""A leader approves several drafts at once: each is its own act, each answer is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from congvu.casework.dossiers.selectors.access import get_for
from congvu.casework.dossiers.services.handling import send_to_numbering
from congvu.foundation.people.rules import Role
from congvu.interfaces.office.acting import Acting, acting, require_role
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import DomainError

if TYPE_CHECKING:
    from congvu.casework.dossiers.models import Dossier

MOST_AT_ONCE = 100


@require_POST
def approve(request: HttpRequest) -> HttpResponse:
    """Send the chosen drafts to numbering; what was changed meanwhile stays and says why."""
    who = acting(request)
    require_role(who.staff, Role.LEADER)
    chosen = request.POST.getlist("dossier")[:MOST_AT_ONCE]
    approved = [one for one in chosen if _approve(request, who, one)]
    if not chosen:
        messages.warning(request, _("Chưa chọn hồ sơ nào để duyệt."))
    if approved:
        said = ngettext(
            "Đã duyệt %(n)s hồ sơ, chuyển văn thư cấp số.",
            "Đã duyệt %(n)s hồ sơ, chuyển văn thư cấp số.",
            len(approved),
        )
        messages.success(request, said % {"n": len(approved)})
    return redirect("office-home-list", key="cho-ky")


def _approve(request: HttpRequest, who: Acting, chosen: str) -> Dossier | None:
    ref, _bar, version = chosen.rpartition("|")
    try:
        dossier = get_for(who.staff, ref, who.on)
        return send_to_numbering(dossier, seen=whole_number(version) or 0, by=who.staff, at=who.at)
    except DomainError as refusal:
        messages.warning(request, f"{ref}: {refusal.text(_)}")
        return None
