"""The journal for administrators: who did what to which code, never the values; and its verification."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from congvu.foundation.journal import selectors
from congvu.foundation.journal.models import Entry
from congvu.interfaces.office.administration.journal_words import (
    OBJECTS,
    action_label,
    object_label,
)
from congvu.interfaces.office.administration.people.views import administrator
from congvu.interfaces.office.paging import cut
from congvu.interfaces.office.sheets import MOST_ROWS, SheetColumn, sheet
from congvu.interfaces.ui.tables import with_query

CODE = "administration-journal-code"
CHECK = "administration-journal-check"
SECONDS_AT_ONCE: Final = 2.0
MOST_SHOWN: Final = 100


class JournalForm(forms.Form):
    """Which chain, and which kind of object."""

    chuoi = forms.CharField(
        label=gettext_lazy("Mã đơn vị"), max_length=40, required=False, strip=True
    )
    loai = forms.ChoiceField(
        label=gettext_lazy("Đối tượng"),
        required=False,
        choices=[("", gettext_lazy("tất cả")), *OBJECTS.items()],
    )


class CodeForm(forms.Form):
    """The code of an object; sent by POST, because that of an account names a person."""

    code = forms.CharField(
        label=gettext_lazy("Mã đối tượng"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry as a row."""

    entry: Entry
    action: str
    object_name: str


@require_http_methods(["GET", "POST"])
def journal(request: HttpRequest) -> HttpResponse:
    """List entries, the newest first; the code searched for stays in the session."""
    administrator(request)
    if request.method == "POST":
        asked = CodeForm(request.POST)
        request.session[CODE] = asked.cleaned_data["code"].strip() if asked.is_valid() else ""
        return redirect(request.path + with_query(request.GET))
    form = JournalForm(request.GET)
    shown = cut(_found(request, form), request.GET, newest_first=True)
    context = {
        "form": form,
        "code_form": CodeForm(initial={"code": request.session.get(CODE, "")}),
        "code": request.session.get(CODE, ""),
        "rows": [_line(entry) for entry in shown.rows],
        "page": shown.page,
        "query": request.GET.urlencode(),
        "check": request.session.get(CHECK),
    }
    return render(request, "office/administration/system/journal.html", context)


@require_GET
def export(request: HttpRequest) -> FileResponse:
    """Return the list in force as XLSX, without values."""
    administrator(request)
    columns = (
        SheetColumn(_("Chuỗi"), 16),
        SheetColumn(_("Số"), 8),
        SheetColumn(_("Thời điểm"), 18),
        SheetColumn(_("Người thực hiện"), 20),
        SheetColumn(_("Chức vụ"), 20),
        SheetColumn(_("Việc"), 32),
        SheetColumn(_("Đối tượng"), 18),
        SheetColumn(_("Mã đối tượng"), 34),
    )
    found = _found(request, JournalForm(request.GET))[: MOST_ROWS + 1]
    return sheet(_("Nhật ký"), columns, (_cells(one) for one in found.iterator(chunk_size=1000)))


@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Walk chains for two seconds at a time until all were walked; keep what was found."""
    administrator(request)
    check: dict[str, Any] | None = request.session.get(CHECK)
    if check is None or "begin" in request.POST or not check["waiting"]:
        waiting = selectors.list_chains()
        check = {"waiting": waiting, "total": len(waiting), "entries": 0, "erased": 0, "bad": []}
    stop = time.monotonic() + SECONDS_AT_ONCE
    while check["waiting"] and time.monotonic() < stop:
        seen = selectors.examine(check["waiting"].pop(0))
        check["entries"] += seen.entries
        check["erased"] += seen.erased
        room = MOST_SHOWN - len(check["bad"])
        check["bad"] += [[one.unit, one.seq, one.message] for one in seen.findings[:room]]
        check["more"] = check.get("more", False) or len(seen.findings) > room
    request.session[CHECK] = check
    if check["waiting"]:
        context = {"check": check, "done": check["total"] - len(check["waiting"])}
        return render(request, "office/administration/system/verifying.html", context)
    return redirect("office-administration-journal")


def _found(request: HttpRequest, form: JournalForm) -> Any:
    cleaned = form.cleaned_data if form.is_valid() else {}
    return selectors.entries(
        unit=cleaned.get("chuoi", ""),
        obj_type=cleaned.get("loai", ""),
        obj_code=request.session.get(CODE, ""),
    )


def _line(entry: Entry) -> EntryLine:
    return EntryLine(
        entry=entry,
        action=action_label(entry.action),
        object_name=object_label(entry.object_type),
    )


def _cells(entry: Entry) -> tuple[object, ...]:
    return (
        entry.unit_code,
        entry.seq,
        entry.at,
        entry.actor_code,
        entry.position_code,
        action_label(entry.action),
        object_label(entry.object_type),
        entry.object_code,
    )
