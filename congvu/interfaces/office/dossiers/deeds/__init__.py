"""All deeds by the last part of their address and by the action of the state table."""

from __future__ import annotations

from congvu.casework.dossiers.rules.states import Action
from congvu.interfaces.office.dossiers.deeds import clock, closing, handling, intake
from congvu.interfaces.office.dossiers.deeds.parts import Deed

ALL: tuple[type[Deed], ...] = (
    intake.Accept,
    intake.AskToComplete,
    intake.SubmitAgain,
    intake.Reject,
    handling.Forward,
    handling.Claim,
    handling.Present,
    closing.Resolve,
    handling.SendToNumbering,
    handling.ComeBack,
    clock.ReceiveSupplement,
    clock.ConfirmPayment,
    clock.Resume,
    closing.HandOut,
    handling.Advance,
    handling.Assign,
    clock.RequestSupplement,
    handling.AskOpinion,
    handling.Transfer,
    clock.RequestPayment,
    clock.Suspend,
    clock.Reappoint,
    handling.HandBack,
    closing.Refuse,
    closing.Withdraw,
    closing.Stop,
    closing.Correct,
)
BY_SLUG: dict[str, type[Deed]] = {deed.slug: deed for deed in ALL}
BY_ACTION: dict[Action, type[Deed]] = {deed.action: deed for deed in ALL}
