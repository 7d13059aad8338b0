"""A Word file that comes back after others went on writing here: theirs stays, its own is told."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from docx import Document
from docx.document import Document as Word

from congvu.oversight.reporting import printing
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.selectors.texts import current_text
from congvu.oversight.reporting.services import returning, writing
from congvu.oversight.reporting.tests import quarter
from tests.world import World

pytestmark = pytest.mark.django_db
OTHER = "IV.1"
EDITED = quarter.SHORTCOMINGS
NEWER = "Viết trên hệ thống trong khi tệp ở chỗ lãnh đạo."


@pytest.fixture
def report(world: World) -> Report:
    return quarter.begin(world, quarter.ask(world))


def _edited(content: bytes, edit: Callable[[Word], object]) -> bytes:
    document, out = Document(io.BytesIO(content)), io.BytesIO()
    edit(document)
    document.save(out)
    return out.getvalue()


def _leaders_words(document: Word) -> None:
    found = next(one for one in document.paragraphs if quarter.UNTROUBLED in one.text)
    found.runs[0].text = "Lãnh đạo sửa."


def _write(report: Report, section: str, text: str, seen: int, world: World) -> None:
    mai = quarter.who(world, "mai")
    writing.write_section(report, section, text, seen=seen, by=mai, at=quarter.later(2))


@pytest.mark.parametrize("before", ["", "Chữ cũ của mục."])
def test_what_was_written_here_since_the_file_was_made_stays(
    world: World, report: Report, before: str
) -> None:
    if before:
        _write(report, OTHER, before, 0, world)
    file = _edited(printing.as_file(report, "docx", at=quarter.later(1)), _leaders_words)
    _write(report, OTHER, NEWER, 1 if before else 0, world)
    told = returning.compare(report, file, at=quarter.later(3))
    assert [(one.section, one.now) for one in told.found.texts] == [(EDITED, "Lãnh đạo sửa.")]
    mai = quarter.who(world, "mai")
    assert returning.keep(report, told.token, by=mai, at=quarter.later(4)) == 1
    standing = {code: current_text(report, code) for code in (OTHER, EDITED)}
    assert {code: row.text for code, row in standing.items() if row} == {
        OTHER: NEWER,
        EDITED: "Lãnh đạo sửa.",
    }


def test_a_section_that_both_changed_is_shown_beside_what_stands_here_now(
    world: World, report: Report
) -> None:
    file = _edited(printing.as_file(report, "docx", at=quarter.later(1)), _leaders_words)
    _write(report, EDITED, NEWER, 1, world)
    [both] = returning.compare(report, file, at=quarter.later(3)).found.texts
    assert (both.section, both.was, both.now) == (EDITED, NEWER, "Lãnh đạo sửa.")


def test_a_file_whose_change_stands_here_already_changes_nothing(
    world: World, report: Report
) -> None:
    file = _edited(printing.as_file(report, "docx", at=quarter.later(1)), _leaders_words)
    _write(report, EDITED, "Lãnh đạo sửa.", 1, world)
    assert returning.compare(report, file, at=quarter.later(3)).found.texts == ()


def test_remarks_in_the_margin_of_word_are_counted_as_left_out(report: Report) -> None:
    def edit(document: Word) -> None:
        runs = next(one for one in document.paragraphs if quarter.UNTROUBLED in one.text).runs
        document.add_comment(runs, text="Viết lại chỗ này.", author="Lãnh đạo", initials="L")

    file = _edited(printing.as_file(report, "docx", at=quarter.later(1)), edit)
    told = returning.compare(report, file, at=quarter.later(3))
    assert (told.found.nothing, told.left_out) == (True, 1)
