"""Questions about people: who may act as what today, who works where, whose account needs care."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from congvu.foundation.people.models import Account, Delegation, Installation, Position
from congvu.foundation.people.querysets import held_or_lent_to, unit_code_on
from congvu.foundation.people.rules import Role, Staff
from congvu.foundation.units.querysets import holds_on
from congvu.kernel.errors import NotFound
from congvu.kernel.vitext import fold


@dataclass(frozen=True, slots=True)
class PositionView:
    """A position as other rooms see it: whom to give work to."""

    position_id: int
    code: str
    title: str
    role: Role
    unit_id: int
    account_id: int
    username: str
    full_name: str


@dataclass(frozen=True, slots=True)
class _Held:
    id: int
    code: str
    title: str
    role: str
    account_id: int
    full_name: str
    unit_id: int
    unit_name: str
    unit_code: str | None


def positions_on(account: Account, on: date) -> list[Staff]:
    """Return everything the account may act as on `on`, one `Staff` per choice.

    Own positions come first, in the order in which they began; then positions lent to the
    account in units where it has none of its own.
    """
    held = _held_by(account, on)
    own = [one for one in held if one.account_id == account.pk]
    lent = [one for one in held if one.account_id != account.pk]
    chosen = [_staff(account, one, own, lent) for one in own]
    home = {one.unit_id for one in own if one.role != Role.ADMINISTRATOR}
    chosen += [_staff(account, one, [one], [one]) for one in lent if one.unit_id not in home]
    return chosen


def find_staff(account: Account, position_id: int | None, on: date) -> Staff | None:
    """Return the account in the chosen position, in its first one, or None without any."""
    return chosen_of(positions_on(account, on), position_id)


def chosen_of(choices: Sequence[Staff], position_id: int | None) -> Staff | None:
    """Return the chosen one of these, the first when none was chosen, or None without any."""
    for staff in choices:
        if staff.position_id == position_id:
            return staff
    return choices[0] if choices else None


def staff_for(account: Account, position_id: int | None, on: date) -> Staff:
    """Return what `find_staff` finds; raises NotFound when the account has no position."""
    staff = find_staff(account, position_id, on)
    if staff is None:
        raise NotFound(
            _("Tài khoản %(username)s chưa được giao chức vụ nào trong ngày này."),
            code="no_position",
            username=account.username,
        )
    return staff


def get_staff(username: str, on: date, position_code: str | None = None) -> Staff:
    """Return the person of that name as staff; raises NotFound."""
    account = get_account(username)
    if position_code is None:
        return staff_for(account, None, on)
    for staff in positions_on(account, on):
        if staff.position_code == position_code:
            return staff
    raise _no_such(position_code)


def get_account(username: str) -> Account:
    """Return the account whatever the case of its name; raises NotFound."""
    try:
        return Account.objects.get_by_natural_key(username)
    except Account.DoesNotExist:
        raise NotFound(
            _("Không có tài khoản %(username)s."), code="no_account", username=username
        ) from None


def get_account_by_id(account_id: int) -> Account:
    """Return the account of that id: addresses of screens name nobody. Raises NotFound."""
    account = Account.objects.filter(pk=account_id).first()
    if account is None:
        raise NotFound(_("Không có tài khoản này."), code="no_account")
    return account


def get_held(position_id: int) -> Position:
    """Return one position with its holder and unit, whenever it held. Raises NotFound."""
    position = Position.objects.select_related("account", "unit").filter(pk=position_id).first()
    if position is None:
        raise _no_such(str(position_id))
    return position


def positions_of(account_ids: Collection[int], on: date | None = None) -> QuerySet[Position]:
    """Return the positions of these accounts with their units, the newest first; of a day if given."""
    held = Position.objects.filter(account__in=account_ids).select_related("unit")
    if on is not None:
        held = held.filter(holds_on(on))
    return held.order_by("-starts_on", "-id")


def get_delegation(delegation_id: int) -> Delegation:
    """Return one delegation with both its positions. Raises NotFound."""
    found = delegations_of().filter(pk=delegation_id).first()
    if found is None:
        raise NotFound(_("Không có lần ủy quyền này."), code="no_delegation")
    return found


def delegations_of(
    *, account_id: int | None = None, unit_ids: Collection[int] | None = None
) -> QuerySet[Delegation]:
    """Return what was lent by or to an account, or lent in some units; the latest first."""
    found = Delegation.objects.select_related(
        "from_position__account", "from_position__unit", "to_position__account", "to_position__unit"
    )
    if account_id is not None:
        found = found.filter(
            Q(from_position__account=account_id) | Q(to_position__account=account_id)
        )
    if unit_ids is not None:
        found = found.filter(from_position__unit__in=unit_ids)
    return found.order_by("-starts_on", "-id")


def has_one_time_codes(account: Account) -> bool:
    """Return whether a phone is connected that gives one-time codes."""
    phones = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP)
    return bool(phones.exists())


def is_locked_out(account: Account, at: datetime) -> bool:
    """Return whether too many wrong passwords keep somebody of that name out at `at`."""
    attempts = AccessAttempt.objects.filter(
        username=account.username,
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT,
        attempt_time__gt=at - settings.AXES_COOLOFF_TIME,
    )
    return bool(attempts.exists())


def get_position(position_id: int) -> PositionView:
    """Return one position, whenever it held; raises NotFound."""
    for view in _views(Position.objects.filter(pk=position_id)):
        return view
    raise _no_such(str(position_id))


def list_positions(
    unit_id: int, on: date, roles: Collection[Role] | None = None
) -> list[PositionView]:
    """Return who works in the unit on `on`, in the order of names."""
    return list_positions_in([unit_id], on, roles)


def list_positions_in(
    unit_ids: Collection[int], on: date, roles: Collection[Role] | None = None
) -> list[PositionView]:
    """Return who works in any of the units on `on`, in the order of names."""
    found = Position.objects.filter(holds_on(on), unit__in=unit_ids, account__is_active=True)
    if roles is not None:
        found = found.filter(role__in=roles)
    return _views(found)


def find_colleagues(
    staff: Staff, on: date, *, text: str = "", roles: Collection[Role] | None = None
) -> list[PositionView]:
    """Return the other people of the unit whose name holds every word of `text`."""
    words = fold(text).split()
    return [
        view
        for view in list_positions(staff.unit_id, on, roles)
        if view.account_id != staff.account_id
        and all(word in fold(view.full_name) for word in words)
    ]


def list_accounts(text: str = "") -> QuerySet[Account]:
    """Return accounts in the order of names, narrowed to those with every word of `text`."""
    found = Account.objects.order_by("sort_key", "username")
    for word in fold(text).split():
        found = found.filter(folded__contains=word)
    return found


def accounts_to_review(at: datetime) -> QuerySet[Account]:
    """Return active accounts that nobody reviewed in this quarter (QCVN 12: quarterly)."""
    quarter = at.replace(
        month=3 * ((at.month - 1) // 3) + 1, day=1, hour=0, minute=0, second=0, microsecond=0
    )
    looked_at = Coalesce("reviewed_at", "created_at")
    return list_accounts().filter(is_active=True).alias(seen=looked_at).filter(seen__lt=quarter)


def idle_accounts(at: datetime, idle_days: int) -> QuerySet[Account]:
    """Return active accounts that were not used for `idle_days` days; the cast never idles."""
    used = Coalesce("last_seen_at", "created_at")
    since = at - timedelta(days=idle_days)
    real = list_accounts().filter(is_active=True, is_sample=False)
    return real.alias(used=used).filter(used__lte=since)


def list_sample_accounts() -> QuerySet[Account]:
    """Return the accounts of the cast, nothing in an installation that is not a sample."""
    if not is_sample_installation():
        return Account.objects.none()
    return list_accounts().filter(is_sample=True, is_active=True)


def sample_people(on: date) -> list[Staff]:
    """Return the cast as they act on `on`, in the order of names; empty when not a sample."""
    found = (find_staff(account, None, on) for account in list_sample_accounts())
    return [staff for staff in found if staff is not None]


def installation_name() -> str:
    """Return what this installation is called, "" when nobody has said it."""
    return Installation.objects.values_list("name", flat=True).first() or ""


def is_sample_installation() -> bool:
    """Return whether this database is marked DỮ LIỆU MẪU."""
    return Installation.objects.filter(is_sample=True).exists()


def _held_by(account: Account, on: date) -> list[_Held]:
    held = Position.objects.filter(holds_on(on)).filter(
        held_or_lent_to(account.pk, on, Position.objects.all(), Delegation.objects.all())
    )
    rows = held.annotate(unit_code=unit_code_on(on)).values_list(
        "id",
        "code",
        "title",
        "role",
        "account_id",
        "account__full_name",
        "unit_id",
        "unit__name",
        "unit_code",
    )
    return [_Held(*row) for row in rows.order_by("starts_on", "id")]


def _staff(account: Account, held: _Held, own: list[_Held], lent: list[_Held]) -> Staff:
    here = [other for other in own if other.unit_id == held.unit_id]
    borrowed = [other for other in lent if other.unit_id == held.unit_id]
    roles = {Role(other.role) for other in (*here, *borrowed)} - {Role.ADMINISTRATOR}
    if held.role == Role.ADMINISTRATOR:
        # Technical administration never mixes with casework, not even in one unit.
        roles, borrowed = {Role.ADMINISTRATOR}, []
    return Staff(
        account_id=account.pk,
        code=account.username,
        full_name=account.full_name,
        position_id=held.id,
        position_code=held.code,
        title=held.title,
        unit_id=held.unit_id,
        unit_code=held.unit_code or f"unit-{held.unit_id}",  # its chain in the journal
        unit_name=held.unit_name,
        roles=frozenset(roles),
        delegated_from=tuple(other.id for other in borrowed),
        standing_in_for=tuple(dict.fromkeys(other.full_name for other in borrowed)),
    )


def _views(found: QuerySet[Position]) -> list[PositionView]:
    rows = found.order_by("account__sort_key", "starts_on", "id").values_list(
        "id",
        "code",
        "title",
        "role",
        "unit_id",
        "account_id",
        "account__username",
        "account__full_name",
    )
    return [
        PositionView(id_, code, title, Role(role), unit_id, account_id, username, full_name)
        for id_, code, title, role, unit_id, account_id, username, full_name in rows
    ]


def _no_such(code: str) -> NotFound:
    return NotFound(_("Không có chức vụ %(position)s."), code="no_position", position=code)
