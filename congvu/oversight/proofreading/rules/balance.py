"""The balance of dossiers: received = carried over + new = resolved + pending, level by level."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations

from congvu.oversight.proofreading.rules.blocks import Block, Kind
from congvu.oversight.proofreading.rules.figures import Figure, is_share
from congvu.oversight.proofreading.rules.findings import (
    Basis,
    Finding,
    Severity,
    added,
    named,
    quotes_of,
    shown,
)
from congvu.oversight.proofreading.rules.roles import TIMED, Role, level_of, role_of

_CHANNELS = (Role.DIRECT, Role.ONLINE, Role.POST)
_NOUNS = frozenset({"ho so", "don", "y kien", ""})
Roles = dict[Role, Figure]


@dataclass(slots=True)
class Ledger:
    """What one statement says of one stock of dossiers."""

    block: Block
    level: str
    roles: Roles = field(default_factory=dict)

    @property
    def timed(self) -> list[Figure]:
        return [
            self.roles[role] for role in (Role.EARLY, Role.ON_TIME, Role.LATE) if role in self.roles
        ]

    def has(self, *roles: Role) -> bool:
        return all(role in self.roles for role in roles)


def ledgers_of(block: Block, figures: Sequence[Figure]) -> list[Ledger]:
    """Read the statements of one part; the same role named again opens another statement."""
    found = [Ledger(block, level_of(block.bare[:60]))]
    state: Role | None = None
    for figure in figures:
        role = role_of(figure.near) or role_of(figure.label)
        if role is None or is_share(figure) or figure.unit.noun not in _NOUNS or not figure.usable:
            continue
        role, state = _placed(role, state)
        level = level_of(figure.near)
        known = found[-1].roles
        anew = role in known and role in (Role.RECEIVED, Role.RESOLVED)
        if anew or (level and found[-1].level and level != found[-1].level):
            found.append(Ledger(block, level))
            known = found[-1].roles
        elif level and not known:
            found[-1].level = level
        known.setdefault(role, figure)
    return [ledger for ledger in found if ledger.roles]


def _placed(role: Role, state: Role | None) -> tuple[Role, Role | None]:
    """Late and in time speak of what was named last: the resolved or the pending."""
    if role in (Role.RESOLVED, Role.PENDING):
        return role, role
    if state is Role.PENDING and role in (Role.ON_TIME, Role.LATE):
        return (Role.PENDING_IN_TIME if role is Role.ON_TIME else Role.PENDING_LATE), state
    return role, state


def wrong_balances(ledgers: Sequence[Ledger]) -> Iterator[Finding]:
    for ledger in ledgers:
        if ledger.block.kind is Kind.ROW:
            continue
        yield from _received(ledger)
        yield from _resolved_and_pending(ledger)
        yield from _parts(ledger, Role.RESOLVED, ledger.timed, needs=Role.LATE)
        pending = [ledger.roles.get(role) for role in (Role.PENDING_IN_TIME, Role.PENDING_LATE)]
        if all(pending):
            yield from _parts(ledger, Role.PENDING, [one for one in pending if one], None)


def _received(ledger: Ledger) -> Iterator[Finding]:
    """Received = carried over + new, or + the channels; any of these readings that holds is enough."""
    total, carried = ledger.roles.get(Role.RECEIVED), ledger.roles.get(Role.CARRIED)
    new = ledger.roles.get(Role.NEW)
    channels = [ledger.roles[role] for role in _CHANNELS if role in ledger.roles]
    if total is None or carried is None or not (new or channels):
        return
    by_channel = sum((one.value for one in channels), Decimal(0))
    fresh = {by_channel} | ({new.value} if new else set())
    if any(total.value in (one, one + carried.value) for one in fresh):
        return
    parts = [new, carried] if new else [*channels, carried]
    told = [one for one in parts if one]
    if (
        Decimal("0.9")
        <= sum(one.value for one in told) / max(total.value, Decimal(1))
        <= Decimal("1.1")
    ):
        yield _mismatch(total, told)


_REMAINS = re.compile(
    r"\bcon lai\b|\bcon thieu\b|\bcon$|\bchua (?:hoan thanh|thuc hien|giai quyet|dat)\b"
)


def wrong_remainders(block: Block, figures: Sequence[Figure]) -> Iterator[Finding]:
    """As in “26/28 nhiệm vụ; còn lại 3 nhiệm vụ”: what is done and what remains are the whole."""
    for index, part in enumerate(figures):
        if part.of is None or not part.of.usable or block.kind is Kind.ROW:
            continue
        later = [one for one in figures[index + 2 : index + 5] if not is_share(one)]
        rest = later[0] if later else None
        if rest is None or rest.of or not rest.usable or rest.unit.noun != part.unit.noun:
            continue
        near = rest.start - part.of.stop <= 160 and _REMAINS.search(rest.before)
        if near and rest.value <= part.of.value and part.value + rest.value != part.of.value:
            yield _mismatch(part.of, [part, rest])


def _parts(
    ledger: Ledger, whole: Role, parts: list[Figure], needs: Role | None
) -> Iterator[Finding]:
    total = ledger.roles.get(whole)
    if total is None or len(parts) < 2 or (needs and needs not in ledger.roles):
        return
    values = [part.value for part in parts]
    if sum(values) != total.value and not _far(Decimal(sum(values)), total.value):
        yield _mismatch(total, parts)


def _far(whole: Decimal, total: Decimal) -> bool:
    """Whether the figures are so far apart that they hardly speak of one thing."""
    return not total or not Decimal("0.5") <= whole / total <= 2


def _resolved_and_pending(ledger: Ledger) -> Iterator[Finding]:
    roles = ledger.roles
    if not ledger.has(Role.RECEIVED, Role.RESOLVED, Role.PENDING):
        return
    received, resolved, pending = roles[Role.RECEIVED], roles[Role.RESOLVED], roles[Role.PENDING]
    left = {received.value}
    if Role.CARRIED in roles:
        left.add(received.value + roles[Role.CARRIED].value)
    outside = [roles[role] for role in (Role.RETURNED, Role.WITHDRAWN) if role in roles]
    right = {resolved.value + pending.value}
    if ledger.timed:
        right.add(sum((one.value for one in ledger.timed), Decimal(0)) + pending.value)
    wider = {
        value + sum(one.value for one in some)
        for value in right
        for size in range(1, len(outside) + 1)
        for some in combinations(outside, size)
    }
    if not left & (right | wider):
        if not _far(resolved.value + pending.value, received.value):
            yield _mismatch(received, [resolved, pending])
    elif outside and left & right and not left & wider:
        yield _too_many(received, [resolved, pending, *outside])


def _mismatch(total: Figure, parts: Sequence[Figure]) -> Finding:
    values = [part.value for part in parts]
    whole = shown(sum(values, Decimal(0)))
    return Finding(
        "sum_mismatch", Severity.ERROR, Basis.ARITHMETIC,
        f"Các phần cộng lại bằng {whole}, khác tổng đã nêu {named(total)}.",
        f"{added(values)} = {whole} ≠ {shown(total.value)}", quotes_of([total, *parts]),
    )  # fmt: skip


def _too_many(total: Figure, parts: Sequence[Figure]) -> Finding:
    values = [part.value for part in parts]
    return Finding(
        "exceeds_total", Severity.WARNING, Basis.ARITHMETIC,
        f"Đã giải quyết và đang giải quyết đã đủ {named(total)}; hồ sơ trả lại, rút không còn chỗ trong số đã nhận.",
        f"{added(values)} = {shown(sum(values, Decimal(0)))} > {shown(total.value)}",
        quotes_of([total, *parts]),
    )  # fmt: skip


def wrong_levels(blocks: Sequence[Block], ledgers: Sequence[Ledger]) -> Iterator[Finding]:
    """Compare a statement with the items below it, role by role: the whole is the sum of the levels."""
    by_block: dict[int, list[Ledger]] = {}
    for ledger in ledgers:
        by_block.setdefault(ledger.block.number, []).append(ledger)
    for index, block in enumerate(blocks):
        own = by_block.get(block.number)
        if not own or len(own) > 1 or block.kind is Kind.ROW or block.text[-1:] not in ":.":
            continue
        below = _items_below(blocks, index)
        items = [
            by_block[item.number][0] for item in below if len(by_block.get(item.number, ())) == 1
        ]
        if len(items) < 2 or len(items) != len(below):
            continue
        levels = {item.level for item in items}
        if len(levels) < 2 and block.text[-1:] != ":":
            continue
        for role, total in own[0].roles.items():
            parts = [item.roles[role] for item in items if role in item.roles]
            whole = sum((part.value for part in parts), Decimal(0))
            if len(parts) == len(items) and whole != total.value and not _far(whole, total.value):
                yield _mismatch(total, parts)


def _items_below(blocks: Sequence[Block], index: int) -> list[Block]:
    items: list[Block] = []
    for block in blocks[index + 1 :]:
        if block.kind is Kind.NOTE:
            continue
        if block.kind is not Kind.ITEM or (items and block.depth < items[0].depth):
            break
        if blocks[index].marker and block.depth <= blocks[index].depth:
            break
        if not items or block.depth == items[0].depth:
            items.append(block)
    return items


def on_time_rates(ledgers: Sequence[Ledger]) -> dict[Decimal, list[Figure]]:
    """Return every share of dossiers in time that the statements give, alone and together."""
    groups = [one for one in ledgers if one.roles.keys() & {Role.ON_TIME, Role.EARLY}]
    rates: dict[Decimal, list[Figure]] = {}
    choices = [[one] for one in groups]
    for size in range(2, min(len(groups), 4) + 1):
        choices += [list(some) for some in combinations(groups[:6], size)]
    for some in choices:
        in_time = [
            one.roles[role]
            for one in some
            for role in (Role.EARLY, Role.ON_TIME)
            if role in one.roles
        ]
        top = sum((one.value for one in in_time), Decimal(0))
        for whole in (Role.RESOLVED, Role.RECEIVED):
            wholes = [one.roles[whole] for one in some if whole in one.roles]
            if len(wholes) == len(some):
                _rate(
                    rates, top, sum((one.value for one in wholes), Decimal(0)), [*in_time, *wholes]
                )
        late = [one.roles[Role.LATE] for one in some if Role.LATE in one.roles]
        _rate(rates, top, top + sum((one.value for one in late), Decimal(0)), [*in_time, *late])
    return rates


def _rate(
    rates: dict[Decimal, list[Figure]], top: Decimal, bottom: Decimal, of: list[Figure]
) -> None:
    if bottom:
        rates.setdefault(top / bottom * 100, of)


__all__ = [
    "TIMED",
    "Ledger",
    "ledgers_of",
    "on_time_rates",
    "wrong_balances",
    "wrong_levels",
    "wrong_remainders",
]
