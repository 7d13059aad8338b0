"""Carries the plan out by rows: the same outcome as the services, without their database access.

Facts, due dates, lives and slips come from the services' pure functions. Each act stands under the
name of its service; a test compares every row of every table with what the services write.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from config.sample import posts, row_acts
from config.sample.deed import Book, Deed
from config.sample.lives import Step
from config.sample.open_dossier import OpenDossier
from config.sample.posts import Posts
from config.sample.tables import spell_json
from congvu.casework.dossiers.models import DossierTransfer
from congvu.casework.dossiers.rules.states import Action
from congvu.casework.dossiers.services.intake import intake_facts
from congvu.casework.dossiers.services.steps import APPROVE, NUMBER, RETURN
from congvu.casework.dossiers.services.transfer import HANDED_OVER
from congvu.foundation.people.rules import Staff
from congvu.instruments.catalogue import selectors as catalogue
from congvu.kernel.documents import DocumentReference
from congvu.kernel.vitext import nfc
from congvu.kernel.workingdays import VIETNAM, local_day

AT_ONCE = 150_000  # rows in memory before they are written


class Rows:
    """The office at work in memory: open dossiers by number, everything else in the book."""

    def __init__(self, posts: Posts, *, reform_ahead: bool = True) -> None:
        self.posts = posts
        self.book = Book(posts.staff)
        self.open: dict[int, OpenDossier] = {}
        self.reform_ahead = reform_ahead
        self._over: set[int] = set()  # whose plan is over, but whom the reform still moves
        self._day: date | None = None

    def carry_out(self, step: Step) -> None:
        """Let one step happen to its dossier; write what waits when a day is over."""
        if step.at.date() != self._day:
            self._day = step.at.date()
            if self.book.tables.pending() > AT_ONCE:
                self.book.write()
        act: Callable[[Step, Staff], None] = getattr(self, f"_{step.name}")
        act(step, self.posts.who(step.by))
        if step.is_last:
            self._release_if_over(step.number)

    def hand_over(
        self, old: int, new: int, *, decision: DocumentReference, by: Staff, at: datetime
    ) -> None:
        """Let one commune's dossiers go to its successor (services.transfer)."""
        moving = [
            d
            for d in sorted(self.open.values(), key=lambda d: d.id)
            if d.life.competent_unit_id == old and d.life.state in HANDED_OVER
        ]
        facts = {"competent_unit_id": new, "holder_unit_id": new, "assignee_id": None}
        document = spell_json(decision.as_facts())
        for d in moving:
            deed = Deed(self.book, d, by, at)
            deed.happen(Action.HAND_OVER, facts=facts, document=document)
            deed.close()
        for d in moving:
            Deed(self.book, d, by, at).let_read(old)
        self.book.write()
        DossierTransfer.objects.create(
            from_unit_id=old,
            to_unit_id=new,
            decision=decision.as_facts(),
            made_at=at,
            dossiers=len(moving),
        )

    def reformed(self) -> None:
        """Know that offices are others now, and let go what only waited for that."""
        self.reform_ahead = False
        self.book.forget_offices()
        for number in self._over:
            self.book.release(self.open.pop(number))
        self._over.clear()

    def finish(self) -> None:
        """Write everything that is still open."""
        for d in self.open.values():
            self.book.release(d)
        self.open.clear()
        self.book.write()

    def _release_if_over(self, number: int) -> None:
        if self.reform_ahead and self.open[number].life.state in HANDED_OVER:
            self._over.add(number)
        else:
            self.book.release(self.open.pop(number))

    def _deed(self, step: Step, by: Staff) -> Deed:
        return Deed(self.book, self.open[step.number], by, step.at)

    def _begin(self, step: Step, by: Staff) -> Deed:
        intake = self.posts.intake(step)
        d = self.open[step.number] = row_acts.begin(self.book, intake, posts.key(step), step.at, by)
        return Deed(self.book, d, by, step.at)

    # intake

    def _accept_new(self, step: Step, by: Staff) -> None:
        deed = self._begin(step, by)
        d = deed.dossier
        office = self.book.office(by.unit_id, local_day(step.at))
        regime = self.book.regime(local_day(step.at))
        facts = intake_facts(d.intake, d.version, office, regime.code)
        row_acts.accept(deed, facts, office)
        deed.close()

    def _submit(self, step: Step, by: Staff) -> None:
        deed = self._begin(step, by)
        d = deed.dossier
        office = self.book.office(by.unit_id, local_day(step.at))
        regime = self.book.regime(local_day(step.at))
        facts = intake_facts(d.intake, d.version, office, regime.code)
        deed.happen(Action.SUBMIT, facts=facts)
        row_acts.add_rows(deed, office.id)
        deed.close()

    def _same_day(self, step: Step, by: Staff) -> None:
        self._accept_new(step, by)
        deed = self._deed(step, by)
        facts = {"holder_unit_id": by.unit_id, "assignee_id": by.position_id}
        deed.happen(Action.FORWARD, facts=facts)
        result = self.posts.result(step, deed.dossier.version)
        document = spell_json(result.as_facts())
        deed.happen(Action.RESOLVE, document=document, by=self.posts.signer(step))
        row_acts.add_result(deed, document)
        deed.happen(Action.HAND_OUT)
        row_acts.add_hand_out(deed, step.args["applicant"]["name"])
        deed.close()

    def _accept_submitted(self, step: Step, by: Staff) -> None:
        deed = self._deed(step, by)
        d = deed.dossier
        d.version = catalogue.get_version(d.version.code, local_day(step.at))
        office = self.book.office(d.life.receiving_unit_id, local_day(step.at))
        row_acts.accept(deed, {}, office)
        deed.close()

    def _ask_to_complete(self, step: Step, by: Staff) -> None:
        deed = self._deed(step, by)
        deed.happen(Action.ASK_TO_COMPLETE, note=posts.NOT_COMPLETE)
        row_acts.ask_for_papers(deed, posts.NOT_COMPLETE, before_acceptance=True)
        deed.close()

    def _submit_again(self, step: Step, by: Staff) -> None:
        deed = self._deed(step, by)
        deed.happen(Action.SUBMIT_AGAIN)
        for request in deed.dossier.requests:
            request.received_at = request.received_at or deed.now
        deed.close()

    def _reject(self, step: Step, by: Staff) -> None:
        deed = self._deed(step, by)
        deed.happen(Action.REJECT, note=nfc(posts.NOT_OURS))
        deed.slip("refusal_notice", reason=posts.NOT_OURS)
        deed.close()

    # handling

    def _forward(self, step: Step, by: Staff) -> None:
        deed = self._deed(step, by)
        row_acts.forward(deed, self.posts.who(step.args["to"]))
        deed.close()

    def _present(self, step: Step, by: Staff) -> None:
        deed = self._deed(step, by)
        deed.happen(Action.PRESENT, facts=row_acts.enter_step(deed, APPROVE))
        deed.hand_over(None)
        deed.close()

    def _send_to_numbering(self, step: Step, by: Staff) -> None:
        deed = self._deed(step, by)
        row_acts.take_from_signature(deed)
        deed.happen(Action.SEND_TO_NUMBERING, facts=row_acts.enter_step(deed, NUMBER))
        deed.hand_over(None)
        deed.close()

    def _ask_opinion(self, step: Step, by: Staff) -> None:
        deed = self._deed(step, by)
        asked = self.posts.question(step)
        deed.happen(Action.ASK_OPINION, note=asked.question)
        row_acts.ask(deed, asked)
        deed.hand_over(asked.unit_id, note=asked.question)
        deed.close()

    def _answer_opinion(self, step: Step, by: Staff) -> None:
        deed = self._deed(step, by)
        opinion = next(row for row in deed.dossier.opinions if row.answered_at is None)
        opinion.answer, opinion.agrees = posts.ANSWER, self.book.spelling.yes
        opinion.answered_at, opinion.answered_by = deed.now, by.full_name
        deed.hand_over(row_acts.handling_unit(deed), note=posts.ANSWER)
        deed.happen(Action.COME_BACK, note=posts.ANSWER)
        deed.close()

    # the clock

    def _request_supplement(self, step: Step, by: Staff) -> None:
        deed = self._deed(step, by)
        deed.happen(Action.REQUEST_SUPPLEMENT, note=posts.PAPERS_MISSING)
        row_acts.open_pause(deed, "supplement", posts.PAPERS_MISSING, None)
        row_acts.ask_for_papers(deed, posts.PAPERS_MISSING, before_acceptance=False)
        deed.close()

    def _receive_supplement(self, step: Step, by: Staff) -> None:
        deed = self._deed(step, by)
        facts = row_acts.end_pause(deed, row_acts.policy(deed).on_supplement)
        deed.happen(Action.RECEIVE_SUPPLEMENT, facts=row_acts.share_out_again(deed, facts))
        row_acts.add_papers(deed, posts.BROUGHT_LATER)
        row_acts.receive(deed)
        deed.close()

    def _request_payment(self, step: Step, by: Staff) -> None:
        deed = self._deed(step, by)
        document = spell_json(self.posts.payment_notice(step).as_facts())
        deed.happen(Action.REQUEST_PAYMENT, note=posts.TO_PAY, document=document)
        row_acts.open_pause(deed, "payment", posts.TO_PAY, document)
        deed.slip("payment_notice", reason=posts.TO_PAY)
        deed.close()

    def _confirm_payment(self, step: Step, by: Staff) -> None:
        deed = self._deed(step, by)
        facts = row_acts.share_out_again(deed, row_acts.end_pause(deed))
        deed.happen(Action.CONFIRM_PAYMENT, facts=facts, note=posts.PAID)
        deed.close()

    def _suspend(self, step: Step, by: Staff) -> None:
        deed = self._deed(step, by)
        cited = self.posts.suspension(step)
        document = spell_json(cited.as_facts())
        deed.happen(Action.SUSPEND, note=posts.DISPUTE, document=document)
        row_acts.open_pause(deed, "suspension", posts.DISPUTE, document)
        deed.slip("suspension_notice", reason=posts.DISPUTE, document=cited)
        deed.close()

    def _resume(self, step: Step, by: Staff) -> None:
        deed = self._deed(step, by)
        facts = row_acts.share_out_again(deed, row_acts.end_pause(deed))
        deed.happen(Action.RESUME, facts=facts)
        deed.close()

    def _reappoint(self, step: Step, by: Staff) -> None:
        deed = self._deed(step, by)
        first, new = deed.dossier.life.lawful_due, posts.new_due(step)
        document = spell_json(self.posts.apology(step).as_facts())
        facts = {"current_due": new.isoformat()}
        deed.happen(Action.REAPPOINT, facts=facts, note=posts.SORRY, document=document)
        row_acts.reappoint(deed, new, posts.SORRY, document)
        deed.slip("apology_letter", reason=posts.SORRY, first_due=first, new_due=new)
        deed.close()

    # the end

    def _resolve(self, step: Step, by: Staff) -> None:
        deed = self._deed(step, by)
        document = spell_json(self.posts.result(step, deed.dossier.version).as_facts())
        row_acts.take_from_signature(deed)
        deed.happen(Action.RESOLVE, facts=row_acts.enter_step(deed, RETURN), document=document)
        row_acts.add_result(deed, document)
        deed.hand_over(deed.dossier.life.receiving_unit_id)
        deed.close()

    def _hand_out(self, step: Step, by: Staff) -> None:
        deed = self._deed(step, by)
        deed.happen(Action.HAND_OUT)
        row_acts.finish_steps(deed)
        method = posts.RETURNED_BY[deed.dossier.life.channel]
        row_acts.add_hand_out(deed, deed.dossier.applicant.name, method)
        for result in deed.dossier.results:
            result.delivered_at = result.delivered_at or deed.now
        deed.close()

    def _refuse(self, step: Step, by: Staff) -> None:
        deed = self._deed(step, by)
        row_acts.take_from_signature(deed)
        deed.happen(Action.REFUSE, facts=row_acts.end_pause(deed), note=posts.REFUSAL)
        deed.slip("refusal_notice", reason=posts.REFUSAL)
        deed.close()

    def _withdraw(self, step: Step, by: Staff) -> None:
        deed = self._deed(step, by)
        deed.happen(Action.WITHDRAW, facts=row_acts.end_pause(deed), note=posts.TAKEN_BACK)
        deed.close()

    def _stop(self, step: Step, by: Staff) -> None:
        deed = self._deed(step, by)
        cited = self.posts.stop_decision(step)
        facts = row_acts.end_pause(deed)
        document = spell_json(cited.as_facts())
        deed.happen(Action.STOP, facts=facts, note=posts.ABOLISHED, document=document)
        deed.slip("stop_notice", reason=posts.ABOLISHED, document=cited)
        deed.close()

    def _correct(self, step: Step, by: Staff) -> None:
        deed = self._deed(step, by)
        life = deed.dossier.life
        assert life.finished_at is not None
        facts = {"finished_at": life.finished_at.astimezone(VIETNAM).isoformat()}
        deed.happen(Action.CORRECT, to=life.state, facts=facts, note=posts.MISTYPED)
        deed.close()
