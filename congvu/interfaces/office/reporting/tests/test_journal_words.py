"""The journal calls what is done to reports by words, not by codes."""

from __future__ import annotations

from congvu.interfaces.office.administration.journal_words import action_label, object_label
from congvu.oversight.reporting.rules.life import Action

WRITTEN = (
    "change",
    "write",
    "note",
    "comment",
    "settle",
    "unsettle",
    "give_reason",
    "remind",
    "choose",
    "take_back",
)


def test_every_act_on_a_report_has_words_in_the_journal() -> None:
    acts = [f"report.{name}" for name in (*Action, *WRITTEN)]
    assert [act for act in acts if action_label(act) == act] == []
    assert object_label("report") != "report"
