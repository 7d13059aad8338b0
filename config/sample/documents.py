"""A year of documents in and out of the sample communes, written through the services in their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from config.sample.posts import Posts
from config.sample.province import AFTER, REFORM, Place
from congvu.casework.documents.models import Document
from congvu.casework.documents.rules.kinds import Part, RelationKind, Urgency, Way
from congvu.casework.documents.services import additions, incoming, outgoing, routing
from congvu.casework.documents.services.bodies import add_body
from congvu.casework.documents.services.identities import named_by
from congvu.casework.documents.services.incoming import Incoming
from congvu.casework.documents.services.outgoing import Outgoing
from congvu.casework.documents.services.parts import RecipientInput
from congvu.casework.documents.services.routing import RoutingInput
from congvu.foundation.calendars.selectors import work_calendar
from congvu.foundation.people.rules import Staff
from congvu.kernel.workcalendar import VIETNAM

# how many days of ten bring an arrival, and how many a document of our own
ARRIVALS, OURS = 4, 3
SENDERS = (
    # agency, abbreviation of its symbol, subjects
    ("Sở Nội vụ tỉnh Minh Châu", "SNV-CCHC", (
        "Về việc báo cáo kết quả cải cách hành chính quý",
        "Về việc rà soát vị trí việc làm của công chức cấp xã",
        "Hướng dẫn tự đánh giá chỉ số cải cách hành chính",
    )),
    ("Ủy ban nhân dân tỉnh Minh Châu", "UBND-NC", (
        "Về việc chấn chỉnh kỷ luật, kỷ cương hành chính",
        "Về việc đẩy nhanh số hóa kết quả giải quyết thủ tục hành chính",
        "Về việc chuẩn bị hội nghị trực tuyến về chuyển đổi số",
    )),
    ("Sở Tư pháp tỉnh Minh Châu", "STP-HCTP", (
        "Về việc rà soát văn bản quy phạm pháp luật",
        "Về việc góp ý dự thảo quy định về hộ tịch",
    )),
    ("Sở Tài chính tỉnh Minh Châu", "STC-NS", (
        "Về việc báo cáo giải ngân vốn đầu tư công",
        "Hướng dẫn lập dự toán ngân sách năm sau",
    )),
    ("Sở Khoa học và Công nghệ tỉnh Minh Châu", "SKHCN-CĐS", (
        "Về việc bồi dưỡng kỹ năng số cho công chức",
        "Về việc kiểm tra an toàn thông tin hệ thống một cửa",
    )),
)  # fmt: skip
WORKS = (
    # type, subject, tags, weight
    ("BC", "Kết quả công tác cải cách hành chính", ("bao-cao-cchc",), 4),
    ("KH", "Thực hiện công tác cải cách hành chính", ("chi-dao-cchc",), 2),
    ("CV", "V/v đôn đốc giải quyết hồ sơ thủ tục hành chính đúng hạn", ("chi-dao-cchc",), 3),
    ("CV", "V/v góp ý dự thảo văn bản của cấp trên", (), 4),
    ("QĐ", "Về việc kiện toàn Ban Chỉ đạo cải cách hành chính", (), 1),
    ("QĐ", "Về việc phân công nhiệm vụ công chức", (), 3),
    (
        "TB",
        "Kết luận của Chủ tịch Ủy ban nhân dân tại cuộc họp giao ban",
        ("nhiem-vu-cap-tren",),
        3,
    ),
    ("KH", "Hoạt động của Ban Chỉ đạo cải cách hành chính", ("tuyen-truyen-cchc",), 1),
    ("GM", "Họp đánh giá công tác tháng", (), 2),
    ("TTr", "Đề nghị phê duyệt kế hoạch chuyển đổi số", ("chuyen-doi-so",), 1),
)
INSTRUCTIONS = (
    "Giao đơn vị chủ trì tham mưu thực hiện, báo cáo đúng hạn.",
    "Nghiên cứu, tham mưu văn bản trả lời.",
    "Triển khai thực hiện và báo cáo kết quả.",
)
RESULTS = ("Đã thực hiện xong theo yêu cầu.", "Đã có văn bản trả lời.", "Đã báo cáo cấp trên.")
Act = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Deed:
    """Something at its hour; `turn` decides between equals."""

    at: datetime
    turn: int
    act: Act


def load_documents(
    posts: Posts,
    *,
    seed: int,
    until: datetime,
    besides: Mapping[str, Sequence[tuple[datetime, Act]]] | None = None,
) -> int:
    """Write the documents of each new commune since the reform, at most a year; return how many.

    `besides` is what else takes numbers of a commune's book, by its key: it happens at its hour.
    """
    starts_on = max(REFORM, until.date() - timedelta(days=365))
    random = Random(f"{seed}:documents")  # noqa: S311 - sample data, not secrets
    with named_by(lambda: UUID(int=random.getrandbits(128), version=4)):
        for place in AFTER:
            office = _Office(posts, place, seed, starts_on, until)
            for at, act in (besides or {}).get(place.key, ()):
                office.later(at, act)
            office.work()
    return Document.objects.count()


class _Office:
    """One commune's registrar, leader and sections at work."""

    def __init__(
        self, posts: Posts, place: Place, seed: int, starts_on: date, until: datetime
    ) -> None:
        key = place.key
        self.registrar = posts.staff[f"{key}/registrar/secretariat"]
        self.leader = posts.staff[f"{key}/leader/"]
        self.sections = [
            (posts.units[f"{key}/{name}"].pk, posts.staff[f"{key}/officer/{name}"])
            for name in ("economy", "society")
        ]
        self.place, self.starts_on, self.until = place, starts_on, until
        self.random = Random(f"{seed}:documents:{key}")  # noqa: S311
        self.deeds: list[Deed] = []
        self.numbers: dict[str, int] = {}
        self.committee: int | None = None
        self.subjects: Counter[str] = Counter()

    def work(self) -> None:
        """Plan the year, then do it in the order of its hours."""
        calendar = work_calendar()
        day = self.starts_on
        while day <= self.until.date():
            if calendar.is_working(day):
                self._plan(day)
            day += timedelta(days=1)
        while self.deeds:
            self.deeds.sort(key=lambda deed: (deed.at, deed.turn))
            deed = self.deeds.pop(0)
            if deed.at <= self.until:
                deed.act()

    def _plan(self, day: date) -> None:
        share = self.place.weight / max(place.weight for place in AFTER)
        for often, act in ((ARRIVALS, self._arrive), (OURS, self._send)):
            if self.random.random() * 10 < often * share:
                at = datetime.combine(day, time(8, self.random.randrange(5, 55)), VIETNAM)
                self.later(at, lambda act=act, at=at: act(at))  # type: ignore[misc]

    def later(self, at: datetime, act: Act) -> None:
        self.deeds.append(Deed(at, len(self.deeds), act))

    def _arrive(self, at: datetime) -> None:
        agency, symbol, subjects = self.random.choice(SENDERS)
        number = self.numbers.get(symbol, 100) + self.random.randrange(1, 9)
        self.numbers[symbol] = number
        has_due = self.random.random() < 0.7
        due_on = at.date() + timedelta(days=self.random.randrange(4, 20)) if has_due else None
        sent = at.date() - timedelta(days=self.random.randrange(3))
        document = incoming.register_incoming(
            Incoming(
                code=f"{number}/{symbol}",
                issued_on=sent,
                issuer=agency,
                subject=self.random.choice(subjects),
                arrived_on=at.date(),
                urgency=self.random.choice((Urgency.NORMAL,) * 8 + (Urgency.URGENT,)),
                signer_title="Giám đốc",
                pages=self.random.randrange(1, 9),
                due_on=due_on,
                late_reason="Văn bản chuyển qua bưu điện" if sent.year != at.year else "",
                despite_double=True,
            ),
            by=self.registrar,
            at=at,
        )
        if (self.until - at).days < 5 and self.random.random() < 0.5:
            return  # still on the leader's table
        hours = timedelta(hours=self.random.choice((1, 2, 3, 26)))
        self.later(at + hours, lambda: self._instruct(document, at + hours))

    def _instruct(self, document: Document, at: datetime) -> None:
        if document.due_on is None and self.random.random() < 0.4:
            incoming.file_away(
                document, seen=document.version, note="Để biết", by=self.leader, at=at
            )
            return
        lead, support = self.random.sample(self.sections, 2)
        lines = [RoutingInput(lead[0], Part.LEAD, lead[1].position_id, document.due_on)]
        if self.random.random() < 0.3:
            lines.append(RoutingInput(support[0], Part.SUPPORT))
        routed = routing.route(
            document,
            lines,
            seen=document.version,
            instruction=self.random.choice(INSTRUCTIONS),
            by=self.leader,
            at=at,
        )
        limit = document.due_on or at.date() + timedelta(days=15)
        days = (limit - at.date()).days + self.random.choice((-4, -3, -2, -2, -1, -1, 0, 0, 2, 6))
        done = at + timedelta(days=max(1, days))
        self.later(done, lambda: self._finish(routed, lead[1], done))

    def _finish(self, document: Document, officer: Staff, at: datetime) -> None:
        part = document.routings.filter(is_open=True, part=Part.LEAD.value).first()
        if part is None:
            return
        answer = None
        if self.random.random() < 0.25:
            answer = self._numbered(
                "CV", f"V/v trả lời văn bản số {document.code}", (), officer, at
            )
        routing.finish_part(
            document,
            part.pk,
            seen=document.version,
            note=self.random.choice(RESULTS),
            answer=answer,
            by=officer,
            at=at,
        )

    def _send(self, at: datetime) -> None:
        weights = [work[3] for work in WORKS]
        kind, subject, tags, _weight = self.random.choices(WORKS, weights)[0]
        officer = self.random.choice(self.sections)[1]
        whole = subject
        if kind in {"BC", "KH"}:
            whole = f"{subject} tháng {at.month} năm {at.year}"
            self.subjects[f"{kind} {whole}"] += 1
            # two plans of one content would be two numbers for one document
            if (again := self.subjects[f"{kind} {whole}"]) > 1:
                whole = f"{whole}, đợt {again}"
        if (self.until - at).days < 4 and self.random.random() < 0.6:
            outgoing.draft(self._outgoing(kind, whole, tags, officer), by=officer, at=at)
            return
        document = self._numbered(kind, whole, tags, officer, at)
        if kind == "KH" and self.random.random() < 0.5:
            additions.relate(
                document,
                RelationKind.IMPLEMENTS,
                target_name="Kế hoạch cải cách hành chính của Ủy ban nhân dân tỉnh Minh Châu",
                by=self.registrar,
                at=at,
            )

    def _numbered(
        self, kind: str, subject: str, tags: tuple[str, ...], officer: Staff, at: datetime
    ) -> Document:
        """Number a document on its day, and send it; one in forty is struck instead."""
        document = outgoing.register_outgoing(
            self._outgoing(kind, subject, tags, officer),
            issued_on=at.date(),
            by=self.registrar,
            at=at,
        )
        if self.random.random() < 0.025:
            return outgoing.cancel_number(
                document,
                seen=document.version,
                reason="Ký nhầm bản dự thảo, ban hành số khác",
                by=self.registrar,
                at=at,
            )
        if (self.until - at).days < 2 and self.random.random() < 0.5:
            return document
        return outgoing.issue(document, seen=document.version, by=self.registrar, at=at)

    def _outgoing(self, kind: str, subject: str, tags: tuple[str, ...], officer: Staff) -> Outgoing:
        way = self.random.choice((Way.NETWORK,) * 6 + (Way.BOTH,) * 3 + (Way.PAPER,))
        return Outgoing(
            type=kind,
            subject=subject,
            body_id=self._committee() if subject.startswith("Hoạt động của Ban Chỉ đạo") else None,
            unit_symbol="VP" if kind == "CV" else "",
            unit_id=officer.unit_id,
            signer=self.leader.full_name,
            signer_title="Chủ tịch",
            recipients=tuple(RecipientInput(name) for name in self._recipients(kind)),
            way=way,
            is_signed=way is not Way.PAPER,
            pages=self.random.randrange(1, 12),
            copies=self.random.randrange(2, 12) if way is not Way.NETWORK else None,
            tags=tags,
        )

    def _recipients(self, kind: str) -> Iterator[str]:
        if kind in {"BC", "TTr"}:
            yield "Sở Nội vụ tỉnh Minh Châu"
            yield "Thường trực Đảng ủy, HĐND"
        else:
            yield "Các phòng, đơn vị"
            yield "Trưởng các thôn"
        yield "Lưu: VT"

    def _committee(self) -> int:
        if self.committee is None:
            body = add_body(
                name="Ban Chỉ đạo cải cách hành chính",
                abbreviation="BCĐ",
                own_series=True,
                by_type=True,
                by=self.registrar,
                at=datetime.combine(self.starts_on, time(8), VIETNAM),
            )
            self.committee = body.pk
        return self.committee
