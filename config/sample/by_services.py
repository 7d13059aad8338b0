"""Carries the plan out through the services, step by step: what every other way must equal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from config.sample.lives import Step
from congvu.casework.dossiers.models import Dossier
from congvu.casework.dossiers.rules.states import State
from congvu.casework.dossiers.services import clock, closing, handling, intake
from congvu.casework.dossiers.services.closing import ResultInput
from congvu.casework.dossiers.services.handling import OpinionInput
from congvu.casework.dossiers.services.intake import ApplicantInput, Intake, PaperInput
from congvu.foundation.people.rules import Staff
from congvu.foundation.units.models import Unit
from congvu.instruments.catalogue import selectors as catalogue
from congvu.kernel.documents import DocumentReference
from congvu.kernel.workingdays import local_day

REFUSAL = "Hồ sơ không đủ điều kiện giải quyết theo quy định."
MISSING = (("Bản sao giấy tờ tùy thân còn rõ", "Bản đã nộp bị mờ"),)


class Services:
    """The office at work: knows who is who and which dossier each number became."""

    def __init__(self, units: dict[str, Unit], staff: dict[str, Staff]) -> None:
        self.units = units
        self.staff = staff
        self.dossiers: dict[int, Dossier] = {}
        self.successors: dict[str, str] = {}

    def carry_out(self, step: Step) -> None:
        """Let one step happen to its dossier."""
        before = self.dossiers.get(step.number)
        act: Callable[..., Dossier] = getattr(self, f"_{step.name}")
        self.dossiers[step.number] = act(step, before, {"by": self._who(step.by), "at": step.at})

    def take_over(self, successors: dict[str, str]) -> None:
        """Let the successors' people act on what was open, and read the moved dossiers anew."""
        self.successors = successors
        for number, dossier in self.dossiers.items():
            self.dossiers[number] = Dossier.objects.get(pk=dossier.pk)

    def _who(self, post: str) -> Staff:
        """Return who holds the post, or its counterpart in the successor after the reform."""
        place, _, rest = post.partition("/")
        return self.staff[f"{self.successors.get(place, place)}/{rest}"]

    def _place(self, step: Step) -> str:
        place: str = step.args["desk"]
        return self.successors.get(place, place)

    def _accept_new(self, step: Step, _d: Dossier | None, who: dict[str, Any]) -> Dossier:
        return intake.accept_new(self._intake(step), key=key(step), **who)

    def _submit(self, step: Step, _d: Dossier | None, who: dict[str, Any]) -> Dossier:
        return intake.submit(self._intake(step), key=key(step), **who)

    def _same_day(self, step: Step, _d: Dossier | None, who: dict[str, Any]) -> Dossier:
        return closing.same_day(
            self._intake(step),
            results=[self._result(step)],
            receiver_name=step.args["applicant"]["name"],
            signer=self._who(f"{step.args['desk']}/leader/"),
            key=key(step),
            **who,
        )

    def _accept_submitted(self, _s: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        return intake.accept_submitted(d, seen=d.version, **who)

    def _ask_to_complete(self, _s: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        return intake.ask_to_complete(
            d, seen=d.version, items=MISSING, reason="Thiếu thành phần hồ sơ", **who
        )

    def _submit_again(self, _s: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        return intake.submit_again(d, seen=d.version, **who)

    def _reject(self, _s: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        return intake.reject(
            d, seen=d.version, reason="Không thuộc thẩm quyền của xã", legal_basis="", **who
        )

    def _forward(self, step: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        officer = self._who(step.args["to"])
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
        return closing.resolve(d, seen=d.version, results=[self._result(step)], **who)

    def _hand_out(self, _s: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        return closing.hand_out(
            d, seen=d.version, method="desk", receiver_name=d.applicant.name, **who
        )

    def _request_supplement(self, _s: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        return clock.request_supplement(
            d, seen=d.version, items=MISSING, reason="Thành phần hồ sơ chưa đầy đủ", **who
        )

    def _receive_supplement(self, _s: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        paper = PaperInput(MISSING[0][0], copies=1)
        return clock.receive_supplement(d, seen=d.version, papers=[paper], **who)

    def _request_payment(self, step: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        document = self._document(step, "Thông báo", "TB-UBND", "về nghĩa vụ tài chính")
        return clock.request_payment(
            d, seen=d.version, ground="Nộp nghĩa vụ tài chính", document=document, **who
        )

    def _confirm_payment(self, _s: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        return clock.confirm_payment(d, seen=d.version, receipt="Đã nộp đủ", **who)

    def _suspend(self, step: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        document = self._document(step, "Thông báo", "TB-UBND", "về việc tạm dừng giải quyết")
        ground = "Chờ kết quả giải quyết tranh chấp theo quy định"
        return clock.suspend(d, seen=d.version, ground=ground, document=document, **who)

    def _resume(self, _s: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        return clock.resume(d, seen=d.version, **who)

    def _reappoint(self, step: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        return clock.reappoint(
            d,
            seen=d.version,
            new_due=date.fromisoformat(step.args["new_due"]),
            reason="Phải xác minh thêm ở nơi cư trú cũ",
            document=self._document(step, "Công văn", "UBND-VP", "về việc xin lỗi và hẹn lại"),
            **who,
        )

    def _ask_opinion(self, step: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        section = self.units[f"{self._place(step)}/secretariat"]
        request = OpinionInput(
            section.pk, "Đề nghị cho ý kiến về hồ sơ", local_day(step.at) + timedelta(days=3)
        )
        return handling.ask_opinion(d, seen=d.version, requests=[request], **who)

    def _answer_opinion(self, _s: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        opinion = d.opinions.get(answered_at__isnull=True)
        return handling.answer_opinion(opinion.pk, answer="Thống nhất", agrees=True, **who)

    def _refuse(self, _s: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        return closing.refuse(d, seen=d.version, reason=REFUSAL, legal_basis="", **who)

    def _withdraw(self, _s: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        return closing.withdraw(d, seen=d.version, reason="Công dân xin rút hồ sơ", **who)

    def _stop(self, step: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        document = self._document(step, "Quyết định", "QĐ-UBND", "về việc dừng giải quyết")
        return closing.stop(d, seen=d.version, reason="Thủ tục bị bãi bỏ", document=document, **who)

    def _correct(self, _s: Step, d: Dossier, who: dict[str, Any]) -> Dossier:
        assert d.finished_at is not None
        return closing.correct(
            d,
            seen=d.version,
            to=State(d.state),
            finished_at=d.finished_at,
            reason="Nhập nhầm thời điểm có kết quả",
            **who,
        )

    def _intake(self, step: Step) -> Intake:
        version = catalogue.get_version(step.args["procedure"], local_day(step.at))
        required = [paper for paper in version.papers if paper.required][:5]
        online = step.args["channel"] == "online"
        return Intake(
            procedure=step.args["procedure"],
            channel=step.args["channel"],
            applicant=ApplicantInput(**step.args["applicant"]),
            papers=[
                PaperInput(paper.name, electronic=1)
                if online
                else PaperInput(paper.name, originals=paper.originals, copies=paper.copies)
                for paper in required
            ],
        )

    def _result(self, step: Step) -> ResultInput:
        version = catalogue.get_version_by_id(self._version_id(step))
        document = self._document(
            step, "Văn bản", "UBND", version.result[:200], number=step.args["result"]
        )
        return ResultInput(document)

    def _version_id(self, step: Step) -> int:
        known = self.dossiers.get(step.number)
        if known is not None:
            return known.procedure_version_id
        return catalogue.get_version(step.args["procedure"], local_day(step.at)).id

    def _document(
        self, step: Step, type_: str, symbol: str, subject: str, number: str = ""
    ) -> DocumentReference:
        return DocumentReference(
            type=type_,
            number=number or str(step.number % 900 + 1),
            symbol=symbol,
            issued_on=local_day(step.at),
            issuer=f"UBND {self.units[self._place(step)].name}",
            subject=subject,
        )


def key(step: Step) -> str:
    """Name the intake, so that the dossier's uuid follows from the plan."""
    return f"sample-{step.number}"
