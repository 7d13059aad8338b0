"""Accounts: the list, a new one, one account, and what may be done to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from congvu.foundation.journal.selectors import list_entries
from congvu.foundation.people import selectors, services
from congvu.foundation.people.rules import Role
from congvu.interfaces.office.acting import Acting, acting, require_role
from congvu.interfaces.office.administration.journal_words import action_label
from congvu.interfaces.office.administration.people.forms import (
    AccountForm,
    LastDayForm,
    ReasonForm,
    ReviewForm,
    SearchForm,
)
from congvu.interfaces.office.administration.people.lines import (
    AccountLine,
    account_lines,
    account_state,
    delegation_line,
    position_line,
)
from congvu.interfaces.office.administration.people.shelves import SHELVES, shelf_tabs, shelved
from congvu.interfaces.office.paging import cut
from congvu.interfaces.office.sheets import MOST_ROWS, SheetColumn, sheet
from congvu.interfaces.ui.tables import HeadCell, with_query
from congvu.kernel.errors import Invalid

SEARCH = "administration-people-search"


def administrator(request: HttpRequest) -> Acting:
    """Return the acting technical administrator. Raises NotAllowed for everybody else."""
    who = acting(request)
    require_role(who.staff, Role.ADMINISTRATOR)
    return who


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """List accounts on shelves; the words of the search come by POST and stay in the session."""
    who = administrator(request)
    if request.method == "POST":
        form = SearchForm(request.POST)
        request.session[SEARCH] = form.cleaned_data["q"] if form.is_valid() else ""
        return redirect(request.path + with_query(request.GET))
    words = request.session.get(SEARCH, "")
    shelf = request.GET.get("xem", "")
    shown = cut(shelved(shelf, words, who.at), request.GET, key="sort_key")
    context = {
        "search": SearchForm(initial={"q": words}),
        "words": words,
        "shelf": shelf if shelf in SHELVES else "",
        "tabs": shelf_tabs(request.path, shelf, who.at),
        "head": _head(reviewing=shelf == "ra-soat"),
        "rows": account_lines(shown.rows, who.at, who.on),
        "page": shown.page,
    }
    return render(request, "office/administration/people/list.html", context)


@require_GET
def export(request: HttpRequest) -> FileResponse:
    """Return the list in force as XLSX."""
    who = administrator(request)
    words = request.session.get(SEARCH, "")
    rows = shelved(request.GET.get("xem", ""), words, who.at).order_by("sort_key", "pk")
    lines = account_lines(list(rows[: MOST_ROWS + 1]), who.at, who.on)
    columns = (
        SheetColumn(_("Họ và tên"), 30),
        SheetColumn(_("Tên đăng nhập")),
        SheetColumn(_("Chức vụ hôm nay"), 60),
        SheetColumn(_("Dùng lần cuối")),
        SheetColumn(_("Tình trạng")),
    )
    return sheet(_("Danh sách tài khoản"), columns, (_cells(line) for line in lines))


@require_POST
def review_many(request: HttpRequest) -> HttpResponse:
    """Note that the chosen accounts were looked at and are still needed."""
    who = administrator(request)
    waiting = {account.pk: account for account in selectors.accounts_to_review(who.at)}
    form = ReviewForm(request.POST, waiting)
    if not form.is_valid():
        messages.warning(request, _("Chưa chọn tài khoản nào để đánh dấu."))
        return redirect(_to_review())
    for account_id in form.cleaned_data["account"]:
        services.review_account(waiting[account_id], by=who.staff, at=who.at)
    count = len(form.cleaned_data["account"])
    messages.success(request, _("Đã rà soát %(count)s tài khoản.") % {"count": count})
    return redirect(_to_review())


@never_cache
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """Make an account and show its temporary password, this once."""
    who = administrator(request)
    form = AccountForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            account, password = services.create_account(
                username=form.cleaned_data["username"],
                full_name=form.cleaned_data["full_name"],
                email=form.cleaned_data["email"],
                by=who.staff,
                at=who.at,
            )
        except Invalid as refusal:
            form.add_error(str(refusal.facts.get("field", "username")), refusal.text(_))
        else:
            context = {"account": account, "password": password, "is_new": True}
            return render(request, "office/administration/people/password.html", context)
    status = 422 if form.errors else 200
    return render(
        request, "office/administration/people/create.html", {"form": form}, status=status
    )


@require_GET
def account(request: HttpRequest, account_id: int) -> HttpResponse:
    """Show one account: positions, delegations, what may be done, what was done."""
    who = administrator(request)
    return render(
        request, "office/administration/people/account.html", account_page(account_id, who)
    )


def account_page(account_id: int, who: Acting) -> dict[str, Any]:
    """Return what the page of an account shows."""
    shown = selectors.get_account_by_id(account_id)
    state, tone = account_state(shown, who.at)
    entries = list_entries(obj_type="account", obj_code=shown.username, limit=15)
    return {
        "account": shown,
        "state": state,
        "tone": tone,
        "is_locked": selectors.is_locked_out(shown, who.at),
        "has_codes": selectors.has_one_time_codes(shown),
        "is_self": shown.pk == who.staff.account_id,
        "today": who.on,
        "positions": [position_line(one, who.on) for one in selectors.positions_of([shown.pk])],
        "position_head": _position_head(),
        "delegations": [
            delegation_line(one, who.on, may_end=True)
            for one in selectors.delegations_of(account_id=shown.pk)
        ],
        "end_form": LastDayForm(),
        "reason_form": ReasonForm(),
        "entries": [(entry, action_label(entry.action)) for entry in entries],
    }


def _cells(line: AccountLine) -> tuple[object, ...]:
    held = "; ".join(f"{one.title}, {one.unit_name}" for one in line.positions)
    return line.full_name, line.username, held, line.last_seen_at, line.state


def _head(*, reviewing: bool) -> tuple[HeadCell, ...]:
    first = (HeadCell(_("Chọn")),) if reviewing else ()
    return (
        *first,
        HeadCell(_("Họ và tên")),
        HeadCell(_("Tên đăng nhập")),
        HeadCell(_("Chức vụ hôm nay")),
        HeadCell(_("Dùng lần cuối"), "date"),
        HeadCell(_("Tình trạng")),
    )


def _position_head() -> tuple[HeadCell, ...]:
    return (
        HeadCell(_("Chức danh, đơn vị")),
        HeadCell(_("Vai trò")),
        HeadCell(_("Từ ngày"), "date"),
        HeadCell(_("Đến hết ngày"), "date"),
        HeadCell(_("Tình trạng")),
        HeadCell(_("Việc")),
    )


def _to_review() -> str:
    from_list = redirect("office-administration-people")
    return f"{from_list.url}?xem=ra-soat"
