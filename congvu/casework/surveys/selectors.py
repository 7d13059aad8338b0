"""What replies say together: by question, by field; too few are told by their number only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from congvu.casework.surveys.models import Channel, SurveyAnswer, SurveyReply
from congvu.casework.surveys.questions import question_sets
from congvu.casework.surveys.rules import SATISFIED, Share, response_rate
from congvu.foundation.people.rules import Role, Staff
from congvu.foundation.units import selectors as units
from congvu.instruments.registers.selectors import keeper_of, own_offices
from congvu.kernel.periods import Window

WAYS = {frozenset({Channel.KIOSK}): 0, frozenset({Channel.PAPER}): 1, frozenset(Channel): 2}
_TOLD = {
    "replies": Count("reply", distinct=True),
    "answers": Count("id"),
    "satisfied": Count("id", filter=Q(level__gte=SATISFIED)),
}


@dataclass(frozen=True, slots=True)
class Results:
    """Figures of some offices and days. `way` is 0 kiosk or online, 1 paper, 2 both, None none.

    `taken_back` paper forms were entered wrongly and are counted no longer; of these
    `taken_back_after` the last of the days.
    """

    whole: Share
    by_question: tuple[tuple[str, Share], ...]
    by_field: tuple[tuple[str, Share], ...]
    way: int | None
    asked: int
    taken_back: int = 0
    taken_back_after: int = 0

    @property
    def response(self) -> float | None:
        return response_rate(self.whole.replies, self.asked)


def offices_seen(staff: Staff, on: date) -> frozenset[int]:
    """Return the offices whose figures the person sees: the own, for the province all below."""
    own = own_offices(staff, on)
    if not staff.has(Role.PROVINCE_OFFICER):
        return own
    return own | frozenset(units.subtree_ids(keeper_of(staff, on), on, with_forerunners=True))


def replies(
    office_ids: frozenset[int], window: Window, known_on: date | None = None
) -> QuerySet[SurveyReply]:
    """Return the replies that the figures count, or counted when that day was over."""
    found = _given(office_ids, window)
    if known_on is None:
        return found.filter(taken_back_on=None)
    there = Q(recorded_on__lte=known_on) | Q(recorded_on=None, answered_on__lte=known_on)
    return found.filter(there, Q(taken_back_on=None) | Q(taken_back_on__gt=known_on))


def _given(office_ids: frozenset[int], window: Window) -> QuerySet[SurveyReply]:
    return SurveyReply.objects.filter(
        office_id__in=office_ids,
        answered_on__gte=window.starts_on,
        answered_on__lt=window.ends_on,
    )


def results(
    office_ids: frozenset[int], window: Window, *, asked: int, known_on: date | None = None
) -> Results:
    """Return the figures; `asked` is how many could have answered.

    With `known_on` they are as they were when that day was over: what was entered later is not
    counted, what was taken back later is.

    Replies: those answered in the window. Rate: answers of level 4 or 5 of all answers.
    """
    found = replies(office_ids, window, known_on)
    answers = SurveyAnswer.objects.filter(reply__in=found)
    texts = {one.code: one.text for some in question_sets() for one in some.questions}
    by_question = {row.pop("question"): Share(**row) for row in _told(answers, "question")}
    by_field = {row.pop("reply__field"): Share(**row) for row in _told(answers, "reply__field")}
    channels = frozenset(Channel(one) for one in found.values_list("channel", flat=True).distinct())
    return Results(
        Share(**answers.aggregate(**_TOLD)),
        tuple((texts[code], by_question[code]) for code in texts if code in by_question),
        tuple(sorted((field, share) for field, share in by_field.items() if field)),
        WAYS.get(channels),
        asked,
        **_given(office_ids, window).aggregate(
            taken_back=Count("pk", filter=Q(taken_back_on__isnull=False)),
            taken_back_after=Count("pk", filter=Q(taken_back_on__gte=window.ends_on)),
        ),
    )


def _told(answers: QuerySet[SurveyAnswer], by: str) -> list[dict[str, Any]]:
    return list(answers.order_by().values(by).annotate(**_TOLD))
