"""A section that is asked for and not written keeps a report from the leader, and says so in print."""

from __future__ import annotations

import pytest

from congvu.oversight.reporting.errors import ReportHasFindings
from congvu.oversight.reporting.rules import manuscript as m
from congvu.oversight.reporting.rules.assembly import unwritten
from congvu.oversight.reporting.selectors.checking import findings_of
from congvu.oversight.reporting.selectors.drawing import drawn
from congvu.oversight.reporting.services import life, writing
from congvu.oversight.reporting.tests import make, quarter
from tests.world import World


def test_a_section_is_written_when_one_below_it_is() -> None:
    plan = make.outline()
    texts = {section.code: "Đã viết." for section in plan.sections if "." in section.code}
    alone = {one.code for one in plan.sections} - {code.partition(".")[0] for code in texts}
    texts |= {code: "Đã viết." for code in alone if "." not in code}
    assert unwritten(plan, texts) == ()
    assert [one.code for one in unwritten(plan, texts | {"IV.2": " "})] == ["IV.2"]


@pytest.mark.django_db
def test_a_section_without_a_text_blocks_until_it_is_written_or_said_not_to_occur(
    world: World,
) -> None:
    report = quarter.begin(world, quarter.ask(world))
    mai, hoa = quarter.who(world, "mai"), quarter.who(world, "hoa")
    writing.write_section(report, quarter.SHORTCOMINGS, "", seen=1, by=hoa, at=quarter.later(1))
    blocking = findings_of(report).blocking
    assert [one.section for one in blocking] == [quarter.SHORTCOMINGS]
    assert "Tồn tại, hạn chế và nguyên nhân" in blocking[0].finding.message
    part = drawn(report, quarter.later(1)).manuscript.part(quarter.SHORTCOMINGS)
    assert part is not None
    assert [m.plain(runs) for runs in m.texts(part)] == ["(Mục này chưa có nội dung.)"]
    with pytest.raises(ReportHasFindings):
        life.check(report, seen=report.revision, by=mai, at=quarter.later(2))
    writing.write_section(
        report, quarter.SHORTCOMINGS, "Không phát sinh.", seen=2, by=mai, at=quarter.later(3)
    )
    assert findings_of(report).blocking == ()
    life.check(report, seen=report.revision, by=mai, at=quarter.later(4))
