"""Who signs stands on the paper as NĐ 30/2020 has it, whatever the name it is signed in."""

from __future__ import annotations

import pytest

from congvu.oversight.reporting.rendering.paper import signer_lines
from congvu.oversight.reporting.selectors.drawing import drawn
from congvu.oversight.reporting.services import life
from congvu.oversight.reporting.tests import quarter
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("capacity", "post", "lines"),
    [
        ("TM", "Chủ tịch", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ("KT", "Phó Chủ tịch", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("Q", "Quyền Chủ tịch", ("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH")),
        ("TL", "Chánh Văn phòng", ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        ("TUQ", "Trưởng phòng", ("TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG")),
        ("", "Chủ tịch", ("CHỦ TỊCH",)),
    ],
)
def test_the_capacity_stands_above_the_post(
    world: World, capacity: str, post: str, lines: tuple[str, ...]
) -> None:
    report = quarter.begin(world, quarter.ask(world))
    report = life.check(
        report, seen=report.revision, by=quarter.who(world, "mai"), at=quarter.later(1)
    )
    report = life.approve(
        report,
        life.Signature(capacity, post, "Lê Thị Hoa"),
        seen=report.revision,
        by=quarter.who(world, "hoa"),
        at=quarter.later(2),
    )
    closing = drawn(report, quarter.later(3)).manuscript.closing
    assert signer_lines(closing) == lines
    assert closing.name == "Lê Thị Hoa"
