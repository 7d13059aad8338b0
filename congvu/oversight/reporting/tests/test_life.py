"""The life of a report, from what is asked to what the superior accepts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from congvu.casework.documents.services.outgoing import cancel_number, issue, recall
from congvu.foundation.journal.selectors import verify
from congvu.foundation.people.rules import Role
from congvu.instruments.outbox.models import Message
from congvu.kernel.digests import digest_of
from congvu.kernel.errors import Conflict, Invalid, NotAllowed
from congvu.oversight.indicators.selectors import sheet
from congvu.oversight.indicators.services.entering import enter
from congvu.oversight.reporting.errors import (
    NotYourReport,
    ReportChanged,
    ReportClosed,
    ReportNotFound,
    SectionChanged,
)
from congvu.oversight.reporting.models import Report, Snapshot
from congvu.oversight.reporting.rules.facts import to_facts
from congvu.oversight.reporting.rules.life import LIFE, State
from congvu.oversight.reporting.rules.manuscript import Manuscript
from congvu.oversight.reporting.selectors.access import get_for
from congvu.oversight.reporting.selectors.board import Standing, board
from congvu.oversight.reporting.selectors.drawing import drawn
from congvu.oversight.reporting.selectors.page import page_of
from congvu.oversight.reporting.services import asking, life, rolling_up, writing
from congvu.oversight.reporting.tests import quarter
from tests.world import World

pytestmark = pytest.mark.django_db


def test_every_state_can_be_reached_and_the_ends_are_ends() -> None:
    assert LIFE.reachable() == frozenset(State)
    assert LIFE.dead_ends() <= LIFE.finals


def test_the_room_draws_its_life_as_the_table_has_it() -> None:
    text = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    assert LIFE.as_mermaid() in text


def test_a_report_goes_from_the_question_to_the_answer(world: World) -> None:
    period = quarter.ask(world)
    report = quarter.submitted(world, quarter.begin(world, period))
    assert report.number.endswith("/BC-UBND")
    accepted = life.accept(
        report, seen=report.revision, by=quarter.who(world, "quan"), at=quarter.later(5)
    )
    assert accepted.state == State.ACCEPTED
    rows = {row.unit.name: row.standing for row in board(period, quarter.ON).rows}
    assert rows == {"Xã Minh Tâm": Standing.ACCEPTED, "Xã Minh Lộc": Standing.NOT_BEGUN}


def test_an_office_has_one_standing_report_of_a_period(world: World) -> None:
    period = quarter.ask(world)
    quarter.begin(world, period)
    with pytest.raises(Conflict):
        quarter.begin(world, period)


def test_what_is_approved_does_not_move_when_figures_do(world: World) -> None:
    report = quarter.begin(world, quarter.ask(world))
    _type(world, report, "5.4.2", "25")
    report = quarter.approved(world, report)
    before = drawn(report, quarter.later(3))
    _type(world, report, "5.4.2", "26", seen=_seen(report, "5.4.2"))
    after = drawn(report, quarter.later(10))
    assert after.manuscript == before.manuscript
    assert "25" in _words(after.manuscript)
    moved = page_of(report, quarter.who(world, "mai"), quarter.later(10)).moved
    assert [(one.code, one.then, one.now) for one in moved] == [("5.4.2", "25", "26")]
    kept = Snapshot.objects.get(report=report)
    assert kept.digest == digest_of([kept.manuscript, kept.figures])


def test_a_report_that_was_sent_back_is_mended_in_a_next_version(world: World) -> None:
    period = quarter.ask(world)
    report = quarter.begin(world, period)
    writing.write_section(
        report, "IV.1", "Việc nổi bật.", seen=0, by=quarter.who(world, "mai"), at=quarter.later(0)
    )
    report = quarter.submitted(world, report)
    quan = quarter.who(world, "quan")
    with pytest.raises(Invalid):
        life.send_back(report, reason=" ", seen=report.revision, by=quan, at=quarter.later(5))
    back = life.send_back(
        report, reason="Thiếu kiến nghị.", seen=report.revision, by=quan, at=quarter.later(5)
    )
    following = life.correct(
        back,
        reason="Bổ sung kiến nghị.",
        seen=back.revision,
        by=quarter.who(world, "mai"),
        at=quarter.later(6),
    )
    assert (following.version, following.state) == (2, State.DRAFT)
    assert "Việc nổi bật." in _words(drawn(following, quarter.later(7)).manuscript)
    back.refresh_from_db()
    assert back.state == State.CORRECTED
    assert board(period, quarter.ON).rows[1].handed_in == back


def test_a_correction_that_is_put_away_lets_the_version_before_it_stand(world: World) -> None:
    period = quarter.ask(world)
    mai, quan = quarter.who(world, "mai"), quarter.who(world, "quan")
    report = quarter.submitted(world, quarter.begin(world, period))
    report = life.accept(report, seen=report.revision, by=quan, at=quarter.later(5))
    following = life.correct(
        report, reason="Nhầm.", seen=report.revision, by=mai, at=quarter.later(6)
    )
    summed = rolling_up.roll_up(period, by=quan, at=quarter.later(7))
    assert summed.used == 1  # what was accepted speaks while its correction is written
    life.discard(following, seen=following.revision, by=mai, at=quarter.later(8))
    report.refresh_from_db()
    assert report.state == State.ACCEPTED
    assert board(period, quarter.ON).counts[Standing.ACCEPTED] == 1


def test_a_numbered_report_is_reworked_only_when_its_number_was_struck(world: World) -> None:
    report = quarter.approved(world, quarter.begin(world, quarter.ask(world)))
    dung, hoa = quarter.who(world, "dung"), quarter.who(world, "hoa")
    report = life.number(
        report, signed_on=quarter.ON, seen=report.revision, by=dung, at=quarter.later(3)
    )
    with pytest.raises(Invalid, match="còn hiệu lực"):
        life.rework(report, note="Sửa.", seen=report.revision, by=hoa, at=quarter.later(4))
    document = report.document
    assert document is not None
    cancel_number(document, seen=document.version, reason="Ký nhầm.", by=dung, at=quarter.later(5))
    report.refresh_from_db()
    again = life.rework(report, note="Sửa.", seen=report.revision, by=hoa, at=quarter.later(6))
    assert (again.state, again.number, again.document) == (State.DRAFT, "", None)


def test_what_was_issued_and_called_back_is_kept_and_mended_in_a_next_version(world: World) -> None:
    report = quarter.approved(world, quarter.begin(world, quarter.ask(world)))
    dung, hoa, mai = (quarter.who(world, name) for name in ("dung", "hoa", "mai"))
    report = life.number(
        report, signed_on=quarter.ON, seen=report.revision, by=dung, at=quarter.later(3)
    )
    with pytest.raises(Invalid, match="còn hiệu lực"):
        life.correct(report, reason="Nhầm.", seen=report.revision, by=mai, at=quarter.later(4))
    document = report.document
    assert document is not None
    issued = issue(document, seen=document.version, by=dung, at=quarter.later(5))
    recall(issued, seen=issued.version, reason="Sai số liệu.", by=dung, at=quarter.later(6))
    report.refresh_from_db()
    with pytest.raises(Invalid, match="giữ nguyên"):
        life.rework(report, note="Sửa.", seen=report.revision, by=hoa, at=quarter.later(7))
    went_out = drawn(report, quarter.later(7)).manuscript
    following = life.correct(
        report, reason="Nhầm.", seen=report.revision, by=mai, at=quarter.later(8)
    )
    assert (following.version, following.state, following.number) == (2, State.DRAFT, "")
    report.refresh_from_db()
    assert (report.state, report.number) == (State.RECALLED, document.code)
    assert drawn(report, quarter.later(9)).manuscript == went_out
    with pytest.raises(ReportNotFound):  # it was never handed in
        get_for(quarter.who(world, "quan"), report.uuid, quarter.ON)
    life.discard(following, seen=following.revision, by=mai, at=quarter.later(10))
    report.refresh_from_db()
    assert report.state == State.NUMBERED


def test_the_own_report_of_whoever_asked_goes_to_those_it_is_addressed_to(world: World) -> None:
    period = quarter.ask(world)
    quan = quarter.who(world, "quan")
    report = life.open_report(period, "tinh", by=quan, at=quarter.later(0))
    Report.objects.filter(pk=report.pk).update(
        state=State.APPROVED, addressees="Bộ Nội vụ", signer="Lê Văn Bình", post="Chủ tịch"
    )
    report.refresh_from_db()
    registrar = replace(quan, roles=frozenset({Role.REGISTRAR}))
    report = life.number(
        report, signed_on=quarter.ON, seen=report.revision, by=registrar, at=quarter.later(3)
    )
    assert report.document is not None
    named = list(report.document.recipients.values_list("name", "unit_id"))
    assert named == [("Bộ Nội vụ", None)]


def test_only_the_table_s_people_act(world: World) -> None:
    report = quarter.begin(world, quarter.ask(world))
    with pytest.raises(NotYourReport):
        life.check(report, seen=report.revision, by=quarter.who(world, "dung"), at=quarter.later(1))
    with pytest.raises(NotAllowed):
        life.open_report(report.period, "xa-quy", by=quarter.who(world, "lan"), at=quarter.later(1))


def test_strangers_find_nothing_and_the_superior_only_what_was_handed_in(world: World) -> None:
    report = quarter.begin(world, quarter.ask(world))
    for name in ("kien", "yen", "quan"):
        with pytest.raises(ReportNotFound):
            get_for(quarter.who(world, name), report.uuid, quarter.ON)
    report = quarter.submitted(world, report)
    assert get_for(quarter.who(world, "quan"), report.uuid, quarter.ON) == report
    with pytest.raises(ReportNotFound):
        get_for(quarter.who(world, "kien"), report.uuid, quarter.ON)


def test_handing_in_twice_is_a_conflict_that_tells_what_happened(world: World) -> None:
    report = quarter.begin(world, quarter.ask(world))
    submitted = quarter.submitted(world, report)
    with pytest.raises(ReportChanged) as told:
        life.submit(
            submitted,
            seen=submitted.revision - 1,
            by=quarter.who(world, "dung"),
            at=quarter.later(9),
        )
    assert "Gửi cấp trên" in str(told.value.facts["told"])
    with pytest.raises(Invalid):
        life.submit(
            submitted, seen=submitted.revision, by=quarter.who(world, "dung"), at=quarter.later(9)
        )


def test_two_people_in_one_section_lose_nothing(world: World) -> None:
    report = quarter.begin(world, quarter.ask(world))
    mai, hoa = quarter.who(world, "mai"), quarter.who(world, "hoa")
    writing.write_section(report, "IV.1", "Bản của Mai.", seen=0, by=mai, at=quarter.later(1))
    with pytest.raises(SectionChanged) as told:
        writing.write_section(report, "IV.1", "Bản của Hoa.", seen=0, by=hoa, at=quarter.later(2))
    assert told.value.facts["text"] == "Bản của Mai."
    same = writing.write_section(
        report, "IV.1", "Bản của Mai.", seen=0, by=hoa, at=quarter.later(3)
    )
    assert same.revision == 1


def test_prose_is_closed_once_the_leader_has_approved(world: World) -> None:
    report = quarter.approved(world, quarter.begin(world, quarter.ask(world)))
    with pytest.raises(ReportClosed):
        writing.write_section(
            report, "IV.1", "Muộn.", seen=0, by=quarter.who(world, "mai"), at=quarter.later(9)
        )


def test_the_sum_takes_accepted_reports_as_they_were_approved(world: World) -> None:
    period = quarter.ask(world)
    report = quarter.begin(world, period)
    _type(world, report, "5.4.2", "25")
    report = quarter.submitted(world, report)
    quan = quarter.who(world, "quan")
    with pytest.raises(Conflict):
        rolling_up.roll_up(period, by=quan, at=quarter.later(5))
    life.accept(report, seen=report.revision, by=quan, at=quarter.later(5))
    _type(world, report, "5.4.2", "99", seen=_seen(report, "5.4.2"))
    summed = rolling_up.roll_up(period, by=quan, at=quarter.later(11))
    assert (summed.used, summed.left_out) == (1, 1)
    province = life.open_report(period, "tinh", by=quan, at=quarter.later(12))
    assert drawn(province, quarter.later(12)).figures["5.4.2"]["amount"] == "25.0000"


def test_only_those_who_owe_are_reminded(world: World) -> None:
    period = quarter.ask(world)
    quan = quarter.who(world, "quan")
    quarter.submitted(world, quarter.begin(world, period))
    assert asking.remind(period, by=quan, at=quarter.later(5)) == 1
    told = Message.objects.filter(kind="report.remind")
    assert [one.unit_id for one in told] == [world.units["neighbour"].pk]


def test_the_journal_stays_whole(world: World) -> None:
    quarter.submitted(world, quarter.begin(world, quarter.ask(world)))
    assert verify() == []


def _type(world: World, report: object, code: str, text: str, *, seen: int | None = None) -> None:
    enter(
        quarter.who(world, "mai"),
        report.unit_id,  # type: ignore[attr-defined]
        report.period_id,  # type: ignore[attr-defined]
        code,
        text,
        seen=seen,
        at=quarter.later(1 if seen is None else 10),
    )


def _seen(report: Report, code: str) -> int | None:
    return sheet(report.unit_id, report.period_id).row(code).seen


def _words(manuscript: Manuscript) -> str:
    return str(to_facts(manuscript))
