"""Visits, feedback, complaints: what is refused, what is due, what figures count."""

from datetime import date

import pytest

from congvu.casework.petitions import selectors
from congvu.casework.petitions.rules import Step
from congvu.casework.petitions.tests.make import feedback, petition, reception
from congvu.instruments.registers.counting import reading
from congvu.instruments.registers.declared import get_register
from congvu.instruments.registers.errors import RowRefused
from congvu.kernel.periods import Window
from tests.world import NOW, TODAY

pytestmark = pytest.mark.django_db
MARCH = Window(date(2026, 3, 1), date(2026, 4, 1))


def figures(world, code):
    register = get_register(code)
    asked = {"offices": {world.units["commune"].pk}, "window": MARCH, "known_at": NOW}
    return {one.code: reading(register, one, **asked).value for one in register.counts}


@pytest.mark.parametrize(
    ("make", "said", "column"),
    [
        (petition, {"routing": "accepted"}, "routed_on"),
        (petition, {"routing": "accepted", "routed_on": date(2026, 3, 1)}, "routed_on"),
        (petition, {"routing": "accepted", "routed_on": TODAY, "is_ours": False}, "routing"),
        (petition, {"settled_on": TODAY, "outcome": "right"}, "settled_on"),
        (feedback, {"handling": "transferred", "handled_on": TODAY}, "transferred_to"),
        (feedback, {"handling": "answered"}, "answered_on"),
        (feedback, {"published_on": TODAY}, "published_on"),
        (reception, {"people": 0, "visitor": ""}, "people"),
        (reception, {"visitor": ""}, "visitor"),
        (reception, {"answered_on": date(2026, 3, 4)}, "answered_on"),
    ],
)
def test_a_line_that_cannot_be_right_is_refused(world, make, said, column):
    with pytest.raises(RowRefused) as told:
        make(world, **said)
    assert column in [one.column for one in told.value.faults]


def test_what_is_due_comes_with_its_law_the_most_urgent_first(world):
    petition(world)
    petition(world, content="Đã thụ lý", routing="accepted", routed_on=date(2026, 3, 9))
    petition(
        world, content="Dừng", routing="accepted", routed_on=date(2026, 3, 3),
        paused_on=date(2026, 3, 4),
    )  # fmt: skip
    feedback(world, subject="other_rule")
    reception(world)
    lines = selectors.due_lines(world.staff("mai"), TODAY)
    assert [(one.step, one.due_on) for one in lines] == [
        (Step.TRANSFER, date(2026, 3, 9)),
        (Step.ACCEPT, date(2026, 3, 12)),
        (Step.ANSWER, date(2026, 3, 19)),
        (Step.SETTLE, date(2026, 4, 8)),
        (Step.SETTLE, None),
    ]
    assert all(one.basis for one in lines)
    assert [one.is_late(TODAY) for one in lines] == [True, False, False, False, False]


def test_what_was_passed_on_is_not_counted_as_settled(world):
    passed = {"handled_on": date(2026, 3, 5), "transferred_to": "Sở Xây dựng"}
    feedback(world, handling="transferred", **passed)
    feedback(world, content="Đã trả lời", handling="answered", answered_on=date(2026, 3, 6))
    found = figures(world, "phan-anh-kien-nghi")
    assert (found["tiep-nhan"], found["giai-quyet"], found["chuyen"]) == (2, 1, 1)


def test_a_session_without_anybody_counts_as_a_session_and_not_as_a_visit(world):
    reception(world, manner="periodic", visitor="", people=0)
    reception(world, received_on=date(2026, 3, 6), manner="periodic", people=6)
    reception(world)
    found = figures(world, "tiep-cong-dan")
    assert (found["dinh-ky-cuoc"], found["dinh-ky-luot"]) == (2, 1)
    assert (found["thuong-xuyen"], found["doan-dong-nguoi"]) == (1, 1)


def test_petitions_add_up_by_whose_they_are(world):
    petition(world)
    petition(world, content="Của tỉnh", is_ours=False, routing="guided", routed_on=TODAY)
    petition(
        world, content="Xong", routing="accepted", routed_on=date(2026, 3, 3),
        settled_on=TODAY, outcome="partly",
    )  # fmt: skip
    found = figures(world, "don-thu")
    assert found["tiep-nhan"] == found["thuoc-tham-quyen"] + found["khong-thuoc-tham-quyen"] == 3
    assert (found["xong"], found["dang-giai-quyet"]) == (1, 0)


def test_a_line_says_when_its_next_step_is_due_until_nothing_is_left_to_do(world):
    def said(code, row, on=TODAY):
        return [(one.text(), one.is_late) for one in get_register(code).remarks_on(row, on)]

    late = said("don-thu", petition(world), date(2026, 3, 13))
    assert [is_late for _text, is_late in late] == [True]
    assert late[0][0].startswith("Thụ lý hoặc từ chối: quá hạn từ ngày 12/03/2026 (")
    paused = petition(
        world, content="Dừng", routing="accepted", routed_on=date(2026, 3, 3),
        paused_on=date(2026, 3, 4),
    )  # fmt: skip
    assert [text[:16] for text, _late in said("don-thu", paused)] == ["Đang tạm đình ch"]
    assert said("don-thu", petition(world, content="Chợ", kind="reflection")) == []
    assert said("phan-anh-kien-nghi", feedback(world, subject="other_rule"))[0][0].startswith(
        "Chuyển đơn: quá hạn từ ngày 09/03/2026"
    )
    assert said("tiep-cong-dan", reception(world))[0][0].startswith("Trả lời: hạn ngày 19/03/2026")
    nobody = reception(world, manner="periodic", people=0, visitor="", content="")
    assert said("tiep-cong-dan", nobody) == []
