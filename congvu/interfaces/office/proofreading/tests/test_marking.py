"""The text cut at its marks: nothing lost, nothing twice, the gravest mark wins."""

from __future__ import annotations

from congvu.interfaces.office.proofreading.marking import SHORTENED_FROM, Mark, segments


def mark(start: int, end: int, place: int = 1, tone: str = "error") -> Mark:
    return Mark(start, end, place, 0, tone)


def test_overlapping_quotes_lose_no_letter():
    text = "Tổng số 12, trong đó 5 và 6"
    cut = segments(text, [mark(0, 11), mark(8, 20, 2, "warning"), mark(8, 11, 3, "rounding")])
    assert "".join(one.text for one in cut) == text
    assert [(one.text, one.place) for one in cut if one.tone] == [
        ("Tổng số ", 1),
        ("12,", 1),
        (" trong đó", 2),
    ]
    assert cut[1].anchors == ("q2-0", "q3-0")


def test_a_text_without_marks_is_one_piece_and_an_empty_one_is_none():
    assert [one.text for one in segments("a\nb", [])] == ["a\nb"]
    assert segments("", []) == []
    assert [one.tone for one in segments("ab", [mark(1, 1)])] == ["", ""]


def test_a_very_long_text_keeps_what_stands_around_its_marks():
    text = "a" * SHORTENED_FROM + "12" + "b" * SHORTENED_FROM
    cut = segments(text, [mark(SHORTENED_FROM, SHORTENED_FROM + 2)])
    assert sum(1 for one in cut if one.is_gap) == 2
    assert next(one for one in cut if one.tone).text == "12"
    assert sum(len(one.text) for one in cut) < 10_000
