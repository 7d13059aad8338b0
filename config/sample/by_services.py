"""Carries the plan out through the services, step by step: what every other way must equal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from config.sample import posts
from config.sample.lives import Step
from config.sample.posts import MISSING, Posts, key
from congvu.casework.dossiers.models import Dossier
from congvu.casework.dossiers.rules.states import State
from congvu.casework.dossiers.services import clock, closing, handling, intake
from congvu.casework.dossiers.services.closing import ResultInput
from congvu.casework.dossiers.services.transfer import hand_over_unit
from congvu.foundation.people.rules import Staff
from congvu.instruments.catalogue import selectors as catalogue
from congvu.kernel.documents import DocumentReference
from congvu.kernel.workingdays import local_day


class Services:
    """The office at work: knows which dossier each number became."""

    def __init__(self, posts: Posts) -> None:
        self.posts = posts
        self.dossiers: dict[int, Dossier] = {}

    def carry_out(self, step: Step) -> None:
        """Let one step happen to its dossier."""
        before = self.dossiers.get(step.number)
        act: Callable[..., Dossier] = getattr(self, f"_{step.name}")
        who = {"by": self.posts.who(step.by), "at": step.at}
        self.dossiers[step.number] = act(step, before, who)

    def hand_over(
        self, old: int, new: int, *, decision: DocumentReference, by: Staff, at: datetime
    ) -> None:
        """Let one commune's dossiers go to its successor."""
        hand_over_unit(from_unit_id=old, to_unit_id=new, decision=decision, by=by, at=at)

    def reformed(self) -> None:
        """Read the moved dossiers anew."""
        for number, dossier in self.dossiers.items():
            self.dossiers[number] = Dossier.objects.get(pk=dossier.pk)

    def finish(self) -> None:
        """Nothing is left to write."""

    def _accept_new(self, step: Step, _d: Dossier | None, who: dict[str, Any]) -> Dossier:
        return intake.accept_new(self.posts.intake(step), key=key(step), **who)

    def _submit(self, step: Step, _d: Dossier | None, who: dict[str, Any]) -> Dossier:
        return intake.submit(self.posts.intake(step), key=key(step), **who)

    def _same_day(self, step: Step, _d: Dossier | None, who: dict[str, Any]) -> Dossier:
        version = catalogue.get_version(step.args["procedure"], local_day(step.at))
        return closing.same_day(
            self.posts.intake(step),
            results=[ResultInput(self.posts.result(step, version))],
            receiver_name=step.args["applicant"]["name"],
            signer=self.posts.signer(step),
            key=key(step),
            **who,
        )

    def _accept_submitted(self, _s: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        return intake.accept_submitted(d, seen=d.version, **who)

    def _ask_to_complete(self, _s: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        return intake.ask_to_complete(
            d, seen=d.version, items=MISSING, reason=posts.NOT_COMPLETE, **who
        )

    def _submit_again(self, _s: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        return intake.submit_again(d, seen=d.version, **who)

    def _reject(self, _s: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        return intake.reject(d, seen=d.version, reason=posts.NOT_OURS, legal_basis="", **who)

    def _forward(self, step: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        officer = self.posts.who(step.args["to"])
        return handling.forward(
            d,
            seen=d.version,
            to_unit_id=officer.unit_id,
            to_position_id=officer.position_id,
            **who,
        )

    def _present(self, _s: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        return handling.present(d, seen=d.version, **who)

    def _send_to_numbering(self, _s: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        return handling.send_to_numbering(d, seen=d.version, **who)

    def _resolve(self, step: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        version = catalogue.get_version_by_id(d.procedure_version_id)
        result = ResultInput(self.posts.result(step, version))
        return closing.resolve(d, seen=d.version, results=[result], **who)

    def _hand_out(self, _s: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        return closing.hand_out(
            d,
            seen=d.version,
            method=posts.RETURNED_BY[d.channel],
            receiver_name=d.applicant.name,
            **who,
        )

    def _request_supplement(self, _s: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        return clock.request_supplement(
            d, seen=d.version, items=MISSING, reason=posts.PAPERS_MISSING, **who
        )

    def _receive_supplement(self, _s: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        return clock.receive_supplement(d, seen=d.version, papers=posts.BROUGHT_LATER, **who)

    def _request_payment(self, step: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        document = self.posts.payment_notice(step)
        return clock.request_payment(
            d, seen=d.version, ground=posts.TO_PAY, document=document, **who
        )

    def _confirm_payment(self, _s: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        return clock.confirm_payment(d, seen=d.version, receipt=posts.PAID, **who)

    def _suspend(self, step: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        document = self.posts.suspension(step)
        return clock.suspend(d, seen=d.version, ground=posts.DISPUTE, document=document, **who)

    def _resume(self, _s: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        return clock.resume(d, seen=d.version, **who)

    def _reappoint(self, step: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        return clock.reappoint(
            d,
            seen=d.version,
            new_due=posts.new_due(step),
            reason=posts.SORRY,
            document=self.posts.apology(step),
            **who,
        )

    def _ask_opinion(self, step: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        request = self.posts.question(step)
        return handling.ask_opinion(d, seen=d.version, requests=[request], **who)

    def _answer_opinion(self, _s: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        opinion = d.opinions.get(answered_at__isnull=True)
        return handling.answer_opinion(opinion.pk, answer=posts.ANSWER, agrees=True, **who)

    def _refuse(self, _s: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        return closing.refuse(d, seen=d.version, reason=posts.REFUSAL, legal_basis="", **who)

    def _withdraw(self, _s: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        return closing.withdraw(d, seen=d.version, reason=posts.TAKEN_BACK, **who)

    def _stop(self, step: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        document = self.posts.stop_decision(step)
        return closing.stop(d, seen=d.version, reason=posts.ABOLISHED, document=document, **who)

    def _correct(self, _s: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        assert d.finished_at is not None
        return closing.correct(
            d,
            seen=d.version,
            to=State(d.state),
            finished_at=d.finished_at,
            reason=posts.MISTYPED,
            **who,
        )
