"""Reports of the sample: one accepted, one returned, one still written; three of elsewhere."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random
from uuid import UUID

from django.conf import settings

from config.sample.documents import Act
from config.sample.posts import Posts
from config.sample.province import AFTER, DECISION, FOUNDED, REFORM, Place
from congvu.casework.documents.services.identities import named_by
from congvu.foundation.journal.rules import SYSTEM
from congvu.foundation.people.models import Account
from congvu.foundation.people.rules import Role
from congvu.foundation.people.selectors import get_staff
from congvu.foundation.people.services.accounts import create_account
from congvu.foundation.people.services.positions import assign_position
from congvu.foundation.units.models import Succession, Unit
from congvu.foundation.units.rules import Level
from congvu.foundation.units.services.lives import create_unit
from congvu.kernel.workcalendar import VIETNAM
from congvu.oversight.indicators.loading import load_sets
from congvu.oversight.indicators.models import ReportingPeriod
from congvu.oversight.indicators.selectors import sheet
from congvu.oversight.indicators.services.computing import refresh
from congvu.oversight.indicators.services.entering import Typed, enter_many
from congvu.oversight.reporting.library import serving
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.samples import published
from congvu.oversight.reporting.selectors.checking import findings_of
from congvu.oversight.reporting.services import life, writing
from congvu.oversight.reporting.services.published import load_published

ACCEPTED, RETURNED = "minh-loc", "minh-son-phuong"
REASON = "Đã rà lại với sổ theo dõi của đơn vị; số liệu đúng (dữ liệu mẫu)."
UNTROUBLED = "Trong kỳ không phát sinh tồn tại, hạn chế phải báo cáo (dữ liệu mẫu)."
BACK = "Mục đánh giá chưa nêu nguyên nhân hồ sơ quá hạn; đề nghị bổ sung."
GROUP, HEIR = "Tỉnh Báo cáo mẫu (DỮ LIỆU MẪU)", "Xã Báo cáo mẫu (DỮ LIỆU MẪU)"
READER = "van"
# what only people know, where the books of the sample have no line
KNOWN = {
    "1.1.1": "12", "1.1.2": "9", "3.6.6": "120", "3.6.7": "100", "4.2.1": "30", "4.2.2": "28",
    "7.2.2": "310",
}  # fmt: skip


Deeds = dict[str, list[tuple[datetime, Act]]]


def plan_reports(posts: Posts, *, until: datetime) -> Deeds:
    """Return what each commune does with its report of the last period that is over, at its hour.

    The commune of the cast still writes, though the day has passed; one neighbour's report was
    accepted, the other's returned.
    """
    period = (
        ReportingPeriod.objects.filter(
            superior=posts.units["province"], ends_on__lte=until.date(), starts_on__gte=REFORM
        )
        .order_by("-ends_on", "pk")
        .first()
    )
    return (
        {} if period is None else {one.key: _Reporting(posts, one, period).deeds for one in AFTER}
    )


class _Reporting:
    """One commune's reform officer, leader and registrar with their report of a period."""

    def __init__(self, posts: Posts, place: Place, period: ReportingPeriod) -> None:
        self.author = posts.staff[f"{place.key}/{Role.REFORM_OFFICER.value}/secretariat"]
        self.leader = posts.staff[f"{place.key}/{Role.LEADER.value}/"]
        self.registrar = posts.staff[f"{place.key}/{Role.REGISTRAR.value}/secretariat"]
        self.superior = posts.staff[f"home/{Role.PROVINCE_OFFICER.value}/"]
        self.place, self.period = place, period
        self.report: Report | None = None

    @property
    def deeds(self) -> list[tuple[datetime, Act]]:
        """What happens, from the morning after the period on."""
        acts = [self.begin]
        if self.place.key in (ACCEPTED, RETURNED):
            acts += [self.check, self.sign, self.answer]
        moments = [
            datetime.combine(self.period.ends_on + timedelta(days=day), time(9), VIETNAM)
            for day in range(len(acts))
        ]
        return [(at, partial(act, at)) for at, act in zip(moments, acts, strict=True)]

    def begin(self, at: datetime) -> None:
        """Begin the report with what is computed."""
        outline = serving(Level.COMMUNE, self.period.period.kind, self.period.last_day)[0]
        self.report = life.open_report(self.period, outline.code, by=self.author, at=at)

    def check(self, at: datetime) -> None:
        """Enter what no book has, write what has no text, give the reasons asked for, pass it on."""
        report = self._begun
        there = sheet(report.unit_id, report.period_id)
        blank = {row.code for row in there.rows if not row.chosen}
        cells = {code: Typed(text, None) for code, text in KNOWN.items() if code in blank}
        enter_many(self.author, report.unit_id, report.period_id, cells, at=at)
        found_now = findings_of(report)
        for code in (one.section for one in found_now.blocking if one.section):
            writing.write_section(report, code, UNTROUBLED, seen=0, by=self.author, at=at)
        for one in found_now.unanswered:
            found = one.finding
            writing.give_reason(
                report, found.code, found.computation, REASON, by=self.author, at=at
            )
        self.report = life.check(report, seen=report.revision, by=self.author, at=at)

    def sign(self, at: datetime) -> None:
        """Let the leader sign, the registrar number and send it."""
        report = self._begun
        signature = life.Signature("TM", "CHỦ TỊCH", self.leader.full_name)
        report = life.approve(report, signature, seen=report.revision, by=self.leader, at=at)
        report = life.number(
            report, signed_on=at.date(), seen=report.revision, by=self.registrar, at=at
        )
        self.report = life.submit(report, seen=report.revision, by=self.registrar, at=at)

    def answer(self, at: datetime) -> None:
        """Let the province accept it, or send it back."""
        report = self._begun
        if self.place.key == ACCEPTED:
            life.accept(report, seen=report.revision, by=self.superior, at=at)
        else:
            life.send_back(report, reason=BACK, seen=report.revision, by=self.superior, at=at)

    @property
    def _begun(self) -> Report:
        assert self.report is not None, "deeds happen in their order"
        return self.report


def recount(posts: Posts, *, until: datetime) -> None:
    """Compute the figures of every commune anew, with all that the sample has recorded."""
    for period in ReportingPeriod.objects.filter(superior=posts.units["province"]).order_by("pk"):
        at = min(datetime.combine(period.ends_on, time(9), VIETNAM), until)
        for place in AFTER:
            author = posts.staff[f"{place.key}/{Role.REFORM_OFFICER.value}/secretariat"]
            refresh(posts.units[place.key].pk, period.pk, by=author, at=at)


def load_published_reports(*, seed: int, password: str) -> int:
    """Enter the figures of published reports under invented names; return how many.

    They stand in a province of their own, *Báo cáo mẫu*, whose one commune came from their
    districts: its reform officer reads them today.
    """
    at = datetime.combine(FOUNDED, time(8), VIETNAM)
    random = Random(f"{seed}:published")  # noqa: S311 - sample data, not secrets
    load_sets(settings.CATALOGUE / "indicators", by=SYSTEM, at=at)
    province = _unit("province", GROUP, "M98", at)
    reader = _account(at, password)
    superior = _position(reader, province, Role.PROVINCE_OFFICER, at, REFORM)
    districts = []
    for number, one in enumerate(published(), start=1):
        district = _unit(one.kind, one.alias, f"M98.{number}", at, parent=province, ends_on=REFORM)
        author = _position(reader, district, Role.REFORM_OFFICER, at, REFORM)
        day = datetime.combine(one.window.ends_on, time(9), VIETNAM)
        with named_by(lambda: UUID(int=random.getrandbits(128), version=4)):
            load_published(
                one,
                author=get_staff(reader.username, day.date(), author),
                superior=get_staff(reader.username, day.date(), superior),
                at=day,
            )
        districts.append(district)
    heir = _unit("xa", HEIR, "M98.101", at, parent=province, starts_on=REFORM)
    _position(reader, heir, Role.REFORM_OFFICER, at)
    # districts ended by law and were merged into none: in the sample one commune keeps their papers
    Succession.objects.bulk_create(
        Succession(from_unit=one, to_unit=heir, on=REFORM, is_main=True, decision=DECISION)
        for one in districts
    )
    return len(districts)


def _unit(
    kind: str,
    name: str,
    code: str,
    at: datetime,
    *,
    parent: Unit | None = None,
    starts_on: date = FOUNDED,
    ends_on: date | None = None,
) -> Unit:
    return create_unit(
        kind=kind,
        name=name,
        starts_on=starts_on,
        ends_on=ends_on,
        parent=parent,
        org_code=code,
        by=SYSTEM,
        at=at,
        is_sample=True,
    )


def _account(at: datetime, password: str) -> Account:
    account, _password = create_account(
        username=READER,
        full_name="Cao Bích Vân",
        by=SYSTEM,
        at=at,
        password=password,
        is_sample=True,
    )
    account.must_change_password, account.password_changed_at = False, at
    account.save(update_fields=["must_change_password", "password_changed_at"])
    return account


def _position(
    account: Account, unit: Unit, role: Role, at: datetime, ends_on: date | None = None
) -> str:
    """Give the reader a post in a unit; return its code."""
    return assign_position(
        account=account,
        unit=unit,
        title="Chuyên viên (dữ liệu mẫu)",
        role=role,
        starts_on=unit.starts_on,
        ends_on=ends_on,
        by=SYSTEM,
        at=at,
    ).code
