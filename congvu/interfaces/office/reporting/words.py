"""How the screens of reports say states and findings: a word, a tone, a shape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from congvu.interfaces.ui.shapes import Step
from congvu.oversight.reporting.labels import StateLabel
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.rules.life import State

TONES: Final = {
    State.DRAFT: "info",
    State.CHECKED: "waiting",
    State.APPROVED: "waiting",
    State.NUMBERED: "waiting",
    State.SUBMITTED: "done",
    State.ACCEPTED: "good",
    State.RETURNED: "late",
    State.CORRECTED: "neutral",
    State.RECALLED: "neutral",
    State.DISCARDED: "neutral",
}
WAY: Final[tuple[tuple[State, str | Promise], ...]] = (
    (State.DRAFT, _("Soạn")),
    (State.CHECKED, _("Trình duyệt")),
    (State.APPROVED, _("Duyệt")),
    (State.NUMBERED, pgettext_lazy("báo cáo", "Cấp số")),
    (State.SUBMITTED, _("Gửi cấp trên")),
    (State.ACCEPTED, _("Được tiếp nhận")),
)

# what is no step itself: the last one that it came to
REACHED: Final = {
    State.RETURNED: State.SUBMITTED,
    State.CORRECTED: State.ACCEPTED,
    State.RECALLED: State.NUMBERED,
}
# a step that came out otherwise than it is named
INSTEAD: Final = {(State.RETURNED, State.ACCEPTED): StateLabel.RETURNED.label}


@dataclass(frozen=True, slots=True)
class Tag:
    """A state in a word."""

    word: str
    tone: str


def tag_of(report: Report) -> Tag:
    return Tag(str(StateLabel(report.state).label), TONES[State(report.state)])


def steps_of(report: Report) -> list[Step]:
    """Return how far the report has come: the step that brought its state is done, the next waits."""
    state = State(report.state)
    reached = REACHED.get(state, state)
    order = [one for one, _word in WAY]
    at = order.index(reached) + 1 if reached in order[1:] else 0
    return [
        Step(
            str(INSTEAD.get((state, one), word)),
            "done" if i < at else "current" if i == at else "todo",
        )
        for i, (one, word) in enumerate(WAY)
    ]
