"""A draft of a set: its rows, its head, what differs, how it will print, and what becomes of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from congvu.instruments.catalogue.errors import BadFiles
from congvu.interfaces.office.administration.people.views import administrator
from congvu.interfaces.office.administration.sets.addresses import (
    CHECKS,
    DIFFERENCE,
    DRAFT,
    HEAD,
    LIST,
    PARTS,
    PREVIEW,
    UNPRINTED,
    VERSION,
    part_address,
    trail,
)
from congvu.interfaces.office.administration.sets.edits import INVALID, EditOf, get_draft
from congvu.interfaces.office.administration.sets.forms import ActivateForm, HeadForm
from congvu.interfaces.office.administration.sets.lines import (
    LISTED,
    difference_lines,
    outline_lines,
    part_lines,
    preview_parts,
)
from congvu.interfaces.office.administration.sets.versions import as_file
from congvu.interfaces.office.administration.sets.words import add_faults
from congvu.interfaces.ui.navigation import NavItem
from congvu.kernel.errors import Conflict, Invalid
from congvu.oversight.indicators.models import SetDraft
from congvu.oversight.indicators.rules import editing
from congvu.oversight.indicators.rules.differing import counted, differences
from congvu.oversight.indicators.rules.reading import from_json
from congvu.oversight.indicators.rules.sets import Fate
from congvu.oversight.indicators.services import sets
from congvu.oversight.reporting.selectors.bindings import told_of
from congvu.oversight.reporting.services.adopting import adopt


def frame(draft: SetDraft, current: str) -> dict[str, Any]:
    """Return what the pages beside each other of a draft show: its tabs, what differs, the way."""
    lines = differences(draft.base.content if draft.base else None, draft.content)
    changed = sum(line.fate is not Fate.KEEP for line in lines)
    pages = (
        (DRAFT, _("Chỉ tiêu"), len(draft.content["indicators"])),
        (PARTS, _("Các phần"), len(draft.content["groups"])),
        (CHECKS, _("Phép kiểm"), len(draft.content.get("checks", ()))),
        (HEAD, _("Đầu bộ"), None),
        (DIFFERENCE, _("Khác bản gốc"), changed),
        (PREVIEW, _("Xem trước"), None),
    )
    return {
        "draft": draft,
        "differences": lines,
        "outlines": outline_lines(told_of(draft)),
        "pages": [
            NavItem(label, reverse(route, args=[draft.pk]), current=route == current, badge=badge)
            for route, label, badge in pages
        ],
        "trail": trail(),
    }


@never_cache
@require_GET
def rows(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Show the rows of one part of a draft, to be changed, moved, added to."""
    administrator(request)
    draft = get_draft(draft_id)
    parts = part_lines(sets.read_draft(draft))
    asked = request.GET.get("phan", "")
    chosen = next((one for one in parts if one["code"] == asked), parts[0])
    context = {
        **frame(draft, DRAFT),
        "tabs": [
            NavItem(
                one["title"],
                part_address(draft, one["code"]),
                current=one is chosen,
                badge=one["count"],
            )
            for one in parts
        ],
        "part": chosen["code"],
        "unprinted": UNPRINTED,
        "parts": [chosen] if chosen["lines"] else [],
    }
    return render(request, "office/administration/sets/draft.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def head(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Change what stands at the head of a draft."""
    edit = EditOf(request, draft_id)
    initial = {**from_json(edit.draft.content), "seen": edit.draft.revision}
    form = HeadForm(request.POST or None, initial=initial)
    if edit.kept(form, lambda values: editing.with_head(values, form.values())):
        messages.success(request, _("Đã ghi đầu bộ."))
        return redirect(request.path)
    context = {**frame(edit.draft, HEAD), "form": form}
    return render(request, "office/administration/sets/head.html", context, status=edit.status)


@never_cache
@require_GET
def difference(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Show what a draft changes of the version it came from, and what a file could not bring."""
    administrator(request)
    return _difference_page(request, get_draft(draft_id))


def _difference_page(
    request: HttpRequest, draft: SetDraft, form: ActivateForm | None = None, *, status: int = 200
) -> HttpResponse:
    own = frame(draft, DIFFERENCE)
    asks_why = bool(own["outlines"]["lost"])
    context = {
        **own,
        "lines": difference_lines(own["differences"]),
        "told": counted(own["differences"], *LISTED),
        "form": form or ActivateForm(initial={"seen": draft.revision}, asks_why=asks_why),
        "refused": draft.refused,
        "starts_on": from_json(draft.content)["starts_on"],
    }
    return render(request, "office/administration/sets/difference.html", context, status=status)


@never_cache
@require_GET
def preview(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Show the annex as it would print on the first day, and who fills each row."""
    administrator(request)
    draft = get_draft(draft_id)
    read = sets.read_draft(draft)
    parts = preview_parts(read)
    rows = [line["row"] for part in parts for line in part["lines"]]
    asked = [row for row in rows if not row.is_heading]
    context = {
        **frame(draft, PREVIEW),
        "set": read,
        "parts": parts,
        "computed": sum(row.source.is_computed for row in asked),
        "asked": len(asked),
        "checks": len(read.checks),
    }
    return render(request, "office/administration/sets/preview.html", context)


@never_cache
@require_GET
def file(request: HttpRequest, draft_id: int, kind: str) -> HttpResponse:
    """Give a draft as XLSX or as TOML."""
    administrator(request)
    draft = get_draft(draft_id)
    return as_file(draft.content, f"{draft.code}-nhap", kind)


@never_cache
@require_POST
def activate(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Make a draft the next version of its set."""
    who = administrator(request)
    draft = get_draft(draft_id)
    form = ActivateForm(request.POST, asks_why=bool(told_of(draft).lost))
    status = INVALID
    if form.is_valid():
        told = form.cleaned_data
        try:
            version = adopt(
                draft,
                basis=told["basis"],
                because=told.get("because", ""),
                seen=told["seen"],
                by=who.staff,
                at=who.at,
            )
        except BadFiles as bad:
            add_faults(form, bad.faults)
        except (Invalid, Conflict) as refusal:
            status = refusal.status
            field = str(refusal.facts.get("field", ""))
            form.add_error(field if field in form.fields else None, refusal.text(_))
        else:
            messages.success(
                request,
                _("Đã ban hành %(version)s. Kỳ mở từ nay dùng bản này; kỳ đã mở giữ bản cũ.")
                % {"version": version},
            )
            return redirect(VERSION, version_id=version.pk)
    return _difference_page(request, draft, form, status=status)


@never_cache
@require_POST
def put_away(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Close a draft without a version."""
    who = administrator(request)
    sets.put_away(get_draft(draft_id).pk, by=who.staff, at=who.at)
    messages.success(request, _("Đã bỏ bản nháp; phiên bản đang dùng không đổi."))
    return redirect(LIST)
