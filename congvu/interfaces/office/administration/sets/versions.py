"""The list of sets, one version, two versions beside each other, files out and in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from congvu.instruments.catalogue.errors import BadFiles
from congvu.interfaces.office.administration.people.views import administrator
from congvu.interfaces.office.administration.sets.addresses import (
    DIFFERENCE,
    DRAFT,
    VERSION,
    trail,
)
from congvu.interfaces.office.administration.sets.forms import CopyForm, FileForm
from congvu.interfaces.office.administration.sets.lines import LISTED, difference_lines, part_lines
from congvu.interfaces.office.administration.sets.words import fault_text
from congvu.interfaces.office.sheets import CONTENT_TYPE
from congvu.interfaces.ui.navigation import NavItem
from congvu.kernel.asked import LARGEST_NUMBER, whole_number
from congvu.kernel.errors import Conflict, Invalid, NotFound, gettext_noop
from congvu.oversight.indicators.library import in_use, indicator_set
from congvu.oversight.indicators.models import IndicatorSetVersion, SetDraft
from congvu.oversight.indicators.rules.contents import Values, as_toml
from congvu.oversight.indicators.rules.differing import counted, differences
from congvu.oversight.indicators.services import sets
from congvu.oversight.indicators.set_files import read_file, write_set
from congvu.oversight.indicators.set_reading import settle_file


@never_cache
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """List the sets: which version is in use, what the catalogue brought, which drafts are open."""
    who = administrator(request)
    by_code: dict[str, list[IndicatorSetVersion]] = {}
    for version in IndicatorSetVersion.objects.defer("content").order_by("code", "number"):
        by_code.setdefault(version.code, []).append(version)
    drafts = {
        draft.code: draft
        for draft in SetDraft.objects.filter(closed_at=None).defer("content", "refused")
    }
    rows = [
        {
            "version": in_use(some)[-1],
            "count": len(some),
            "waiting": some[-1] if some[-1] not in in_use(some) else None,
            "draft": drafts.pop(code, None),
        }
        for code, some in by_code.items()
    ]
    context = {"rows": rows, "drafts": list(drafts.values()), "on": who.on}
    return render(request, "office/administration/sets/list.html", context)


@never_cache
@require_GET
def version(request: HttpRequest, version_id: int) -> HttpResponse:
    """Show one version: its head, its rows, the periods that report by it, the other versions."""
    administrator(request)
    found = get_version(version_id)
    read = indicator_set(found)
    others = list(
        IndicatorSetVersion.objects.filter(code=found.code).defer("content").order_by("-number")
    )
    used = in_use(others)
    context: dict[str, Any] = {
        "version": found,
        "set": read,
        "others": [(one, one in used) for one in others],
        "is_in_use": used[-1].pk == found.pk,
        "draft": SetDraft.objects.filter(code=found.code, closed_at=None).first(),
        "periods": found.periods.select_related("superior").order_by("-starts_on")[:20],
        "parts": part_lines(read),
        "form": CopyForm(),
        "trail": trail(),
    }
    return render(request, "office/administration/sets/version.html", context)


@never_cache
@require_GET
def compare(request: HttpRequest, version_id: int) -> HttpResponse:
    """Show what a version changed of another, of the one before when none is named."""
    administrator(request)
    found = get_version(version_id)
    asked = whole_number(request.GET.get("voi"))
    older = IndicatorSetVersion.objects.filter(code=found.code, number__lt=found.number)
    other = get_version(asked) if asked is not None else older.order_by("-number").first()
    lines = differences(other.content if other else None, found.content)
    context = {
        "version": found,
        "other": other,
        "lines": difference_lines(lines),
        "counted": counted(lines, *LISTED),
        "trail": [*trail(), NavItem(str(found), reverse(VERSION, args=[found.pk]))],
    }
    return render(request, "office/administration/sets/compare.html", context)


@never_cache
@require_GET
def file(request: HttpRequest, version_id: int, kind: str) -> HttpResponse:
    """Give a version as XLSX or as TOML."""
    administrator(request)
    found = get_version(version_id)
    return as_file(found.content, f"{found.code}-{found.number}", kind)


@never_cache
@require_POST
def begin(request: HttpRequest, version_id: int) -> HttpResponse:
    """Begin a draft of a version, or of a set of its own with its rows."""
    who = administrator(request)
    found = get_version(version_id)
    try:
        draft = sets.begin(found, code=request.POST.get("code", "")[:60], by=who.staff, at=who.at)
    except (Invalid, Conflict) as refusal:
        messages.error(request, refusal.text(_))
        return redirect(VERSION, version_id=found.pk)
    messages.success(request, _("Đã lập bản nháp. Chưa kỳ nào dùng bản này cho đến khi ban hành."))
    return redirect(DRAFT, draft_id=draft.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Take a set from a file into a draft; what cannot be taken is told line by line."""
    who = administrator(request)
    form = FileForm(request.POST or None, request.FILES or None)
    faults: list[str] = []
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["tep"]
        try:
            settled = settle_file(*read_file(upload, upload.name), upload.name)
            draft = sets.begin_from_file(settled, by=who.staff, at=who.at)
        except BadFiles as bad:
            faults = [fault_text(one) for one in bad.faults]
            form.add_error("tep", _("Tệp chưa nhận được; chưa dòng nào được ghi."))
        except (Invalid, Conflict) as refusal:
            form.add_error("tep", refusal.text(_))
        else:
            messages.success(request, _("Đã đọc tệp vào bản nháp; xem lại dưới đây."))
            return redirect(DIFFERENCE, draft_id=draft.pk)
    context = {"form": form, "faults": faults, "trail": trail()}
    status = 422 if request.method == "POST" else 200
    return render(request, "office/administration/sets/bring.html", context, status=status)


def get_version(version_id: int) -> IndicatorSetVersion:
    """Return a version. Raises NotFound."""
    found = (
        IndicatorSetVersion.objects.filter(pk=version_id).first()
        if version_id <= LARGEST_NUMBER
        else None
    )
    if found is None:
        raise NotFound(gettext_noop("Không có phiên bản này."), code="no_version")
    return found


def as_file(content: Values, stem: str, kind: str) -> HttpResponse:
    """Return contents as an attachment of a kind, xlsx or toml. Raises NotFound."""
    if kind not in {"xlsx", "toml"}:
        raise NotFound(gettext_noop("Chỉ tải được XLSX hoặc TOML."), code="no_such_file")
    body = write_set(content) if kind == "xlsx" else as_toml(content).encode()
    return HttpResponse(
        body,
        content_type=CONTENT_TYPE if kind == "xlsx" else "application/toml; charset=utf-8",
        headers={
            "Content-Disposition": content_disposition_header(True, f"{stem}.{kind}"),
            "X-Content-Type-Options": "nosniff",
        },
    )
