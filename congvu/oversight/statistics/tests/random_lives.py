"""Random lives of dossiers for property tests: legal by the state table, messy in their days."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from congvu.oversight.statistics.rules.choices import Against, Definition, Question
from congvu.oversight.statistics.tests.make import Life, moment

BEGINNING = date(2025, 12, 20)
UNITS = (1, 2, 3)
FIELDS = (1, 2)
PAUSES = {
    "awaiting_supplement": "receive_supplement",
    "awaiting_payment": "confirm_payment",
    "suspended": "resume",
}
CHOICES = {
    "submitted": ("accept", "accept", "accept", "withdraw", "hand_over"),
    "running": (
        *("request_supplement", "request_supplement", "request_payment", "suspend"),
        *("reappoint", "calendar_changed", "hand_over", "forward"),
        *("resolve", "resolve", "refuse", "withdraw", "stop"),
    ),
    "paused": ("come_back", "come_back", "come_back", "withdraw", "hand_over", "calendar_changed"),
    "finished": ("hand_out", "correct", "correct", "hand_over"),
}
FINISHES = ("resolved", "handed_out", "refused", "withdrawn", "stopped")


@st.composite
def lives(draw: st.DrawFn, *, dossiers: int = 5, most_events: int = 9) -> list[Life]:
    """Draw a few dossiers of three units and two fields."""
    return [
        _life(draw, number, draw(st.integers(1, most_events)))
        for number in range(1, draw(st.integers(1, dossiers)) + 1)
    ]


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Draw a window and a day of knowledge around the lives, and the two choices."""
    first = BEGINNING + timedelta(draw(st.integers(-5, 60)))
    return Question(
        first,
        first + timedelta(draw(st.sampled_from((0, 1, 6, 13, 30, 59, 89, 370)))),
        first + timedelta(draw(st.sampled_from((0, 1, 5, 13, 30, 45, 89, 400)))),
        draw(st.sampled_from(Definition)),
        draw(st.sampled_from(Against)),
    )


def _life(draw: st.DrawFn, number: int, events: int) -> Life:
    life = Life(
        number,
        unit=draw(st.sampled_from(UNITS)),
        field=draw(st.sampled_from(FIELDS)),
        channel=draw(st.sampled_from(("online", "direct", "postal"))),
    )
    today = BEGINNING + timedelta(draw(st.integers(0, 40)))
    recorded = today
    due = today
    action = draw(st.sampled_from(("submit", "accept", "accept", "accept")))
    for _ in range(events):
        today += timedelta(draw(st.sampled_from((0, 0, 1, 1, 2, 3, 5, 8, 13))))
        # Seldom a thing is entered days after it happened, very seldom before another one.
        late = timedelta(draw(st.sampled_from((0, 0, 0, 0, 0, 1, 4, 15))))
        occurred = max(
            BEGINNING, today - timedelta(draw(st.sampled_from((0, 0, 0, 0, 0, 0, 0, 4))))
        )
        recorded = max(recorded, today + late)
        facts: dict[str, object] = {}
        if action == "accept":
            due = occurred + timedelta(draw(st.integers(0, 12)))
            facts = {"promised_due": due, "lawful_due": due + timedelta(draw(st.integers(0, 2)))}
            if draw(st.booleans()):
                facts["competent_unit_id"] = draw(st.sampled_from(UNITS))
        elif action == "come_back":
            action = PAUSES[life.state]
            due += timedelta(draw(st.integers(0, 9)))
            facts = {"lawful_due": due}
        elif action == "calendar_changed":
            due += timedelta(draw(st.integers(-2, 5)))
            facts = {"lawful_due": due}
        elif action == "reappoint":
            facts = {"current_due": due + timedelta(draw(st.integers(-2, 9)))}
        elif action == "hand_over":
            facts = {"competent_unit_id": draw(st.sampled_from(UNITS))}
        elif action == "correct":
            occurred = recorded
            life.then("correct", occurred, recorded=recorded, **_correction(draw, today))
            action = draw(st.sampled_from(CHOICES[_situation(life.state)]))
            continue
        life.then(action, occurred, recorded=recorded, **facts)
        action = draw(st.sampled_from(CHOICES[_situation(life.state)]))
    return life


def _correction(draw: st.DrawFn, today: date) -> dict[str, object]:
    to = draw(st.sampled_from(("processing", "processing", "resolved", "refused", "handed_out")))
    facts: dict[str, object] = {"to": to}
    if draw(st.booleans()):
        facts["lawful_due"] = today + timedelta(draw(st.integers(-6, 6)))
    if to in FINISHES and draw(st.integers(0, 3)):
        back = timedelta(draw(st.integers(0, 15)))
        facts["finished_at"] = moment(today - back, draw(st.sampled_from((1, 9, 23)))).isoformat()
    return facts


def _situation(state: str) -> str:
    if state in PAUSES:
        return "paused"
    if state in FINISHES:
        return "finished"
    return "submitted" if state == "submitted" else "running"
