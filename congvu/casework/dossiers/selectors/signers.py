"""Who may sign a result today: the leaders of the office, and those who stand in for them."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from congvu.casework.dossiers.selectors.offices import Office
from congvu.foundation.people.models import Account, Delegation, Position
from congvu.foundation.people.rules import Role, Staff
from congvu.foundation.people.selectors import positions_on
from congvu.foundation.units.querysets import holds_on
from congvu.kernel.errors import Invalid


def signers(office: Office, on: date) -> tuple[Staff, ...]:
    """Return the leaders of the office and whoever a leader's position is lent to on that day.

    In certification the chairman may authorise civil servants (NĐ 23/2015 as amended by NĐ
    280/2025); an authorisation is a delegation with its dates.
    """
    leading = Position.objects.filter(holds_on(on), unit_id__in=office.member_ids, role=Role.LEADER)
    lent = Delegation.objects.filter(holds_on(on), from_position__in=leading)
    holders = Q(pk__in=leading.values("account_id"))
    deputies = Q(pk__in=lent.values("to_position__account_id"))
    accounts = Account.objects.filter(holders | deputies, is_active=True)
    found = []
    for account in accounts.order_by("sort_key", "username"):
        choices = [one for one in positions_on(account, on) if one.has(Role.LEADER)]
        found += [one for one in choices if one.unit_id in office.member_ids][:1]
    return tuple(found)


def get_signer(office: Office, position_code: str, on: date) -> Staff:
    """Return the signer who was chosen. Raises Invalid for anybody who may not sign today."""
    for staff in signers(office, on):
        if staff.position_code == position_code:
            return staff
    raise Invalid("Người ký này không có thẩm quyền ký trong hôm nay.", field="signer")
