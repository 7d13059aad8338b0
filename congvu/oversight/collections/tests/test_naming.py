"""A pasted list names units beyond doubt, or is asked about line by line."""

import pytest

from congvu.oversight.collections.rules.naming import Asked, Found, Known, find, lines_of

KNOWN = (
    Known(1, "H99.101", "Xã Hòa Bình", "Hòa Bình"),
    Known(2, "H99.102", "Phường Hòa Bình", "Hòa Bình"),
    Known(3, "H99.103", "Xã Minh Tâm", "Minh Tâm"),
    Known(4, "", "Trạm Y tế xã Minh Tâm", "Trạm Y tế xã Minh Tâm"),
)


def found(text: str, meant: dict | None = None) -> Found:
    return find(text, KNOWN, meant or {})


@pytest.mark.parametrize(
    "line",
    [
        "Xã Minh Tâm",
        "xa minh tam",
        "XÃ MINH TÂM",
        "Minh Tâm",
        "H99.103",
        "h99.103",
        "UBND xã Minh Tâm",
        "Ủy ban nhân dân xã Minh Tâm",
        "12. Xã Minh Tâm",
        "- Xã Minh Tâm",
        "12\tH99.103\tXã Minh Tâm",
        "Xã Minh Tâm\tđã gửi công văn",
    ],
)
def test_a_name_or_a_code_is_understood_however_it_is_written(line):
    assert found(line) == Found(frozenset({3}), ())


def test_a_name_that_two_bear_is_asked_about():
    assert found("Hoà Bình") == Found(frozenset(), (Asked("Hoà Bình", (1, 2)),))
    assert found("Phường Hòa Bình").units == {2}


def test_a_code_that_contradicts_the_name_is_asked_about():
    assert found("H99.101\tXã Minh Tâm").asked == (Asked("H99.101\tXã Minh Tâm", (1, 3)),)
    assert found("H99.999\tXã Minh Tâm").asked == (Asked("H99.999\tXã Minh Tâm", (3,)),)


def test_a_part_of_a_name_is_offered_and_never_taken():
    assert found("Tâm").asked == (Asked("Tâm", (3, 4)),)
    assert found("Xã Ở Xa").asked == (Asked("Xã Ở Xa"),)


def test_a_number_alone_is_asked_about():
    known = (Known(7, "", "Phường 1", "1"), Known(8, "", "Phường 12", "12"))
    assert find("1", known, {}) == Found(frozenset(), (Asked("1", (7, 8)),))
    assert find("Phường 1", known, {}) == Found(frozenset({7}), ())


def test_an_answer_settles_its_line_and_only_with_a_unit_that_is_known():
    assert found("Hòa Bình", {"Hòa Bình": 2}) == Found(frozenset({2}), ())
    assert found("Hòa Bình", {"Hòa Bình": None}) == Found(frozenset(), ())
    assert found("Hòa Bình", {"Hòa Bình": 99}).asked


def test_a_list_is_read_line_by_line_and_each_line_once():
    text = "Xã Minh Tâm\r\n\r\nXã Minh Tâm; Xã Hòa Bình\n   \nHòa Bình\nHòa Bình"
    assert found(text) == Found(frozenset({1, 3}), (Asked("Hòa Bình", (1, 2)),))
    assert lines_of("\n ; \r\n") == []
    assert len(lines_of("a" * 9000)[0]) == 300
