"""A draft of a set: its rows, its head, what differs, how it will print, and what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from congvu.instruments.catalogue.errors import BadFiles
from congvu.interfaces.office.acting import Acting
from congvu.interfaces.office.administration.people.views import administrator
from congvu.interfaces.office.administration.sets.forms import ActivateForm, HeadForm
from congvu.interfaces.office.administration.sets.lines import (
    LISTED,
    UNPRINTED,
    difference_lines,
    group_of,
    outline_lines,
    preview_lines,
    row_lines,
)
from congvu.interfaces.office.administration.sets.versions import (
    DIFFERENCE,
    DRAFT,
    LIST,
    PARTS,
    VERSION,
    as_file,
    trail,
)
from congvu.interfaces.office.administration.sets.words import add_faults, fault_text
from congvu.interfaces.ui.navigation import NavItem
from congvu.kernel.asked import whole_number
from congvu.kernel.errors import Conflict, Invalid, NotFound, gettext_noop
from congvu.oversight.indicators.models import SetDraft
from congvu.oversight.indicators.rules import editing
from congvu.oversight.indicators.rules.contents import Values
from congvu.oversight.indicators.rules.differing import Line, counted, differences
from congvu.oversight.indicators.rules.reading import from_json
from congvu.oversight.indicators.rules.sets import Fate
from congvu.oversight.indicators.services import sets
from congvu.oversight.reporting.selectors.bindings import told_of
from congvu.oversight.reporting.services.adopting import adopt

MOST = 2**31 - 1
FAR = 2**62


def get_draft(draft_id: int) -> SetDraft:
    """Return an open draft. Raises NotFound."""
    found = (
        SetDraft.objects.select_related("base").filter(pk=draft_id, closed_at=None).first()
        if draft_id < FAR
        else None
    )
    if found is None:
        raise NotFound(gettext_noop("Không có bản nháp này, hoặc đã kết thúc."), code="no_draft")
    return found


def frame(draft: SetDraft, current: str) -> dict[str, Any]:
    """Return what every page of a draft shows: its tabs, where one is."""
    lines = differences(draft.base.content if draft.base else None, draft.content)
    told = counted(lines, *LISTED)
    changed = sum(line.fate is not Fate.KEEP for line in lines)
    pages = (
        (DRAFT, _("Chỉ tiêu"), len(draft.content["indicators"])),
        (PARTS, _("Các phần"), len(draft.content["groups"])),
        (
            "office-administration-set-draft-checks",
            _("Phép kiểm"),
            len(draft.content.get("checks", ())),
        ),
        ("office-administration-set-draft-head", _("Đầu bộ"), None),
        (DIFFERENCE, _("Khác bản gốc"), changed),
        ("office-administration-set-draft-preview", _("Xem trước"), None),
    )
    return {
        "draft": draft,
        "told": told,
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
    read = sets.read_draft(draft)
    here = request.path
    groups = [(one.code, f"{one.number}. {one.name}") for one in read.groups]
    if any(not row.is_printed for row in read.indicators):
        groups.append((UNPRINTED, _("Không in")))
    asked = request.GET.get("phan", "")
    chosen = asked if asked in dict(groups) else groups[0][0]
    context = {
        **frame(draft, DRAFT),
        "groups": [
            NavItem(
                label,
                f"{here}?phan={code}",
                current=code == chosen,
                badge=sum(group_of(row) == code for row in read.indicators),
            )
            for code, label in groups
        ],
        "group": chosen,
        "unprinted": UNPRINTED,
        "lines": row_lines(read, chosen),
    }
    return render(request, "office/administration/sets/draft.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def head(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Change what stands at the head of a draft."""
    who = administrator(request)
    draft = get_draft(draft_id)
    dated = {**from_json(draft.content), "seen": draft.revision}
    form = HeadForm(request.POST or None, initial=dated)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            told = form.values()
            change = EditOf(who, draft, form.cleaned_data["seen"])
            if change.kept(form, lambda values: editing.with_head(values, told)):
                messages.success(request, _("Đã ghi đầu bộ."))
                return redirect(request.path)
            status = change.status
    context = {**frame(draft, "office-administration-set-draft-head"), "form": form}
    return render(request, "office/administration/sets/head.html", context, status=status)


@never_cache
@require_GET
def difference(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Show what a draft changes of the version it came from, and what a file could not bring."""
    administrator(request)
    draft = get_draft(draft_id)
    lines = differences(draft.base.content if draft.base else None, draft.content)
    asks_why = bool(told_of(draft).lost)
    form = ActivateForm(initial={"seen": draft.revision}, asks_why=asks_why)
    return _difference_page(request, draft, lines, form)


def _difference_page(
    request: HttpRequest,
    draft: SetDraft,
    lines: tuple[Line, ...],
    form: ActivateForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        **frame(draft, DIFFERENCE),
        "lines": difference_lines(lines),
        "form": form,
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
    lines = preview_lines(read)
    asked = [one["row"] for one in lines if "row" in one and not one["row"].is_heading]
    context = {
        **frame(draft, "office-administration-set-draft-preview"),
        "set": read,
        "lines": lines,
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
    status = 422
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
    lines = differences(draft.base.content if draft.base else None, draft.content)
    return _difference_page(request, draft, lines, form, status=status)


@never_cache
@require_POST
def put_away(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Close a draft without a version."""
    who = administrator(request)
    sets.put_away(get_draft(draft_id).pk, by=who.staff, at=who.at)
    messages.success(request, _("Đã bỏ bản nháp; phiên bản đang dùng không đổi."))
    return redirect(LIST)


class EditOf:
    """One change of a draft by a person; a refusal goes into the form, with everything typed kept."""

    def __init__(self, who: Acting, draft: SetDraft, seen: int) -> None:
        self.who = who
        self.draft = draft
        self.seen = seen
        self.status = 422

    def kept(self, form: Any, change: Callable[[Values], Values], row: str = "") -> bool:
        """Write the change and say whether it was; else the form says why not."""
        try:
            self.draft = sets.edit(
                self.draft.pk, change, seen=self.seen, by=self.who.staff, at=self.who.at
            )
        except BadFiles as bad:
            add_faults(form, bad.faults, row)
        except (Invalid, Conflict) as refusal:
            self.status = refusal.status
            if refusal.code == "set_changed":
                # a second press writes over it knowingly
                form.data = form.data.copy()
                form.data["seen"] = str(refusal.facts["revision"])
            form.add_error(None, refusal.text(_))
        else:
            return True
        return False

    def written(self, request: HttpRequest, change: Callable[[Values], Values]) -> None:
        """Write the change of a button; a refusal is told above the page."""
        try:
            sets.edit(self.draft.pk, change, seen=self.seen, by=self.who.staff, at=self.who.at)
        except BadFiles as bad:
            messages.error(request, " ".join(fault_text(one) for one in bad.faults))
        except (Invalid, Conflict) as refusal:
            messages.error(request, refusal.text(_))


def seen_in(request: HttpRequest) -> int:
    """Return the revision that the person had before the eyes, 0 when none is said."""
    return whole_number(request.POST.get("seen"), most=MOST) or 0
