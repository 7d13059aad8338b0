"""What must not slip through: figures after the check, other offices, documents issued in the book."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from congvu.casework.documents.services.outgoing import issue
from congvu.foundation.people.rules import Role
from congvu.kernel.errors import NotAllowed
from congvu.oversight.indicators.services.entering import Typed, enter_many
from congvu.oversight.reporting.errors import ReportChanged, ReportHasFindings
from congvu.oversight.reporting.models import FindingReason
from congvu.oversight.reporting.rules.life import State
from congvu.oversight.reporting.rules.prose_reading import ProseWrong, parse
from congvu.oversight.reporting.selectors.checking import findings_of
from congvu.oversight.reporting.services import life, writing
from congvu.oversight.reporting.tests import quarter
from tests.world import World


def test_blanks_in_a_figure_are_read_in_no_time() -> None:
    begun = time.process_time()
    with pytest.raises(ProseWrong):
        parse("{{a|" + " " * 3000 + "|}}")
    assert time.process_time() - begun < 1
    assert parse("{{ 3.6.3 |  so   sánh }}").lines == parse("{{3.6.3|so sánh}}").lines


@pytest.mark.django_db
def test_figures_that_came_after_the_check_are_judged_before_they_are_frozen(world: World) -> None:
    report = quarter.begin(world, quarter.ask(world))
    mai, hoa = quarter.who(world, "mai"), quarter.who(world, "hoa")
    report = life.check(report, seen=report.revision, by=mai, at=quarter.later(1))
    wrong = {"1.4.1": Typed("2", None), "1.4.2": Typed("3", None)}
    enter_many(mai, report.unit_id, report.period_id, wrong, at=quarter.later(2))
    assert any(findings_of(report).open_ones())
    with pytest.raises(ReportHasFindings):
        life.approve(report, quarter.SIGNATURE, seen=report.revision, by=hoa, at=quarter.later(3))
    report.refresh_from_db()
    assert report.state == State.CHECKED


@pytest.mark.django_db
def test_an_officer_of_another_office_writes_nothing(world: World) -> None:
    report = quarter.begin(world, quarter.ask(world))
    kien = replace(quarter.who(world, "kien"), roles=frozenset({Role.OFFICER}))
    with pytest.raises(NotAllowed):
        writing.write_section(report, "IV.1", "Của Kiên.", seen=0, by=kien, at=quarter.later(1))


@pytest.mark.django_db
def test_a_report_is_handed_in_whose_document_was_issued_in_the_book(world: World) -> None:
    dung = quarter.who(world, "dung")
    report = quarter.approved(world, quarter.begin(world, quarter.ask(world)))
    report = life.number(
        report, signed_on=quarter.ON, seen=report.revision, by=dung, at=quarter.later(3)
    )
    assert report.document is not None
    issue(report.document, seen=report.document.version, by=dung, at=quarter.later(4))
    report = life.submit(report, seen=report.revision, by=dung, at=quarter.later(5))
    assert report.state == State.SUBMITTED


@pytest.mark.django_db
def test_two_people_at_the_head_of_a_report_lose_nothing(world: World) -> None:
    report = quarter.begin(world, quarter.ask(world))
    mai = quarter.who(world, "mai")
    seen, head = (
        report.revision,
        {"place": "Minh Tâm", "addressees": "", "recipients": "- Lưu: VT."},
    )
    life.change_head(report, subject="Của Mai", **head, seen=seen, by=mai, at=quarter.later(1))
    with pytest.raises(ReportChanged) as told:
        life.change_head(report, subject="Khác", **head, seen=seen, by=mai, at=quarter.later(2))
    assert "nơi nhận" in str(told.value.facts["told"])
    report.refresh_from_db()
    assert report.subject == "Của Mai"


@pytest.mark.django_db
def test_a_correction_keeps_the_reasons_that_its_figures_still_need(world: World) -> None:
    report = quarter.begin(world, quarter.ask(world))
    mai, quan = quarter.who(world, "mai"), quarter.who(world, "quan")
    writing.give_reason(report, "V1", "1 + 1 = 3", "Theo sổ.", by=mai, at=quarter.later(0))
    report = quarter.submitted(world, report)
    report = life.send_back(
        report, reason="Thiếu.", seen=report.revision, by=quan, at=quarter.later(5)
    )
    made = life.correct(
        report, reason="Bổ sung.", seen=report.revision, by=mai, at=quarter.later(6)
    )
    kept = FindingReason.objects.get(report=made)
    assert (kept.finding, kept.computation, kept.reason) == ("V1", "1 + 1 = 3", "Theo sổ.")
