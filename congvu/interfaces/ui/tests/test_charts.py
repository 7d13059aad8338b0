"""Charts: a blank is a gap, a length begins at nought, no language writes into the geometry."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.utils import translation

from congvu.interfaces.ui import charts
from congvu.interfaces.ui.tests.drawing import draw_gallery

pytestmark = pytest.mark.urls("congvu.interfaces.ui.tests.addresses")

D = Decimal
TICKS = (D(0), D(50), D(100))
NAMES = ("a", "b", "c", "d", "e")


def lines_of(*amounts: int | None) -> charts.LineChart:
    series = charts.Series("", [None if one is None else D(one) for one in amounts])
    return charts.line_chart(NAMES, [series], TICKS, label=str)


def test_a_blank_breaks_the_line_and_is_no_point():
    chart = lines_of(10, 20, None, 40, 50)
    (line,) = chart.lines
    assert [len(stroke.split()) for stroke in line.strokes] == [2, 2]
    assert len(line.points) == 4
    assert len(chart.missing) == 1


def test_a_figure_between_two_blanks_is_a_point_without_a_line():
    (line,) = lines_of(None, 20, None, None, None).lines
    assert line.strokes == ()
    assert [point.label for point in line.points] == ["20"]


def test_nought_lies_on_the_floor_and_the_highest_tick_at_the_top():
    (line,) = lines_of(0, 100, 50, None, None).lines
    heights = [float(point.y) for point in line.points]
    assert heights == [charts.LARGE.floor, charts.LARGE.top, 138]


def test_a_bar_is_as_long_as_its_part_of_the_scale_and_a_blank_has_none():
    assert charts.bar(D(25), TICKS, D(40)) == charts.Bar("0", "25", "40")
    assert charts.bar(D(0), TICKS) == charts.Bar("0", "0", "")
    assert charts.bar(None, TICKS) is None


def test_what_is_below_nought_goes_to_the_left_of_it():
    assert charts.bar(D(-5), (D(-10), D(0), D(10))) == charts.Bar("25", "25", "")


def test_no_language_writes_a_comma_into_the_geometry():
    for language in ("vi", "en"):
        with translation.override(language):
            drawn = draw_gallery()
        drawings = "".join(re.findall(r"<svg class=\"(?:chart|bar).*?</svg>", drawn, re.DOTALL))
        assert drawings
        for name, value in re.findall(r' (x\d?|y\d?|cx|cy|r|width|height)="([^"]*)"', drawings):
            assert re.fullmatch(r"-?\d+(\.\d)?", value), (name, value)


def test_a_chart_that_is_spoken_has_its_words_and_the_others_are_silent():
    drawn = draw_gallery()
    for opening in re.findall(r"<svg class=\"(?:chart|bar)[^>]*>", drawn):
        named = 'role="img"' in opening and "aria-label=" in opening
        assert named or 'aria-hidden="true"' in opening
