"""What every page of the office shows around its content: who one is, where one may go.

The entries are data. An entry whose page is not there, or not for the person's role, is not drawn;
whether a page lets somebody in is decided by the page, never here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from django.core.cache import cache
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import get_resolver, reverse
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from congvu.casework.documents.selectors import lists as documents
from congvu.casework.dossiers.selectors import queues, today
from congvu.foundation.people.rules import Role, Staff
from congvu.foundation.people.selectors import is_sample_installation
from congvu.instruments.registers.declared import list_registers
from congvu.instruments.registers.rules.declaring import Group
from congvu.interfaces.ui.navigation import (
    NavItem,
    NavSection,
    PositionChoice,
    Shell,
    mark_current,
)

R = Role
EVERYONE = frozenset(Role)
READERS = EVERYONE - {R.ADMINISTRATOR, R.PROVINCE_OFFICER}
DOCUMENT_READERS = EVERYONE - {R.ADMINISTRATOR}
BOOK_READERS = frozenset({R.LEADER, R.REGISTRAR, R.REFORM_OFFICER})
ADMINISTRATORS = frozenset({R.ADMINISTRATOR})
COUNTER = frozenset({R.CLERK, R.CASHIER, R.HEAD, R.LEADER})
MOST_COUNTED = 1000
SAMPLE_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the navigation: `waiting` gives the rows, or the number, that stands beside it."""

    label: str | Promise
    route: str
    icon: str
    roles: frozenset[Role] = EVERYONE
    named: dict[str, str] = field(default_factory=dict)
    waiting: Callable[[Staff, date], QuerySet[Any] | int] | None = None


@dataclass(frozen=True, slots=True)
class Installation:
    """What the strip and the foot of a page say about this installation."""

    is_sample: bool
    version: str = ""


def _registers() -> tuple[Entry, ...]:
    """Return an entry for each group of registers, for those who may open one of them."""
    groups: dict[Group, frozenset[Role]] = {}
    for register in list_registers():
        access = register.access
        known = groups.get(register.group, frozenset())
        groups[register.group] = known | access.sees | access.counts
    return tuple(
        Entry(
            cast("Promise", group.label),
            "office-registers-group",
            group.icon,
            roles,
            {"group": group.code},
        )
        for group, roles in groups.items()
    )


def _worklist(key: str) -> dict[str, str]:
    return {"key": key}


SECTIONS: tuple[tuple[str | Promise, tuple[Entry, ...]], ...] = (
    (
        "",
        (
            Entry(_("Việc hôm nay"), "office-home", "house"),
            Entry(
                _("Hồ sơ của tôi"),
                "office-home-list",
                "inboxes",
                frozenset({R.OFFICER, R.HEAD}),
                _worklist("cua-toi"),
                today.mine,
            ),
            Entry(
                _("Chờ ký duyệt"),
                "office-home-list",
                "pen",
                frozenset({R.LEADER}),
                _worklist("cho-ky"),
                today.to_sign,
            ),
            Entry(
                _("Kết quả chờ cấp số"),
                "office-home-list",
                "hash",
                frozenset({R.REGISTRAR}),
                _worklist("cho-cap-so"),
                today.to_number,
            ),
        ),
    ),
    (
        _("Một cửa"),
        (
            Entry(_("Tiếp nhận hồ sơ"), "office-desk-intake", "folder-plus", frozenset({R.CLERK})),
            Entry(_("Giải quyết ngay"), "office-desk-same-day", "stopwatch", frozenset({R.CLERK})),
            Entry(
                _("Hàng chờ một cửa"),
                "office-desk-queues",
                "inbox",
                COUNTER,
                waiting=queues.in_all_queues,
            ),
            Entry(_("Danh sách hồ sơ"), "office-desk-list", "files", READERS),
            Entry(_("Sổ theo dõi hồ sơ"), "office-desk-register", "journal-text", READERS),
            Entry(_("Cuối ngày"), "office-desk-day", "clipboard-check", COUNTER),
        ),
    ),
    (
        _("Văn bản"),
        (
            Entry(
                _("Văn bản đến"),
                "office-documents-incoming",
                "inbox",
                DOCUMENT_READERS,
                waiting=documents.to_present,
            ),
            Entry(
                _("Văn bản đi"),
                "office-documents-outgoing",
                "send",
                DOCUMENT_READERS,
                waiting=documents.to_send,
            ),
            Entry(
                _("Việc văn bản"),
                "office-documents-tasks",
                "clipboard-data",
                DOCUMENT_READERS,
                waiting=documents.tasks,
            ),
            Entry(
                _("Tồn đọng"),
                "office-documents-backlog",
                "hourglass-split",
                frozenset({R.LEADER, R.REGISTRAR, R.REFORM_OFFICER, R.HEAD}),
            ),
            Entry(_("Sổ văn bản"), "office-documents-books", "journal-text", BOOK_READERS),
            Entry(_("Số liệu văn bản"), "office-documents-figures", "bar-chart", BOOK_READERS),
            Entry(
                _("Số và ký hiệu"),
                "office-documents-bodies",
                "hash",
                frozenset({R.REGISTRAR, R.LEADER}),
            ),
            Entry(
                _("Nhập từ hệ thống khác"),
                "office-documents-import",
                "upload",
                frozenset({R.REGISTRAR}),
            ),
        ),
    ),
    (
        _("Số liệu"),
        (
            Entry(
                _("Biểu II.06a"),
                "office-figures-06a",
                "table",
                READERS | {R.PROVINCE_OFFICER},
            ),
            Entry(
                _("Cách nộp, trả và số hóa"),
                "office-figures-ways",
                "signpost-split",
                READERS | {R.PROVINCE_OFFICER},
            ),
            Entry(
                _("Báo cáo định kỳ"),
                "office-reporting",
                "file-earmark-text",
                EVERYONE - {R.ADMINISTRATOR, R.CLERK, R.CASHIER},
            ),
            Entry(_("Báo cáo nhanh"), "office-collections", "table", DOCUMENT_READERS),
            Entry(_("Soát báo cáo"), "office-proofreading", "check2-all"),
        ),
    ),
    (
        _("Kế hoạch"),
        (
            Entry(_("Kế hoạch trong năm"), "office-plans", "calendar3", DOCUMENT_READERS),
            Entry(_("Nhiệm vụ của tôi"), "office-plans-mine", "check2-all", READERS),
        ),
    ),
    (
        _("Công dân"),
        (
            Entry(
                _("Đơn thư đến hạn"),
                "office-citizens-due",
                "hourglass-split",
                frozenset({R.LEADER, R.HEAD, R.REFORM_OFFICER, R.REGISTRAR, R.PROVINCE_OFFICER}),
            ),
            Entry(
                _("Sổ tố cáo"),
                "office-citizens-denunciations",
                "shield-check",
                frozenset({R.LEADER}),
            ),
            Entry(
                _("Khảo sát hài lòng"),
                "office-surveys-figures",
                "bar-chart",
                frozenset({R.CLERK, R.HEAD, R.LEADER, R.REFORM_OFFICER, R.PROVINCE_OFFICER}),
            ),
        ),
    ),
    (_("Sổ theo dõi"), _registers()),
    (
        _("Danh mục, công việc chung"),
        (
            Entry(_("Thủ tục hành chính"), "office-administration-procedures", "book"),
            Entry(
                _("Ủy quyền khi vắng mặt"),
                "office-administration-delegations",
                "arrow-left-right",
                frozenset({R.LEADER, R.HEAD}),
            ),
        ),
    ),
    (
        _("Quản trị"),
        (
            Entry(
                _("Tài khoản, chức vụ"), "office-administration-people", "people", ADMINISTRATORS
            ),
            Entry(_("Cơ quan, đơn vị"), "office-administration-units", "buildings", ADMINISTRATORS),
            Entry(
                _("Lịch làm việc"), "office-administration-calendar", "calendar3", ADMINISTRATORS
            ),
            Entry(
                _("Biểu mẫu in"),
                "office-administration-forms",
                "printer",
                ADMINISTRATORS | {R.LEADER},
            ),
            Entry(
                _("Bộ chỉ tiêu"), "office-administration-sets", "clipboard-check", ADMINISTRATORS
            ),
            Entry(
                _("Báo nhầm khi soát"),
                "office-proofreading-alarms",
                "chat-left-text",
                ADMINISTRATORS,
            ),
            Entry(_("Tin gửi đi"), "office-administration-outbox", "mailbox", ADMINISTRATORS),
            Entry(_("Nhật ký"), "office-administration-journal", "shield-check", ADMINISTRATORS),
            Entry(_("Nơi cài đặt"), "office-administration-installation", "gear", ADMINISTRATORS),
        ),
    ),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give the layout its navigation, its controls and the acting person."""
    staff: Staff | None = getattr(request, "staff", None)
    context: dict[str, Any] = {
        "staff": staff,
        "navigation": (),
        "shell": Shell(sign_out_url=url_if_there("account_logout")),
        "installation": Installation(is_sample=_is_sample()),
    }
    if staff is not None:
        on = localdate()
        context["navigation"] = mark_current(navigation_of(staff, on), request.path)
        context["shell"] = _controls(request, staff)
    return context


def navigation_of(staff: Staff, on: date) -> tuple[NavSection, ...]:
    """Return the sections that have at least one page for this person."""
    sections = []
    for label, entries in SECTIONS:
        items = tuple(
            _item(entry, staff, on)
            for entry in entries
            if staff.has(*entry.roles) and is_there(entry.route)
        )
        if items:
            sections.append(NavSection(str(label), items))
    return tuple(sections)


def is_there(route: str) -> bool:
    """Say whether a page of this name is built."""
    return route in get_resolver().reverse_dict


def url_if_there(route: str, **named: str) -> str:
    """Return the address of a page, "" when it is not built."""
    return reverse(route, kwargs=named or None) if is_there(route) else ""


def _item(entry: Entry, staff: Staff, on: date) -> NavItem:
    waiting = None
    if entry.waiting is not None:
        found = entry.waiting(staff, on)
        waiting = found if isinstance(found, int) else found.order_by()[:MOST_COUNTED].count()
    return NavItem(
        label=str(entry.label),
        url=reverse(entry.route, kwargs=entry.named or None),
        icon=entry.icon,
        badge=waiting,
    )


def _controls(request: HttpRequest, staff: Staff) -> Shell:
    choices: tuple[Staff, ...] = getattr(request, "staff_choices", ())
    return Shell(
        home_url=url_if_there("office-home"),
        search_url=url_if_there("office-desk-search") if staff.has(*READERS) else "",
        switch_url=url_if_there("account_switch_position"),
        account_url=url_if_there("account_home"),
        sign_out_url=url_if_there("account_logout"),
        positions=tuple(
            PositionChoice(
                one.position_id, one.title, one.unit_name, one.position_id == staff.position_id
            )
            for one in choices
        ),
    )


def _is_sample() -> bool:
    known: bool | None = cache.get("installation-is-sample")
    if known is None:
        known = is_sample_installation()
        cache.set("installation-is-sample", known, SAMPLE_SECONDS)
    return known
