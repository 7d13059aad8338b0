"""The sum of those below: left out or stood in for by decision, frozen, after mergers, once more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from congvu.foundation.journal.models import Entry
from congvu.foundation.journal.rules import SYSTEM
from congvu.foundation.people.rules import Role as Post
from congvu.foundation.people.rules import Staff
from congvu.foundation.units.models import Succession, Unit
from congvu.foundation.units.rules import Ended
from congvu.foundation.units.services.lives import create_unit
from congvu.kernel.errors import Conflict, DomainError, Invalid, NotAllowed
from congvu.kernel.periods import Window
from congvu.oversight.indicators.models import ReportingPeriod, RollUpChoice
from congvu.oversight.indicators.rules.origins import Role
from congvu.oversight.indicators.selectors import sheet
from congvu.oversight.indicators.services.consolidating import recompute
from congvu.oversight.indicators.services.entering import Typed, enter_many
from congvu.oversight.indicators.services.periods import open_period
from congvu.oversight.reporting.models import Report, ReportReminder
from congvu.oversight.reporting.rules.life import State
from congvu.oversight.reporting.selectors.access import archives, get_for
from congvu.oversight.reporting.selectors.board import BoardRow, Standing, board
from congvu.oversight.reporting.selectors.drawing import compose, drawn
from congvu.oversight.reporting.selectors.parts import addends
from congvu.oversight.reporting.selectors.periods import asked_before, get_asked
from congvu.oversight.reporting.selectors.summing import made_of
from congvu.oversight.reporting.services import asking, life, rolling_up
from congvu.oversight.reporting.services.freezing import freeze
from congvu.oversight.reporting.services.sheets import recount
from congvu.oversight.reporting.tests import quarter
from tests.world import FOUNDED, World

pytestmark = pytest.mark.django_db
WHY = "Xã đang kiểm kê, xin gửi sau."
FIGURE = "5.4.2"


@pytest.fixture
def period(world: World) -> ReportingPeriod:
    return quarter.ask(world)


@pytest.fixture
def quan(world: World) -> Staff:
    return quarter.who(world, "quan")


def accepted(world: World, period: ReportingPeriod, figure: str = "25") -> Report:
    """Let xã Minh Tâm report a figure, and the province accept it."""
    report = quarter.begin(world, period)
    type_figure(world, report, figure)
    report = quarter.submitted(world, report)
    return life.accept(
        report, seen=report.revision, by=quarter.who(world, "quan"), at=quarter.later(5)
    )


def type_figure(world: World, report: Report, figure: str, minutes: int = 1) -> None:
    seen = sheet(report.unit_id, report.period_id).row(FIGURE).seen
    done = enter_many(
        quarter.who(world, "mai"),
        report.unit_id,
        report.period_id,
        {FIGURE: Typed(figure, seen)},
        at=quarter.later(minutes),
    )
    assert not done.refused


def summed(period: ReportingPeriod) -> str:
    row = sheet(period.superior_id, period.pk).row(FIGURE).consolidated
    return "" if row is None else f"{row.cell.amount:.0f}"


def quarter_before(period: ReportingPeriod, world: World) -> ReportingPeriod:
    """Let the same quarter's province have asked for the quarter before."""
    return open_period(
        period.superior_id,
        period.set_version,
        "2025Q4",
        Window(date(2025, 9, 15), date(2025, 12, 15)),
        due_on=date(2025, 12, 18),
        by=SYSTEM,
        at=quarter.AT,
    )


def test_a_unit_is_left_out_visibly_with_its_reason(world: World, period, quan) -> None:
    accepted(world, period)
    neighbour = world.units["neighbour"]
    rolling_up.choose(period, neighbour.pk, Role.LEFT_OUT, reason=WHY, by=quan, at=quarter.later(6))
    made = rolling_up.roll_up(period, by=quan, at=quarter.later(7))
    assert (made.used, made.stood_in, made.left_out) == (1, 0, 1)
    province = life.open_report(period, "tinh", by=quan, at=quarter.later(8))
    [note] = drawn(province, quarter.later(8)).manuscript.annexes[0].notes
    assert note == f"Tổng hợp từ 1/2 đơn vị; để ngoài: Xã Minh Lộc ({WHY})."
    said = {one.unit.name: one.said for one in addends(province, FIGURE)}
    assert said == {"Xã Minh Tâm": "", "Xã Minh Lộc": f"để ngoài: {WHY}"}
    kept = Entry.objects.filter(action="report.choose").count()
    assert kept == 1


def test_who_said_nothing_is_missing_and_not_left_out_by_anybody(world, period, quan) -> None:
    accepted(world, period)
    made = rolling_up.roll_up(period, by=quan, at=quarter.later(7)).roll_up
    roles = {line.unit.name: line.role for line in made_of(made).lines}
    assert roles == {"Xã Minh Tâm": Role.REPORTED, "Xã Minh Lộc": Role.MISSING}


def test_last_figures_stand_in_as_they_were_accepted(world: World, period, quan) -> None:
    earlier = quarter_before(period, world)
    old = accepted(world, earlier, "7")
    type_figure(world, old, "70", minutes=20)  # what moved since does not enter
    rolling_up.choose(period, old.unit_id, Role.STAND_IN, reason=WHY, by=quan, at=quarter.later(30))
    made = rolling_up.roll_up(period, by=quan, at=quarter.later(31))
    assert (made.used, made.stood_in, made.left_out) == (1, 1, 1)
    assert summed(period) == "7"
    assert recompute(made.roll_up) == made.roll_up.figures
    [line] = made_of(made.roll_up).only(Role.STAND_IN)
    assert (line.period, line.report, line.reason) == (earlier, old, WHY)
    province = life.open_report(period, "tinh", by=quan, at=quarter.later(32))
    [note] = drawn(province, quarter.later(32)).manuscript.annexes[0].notes
    assert f"đứng thay bằng số liệu kỳ trước: Xã Minh Tâm (quý IV năm 2025: {WHY})" in note


def test_a_year_cannot_stand_in_for_a_quarter(world: World, period, quan) -> None:
    year = open_period(
        period.superior_id,
        period.set_version,
        "2025",
        Window(date(2024, 12, 15), date(2025, 12, 15)),
        due_on=date(2025, 12, 18),
        by=SYSTEM,
        at=quarter.AT,
    )
    assert year.period.kind is not period.period.kind
    with pytest.raises(Invalid, match="kỳ trước"):
        rolling_up.choose(
            period,
            world.units["commune"].pk,
            Role.STAND_IN,
            reason=WHY,
            by=quan,
            at=quarter.later(30),
        )


def test_a_report_that_comes_after_all_goes_before_what_was_decided(world, period, quan) -> None:
    commune = world.units["commune"].pk
    rolling_up.choose(period, commune, Role.LEFT_OUT, reason=WHY, by=quan, at=quarter.AT)
    accepted(world, period)
    assert rolling_up.roll_up(period, by=quan, at=quarter.later(7)).left_out == 1
    assert summed(period) == "25"
    with pytest.raises(Invalid, match="đã được tiếp nhận"):
        rolling_up.choose(period, commune, Role.LEFT_OUT, reason=WHY, by=quan, at=quarter.later(8))


def test_a_decision_needs_a_reason_and_somebody_below_and_the_superior(world, period, quan) -> None:
    neighbour = world.units["neighbour"].pk
    with pytest.raises(Invalid, match="lý do"):
        rolling_up.choose(period, neighbour, Role.LEFT_OUT, reason=" ", by=quan, at=quarter.AT)
    with pytest.raises(Invalid, match="không trực thuộc"):
        rolling_up.choose(
            period, world.units["desk"].pk, Role.LEFT_OUT, reason=WHY, by=quan, at=quarter.AT
        )
    with pytest.raises(Invalid, match="cách tổng hợp"):
        rolling_up.choose(period, neighbour, Role.MISSING, reason=WHY, by=quan, at=quarter.AT)
    with pytest.raises(DomainError):
        rolling_up.choose(
            period,
            neighbour,
            Role.LEFT_OUT,
            reason=WHY,
            by=quarter.who(world, "mai"),
            at=quarter.AT,
        )
    assert not RollUpChoice.objects.exists()


def test_a_decision_is_taken_back(world: World, period, quan) -> None:
    neighbour = world.units["neighbour"].pk
    rolling_up.choose(period, neighbour, Role.LEFT_OUT, reason=WHY, by=quan, at=quarter.AT)
    rolling_up.take_back(period, neighbour, by=quan, at=quarter.later(1))
    assert not RollUpChoice.objects.exists()
    with pytest.raises(Conflict):
        rolling_up.take_back(period, neighbour, by=quan, at=quarter.later(2))


def test_a_frozen_report_of_the_province_shows_the_sum_it_was_frozen_with(
    world: World, period, quan
) -> None:
    report = accepted(world, period)
    rolling_up.roll_up(period, by=quan, at=quarter.later(7))
    province = life.open_report(period, "tinh", by=quan, at=quarter.later(8))
    frozen = _freeze(province, quan)
    following = life.correct(
        report, reason="Nhầm.", seen=report.revision, by=quarter.who(world, "mai"),
        at=quarter.later(20),
    )  # fmt: skip
    type_figure(world, following, "99", minutes=21)
    again = _hand_in(world, following, 22)
    life.accept(again, seen=again.revision, by=quan, at=quarter.later(28))
    rolling_up.roll_up(period, by=quan, at=quarter.later(30))
    assert summed(period) == "99"
    used = next(one for one in addends(frozen, FIGURE) if one.cell)
    assert (f"{used.cell.amount:.0f}", used.report) == ("25", report.uuid)


def _freeze(province: Report, quan: Staff) -> Report:
    """Let the report be approved, whatever its checks say: this test is about its sum."""
    Report.objects.filter(pk=province.pk).update(state=State.APPROVED)
    province.refresh_from_db()
    freeze(province, compose(province, quarter.later(9)), at=quarter.later(9))
    return province


def _hand_in(world: World, report: Report, minutes: int) -> Report:
    mai, hoa, dung = (quarter.who(world, name) for name in ("mai", "hoa", "dung"))
    report = life.check(report, seen=report.revision, by=mai, at=quarter.later(minutes))
    report = life.approve(
        report, quarter.SIGNATURE, seen=report.revision, by=hoa, at=quarter.later(minutes + 1)
    )
    report = life.number(
        report,
        signed_on=quarter.ON,
        seen=report.revision,
        by=dung,
        at=quarter.later(minutes + 2),
    )
    return life.submit(report, seen=report.revision, by=dung, at=quarter.later(minutes + 3))


def test_what_was_handed_in_to_a_district_that_ended_is_read_by_who_stood_above(
    world: World, quan
) -> None:
    period, report = _of_a_district(world)
    assert get_for(quan, report.uuid, quarter.ON) == report
    assert get_asked(quan, period.pk, quarter.ON) == period
    assert [one.period for one in asked_before(quan, quarter.ON)] == [period]
    with pytest.raises(NotAllowed):  # read, not decided
        life.accept(report, seen=report.revision, by=quan, at=quarter.later(9))
    with pytest.raises(DomainError):
        rolling_up.roll_up(period, by=quan, at=quarter.later(9))


def test_whoever_took_a_district_over_by_decision_reads_instead(world: World, quan) -> None:
    _period, report = _of_a_district(world)
    district = report.period.superior
    heir = world.units["neighbour"]
    Succession.objects.create(
        from_unit=district, to_unit=heir, on=district.ends_on, is_main=True, decision="QĐ mẫu"
    )
    reader = replace(quarter.who(world, "kien"), unit_id=heir.pk, roles=frozenset({Post.LEADER}))
    assert get_for(reader, report.uuid, quarter.ON) == report
    assert district.pk not in archives(world.units["province"].pk, quarter.ON)


def _of_a_district(world: World) -> tuple[ReportingPeriod, Report]:
    """A report that was handed in to a district which ended on 01/07/2025."""
    district = create_unit(
        kind="district",
        name="Huyện Minh Bình",
        starts_on=FOUNDED,
        parent=world.units["province"],
        org_code="H99.77",
        ends_on=date(2025, 7, 1),
        by=SYSTEM,
        at=quarter.AT,
        is_sample=True,
    )
    period = open_period(
        district.pk,
        quarter.ask(world).set_version,
        "2025Q1",
        Window(date(2024, 12, 15), date(2025, 3, 15)),
        due_on=date(2025, 3, 18),
        by=SYSTEM,
        at=quarter.AT,
    )
    report = Report.objects.create(
        unit=world.units["commune"],
        period=period,
        outline="xa-quy",
        subject="Báo cáo quý I năm 2025",
        state=State.SUBMITTED,
        revision=5,
        submitted_at=quarter.AT,
    )
    return period, report


def test_two_outlines_do_not_give_two_reports_of_one_sheet(world: World, period) -> None:
    report = quarter.begin(world, period)
    Report.objects.filter(pk=report.pk).update(outline="tinh")  # as if begun by another outline
    with pytest.raises(Conflict, match="Mỗi kỳ một báo cáo"):
        life.open_report(period, "xa-quy", by=quarter.who(world, "mai"), at=quarter.later(1))


def test_a_correction_that_was_put_away_can_be_begun_again(world: World, period) -> None:
    report, mai = accepted(world, period), quarter.who(world, "mai")
    for minutes, version in ((6, 2), (8, 3)):
        report.refresh_from_db()
        made = life.correct(
            report, reason="Nhầm.", seen=report.revision, by=mai, at=quarter.later(minutes)
        )
        assert (made.version, made.previous) == (version, report)
        life.discard(made, seen=made.revision, by=mai, at=quarter.later(minutes + 1))


def test_a_corrected_report_is_late_by_its_first_handing_in(world: World, period, quan) -> None:
    report = accepted(world, period)  # due on the 18th, handed in on the 16th
    made = life.correct(
        report,
        reason="Nhầm.",
        seen=report.revision,
        by=quarter.who(world, "mai"),
        at=quarter.later(60 * 24 * 9),
    )
    again = _hand_in(world, made, 60 * 24 * 9 + 1)
    row = next(one for one in board(period, date(2026, 4, 1)).rows if one.handed_in)
    assert (row.days_late, row.first_at) == (0, report.submitted_at)
    assert (row.handed_in, row.handed_in.submitted_at) == (again, again.submitted_at)
    assert row.handed_in.submitted_at > row.first_at + timedelta(days=8)


def test_counting_again_changes_nothing_in_a_report_that_was_approved_or_published(
    world: World, period
) -> None:
    mai = quarter.who(world, "mai")
    report = quarter.approved(world, quarter.begin(world, period))
    with pytest.raises(Invalid, match="bước soạn"):
        recount(report, by=mai, at=quarter.later(9))
    earlier = quarter_before(period, world)
    published = life.open_report(earlier, "xa-quy", by=mai, at=quarter.later(9), counts=False)
    with pytest.raises(Invalid, match="đã công bố"):
        recount(published, by=mai, at=quarter.later(9))
    with pytest.raises(DomainError):
        recount(published, by=quarter.who(world, "hoa"), at=quarter.later(9))
    assert not sheet(published.unit_id, earlier.pk).row("3.6.6").computed


def test_a_reminder_is_kept_for_those_who_owe(world: World, period, quan) -> None:
    asking.remind(period, by=quan, at=quarter.later(1))
    asking.remind(period, by=quan, at=quarter.later(2))
    assert ReportReminder.objects.count() == 4
    assert {row.reminded_at for row in board(period, quarter.ON).rows} == {quarter.later(2)}


def test_a_unit_that_ended_after_the_period_is_not_late_and_reminded_of_nothing(
    world: World, period, quan
) -> None:
    """The period went to 14/03, the due day was 18/03; the commune ended between them."""
    quarter.begin(world, period)
    quarter.merge_commune(world, on=date(2026, 3, 17))
    commune = world.units["commune"].pk

    def row(on: date) -> BoardRow:
        [found] = [one for one in board(period, on).rows if one.unit.id == commune]
        return found

    assert (row(date(2026, 3, 16)).standing, row(date(2026, 3, 16)).ended) == (
        Standing.WRITING,
        None,
    )
    after = row(date(2026, 5, 20))
    assert (after.standing, after.days_late) == (Standing.ENDED, 0)
    assert after.ended == Ended(date(2026, 3, 17), ("Phường Minh Mới",))
    long_after = quarter.later(9) + timedelta(days=65)
    asking.remind(period, by=quan, at=long_after)
    assert commune not in ReportReminder.objects.values_list("unit_id", flat=True)
    Unit.objects.filter(pk=world.units["neighbour"].pk).update(ends_on=date(2026, 4, 20))
    [neighbour] = [one for one in board(period, long_after.date()).rows if one.unit.id != commune]
    assert (neighbour.standing, neighbour.days_late) == (Standing.ENDED, 0)
    with pytest.raises(Conflict, match="Không còn đơn vị nào để nhắc"):
        asking.remind(period, by=quan, at=long_after)


def test_what_a_unit_handed_in_before_it_ended_stands_as_it_was_taken(world: World, period) -> None:
    accepted(world, period)
    Unit.objects.filter(pk=world.units["commune"].pk).update(ends_on=date(2026, 3, 20))
    rows = {row.unit.name: row for row in board(period, date(2026, 5, 20)).rows}
    assert rows["Xã Minh Tâm"].standing is Standing.ACCEPTED
    assert rows["Xã Minh Tâm"].ended == Ended(date(2026, 3, 20), ())
    assert rows["Xã Minh Tâm"].days_late == 0


def test_what_was_sent_back_to_a_unit_that_ended_stays_sent_back_and_nobody_is_reminded(
    world: World, period, quan
) -> None:
    report = quarter.submitted(world, quarter.begin(world, period))
    report = life.send_back(report, reason=WHY, seen=report.revision, by=quan, at=quarter.later(5))
    life.correct(
        report, reason=WHY, seen=report.revision, by=quarter.who(world, "mai"), at=quarter.later(6)
    )
    commune = world.units["commune"].pk
    Unit.objects.filter(pk=commune).update(ends_on=date(2026, 3, 20))  # its correction half done
    whole = board(period, date(2026, 5, 20))
    [row] = [one for one in whole.rows if one.unit.id == commune]
    assert row.standing is Standing.RETURNED
    assert commune not in {one.unit.id for one in whole.to_remind}


@pytest.mark.parametrize(
    ("handed_in_again", "standing"), [(False, Standing.ACCEPTED), (True, Standing.SUBMITTED)]
)
def test_the_correction_that_a_unit_left_behind_counts_only_when_it_was_sent(
    world: World, period, handed_in_again: bool, standing: Standing
) -> None:
    report = accepted(world, period)
    following = life.correct(
        report, reason=WHY, seen=report.revision, by=quarter.who(world, "mai"), at=quarter.later(6)
    )
    if handed_in_again:
        quarter.submitted(world, following)
    commune = world.units["commune"].pk
    Unit.objects.filter(pk=commune).update(ends_on=date(2026, 3, 20))
    [row] = [one for one in board(period, date(2026, 5, 20)).rows if one.unit.id == commune]
    assert row.standing is standing


def test_units_merged_in_the_period_speak_for_their_heir_and_stand_on_the_board(
    world: World, period, quan
) -> None:
    report = accepted(world, period)
    quarter.merge_commune(world, on=date(2026, 2, 1))
    rows = {row.unit.name: row for row in board(period, quarter.ON).rows}
    assert set(rows) == {"Phường Minh Mới", "Xã Minh Lộc"}
    [before] = rows["Phường Minh Mới"].before
    assert (before.unit.name, before.handed_in) == ("Xã Minh Tâm", report)
    assert rows["Phường Minh Mới"].standing is Standing.NOT_BEGUN
    made = rolling_up.roll_up(period, by=quan, at=quarter.later(9))
    [line] = made_of(made.roll_up).only(Role.PREDECESSOR)
    assert (line.child.name, line.report, summed(period)) == ("Phường Minh Mới", report, "25")
    type_figure(world, report, "99", minutes=20)  # what nobody has answered for stays out
    assert rolling_up.roll_up(period, by=quan, at=quarter.later(21)).used == 1
    assert summed(period) == "25"
