"""A Word file that comes back after others went on writing here: theirs stays, its own is told."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from docx import Document
from docx.document import Document as Word
from docx.oxml.ns import qn

from congvu.oversight.indicators.selectors import sheet
from congvu.oversight.indicators.services.entering import Typed, enter, enter_many
from congvu.oversight.reporting import library, printing
from congvu.oversight.reporting.models import Report
from congvu.oversight.reporting.rules.outlines import Passage
from congvu.oversight.reporting.selectors.texts import current_text, current_texts
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


def _without_memory(content: bytes) -> bytes:
    """Return the file as a program leaves it that drops the properties of its own."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            said = old.read(name)
            new.writestr(name, said.replace(b"congvu.reference", b"other"))
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
    told = returning.compare(report, file, at=quarter.later(3))
    [both] = told.found.texts
    assert (both.section, both.was, both.now) == (EDITED, NEWER, "Lãnh đạo sửa.")
    [offer] = told.back.offers
    assert (offer.sent, offer.file, offer.now) == (quarter.UNTROUBLED, "Lãnh đạo sửa.", NEWER)
    assert offer.asks


def test_a_file_whose_change_stands_here_already_changes_nothing(
    world: World, report: Report
) -> None:
    file = _edited(printing.as_file(report, "docx", at=quarter.later(1)), _leaders_words)
    _write(report, EDITED, "Lãnh đạo sửa.", 1, world)
    assert returning.compare(report, file, at=quarter.later(3)).found.texts == ()


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        ("ours", NEWER),
        ("file", "Lãnh đạo sửa."),
        ("both", f"{NEWER}\nLãnh đạo sửa."),
    ],
)
def test_where_both_changed_nothing_is_kept_until_somebody_chooses(
    world: World, report: Report, choice: str, kept: str
) -> None:
    file = _edited(printing.as_file(report, "docx", at=quarter.later(1)), _leaders_words)
    _write(report, EDITED, NEWER, 1, world)
    told = returning.compare(report, file, at=quarter.later(3))
    mai = quarter.who(world, "mai")
    with pytest.raises(returning.NotChosen):
        returning.keep(report, told.token, by=mai, at=quarter.later(4))
    chosen = {told.back.offers[0].name: choice}
    returning.keep(report, told.token, chosen=chosen, by=mai, at=quarter.later(4))
    assert current_texts(report)[EDITED].text == kept


def test_sections_that_only_we_wrote_on_are_said_to_stay(world: World, report: Report) -> None:
    file = printing.as_file(report, "docx", at=quarter.later(1))
    _write(report, OTHER, NEWER, 0, world)
    back = returning.compare(report, file, at=quarter.later(3)).back
    assert back.nothing
    assert len(back.stayed) == 1
    assert back.offers == ()


def _enter(report: Report, world: World, number: str, minutes: int) -> None:
    seen = sheet(report.unit_id, report.period_id).row("3.6.6").seen
    mai, at = quarter.who(world, "mai"), quarter.later(minutes)
    enter(mai, report.unit_id, report.period_id, "3.6.6", number, seen=seen, at=at)


def test_a_figure_that_moved_here_is_not_said_to_be_typed_over(
    world: World, report: Report
) -> None:
    file = printing.as_file(report, "docx", at=quarter.later(1))
    _enter(report, world, "121", 2)
    back = returning.compare(report, file, at=quarter.later(3)).back
    assert back.overtyped == ()
    assert ("3.6.6", "120", "121") in [(one.code, one.was, one.now) for one in back.moved]
    assert back.nothing


def test_a_figure_typed_over_that_moved_too_is_told_with_all_three(
    world: World, report: Report
) -> None:
    def edit(document: Word) -> None:
        control = next(
            one for one in document.element.body.iter(qn("w:sdt"))
            if "".join(it.text or "" for it in one.iter(qn("w:t"))) == "120"
        )  # fmt: skip
        next(control.iter(qn("w:t"))).text = "125"

    file = _edited(printing.as_file(report, "docx", at=quarter.later(1)), edit)
    _enter(report, world, "121", 2)
    [one] = returning.compare(report, file, at=quarter.later(3)).back.overtyped
    assert (one.code, one.sent, one.file, one.now) == ("3.6.6", "120", "125", "121")
    assert one.moved


def test_a_file_without_memory_asks_wherever_somebody_wrote(world: World, report: Report) -> None:
    file = _edited(printing.as_file(report, "docx", at=quarter.later(1)), _leaders_words)
    file = _without_memory(file)
    _write(report, OTHER, NEWER, 0, world)
    back = returning.compare(report, file, at=quarter.later(3)).back
    assert not back.remembers
    assert {one.code for one in back.offers if one.asks} == {OTHER, EDITED}


def test_who_writes_between_looking_and_keeping_is_told_and_nothing_is_kept(
    world: World, report: Report
) -> None:
    file = _edited(printing.as_file(report, "docx", at=quarter.later(1)), _leaders_words)
    told = returning.compare(report, file, at=quarter.later(2))
    _write(report, EDITED, NEWER, 1, world)
    mai = quarter.who(world, "mai")
    name = told.back.offers[0].name
    with pytest.raises(returning.MovedMeanwhile):
        returning.keep(report, told.token, chosen={name: "file"}, by=mai, at=quarter.later(4))
    again = returning.compare_again(report, told.token, at=quarter.later(4))
    assert again.moved == {name}
    assert again.back.offers[0].asks
    assert current_texts(report)[EDITED].text == NEWER


def test_words_that_stood_for_a_nought_in_the_file_are_no_change_and_can_be_changed(
    world: World, report: Report
) -> None:
    """A clause that says “không phát hiện vấn đề nào” is compared with what was sent, not with now."""
    mai, drafted = quarter.who(world, "mai"), "I.2"
    figures = {"1.2.1": "2", "1.2.2": "0", "1.2.4": "0", "1.2.5": "0"}
    cells = {code: Typed(text, None) for code, text in figures.items()}
    assert not enter_many(mai, report.unit_id, report.period_id, cells, at=quarter.later(1)).refused
    sent = printing.as_file(report, "docx", at=quarter.later(2))
    there = sheet(report.unit_id, report.period_id).row("1.2.4")
    enter(mai, report.unit_id, report.period_id, "1.2.4", "3", seen=there.seen, at=quarter.later(3))
    told = returning.compare(report, _edited(sent, _leaders_words), at=quarter.later(4))
    assert [one.section for one in told.found.texts] == [EDITED]

    def said_otherwise(document: Word) -> None:
        found = next(one for one in document.paragraphs if "không phát hiện" in one.text)
        assert found.text.endswith("phòng chuyên môn; không phát hiện vấn đề nào.")
        found.runs[-1].text = found.runs[-1].text.replace("vấn đề nào", "sai phạm nào")

    told = returning.compare(report, _edited(sent, said_otherwise), at=quarter.later(4))
    [changed] = told.found.texts
    assert changed.section == drafted
    assert changed.now.endswith("{{1.2.1|so}} phòng chuyên môn; không phát hiện sai phạm nào.")
    [offer] = told.back.offers
    assert "phát hiện {{1.2.4|so}} vấn đề" in offer.now
    assert offer.asks


def test_a_file_made_by_an_older_outline_asks_before_its_words_are_kept(
    world: World, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = printing.as_file(report, "docx", at=quarter.later(2))
    outline = library.outline(report.outline)
    one = next(one for one in outline.sections if one.code == "I.4")
    reworded = replace(one, passages=(Passage(text="Đề cương mới nói khác."),))
    newer = replace(
        outline, sections=tuple(reworded if it is one else it for it in outline.sections)
    )
    monkeypatch.setattr(library, "outline", lambda _code: newer)
    told = returning.compare(report, sent, at=quarter.later(4))
    assert [(offer.code, offer.asks) for offer in told.back.offers] == [("I.4", True)]
