"""The parts of the annex of a draft: added, renamed, moved, taken out."""

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
from congvu.interfaces.office.administration.sets.addresses import PARTS, part_address, trail
from congvu.interfaces.office.administration.sets.drafts import frame
from congvu.interfaces.office.administration.sets.edits import EditOf, get_draft
from congvu.interfaces.office.administration.sets.forms import PartDropForm, PartForm
from congvu.interfaces.ui.navigation import NavItem
from congvu.oversight.indicators.models import SetDraft
from congvu.oversight.indicators.rules import editing, editing_parts
from congvu.oversight.indicators.rules.contents import Values


@never_cache
@require_GET
def index(request: HttpRequest, draft_id: int) -> HttpResponse:
    """List the parts with how many rows each has."""
    administrator(request)
    draft = get_draft(draft_id)
    belongs = list(editing_parts.parts_by_row(draft.content.get(editing.PRINTED, ())).values())
    lines = [
        {
            **one,
            "rows": belongs.count(one["code"]),
            "url": part_address(draft, one["code"]),
        }
        for one in draft.content["groups"]
    ]
    context = {**frame(draft, PARTS), "lines": lines}
    return render(request, "office/administration/sets/parts.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, draft_id: int, code: str = "") -> HttpResponse:
    """Change what a part is called, or add one at the end when none is named."""
    edit = EditOf(request, draft_id)
    draft = edit.draft
    there = editing.find(draft.content, editing_parts.GROUPS, code) if code else None
    initial = {**(there or {"code": _free_code(draft)}), "seen": draft.revision}
    form = PartForm(request.POST or None, initial=initial, is_new=not code)
    if edit.kept(form, lambda values: editing_parts.with_part(values, form.values(), new=not code)):
        messages.success(request, _("Đã ghi phần vào bản nháp."))
        return redirect(PARTS, draft_id=draft.pk)
    return _part_page(request, draft, form, there, status=edit.status)


def _part_page(
    request: HttpRequest,
    draft: SetDraft,
    form: PartForm,
    there: Values | None,
    *,
    drop: PartDropForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "draft": draft,
        "form": form,
        "there": there,
        "drop": drop or (_drop_form(draft, there["code"]) if there else None),
        "rows": len(editing_parts.rows_of(draft.content, there["code"])) if there else 0,
        "trail": [*trail(draft), NavItem(_("Các phần"), reverse(PARTS, args=[draft.pk]))],
    }
    return render(request, "office/administration/sets/part.html", context, status=status)


@never_cache
@require_POST
def move(request: HttpRequest, draft_id: int, code: str) -> HttpResponse:
    """Move a part, with its rows, one place up or down."""
    edit = EditOf(request, draft_id)
    editing.find(edit.draft.content, editing_parts.GROUPS, code)
    up = request.POST.get("way") == "up"
    edit.pressed(lambda values: editing_parts.with_part_moved(values, code, up=up))
    return redirect(f"{reverse(PARTS, args=[edit.draft.pk])}#p-{code}")


@never_cache
@require_POST
def drop(request: HttpRequest, draft_id: int, code: str) -> HttpResponse:
    """Take out a part; its rows, when there are any, go to the part that is chosen."""
    edit = EditOf(request, draft_id)
    draft = edit.draft
    there = editing.find(draft.content, editing_parts.GROUPS, code)
    form = _drop_form(draft, code, request.POST)
    if edit.kept(form, lambda values: editing_parts.without_part(values, code, **form.values())):
        messages.success(request, _("Đã bỏ phần khỏi bản nháp."))
        return redirect(PARTS, draft_id=draft.pk)
    named = PartForm(initial={**there, "seen": draft.revision})
    return _part_page(request, draft, named, there, drop=form, status=edit.status)


def _drop_form(draft: SetDraft, code: str, data: Any = None) -> PartDropForm:
    others = [
        (one["code"], f"{one['number']}. {one['name']}")
        for one in draft.content["groups"]
        if one["code"] != code
    ]
    return PartDropForm(
        data,
        others=others,
        has_rows=bool(editing_parts.rows_of(draft.content, code)),
        initial={"seen": draft.revision},
        auto_id="drop_%s",
    )


def _free_code(draft: SetDraft) -> str:
    """Return the number after the largest that is the code of a part."""
    taken = [one["code"] for one in draft.content["groups"]]
    return str(max((int(one) for one in taken if one.isdecimal()), default=0) + 1)
