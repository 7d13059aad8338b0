"""A file edited in Word comes back: what it changes is looked at, chosen, and kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.reporting.home import reader
from congvu.interfaces.office.reporting.trails import to_report
from congvu.interfaces.ui.navigation import NavItem
from congvu.kernel.errors import Conflict, DomainError, Invalid, NotAllowed
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.rules.changes import Stretch, changes
from congvu.oversight.reporting.rules.meeting import Choice, Kind, Offer
from congvu.oversight.reporting.selectors.access import check_inside, get_for
from congvu.oversight.reporting.selectors.came_back import CameBack
from congvu.oversight.reporting.services import returning
from congvu.oversight.reporting.services.returning import Compared

MOST_BYTES: Final = 25 * 1024 * 1024
FIELD: Final = "chon-"
"""What the names of the choices begin with in the form."""
REFUSALS: Final = (Invalid, Conflict, NotAllowed)
HEAD_TITLES: Final = {
    "subject": gettext_lazy("Trích yếu"),
    "addressees": gettext_lazy("Kính gửi"),
    "recipients": gettext_lazy("Nơi nhận"),
}
CHOICES: Final = {
    Choice.OURS: gettext_lazy("Giữ bản trên hệ thống"),
    Choice.FILE: gettext_lazy("Lấy bản trong Word"),
    Choice.BOTH: gettext_lazy("Giữ cả hai, bản Word nối vào sau để sửa tiếp"),
}
_BOUND = re.compile(r"\{\{([^}]*)\}\}")


class WordForm(forms.Form):
    """A Word file that was made from this report and edited."""

    tep = forms.FileField(
        label=gettext_lazy("Tệp Word đã sửa"),
        help_text=gettext_lazy(
            "Tệp tải từ báo cáo này, đã sửa trong Word hoặc LibreOffice; chế độ theo dõi sửa đổi "
            "cũng được. Số liệu bị gõ đè không thay số liệu của báo cáo mà được nêu để đối chiếu."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )


@dataclass(frozen=True, slots=True)
class Option:
    """One of the choices of an offer."""

    value: str
    label: Any
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class OfferShown:
    """An offer as the page shows it. `ours` is what was changed here, None where nothing was."""

    field: str
    title: str
    asks: bool
    moved: bool
    ours: tuple[Stretch, ...] | None
    theirs: tuple[Stretch, ...]
    options: tuple[Option, ...]
    is_taken: bool


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def from_word(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Take an edited Word file back; show what would change, and keep what is chosen."""
    who = reader(request)
    report = get_for(who.staff, ref, who.on)
    check_inside(who.staff, report, who.on)
    if request.method != "POST":
        return _upload(request, report, WordForm())
    if "keep" in request.POST:
        return _kept(request, report, who)
    form = WordForm(request.POST, request.FILES)
    if not form.is_valid():
        return _upload(request, report, form, 422)
    try:
        content = form.cleaned_data["tep"].read(MOST_BYTES + 1)
        compared = returning.compare(report, content, at=who.at)
    except REFUSALS as refusal:
        form.add_error(None, refusal.text(_))
        return _upload(request, report, form, 422)
    return _page(request, report, compared=compared)


def _kept(request: HttpRequest, report: Report, who: Acting) -> HttpResponse:
    """Keep what was chosen; a refusal shows everything again, with the choices that still hold."""
    token, chosen = request.POST["keep"], _chosen(request.POST)
    try:
        kept = returning.keep(report, token, chosen=chosen, by=who.staff, at=who.at)
    except REFUSALS as refusal:
        try:
            again = returning.compare_again(report, token, at=who.at)
        except REFUSALS:
            form = WordForm(request.POST, request.FILES)
            form.full_clean()
            form.errors.clear()
            form.add_error(None, refusal.text(_))
            return _upload(request, report, form, refusal.status)
        return _page(request, report, compared=again, chosen=chosen, refusal=refusal)
    if kept:
        said = ngettext(
            "Đã nhận %(n)s chỗ sửa từ Word.", "Đã nhận %(n)s chỗ sửa từ Word.", kept
        )  # fmt: skip
        messages.success(request, said % {"n": kept})
    else:
        messages.info(request, _("Không nhận chỗ sửa nào từ Word; báo cáo giữ nguyên."))
    return redirect("office-reporting-page", ref=report.uuid)


def _chosen(posted: QueryDict) -> dict[str, str]:
    return {
        name.removeprefix(FIELD): str(value)
        for name, value in posted.items()
        if name.startswith(FIELD)
    }


def _upload(
    request: HttpRequest, report: Report, form: WordForm, status: int = 200
) -> HttpResponse:
    context = {"report": report, "form": form, "trail": _trail(report)}
    return render(request, "office/reporting/from_word.html", context, status=status)


def _page(
    request: HttpRequest,
    report: Report,
    *,
    compared: Compared,
    chosen: Mapping[str, str] | None = None,
    refusal: DomainError | None = None,
) -> HttpResponse:
    back = compared.back
    context: dict[str, Any] = {
        "report": report,
        "trail": _trail(report),
        "back": back,
        "token": compared.token,
        "offers": [_offer(one, compared, chosen) for one in back.offers],
        "overtyped": [
            (one, _named(back, one.code), _place(back, one.section)) for one in back.overtyped
        ],
        "lost": [
            (one, _named(back, one.code), _place(back, one.section)) for one in back.found.lost
        ],
        "moved": [(one, _named(back, one.code)) for one in back.moved],
        "missing": [_place(back, code) for code in back.found.missing_sections],
        "told": [
            {"what": _(one.what), "place": _named(back, one.place), "mend": _(one.mend),
             "changes": changes(_readable(one.was, back), _readable(one.now, back))}
            for one in back.told
        ],
        "refusal": refusal and refusal.text(_),
    }  # fmt: skip
    status = refusal.status if refusal else 200
    return render(request, "office/reporting/from_word.html", context, status=status)


def _offer(one: Offer, compared: Compared, chosen: Mapping[str, str] | None) -> OfferShown:
    back, moved = compared.back, one.name in compared.moved
    said = "" if chosen is None or moved else chosen.get(one.name, "")
    sent, file, now = (_readable(text, back) for text in (one.sent, one.file, one.now))
    unknown = one.kind is Kind.HEAD and not one.sent
    ours = changes(now if unknown else sent, now) if one.asks else None
    return OfferShown(
        field=FIELD + one.name,
        title=_title(one),
        asks=one.asks,
        moved=moved,
        ours=ours,
        theirs=changes(now if unknown else sent, file),
        options=tuple(
            Option(pick.value, CHOICES[pick], said == pick.value) for pick in one.choices
        ),
        is_taken=chosen is None or said == Choice.FILE.value or moved,
    )


def _title(one: Offer) -> str:
    if one.kind is Kind.HEAD:
        return str(HEAD_TITLES[one.code])
    if one.kind is Kind.NOTE:
        return _("Ghi chú phụ lục, dòng %(row)s") % {"row": one.title}
    if one.kind is Kind.REMARK:
        place = one.title or _("ngoài các mục")
        return _("Ý kiến ghi bên lề trong Word: %(place)s") % {"place": place}
    return one.title


def _readable(text: str, back: CameBack) -> str:
    """Return prose with its figures as they are read, not as they are bound."""
    return _BOUND.sub(lambda found: back.shown.get(found[1]) or found[0], text)


def _named(back: CameBack, code: str) -> str:
    return f"{code} {back.names.get(code, '')}".strip()


def _place(back: CameBack, section: str) -> str:
    beside = {"annex": _("phụ lục"), "grounds": _("căn cứ")}
    return beside.get(section) or str(back.titles.get(section, section))


def _trail(report: Report) -> list[NavItem]:
    return to_report(report)
