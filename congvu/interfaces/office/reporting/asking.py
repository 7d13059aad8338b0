"""Asking people of the office for figures: who, which, by when; reminded, taken back."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from congvu.foundation.people.selectors import list_positions_in
from congvu.foundation.units.models import Unit
from congvu.foundation.units.offices import office_of
from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.fields import DayField, text
from congvu.interfaces.office.reporting.home import reader
from congvu.interfaces.office.reporting.trails import to_figures
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import DomainError, Invalid, NotFound
from congvu.oversight.indicators import selectors
from congvu.oversight.indicators.services import requesting
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.selectors import page as pages
from congvu.oversight.reporting.selectors.access import READERS, get_for
from congvu.oversight.reporting.selectors.requested import rows_of

MOST_ID = 2**31
SECTION, PERSON = "phong", "nguoi"
WHOM: Final = {SECTION: "section_id", PERSON: "position_id"}


class AskForm(forms.Form):
    """Which figures are asked of which person or section, by when."""

    whom = forms.ChoiceField(label=gettext_lazy("Hỏi ai"))
    codes = forms.MultipleChoiceField(
        label=gettext_lazy("Chỉ tiêu"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Hãy chọn ít nhất một chỉ tiêu.")},
    )
    due_on = DayField(label=gettext_lazy("Hạn trả lời"))
    note = text(gettext_lazy("Lời nhắn"), max_length=500, required=False)

    def __init__(self, *args: Any, report: Report, who: Acting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["whom"], _people(report, who))
        _offer(self.fields["codes"], _figures(report))

    @property
    def asked(self) -> dict[str, int]:
        """Return who was chosen, as the service takes it."""
        kind, _dash, number = self.cleaned_data["whom"].partition("-")
        return {WHOM[kind]: int(number)}


def _offer(field: forms.Field, choices: list[tuple[Any, list[tuple[str, str]]]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = [group for group in choices if group[1]]


def _people(report: Report, who: Acting) -> list[tuple[Any, list[tuple[str, str]]]]:
    """Return the sections of the office and who works in it, of those who can open the report."""
    members = office_of(report.unit_id, who.on).member_ids
    names = {one.pk: one.name for one in Unit.objects.filter(pk__in=members).in_order()}
    people = list_positions_in(members, who.on, READERS)
    staffed = {one.unit_id for one in people} - {report.unit_id}
    return [
        (
            _("Phòng, đơn vị"),
            [(f"{SECTION}-{pk}", name) for pk, name in names.items() if pk in staffed],
        ),
        (
            _("Người"),
            [
                (
                    f"{PERSON}-{one.position_id}",
                    f"{one.full_name}, {one.title} ({names[one.unit_id]})",
                )
                for one in people
            ],
        ),
    ]


def _figures(report: Report) -> list[tuple[Any, list[tuple[str, str]]]]:
    """Return the rows, those without a figure first."""
    rows = [
        row
        for row in selectors.sheet(report.unit_id, report.period_id).rows
        if row.indicator.is_printed and not row.indicator.is_heading
    ]
    named = [(row.chosen is None, (row.code, f"{row.code} {row.indicator.name}")) for row in rows]
    return [
        (_("Còn trống"), [choice for is_blank, choice in named if is_blank]),
        (_("Đã có số liệu"), [choice for is_blank, choice in named if not is_blank]),
    ]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, ref: UUID) -> HttpResponse:
    """List what was asked of whom; a POST asks, reminds, or takes back."""
    who = reader(request)
    report = get_for(who.staff, ref, who.on)
    form = AskForm(report=report, who=who)
    status = 200
    if request.method == "POST":
        if "remind" in request.POST or "withdraw" in request.POST:
            return _follow_up(request, report, who)
        form = AskForm(request.POST, report=report, who=who)
        status = 422
        if form.is_valid() and _asked(form, report, who):
            messages.success(
                request, _("Đã hỏi; người được hỏi thấy trong Việc hôm nay và Báo cáo định kỳ.")
            )
            return redirect("office-reporting-ask", ref=report.uuid)
    context: dict[str, Any] = {
        "report": report,
        "form": form,
        "requests": [
            {"row": one, "figures": rows_of(one), "late": one.due_on < who.on}
            for one in selectors.requests_of(report.unit_id, report.period_id)
        ],
        "may_ask": pages.writable(report, who.staff, who.on).every,
        "trail": to_figures(report),
    }
    return render(request, "office/reporting/ask.html", context, status=status)


def _asked(form: AskForm, report: Report, who: Acting) -> bool:
    given = form.cleaned_data
    try:
        requesting.ask(
            who.staff,
            report.unit_id,
            report.period_id,
            given["codes"],
            due_on=given["due_on"],
            note=given["note"],
            at=who.at,
            **form.asked,
        )
    except Invalid as refusal:
        named = str(refusal.facts.get("field", ""))
        form.add_error(named if named in form.fields else None, refusal.text(_))
        return False
    return True


def _follow_up(request: HttpRequest, report: Report, who: Acting) -> HttpResponse:
    reminds = "remind" in request.POST
    asked = whole_number(request.POST.get("remind" if reminds else "withdraw"), most=MOST_ID) or 0
    try:
        if reminds:
            requesting.remind(who.staff, asked, at=who.at)
        else:
            requesting.withdraw(who.staff, asked, at=who.at)
    except (NotFound, Invalid) as refusal:
        messages.error(request, _told(refusal))
    else:
        messages.success(request, _("Đã nhắc.") if reminds else _("Đã rút lại."))
    return redirect("office-reporting-ask", ref=report.uuid)


def _told(refusal: DomainError) -> str:
    return refusal.text(_)
