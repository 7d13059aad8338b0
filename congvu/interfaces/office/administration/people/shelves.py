"""The shelves on which accounts stand: all, to be reviewed, idle, disabled."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from congvu.foundation.people import selectors
from congvu.foundation.people.models import Account
from congvu.interfaces.ui.navigation import NavItem

SHELVES = {
    "": _("Tất cả"),
    "ra-soat": _("Cần rà soát quý này"),
    "lau-khong-dung": _("Lâu không dùng"),
    "vo-hieu": _("Đã vô hiệu"),
}


def shelved(shelf: str, words: str, at: datetime) -> QuerySet[Account]:
    """Return the accounts of a shelf whose name holds every word."""
    found = selectors.list_accounts(words)
    if shelf == "ra-soat":
        return found.filter(pk__in=selectors.accounts_to_review(at).order_by().values("pk"))
    if shelf == "lau-khong-dung":
        idle = selectors.idle_accounts(at, settings.CONGVU_IDLE_ACCOUNT_DAYS)
        return found.filter(pk__in=idle.order_by().values("pk"))
    if shelf == "vo-hieu":
        return found.filter(is_active=False)
    return found


def shelf_tabs(path: str, current: str, at: datetime) -> tuple[NavItem, ...]:
    """Return the shelves with how many stand on them, whatever is searched."""
    return tuple(
        NavItem(
            str(label),
            f"{path}?xem={code}" if code else path,
            current=code == (current if current in SHELVES else ""),
            badge=shelved(code, "", at).order_by().count(),
        )
        for code, label in SHELVES.items()
    )
