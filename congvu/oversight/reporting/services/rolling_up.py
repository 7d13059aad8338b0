"""Adding up the reports that were accepted, each as it was approved, into the superior's figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from congvu.foundation.journal.services import record
from congvu.foundation.people.rules import Staff
from congvu.foundation.units import selectors as units
from congvu.kernel.errors import Conflict, Invalid, gettext_noop
from congvu.kernel.workingdays import local_day
from congvu.oversight.indicators.access import check_superior
from congvu.oversight.indicators.models import ReportingPeriod, RollUp, RollUpChoice
from congvu.oversight.indicators.rules.origins import Role
from congvu.oversight.indicators.services.consolidating import (
    Choices,
    consolidate,
    list_children,
    list_predecessors,
)
from congvu.oversight.indicators.services.writing import lock
from congvu.oversight.reporting.selectors.summing import (
    WITHOUT,
    choices_of,
    last_speakers,
    speakers,
)

KINDS = frozenset({Role.LEFT_OUT, Role.STAND_IN, Role.BEFORE_MERGER})


@dataclass(frozen=True, slots=True)
class Summed:
    """How many units are in the sum, how many of them by last figures, how many are not in it."""

    roll_up: RollUp
    used: int
    stood_in: int
    left_out: int


@dataclass
class _Voices:
    """Who speaks for the units of a period: accepted reports, then what was decided."""

    children: tuple[int, ...]
    before: Mapping[int, list[int]]
    known: dict[int, datetime] = field(default_factory=dict)

    @property
    def everybody(self) -> set[int]:
        return {*self.children, *(unit for units_ in self.before.values() for unit in units_)}


@transaction.atomic
def roll_up(period: ReportingPeriod, *, by: Staff, at: datetime) -> Summed:
    """Add up the accepted reports of those below; figures that moved since do not enter.

    A unit without one is spoken for by those merged into it; else by what was decided: its last
    figures, or nothing. Raises Conflict when there is nothing to add up, UnitNotYours for a
    stranger.
    """
    check_superior(by, period.superior_id, local_day(at))
    lock(period.superior_id)
    voices = _voices(period)
    decided = {
        child: one
        for child, one in choices_of(period).items()
        if child in voices.children
        and (child not in voices.known or one.kind == Role.BEFORE_MERGER)
    }
    stand_ins = _stand_ins(decided)
    if not voices.known and not stand_ins:
        raise Conflict(
            gettext_noop("Chưa tiếp nhận báo cáo nào để tổng hợp."), code="nothing_accepted"
        )
    made = consolidate(
        period.superior_id,
        period.pk,
        choices=Choices(
            stand_ins={child: earlier for child, (earlier, _known) in stand_ins.items()},
            left_out=_of_kind(decided, Role.LEFT_OUT),
            known={**voices.known, **{child: known for child, (_p, known) in stand_ins.items()}},
            with_predecessors=_of_kind(decided, Role.BEFORE_MERGER),
            silent=voices.everybody - set(voices.known),
            reasons={child: one.reason for child, one in decided.items()},
        ),
        by=by,
        at=at,
    )
    return _summed(made)


@transaction.atomic
def choose(
    period: ReportingPeriod, child_id: int, kind: Role, *, reason: str, by: Staff, at: datetime
) -> RollUpChoice:
    """Decide how a unit goes into the sums of a period from now on, and why.

    LEFT_OUT: visibly not at all; STAND_IN: by its last accepted figures; both only while it has no
    accepted report. BEFORE_MERGER: beside its own report what flowed in the units merged into it.
    Raises Invalid for a unit that is not below, without a reason, or for what cannot be.
    """
    check_superior(by, period.superior_id, local_day(at))
    lock(period.superior_id)
    voices = _voices(period)
    _check(voices, child_id, kind, reason)
    earlier = None
    if kind is Role.STAND_IN:
        last = last_speakers(period, [child_id]).get(child_id)
        if last is None:
            raise Invalid(
                gettext_noop("Đơn vị chưa có báo cáo kỳ trước nào được tiếp nhận để đứng thay."),
                code="no_last_figures",
                field="kind",
            )
        earlier = last.report.period
    made, _is_new = RollUpChoice.objects.update_or_create(
        period=period,
        child_id=child_id,
        defaults={
            "kind": kind.value,
            "stand_in": earlier,
            "reason": " ".join(reason.split())[:500],
            "at": at,
            "by": by.code,
        },
    )
    _note("choose", made, by, at)
    return made


@transaction.atomic
def take_back(period: ReportingPeriod, child_id: int, *, by: Staff, at: datetime) -> None:
    """Let nothing be decided about a unit any more. Raises Conflict when nothing was."""
    check_superior(by, period.superior_id, local_day(at))
    lock(period.superior_id)
    made = choices_of(period).get(child_id)
    if made is None:
        raise Conflict(gettext_noop("Đơn vị này không có quyết định nào."), code="no_choice")
    _note("take_back", made, by, at)
    made.delete()


def _voices(period: ReportingPeriod) -> _Voices:
    children = list_children(period.superior_id, period)
    found = _Voices(children, list_predecessors(children, period))
    there = speakers(period, found.everybody)
    found.known = {unit_id: one.known_at for unit_id, one in there.items()}
    return found


def _stand_ins(decided: Mapping[int, RollUpChoice]) -> dict[int, tuple[int, datetime]]:
    """Return by unit the earlier period that was chosen and the moment of its figures now."""
    found = {}
    for child, one in decided.items():
        if one.stand_in is not None:
            last = speakers(one.stand_in, [child])
            found[child] = (one.stand_in.pk, last[child].known_at)
    return found


def _of_kind(decided: Mapping[int, RollUpChoice], kind: Role) -> frozenset[int]:
    return frozenset(child for child, one in decided.items() if one.kind == kind)


def _check(voices: _Voices, child_id: int, kind: Role, reason: str) -> None:
    if child_id not in voices.children:
        raise Invalid(
            gettext_noop("Có đơn vị không trực thuộc cơ quan tổng hợp vào ngày cuối kỳ."),
            code="not_a_child",
        )
    if kind not in KINDS:
        raise Invalid(gettext_noop("Hãy chọn cách tổng hợp."), code="kind_wrong", field="kind")
    if not reason.strip():
        raise Invalid(gettext_noop("Hãy ghi lý do."), code="reason_missing", field="reason")
    spoken = child_id in voices.known
    if kind is Role.BEFORE_MERGER:
        if not spoken or not any(old in voices.known for old in voices.before.get(child_id, ())):
            raise Invalid(
                gettext_noop(
                    "Chỉ cộng thêm được khi báo cáo của đơn vị và của đơn vị trước sáp nhập đều "
                    "đã được tiếp nhận."
                ),
                code="nothing_before",
                field="kind",
            )
    elif spoken:
        raise Invalid(
            gettext_noop("Báo cáo của đơn vị đã được tiếp nhận; báo cáo đó được tổng hợp."),
            code="spoken_for",
            field="kind",
        )


def _summed(made: RollUp) -> Summed:
    roles: dict[int, set[Role]] = {}
    for child_id, role in made.sources.values_list("child_id", "role"):
        roles.setdefault(child_id, set()).add(Role(role))
    without = sum(told <= WITHOUT for told in roles.values())
    stood_in = sum(Role.STAND_IN in told for told in roles.values())
    return Summed(made, len(roles) - without, stood_in, without)


def _note(action: str, made: RollUpChoice, by: Staff, at: datetime) -> None:
    record(
        unit=by.unit_code,
        by=by,
        action=f"report.{action}",
        obj_type="period",
        obj_code=made.period.code,
        changes={
            "unit": units.journal_code(made.child_id, made.period.last_day),
            "kind": made.kind,
            "stand_in": made.stand_in.code if made.stand_in else "",
            "reason": made.reason,
        },
        at=at,
    )
