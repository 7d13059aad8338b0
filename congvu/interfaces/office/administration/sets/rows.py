"""One row or one check of a draft: its form, and the buttons beside it."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from congvu.interfaces.office.administration.people.views import administrator
from congvu.interfaces.office.administration.sets.addresses import (
    CHECKS,
    DIFFERENCE,
    ROW,
    UNPRINTED,
    check_address,
    part_address,
    row_address,
    trail,
)
from congvu.interfaces.office.administration.sets.drafts import frame
from congvu.interfaces.office.administration.sets.edits import EditOf, get_draft
from congvu.interfaces.office.administration.sets.forms import (
    CheckForm,
    DropForm,
    RowForm,
    check_text,
    row_initial,
)
from congvu.interfaces.office.administration.sets.lines import check_parts
from congvu.oversight.indicators.rules import editing
from congvu.oversight.indicators.rules.contents import Values
from congvu.oversight.indicators.rules.editing_parts import in_order, printed_number, rows_of
from congvu.oversight.indicators.rules.reading import from_json
from congvu.oversight.indicators.rules.sets import Fate
from congvu.oversight.indicators.services import sets
from congvu.oversight.indicators.sources.known import known_sources

FEW_CHECKS: Final = 10
"""So many are seen at a glance and need no way to each rule."""
NEW_CHECK: Final = 'code = ""\nkind = "sum"\ntotal = ""\nparts = ["", ""]'


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, draft_id: int, code: str) -> HttpResponse:
    """Change one row; what the reader of sets refuses is said beside its field."""
    edit = EditOf(request, draft_id)
    draft = edit.draft
    table = editing.list_of(draft.content, code)
    there = editing.find(from_json(draft.content), table, code)
    further = _beside(draft.content, table, code, 1)
    form = RowForm(request.POST or None, initial=row_initial(there, draft.revision))
    if edit.kept(form, lambda values: editing.with_changed(values, code, form.values()), row=code):
        messages.success(request, _("Đã ghi %(code)s vào bản nháp.") % {"code": code})
        if further and "next" in request.POST:
            return redirect(ROW, draft_id=draft.pk, code=further)
        return redirect(row_address(draft, table, code))
    context = {
        "is_new": False,
        "back": row_address(draft, table, code),
        "code": code,
        "there": there,
        "is_dropped": there.get("fate") == Fate.DROP,
        "next": further,
        "before": _beside(draft.content, table, code, -1),
        "drop": DropForm(initial={"seen": draft.revision, "certainty": "sure"}, auto_id="drop_%s"),
    }
    return _row_page(request, edit, form, context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Add a row, behind the one named in the address or at the end of its part."""
    edit = EditOf(request, draft_id)
    draft = edit.draft
    after = request.GET.get("sau", "")[:40]
    table = editing.UNPRINTED if request.GET.get("in", "") == "0" else editing.PRINTED
    part = request.GET.get("phan", "")[:20]
    initial = {"seen": draft.revision, "source": "typed", "type": "count"}
    if part and not after:
        initial["code"] = _free_code(draft.content, part)
    form = RowForm(request.POST or None, initial=initial, is_new=True)
    if edit.kept(
        form,
        lambda values: in_order(editing.with_row(values, form.values(), after=after, table=table)),
    ):
        code = str(form.cleaned_data["code"])
        messages.success(request, _("Đã thêm %(code)s vào bản nháp.") % {"code": code})
        return redirect(row_address(edit.draft, table, code))
    tab = part if table == editing.PRINTED else UNPRINTED
    back = row_address(draft, table, after) if after else part_address(draft, tab)
    return _row_page(request, edit, form, {"is_new": True, "after": after, "back": back})


def _row_page(
    request: HttpRequest, edit: EditOf, form: RowForm, more: dict[str, Any]
) -> HttpResponse:
    context = {
        **more,
        "draft": edit.draft,
        "form": form,
        "sources": known_sources(),
        "is_based": bool(edit.draft.content.get("based_on")),
        "trail": trail(edit.draft),
    }
    return render(request, "office/administration/sets/row.html", context, status=edit.status)


@never_cache
@require_POST
def move(request: HttpRequest, draft_id: int, code: str) -> HttpResponse:
    """Move a row, with those below it, one place up or down among its equals."""
    edit = EditOf(request, draft_id)
    up = request.POST.get("way") == "up"
    edit.pressed(lambda values: editing.moved(values, code, up=up))
    table = editing.list_of(edit.draft.content, code)
    return redirect(row_address(edit.draft, table, code))


@never_cache
@require_POST
def drop(request: HttpRequest, draft_id: int, code: str) -> HttpResponse:
    """Take a row out of the draft, with the reason."""
    edit = EditOf(request, draft_id)
    draft = edit.draft
    table = editing.list_of(draft.content, code)
    form = DropForm(request.POST)
    if form.is_valid():
        told = form.cleaned_data
        origin = draft.base.content if draft.base else None
        edit.pressed(
            lambda values: editing.without_row(
                values, code, because=told["because"], certainty=told["certainty"], origin=origin
            ),
            told["seen"],
        )
    else:
        messages.error(request, _("Chưa bỏ: hãy chọn độ chắc chắn và ghi lý do."))
    return redirect(row_address(draft, table, code))


@never_cache
@require_POST
def restore(request: HttpRequest, draft_id: int, code: str) -> HttpResponse:
    """Take a row back as the version has it from which the draft came."""
    edit = EditOf(request, draft_id)
    origin = edit.draft.base.content if edit.draft.base else {}
    editing.list_of(origin, code)
    edit.pressed(lambda values: editing.as_it_was(values, code, origin))
    return redirect(DIFFERENCE, draft_id=draft_id)


@never_cache
@require_GET
def checks(request: HttpRequest, draft_id: int) -> HttpResponse:
    """List the checks of a draft by rule, as the file says them."""
    administrator(request)
    draft = get_draft(draft_id)
    context = {
        **frame(draft, CHECKS),
        "parts": check_parts(draft.content),
        "leads": len(draft.content.get("checks", ())) > FEW_CHECKS,
        "made": len(sets.read_draft(draft).checks),
    }
    return render(request, "office/administration/sets/checks.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, draft_id: int, code: str = "") -> HttpResponse:
    """Change a check, add one when no code is named, or take one out."""
    edit = EditOf(request, draft_id)
    draft = edit.draft
    there = editing.find(draft.content, "checks", code) if code else None
    text = check_text(there) if there else NEW_CHECK
    form = CheckForm(request.POST or None, initial={"text": text, "seen": draft.revision})

    def change(values: Values) -> Values:
        if code and "drop" in request.POST:
            return editing.without_check(values, code)
        return editing.with_check(values, code, form.cleaned_data["text"])

    if edit.kept(form, change):
        messages.success(request, _("Đã ghi phép kiểm vào bản nháp."))
        kept = "" if "drop" in request.POST else str(form.cleaned_data["text"].get("code", ""))
        return redirect(check_address(draft, kept))
    context = {
        "draft": draft,
        "form": form,
        "code": code,
        "back": check_address(draft, code),
        "trail": trail(draft),
    }
    return render(request, "office/administration/sets/check.html", context, status=edit.status)


def _free_code(values: Values, part: str) -> str:
    """Return the code after the largest that begins with a part's: 8.4 behind 8.3.

    The number of a row that was moved into the part is taken as well: no two are printed alike.
    """
    codes = [str(one["code"]).split(".") for one in values.get(editing.PRINTED, ())]
    numbers = [one[1] for one in codes if one[0] == part]
    heads = [one for one in rows_of(values, part) if str(one["code"]).count(".") == 1]
    numbers += [printed_number(one) for one in heads]
    return f"{part}.{max((int(one) for one in numbers if one.isdecimal()), default=0) + 1}"


def _beside(values: Values, table: str, code: str, step: int) -> str:
    """Return the code of the row so many places behind a row that is there; "" beyond the ends."""
    codes = [str(one["code"]) for one in values.get(table, ())]
    place = codes.index(code) + step
    return codes[place] if 0 <= place < len(codes) else ""
