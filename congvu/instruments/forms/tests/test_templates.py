"""Words with placeholders: how they are read, refused and filled."""

import pytest

from congvu.instruments.forms.rules.templates import (
    BREAK,
    BadTemplate,
    Run,
    Slot,
    parse_template,
    plain,
    with_breaks,
)


def filled(text, **values):
    return parse_template(text).fill(lambda slot: values.get(slot.name, ""))


def test_a_placeholder_takes_its_value_and_its_look():
    assert filled("Họ tên: **{submitter_name}**.", submitter_name="Ông Tư") == (
        Run("Họ tên: "),
        Run("Ông Tư", bold=True),
        Run("."),
    )


def test_a_missing_value_becomes_a_line_to_write_on():
    assert filled("Địa chỉ: {address}") == (Run("Địa chỉ: "), Run("", blank=True))
    assert plain(filled("Địa chỉ: {address}")) == "Địa chỉ: ……"


def test_a_value_is_never_read_again_as_a_template():
    words = filled("{reason}", reason="{dossier_code} **đậm** __nghiêng__")
    assert words == (Run("{dossier_code} **đậm** __nghiêng__"),)


def test_a_format_belongs_to_its_placeholder():
    assert list(parse_template("{ due : long }").slots()) == [Slot("due", "long")]


def test_braces_are_doubled_to_be_printed():
    assert plain(filled("{{mẫu}}")) == "{mẫu}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Số {number", "không có dấu đi cùng"),
        ("Số number}", "không có dấu đi cùng"),
        ("**đậm", "mở mà không đóng"),
        ("__nghiêng", "mở mà không đóng"),
        ("{}", "không phải tên trường"),
        ("{Họ tên}", "không phải tên trường"),
        ("{a.b}", "không phải tên trường"),
        ("{a[0]}", "không phải tên trường"),
        ("{__class__}", "không phải tên trường"),
    ],
)
def test_it_refuses_what_it_cannot_read(text, said):
    with pytest.raises(BadTemplate, match=said):
        parse_template(text)


def test_a_long_word_may_be_parted_after_the_signs_of_codes():
    parted = with_breaks("Mã H99.103.25.700-20260302-0092637 đây", 12)
    assert parted.replace(BREAK, "") == "Mã H99.103.25.700-20260302-0092637 đây"
    assert parted == f"Mã H99.{BREAK}103.{BREAK}25.{BREAK}700-{BREAK}20260302-{BREAK}0092637 đây"


def test_a_word_without_signs_is_parted_where_it_is_too_long():
    assert with_breaks("a" * 25, 10) == BREAK.join(["a" * 10, "a" * 10, "a" * 5])
    assert with_breaks("chữ thường ngắn", 10) == "chữ thường ngắn"
