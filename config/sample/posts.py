"""Who acts for each post of the plan, and what the plan's words become: papers, documents, results.

Both ways of carrying the plan out ask here, so that they say the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from config.sample.lives import Step
from congvu.casework.dossiers.services.handling import OpinionInput
from congvu.casework.dossiers.services.intake import ApplicantInput, Intake, PaperInput
from congvu.foundation.people.rules import Staff
from congvu.foundation.units.models import Unit
from congvu.instruments.catalogue import selectors as catalogue
from congvu.instruments.catalogue.rules import VersionFacts
from congvu.kernel.documents import DocumentReference
from congvu.kernel.workingdays import local_day

MISSING = (("Bản sao giấy tờ tùy thân còn rõ", "Bản đã nộp bị mờ"),)
BROUGHT_LATER = (PaperInput(MISSING[0][0], copies=1),)
# what is said in each kind of act
NOT_COMPLETE = "Thiếu thành phần hồ sơ"
NOT_OURS = "Không thuộc thẩm quyền của xã"
PAPERS_MISSING = "Thành phần hồ sơ chưa đầy đủ"
TO_PAY = "Nộp nghĩa vụ tài chính"
PAID = "Đã nộp đủ"
DISPUTE = "Chờ kết quả giải quyết tranh chấp theo quy định"
SORRY = "Phải xác minh thêm ở nơi cư trú cũ"
QUESTION = "Đề nghị cho ý kiến về hồ sơ"
ANSWER = "Thống nhất"
REFUSAL = "Hồ sơ không đủ điều kiện giải quyết theo quy định."
TAKEN_BACK = "Công dân xin rút hồ sơ"
ABOLISHED = "Thủ tục bị bãi bỏ"
MISTYPED = "Nhập nhầm thời điểm có kết quả"
MOST_PAPERS = 5
# how the result goes back, by the way in which the dossier came
RETURNED_BY = {"direct": "desk", "postal": "postal", "online": "electronic"}


@dataclass(slots=True)
class Posts:
    """The office at work: the units and people of the sample by key."""

    units: dict[str, Unit]
    staff: dict[str, Staff]
    successors: dict[str, str] = field(default_factory=dict)

    def who(self, post: str) -> Staff:
        """Return who holds the post, or its counterpart in the successor after the reform."""
        place, _, rest = post.partition("/")
        return self.staff[f"{self.successors.get(place, place)}/{rest}"]

    def place(self, step: Step) -> str:
        """Return the commune that has the dossier now."""
        place: str = step.args["desk"]
        return self.successors.get(place, place)

    def signer(self, step: Step) -> Staff:
        """Return the leader who signs what is decided at the desk."""
        return self.who(f"{step.args['desk']}/leader/")

    def intake(self, step: Step) -> Intake:
        """Return what comes in: the applicant and the required papers."""
        version = catalogue.get_version(step.args["procedure"], local_day(step.at))
        online = step.args["channel"] == "online"
        return Intake(
            procedure=step.args["procedure"],
            channel=step.args["channel"],
            applicant=ApplicantInput(**step.args["applicant"]),
            papers=papers_of(version, online=online),
        )

    def question(self, step: Step) -> OpinionInput:
        """Return what the section beside is asked, to be answered within three days."""
        place = self.place(step)
        section = self.units.get(f"{place}/secretariat") or self.units[place]
        return OpinionInput(section.pk, QUESTION, local_day(step.at) + timedelta(days=3))

    def result(self, step: Step, version: VersionFacts) -> DocumentReference:
        """Return the document that ends a dossier."""
        return self._document(
            step, "Văn bản", "UBND", version.result[:200], number=step.args["result"]
        )

    def payment_notice(self, step: Step) -> DocumentReference:
        return self._document(step, "Thông báo", "TB-UBND", "về nghĩa vụ tài chính")

    def suspension(self, step: Step) -> DocumentReference:
        return self._document(step, "Thông báo", "TB-UBND", "về việc tạm dừng giải quyết")

    def apology(self, step: Step) -> DocumentReference:
        return self._document(step, "Công văn", "UBND-VP", "về việc xin lỗi và hẹn lại")

    def stop_decision(self, step: Step) -> DocumentReference:
        return self._document(step, "Quyết định", "QĐ-UBND", "về việc dừng giải quyết")

    def _document(
        self, step: Step, type_: str, symbol: str, subject: str, number: str = ""
    ) -> DocumentReference:
        return DocumentReference(
            type=type_,
            number=number or str(step.number % 900 + 1),
            symbol=symbol,
            issued_on=local_day(step.at),
            issuer=f"UBND {self.units[self.place(step)].name}",
            subject=subject,
        )


def papers_of(version: VersionFacts, *, online: bool) -> list[PaperInput]:
    """Return the required papers, as files or on paper."""
    required = [paper for paper in version.papers if paper.required][:MOST_PAPERS]
    return [
        PaperInput(paper.name, electronic=1)
        if online
        else PaperInput(paper.name, originals=paper.originals, copies=paper.copies)
        for paper in required
    ]


def new_due(step: Step) -> date:
    """Return the second date that an apology promises."""
    return date.fromisoformat(step.args["new_due"])


def key(step: Step) -> str:
    """Name the intake, so that the dossier's uuid follows from the plan."""
    return f"sample-{step.number}"
