"""Each contradiction of a published report stands beside its words or its row of the annex."""

from __future__ import annotations

import pytest

from congvu.foundation.people.selectors import get_staff
from congvu.oversight.reporting.rules.manuscript import plain, texts
from congvu.oversight.reporting.selectors.page import page_of
from congvu.oversight.reporting.tests import published


@pytest.mark.django_db
def test_every_finding_of_a_published_report_has_its_place_with_its_computation() -> None:
    report = published.enter(published.MY_TU)
    at = published.moment(published.told(published.MY_TU))
    page = page_of(report, get_staff("nguoilap", at.date()), at)
    margin, manuscript = page.margin, page.drawing.manuscript
    placed = [one for told in margin.rows.values() for one in told] + list(margin.loose)
    placed += [one for told in margin.findings.values() for one in told]
    placed += [one for told in margin.sections.values() for one in told]
    assert {one.finding.code for one in placed} == {one.finding.code for one in page.findings.rows}
    assert len(margin.rows) > 5
    printed = {cell.code for row in manuscript.annexes[0].rows for cell in row.cells}
    assert set(margin.rows) <= printed
    assert all(one.finding.computation for told in margin.rows.values() for one in told)
    assert set(page.quoted) & printed  # what its prose says stands beside what its annex says
    for (section, at_block), told in margin.findings.items():
        part = manuscript.part(section)
        assert part is not None
        codes = {code for one in told for code in one.finding.cells}
        assert any(code in str(part.blocks[at_block]) for code in codes), plain(
            next(texts(part), ())
        )
