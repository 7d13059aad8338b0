"""Writing together: what is not saved yet, who writes what, what is carried on, nothing overwritten."""

from __future__ import annotations

from datetime import date

import pytest

from congvu.foundation.journal.models import Entry
from congvu.kernel.errors import Invalid, NotAllowed
from congvu.oversight.reporting.errors import NoteChanged, ReportClosed, ReportNotFound
from congvu.oversight.reporting.models import AnnexNote, Comment, FindingReason, Report
from congvu.oversight.reporting.selectors.drawing import drawn
from congvu.oversight.reporting.selectors.texts import (
    current_text,
    note_history,
    notes_of,
    reasons_of,
    unfinished_of,
)
from congvu.oversight.reporting.services import asking, carrying, life, writing
from congvu.oversight.reporting.tests import quarter
from tests.world import World

pytestmark = pytest.mark.django_db

SECTION = "IV.1"
DIRECTIONS = "V"


@pytest.fixture
def report(world: World) -> Report:
    return quarter.begin(world, quarter.ask(world))


def test_what_is_not_saved_stays_with_each_writer_and_out_of_the_journal(
    world: World, report: Report
) -> None:
    mai, hoa = quarter.who(world, "mai"), quarter.who(world, "hoa")
    entries = Entry.objects.count()
    writing.keep_unfinished(report, SECTION, "Của Mai", seen=0, by=mai, at=quarter.later(1))
    writing.keep_unfinished(report, SECTION, "Của Hoa", seen=0, by=hoa, at=quarter.later(2))
    writing.keep_unfinished(report, SECTION, "Của Mai, dài", seen=0, by=mai, at=quarter.later(3))
    assert [one.text for one in unfinished_of(report, SECTION)] == ["Của Mai, dài", "Của Hoa"]
    assert Entry.objects.count() == entries
    assert current_text(report, SECTION) is None


def test_saving_ends_the_own_unsaved_text_and_nobody_elses(world: World, report: Report) -> None:
    mai, hoa = quarter.who(world, "mai"), quarter.who(world, "hoa")
    for who in (mai, hoa):
        writing.keep_unfinished(report, SECTION, who.code, seen=0, by=who, at=quarter.later(1))
    writing.write_section(report, SECTION, "Đã lưu.", seen=0, by=mai, at=quarter.later(2))
    assert [one.author_code for one in unfinished_of(report, SECTION)] == [hoa.code]
    assert writing.keep_unfinished(
        report, SECTION, "Đã lưu.", seen=1, by=hoa, at=quarter.later(3)
    ) is None  # fmt: skip
    assert unfinished_of(report, SECTION) == ()


def test_nothing_is_kept_unsaved_for_a_report_that_was_handed_on(
    world: World, report: Report
) -> None:
    mai = quarter.who(world, "mai")
    report = quarter.approved(world, report)
    with pytest.raises(ReportClosed):
        writing.keep_unfinished(report, SECTION, "Muộn", seen=0, by=mai, at=quarter.later(9))


def test_a_section_is_written_by_those_its_outline_names_and_the_reform_officer(
    world: World, report: Report
) -> None:
    written = writing.write_section(
        report, "III", "Đào tạo.", seen=0, by=quarter.who(world, "mai"), at=quarter.later(1)
    )
    with pytest.raises(NotAllowed):  # "III" names the reform officer alone
        writing.write_section(
            report,
            "III",
            "Khác.",
            seen=written.revision,
            by=quarter.who(world, "hoa"),
            at=quarter.later(2),
        )
    writing.comment(
        report, "III", "Bổ sung số lớp.", by=quarter.who(world, "hoa"), at=quarter.later(2)
    )


def test_a_remark_is_settled_and_opened_again_with_who_and_when(
    world: World, report: Report
) -> None:
    mai, hoa = quarter.who(world, "mai"), quarter.who(world, "hoa")
    made = writing.comment(report, SECTION, "Thêm số liệu.", by=hoa, at=quarter.later(1))
    writing.settle(made, by=mai, at=quarter.later(2))
    kept = Comment.objects.get(pk=made.pk)
    assert (kept.settled_at, kept.settled_name) == (quarter.later(2), mai.shown_name)
    writing.unsettle(kept, by=hoa, at=quarter.later(3))
    assert Comment.objects.get(pk=made.pk).settled_at is None
    for text in ("  ", "x" * 1001):
        with pytest.raises(Invalid):
            writing.comment(report, SECTION, text, by=hoa, at=quarter.later(4))


def test_a_superior_makes_no_remarks_inside_the_office(world: World, report: Report) -> None:
    made = writing.comment(
        report, SECTION, "Nội bộ.", by=quarter.who(world, "hoa"), at=quarter.later(0)
    )
    report = quarter.submitted(world, report)
    quan = quarter.who(world, "quan")
    with pytest.raises(ReportNotFound):
        writing.comment(report, SECTION, "Từ trên.", by=quan, at=quarter.later(5))
    with pytest.raises(ReportNotFound):
        writing.settle(made, by=quan, at=quarter.later(5))


def test_a_note_that_somebody_changed_is_not_overwritten_and_keeps_its_past(
    world: World, report: Report
) -> None:
    mai, hoa = quarter.who(world, "mai"), quarter.who(world, "hoa")
    writing.note_row(report, "5.4.2", "Của Mai", seen=0, by=mai, at=quarter.later(1))
    with pytest.raises(NoteChanged) as told:
        writing.note_row(report, "5.4.2", "Của Hoa", seen=0, by=hoa, at=quarter.later(2))
    assert told.value.facts["standing"] == "Của Mai"
    seen = AnnexNote.objects.get().pk
    writing.note_row(report, "5.4.2", "", seen=seen, by=hoa, at=quarter.later(3))
    assert notes_of(report) == {}
    assert [one.text for one in note_history(report, "5.4.2")] == ["", "Của Mai"]


def test_a_reason_that_somebody_changed_is_not_overwritten(world: World, report: Report) -> None:
    mai, hoa = quarter.who(world, "mai"), quarter.who(world, "hoa")
    asked = ("V13.1", "2 ≠ 3")
    first = writing.give_reason(
        report, *asked, "Do đối chiếu.", seen=0, by=mai, at=quarter.later(1)
    )
    with pytest.raises(NoteChanged):
        writing.give_reason(report, *asked, "Khác.", seen=0, by=hoa, at=quarter.later(2))
    writing.give_reason(report, *asked, "Khác.", seen=first.pk, by=hoa, at=quarter.later(3))
    assert [one.reason for one in reasons_of(report)[asked]] == ["Khác.", "Do đối chiếu."]


def test_a_correction_carries_the_newest_note_and_reason(world: World, report: Report) -> None:
    mai = quarter.who(world, "mai")
    for at, text in enumerate(("Cũ", "Mới"), start=1):
        writing.note_row(report, "5.4.2", text, by=mai, at=quarter.later(0))
        writing.give_reason(report, "V13.1", "2 ≠ 3", text * at, by=mai, at=quarter.later(0))
    report = quarter.submitted(world, report)
    report = life.send_back(
        report,
        reason="Sửa.",
        seen=report.revision,
        by=quarter.who(world, "quan"),
        at=quarter.later(5),
    )
    following = life.correct(
        report, reason="Sửa.", seen=report.revision, by=mai, at=quarter.later(6)
    )
    assert notes_of(following) == {"5.4.2": "Mới"}
    assert reasons_of(following)["V13.1", "2 ≠ 3"][0].reason == "MớiMới"
    assert FindingReason.objects.filter(report=following).count() == 2


def test_directions_of_the_last_period_come_back_with_this_periods_figures(
    world: World, report: Report
) -> None:
    mai = quarter.who(world, "mai")
    with pytest.raises(Invalid, match="kỳ trước"):
        carrying.carry(report, DIRECTIONS, seen=0, by=mai, at=quarter.later(1))
    before = asking.ask(
        set_code="xa-2025",
        period="2025Q4",
        first_day=date(2025, 9, 15),
        last_day=date(2025, 12, 14),
        due_on=date(2025, 12, 18),
        asked_by="Công văn số 88/SNV-CCHC",
        by=quarter.who(world, "quan"),
        at=quarter.AT,
    )
    old = life.open_report(before, "xa-quy", by=mai, at=quarter.AT)
    text = "Tiếp tục giải quyết đúng hạn, phấn đấu trên {{3.6.7}} hồ sơ."
    writing.write_section(old, DIRECTIONS, text, seen=0, by=mai, at=quarter.AT)
    carried = carrying.carry(report, DIRECTIONS, seen=0, by=mai, at=quarter.later(1))
    assert (carried.text, carried.origin) == (text, "carried")
    part = drawn(report, quarter.later(2)).manuscript.part(DIRECTIONS)
    assert part is not None
    assert "trên 100 hồ sơ" in str(part.blocks) or "shown='100'" in str(part.blocks)
    edited = writing.write_section(
        report, DIRECTIONS, f"{text} Rõ việc.", seen=1, by=mai, at=quarter.later(3)
    )
    assert edited.origin == "typed"
