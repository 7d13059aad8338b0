"""The kiosk, replies from paper, figures with the share of people who answered."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from congvu.casework.dossiers.selectors.surveyed import count_finished, finished_dossier
from congvu.casework.surveys import selectors, services
from congvu.casework.surveys.errors import TooManyGuesses
from congvu.casework.surveys.guessing import note_miss, refuse_guessing
from congvu.casework.surveys.questions import set_on
from congvu.casework.surveys.rules import FEWEST
from congvu.foundation.people.rules import Role
from congvu.foundation.units.offices import office_of
from congvu.foundation.units.selectors import subtree_ids
from congvu.interfaces.office.acting import acting, require_role
from congvu.interfaces.office.registers.asking import ask, narrowed_to
from congvu.interfaces.office.surveys.forms import KioskForm, PaperForm, PeriodForm, TakeBackForm
from congvu.kernel.errors import Conflict, DomainError, Invalid, NotFound
from congvu.kernel.workingdays import local_day

ENTERING = (Role.CLERK, Role.REFORM_OFFICER)
# each of these tells whoever tries that a code is, or is not, that of a dossier
WRONG_SLIP = {"not_finished", "answered"}
WAYS = {
    0: gettext_lazy("Trực tuyến, tại máy"),
    1: gettext_lazy("Phát phiếu"),
    2: gettext_lazy("Kết hợp"),
}
READING = (Role.CLERK, Role.HEAD, Role.LEADER, Role.REFORM_OFFICER, Role.PROVINCE_OFFICER)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kiosk(request: HttpRequest) -> HttpResponse:
    """Ask whoever stands there; nobody signs in, one slip answers once, wrong slips are counted."""
    at = timezone.now()
    today, address = local_day(at), request.META.get("REMOTE_ADDR", "")
    asked = set_on(today)
    form = KioskForm(request.POST or None, asked)
    context = {"asked": asked, "form": form, "is_done": request.GET.get("xong") == "1"}
    if request.method != "POST":
        return render(request, "office/surveys/kiosk.html", context)
    status = 422
    if form.is_valid():
        try:
            refuse_guessing(address, at)
            slip = finished_dossier(form.cleaned_data["slip"])
            services.reply_from_kiosk(
                slip.code, form.levels(), office_id=office_of(slip.unit_id, today).id,
                field=slip.field, on=today,
            )  # fmt: skip
        except (Invalid, Conflict, NotFound, TooManyGuesses) as refusal:
            status = _told(form, refusal, "slip")
            if refusal.code in WRONG_SLIP or isinstance(refusal, NotFound):
                note_miss(address, at)
        else:
            return redirect(f"{request.path}?xong=1")
    return render(request, "office/surveys/kiosk.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest) -> HttpResponse:
    """Enter one paper form after another."""
    who = acting(request)
    require_role(who.staff, *ENTERING)
    asked = set_on(who.on)
    form = PaperForm(request.POST or None, asked)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            said = form.cleaned_data
            try:
                services.enter_paper_reply(
                    said["number"], form.levels(), on=said["on"], by=who.staff, at=who.at
                )
            except (Invalid, Conflict) as refusal:
                status = _told(form, refusal, "number")
            else:
                messages.success(request, _("Đã ghi phiếu."))
                return redirect(request.path)
    return render(request, "office/surveys/paper.html", {"form": form}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest) -> HttpResponse:
    """Take back a paper form that was entered wrongly; its number may be entered again."""
    who = acting(request)
    require_role(who.staff, *ENTERING)
    form, status = TakeBackForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            said = form.cleaned_data
            try:
                services.take_back_paper_reply(
                    said["number"], year=said["on"].year, reason=said["reason"],
                    by=who.staff, at=who.at,
                )  # fmt: skip
            except (Invalid, NotFound) as refusal:
                status = _told(form, refusal, "number")
            else:
                messages.success(request, _("Đã bỏ phiếu. Số này có thể nhập lại cho đúng."))
                return redirect("office-surveys-paper")
    return render(request, "office/surveys/take_back.html", {"form": form}, status=status)


@never_cache
@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    """Show what replies of a period say: this year when none is asked for."""
    who = acting(request)
    require_role(who.staff, *READING)
    several = who.staff.has(Role.PROVINCE_OFFICER)
    wanted = ask(request, who, below=several, asked_by=PeriodForm)
    window = wanted.window
    offices = narrowed_to(wanted.office, selectors.offices_seen(who.staff, who.on), who)
    units = {unit for office in offices for unit in subtree_ids(office, who.on)} | offices
    found = selectors.results(offices, window, asked=count_finished(units, window))
    context = {
        "found": found,
        "wanted": wanted,
        "fewest": FEWEST,
        "ways": "–" if found.way is None else WAYS[found.way],
        "may_enter": who.staff.has(*ENTERING),
    }
    return render(request, "office/surveys/figures.html", context)


def _told(form: KioskForm | PaperForm | TakeBackForm, refusal: DomainError, default: str) -> int:
    """Show a refusal with the form, everything typed kept; return the status."""
    place = None if refusal.code == "no_answer" else str(refusal.facts.get("field") or default)
    form.add_error(place, refusal.text(_))
    return refusal.status if isinstance(refusal, Conflict | TooManyGuesses) else 422
