"""The printed pages of one section while it is written: which pages, where it begins, what is kept."""

from __future__ import annotations

import pytest

from congvu.oversight.reporting import printing
from congvu.oversight.reporting.models import Report, SectionText, UnfinishedText
from congvu.oversight.reporting.rules.prose_reading import ProseWrong
from congvu.oversight.reporting.tests import quarter
from tests.world import World

pytestmark = pytest.mark.django_db

LONG = "\n".join(
    f"- Đợt {n}: tuyên truyền, hướng dẫn người dân nộp hồ sơ trực tuyến tại thôn, tổ dân phố."
    for n in range(90)
)


@pytest.fixture
def report(world: World) -> Report:
    return quarter.begin(world, quarter.ask(world))


def pages_with(report: Report, text: str) -> printing.SectionPages:
    return printing.section_pages(report, quarter.SHORTCOMINGS, text, at=quarter.later(1))


def test_the_pages_are_those_of_the_whole_report_as_printed(world: World, report: Report) -> None:
    kept = pages_with(report, quarter.UNTROUBLED)
    whole = printing.as_pictures(report, at=quarter.later(1))
    assert [one.png for one in kept.pages] == [whole[one.number - 1] for one in kept.pages]
    assert 0 < kept.down < 1


def test_a_longer_text_stands_on_more_pages_and_nothing_is_kept(
    world: World, report: Report
) -> None:
    before = SectionText.objects.count()
    short, long = pages_with(report, "Ngắn."), pages_with(report, LONG)
    assert len(long.pages) > len(short.pages)
    assert [one.number for one in long.pages] == list(
        range(short.pages[0].number, short.pages[0].number + len(long.pages))
    )
    assert SectionText.objects.count() == before
    assert not UnfinishedText.objects.exists()


def test_a_table_and_a_footnote_are_drawn_with_their_section(world: World, report: Report) -> None:
    table = "| Thôn | Số lớp |\n| Đông | 2 |\n| Tây | 3 |"
    assert pages_with(report, f"Mở các lớp{{^Theo kế hoạch.^}}:\n{table}").pages


def test_a_text_that_cannot_be_read_says_its_line(world: World, report: Report) -> None:
    for text in ("Dòng đầu.\nCó {{3.6.6", "Dòng đầu.\nCó {{99.9}} hồ sơ."):
        with pytest.raises(ProseWrong) as refused:
            pages_with(report, text)
        assert refused.value.facts["line"] == 2


def test_a_section_that_may_stay_empty_and_is_has_no_page(world: World, report: Report) -> None:
    empty = printing.section_pages(report, "III", "", at=quarter.later(1))
    assert empty == printing.SectionPages((), 0.0)
