"""One row or one check of a draft: its form, and the buttons beside it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from congvu.interfaces.office.administration.people.views import administrator
from congvu.interfaces.office.administration.sets.drafts import (
    EditOf,
    frame,
    get_draft,
    seen_in,
)
from congvu.interfaces.office.administration.sets.forms import (
    CheckForm,
    DropForm,
    RowForm,
    check_text,
    row_initial,
)
from congvu.interfaces.office.administration.sets.lines import UNPRINTED
from congvu.interfaces.office.administration.sets.versions import DIFFERENCE, DRAFT
from congvu.interfaces.ui.navigation import NavItem
from congvu.kernel.errors import NotFound
from congvu.oversight.indicators.models import SetDraft
from congvu.oversight.indicators.rules import editing
from congvu.oversight.indicators.rules.contents import Values
from congvu.oversight.indicators.rules.editing_parts import (
    in_order,
    parts_by_row,
    printed_number,
    rows_of,
)
from congvu.oversight.indicators.rules.reading import from_json
from congvu.oversight.indicators.rules.sets import Fate
from congvu.oversight.indicators.services import sets
from congvu.oversight.indicators.sources.known import known_sources

ROW = "office-administration-set-row"
CHECKS = "office-administration-set-draft-checks"
CHECK = "office-administration-set-check"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, draft_id: int, code: str) -> HttpResponse:
    """Change one row; what the reader of sets refuses is said beside its field."""
    who = administrator(request)
    draft = get_draft(draft_id)
    table = editing.list_of(draft.content, code)
    there = editing.find(from_json(draft.content), table, code)
    form = RowForm(request.POST or None, initial=row_initial(there, draft.revision))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            told = form.values()
            change = EditOf(who, draft, form.cleaned_data["seen"])
            if change.kept(form, lambda values: editing.with_changed(values, code, told), code):
                messages.success(request, _("Đã ghi %(code)s vào bản nháp.") % {"code": code})
                further = _next(change.draft.content, table, code) if "next" in request.POST else ""
                if further:
                    return redirect(ROW, draft_id=draft.pk, code=further)
                return redirect(_part(draft, table, code))
            status = change.status
    context = {
        "is_new": False,
        "code": code,
        "there": there,
        "is_dropped": there.get("fate") == Fate.DROP,
        "next": _next(draft.content, table, code),
        "before": _next(draft.content, table, code, step=-1),
        "drop": DropForm(initial={"seen": draft.revision, "certainty": "sure"}),
    }
    return _row_page(request, draft, form, context, status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Add a row, behind the one named in the address or at the end of its part."""
    who = administrator(request)
    draft = get_draft(draft_id)
    after = request.GET.get("sau", "")[:40]
    printed = request.GET.get("in", "") != "0"
    part = request.GET.get("phan", "")[:20]
    initial = {"seen": draft.revision, "source": "typed", "type": "count"}
    if part and not after:
        initial["code"] = _free_code(draft.content, part)
    form = RowForm(request.POST or None, initial=initial, is_new=True)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            told = form.values()
            table = editing.PRINTED if printed else editing.UNPRINTED
            change = EditOf(who, draft, form.cleaned_data["seen"])
            if change.kept(
                form,
                lambda values: in_order(editing.with_row(values, told, after=after, table=table)),
            ):
                code = str(told["code"])
                messages.success(request, _("Đã thêm %(code)s vào bản nháp.") % {"code": code})
                return redirect(_part(draft, table, code))
            status = change.status
    return _row_page(request, draft, form, {"is_new": True, "after": after}, status)


def _row_page(
    request: HttpRequest, draft: SetDraft, form: RowForm, more: dict[str, Any], status: int
) -> HttpResponse:
    own = frame(draft, DRAFT)
    context = {
        **own,
        **more,
        "form": form,
        "sources": known_sources(),
        "is_based": bool(draft.content.get("based_on")),
        "trail": [*own["trail"], NavItem(draft.code, reverse(DRAFT, args=[draft.pk]))],
    }
    return render(request, "office/administration/sets/row.html", context, status=status)


@never_cache
@require_POST
def move(request: HttpRequest, draft_id: int, code: str) -> HttpResponse:
    """Move a row, with those below it, one place up or down among its equals."""
    who = administrator(request)
    draft = get_draft(draft_id)
    up = request.POST.get("way") == "up"
    change = EditOf(who, draft, seen_in(request))
    change.written(request, lambda values: editing.moved(values, code, up=up))
    return redirect(_part(draft, editing.list_of(draft.content, code), code))


@never_cache
@require_POST
def drop(request: HttpRequest, draft_id: int, code: str) -> HttpResponse:
    """Take a row out of the draft, with the reason."""
    who = administrator(request)
    draft = get_draft(draft_id)
    table = editing.list_of(draft.content, code)
    form = DropForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        origin = draft.base.content if draft.base else None
        change = EditOf(who, draft, told["seen"])
        change.written(
            request,
            lambda values: editing.without_row(
                values, code, because=told["because"], certainty=told["certainty"], origin=origin
            ),
        )
    else:
        messages.error(request, _("Chưa bỏ: hãy chọn độ chắc chắn và ghi lý do."))
    return redirect(_part(draft, table, code))


@never_cache
@require_POST
def restore(request: HttpRequest, draft_id: int, code: str) -> HttpResponse:
    """Take a row back as the version has it from which the draft came."""
    who = administrator(request)
    draft = get_draft(draft_id)
    origin = draft.base.content if draft.base else {}
    editing.list_of(origin, code)
    change = EditOf(who, draft, seen_in(request))
    change.written(request, lambda values: editing.as_it_was(values, code, origin))
    return redirect(DIFFERENCE, draft_id=draft.pk)


@never_cache
@require_GET
def checks(request: HttpRequest, draft_id: int) -> HttpResponse:
    """List the checks of a draft as the file says them."""
    administrator(request)
    draft = get_draft(draft_id)
    lines = [
        {"code": one["code"], "kind": one.get("kind", ""), "text": check_text(one)}
        for one in draft.content.get("checks", ())
    ]
    made = len(sets.read_draft(draft).checks)
    context = {**frame(draft, CHECKS), "lines": lines, "made": made}
    return render(request, "office/administration/sets/checks.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, draft_id: int, code: str = "") -> HttpResponse:
    """Change a check, add one when no code is named, or take one out."""
    who = administrator(request)
    draft = get_draft(draft_id)
    there = editing.find(draft.content, "checks", code) if code else None
    text = check_text(there) if there else 'code = ""\nkind = "sum"\ntotal = ""\nparts = ["", ""]'
    form = CheckForm(request.POST or None, initial={"text": text, "seen": draft.revision})
    status = 200
    if request.method == "POST":
        status = 422
        gone = bool(code) and "drop" in request.POST
        if form.is_valid():
            told = form.cleaned_data["text"]
            change = EditOf(who, draft, form.cleaned_data["seen"])
            if change.kept(
                form,
                lambda values: (
                    editing.without_check(values, code)
                    if gone
                    else editing.with_check(values, code, told)
                ),
            ):
                messages.success(request, _("Đã ghi phép kiểm vào bản nháp."))
                return redirect(CHECKS, draft_id=draft.pk)
            status = change.status
    own = frame(draft, CHECKS)
    context = {
        **own,
        "form": form,
        "code": code,
        "trail": [*own["trail"], NavItem(draft.code, reverse(DRAFT, args=[draft.pk]))],
    }
    return render(request, "office/administration/sets/check.html", context, status=status)


def _part(draft: SetDraft, table: str, code: str) -> str:
    """Return the address of the part in which a row stands, at the row."""
    belongs = parts_by_row(draft.content.get(editing.PRINTED, ()))
    part = belongs.get(code, code.split(".", 1)[0]) if table == editing.PRINTED else UNPRINTED
    return f"{reverse(DRAFT, args=[draft.pk])}?phan={part}#r-{code}"


def _free_code(values: Values, part: str) -> str:
    """Return the code after the largest that begins with a part's: 8.4 behind 8.3.

    The number of a row that was moved into the part is taken as well: no two are printed alike.
    """
    codes = [str(one["code"]).split(".") for one in values.get(editing.PRINTED, ())]
    numbers = [one[1] for one in codes if one[0] == part]
    heads = [one for one in rows_of(values, part) if str(one["code"]).count(".") == 1]
    numbers += [printed_number(one) for one in heads]
    return f"{part}.{max((int(one) for one in numbers if one.isdecimal()), default=0) + 1}"


def _next(values: Values, table: str, code: str, *, step: int = 1) -> str:
    """Return the code of the row behind, or before; "" at the end."""
    codes = [str(one["code"]) for one in values.get(table, ())]
    if code not in codes:
        raise NotFound(_("Không có chỉ tiêu này."))
    place = codes.index(code) + step
    return codes[place] if 0 <= place < len(codes) else ""
