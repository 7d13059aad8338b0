"""Vietnamese text: folding, words, and alphabetical order."""

import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congvu.kernel.vitext import fold, initials, name_sort_key, nfc, sort_key, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đăng ký khai sinh", "dang ky khai sinh"),
        ("  ĐĂNG   KÝ\tkhai-sinh (lần 2) ", "dang ky khai sinh lan 2"),
        ("Nghệ An – Thừa Thiên Huế", "nghe an thua thien hue"),
        ("thường trú, tạm_trú", "thuong tru tam tru"),
        ("ĐƯỜNG Nguyễn Ữ Ỵ Ễ", "duong nguyen u y e"),
        ("1.005129", "1 005129"),
        ('O\'Brien "x"', "o brien x"),
        ("😀", ""),
        ("", ""),
    ],
)
def test_folding(text, folded):
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


def test_words_come_once_in_their_order():
    assert words("Cấp lại giấy, cấp giấy phép") == ("cap", "lai", "giay", "phep")


def test_initials():
    assert initials("Trần Thị Đào") == "TTĐ"
    assert initials("  bà  Hoa ") == "BH"
    assert initials("") == ""


def test_nfc_composes():
    assert nfc("ô\u0323") == nfc("o\u0323\u0302") == "ộ"


ALPHABET = list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")
IN_ORDER = [
    ALPHABET,
    # tones: ngang huyền hỏi ngã sắc nặng
    ["ma", "mà", "mả", "mã", "má", "mạ", "mang", "mă", "mằ", "mâ", "mầ"],
    ["an", "an bình", "an giang", "anh", "ăn", "ân", "ba"],
    ["da", "dạ", "dạ lan", "dan", "đa", "đạ", "e"],
    ["Hà Giang", "Hà Nam", "Hà Nội", "Hải Dương", "Hải Phòng", "Hậu Giang", "Hòa Bình", "Huế"],
    # letters decide before tones: Bảo An stands before Bao Bì
    ["bao an", "bảo an", "bao bì", "bảo bì"],
    ["Tổ 2", "Tổ 02 A", "Tổ 10", "Tổ 100", "Tổ dân phố"],
    ["1", "2", "10", "a", "đ", "z", "я"],
    ["", "a"],
]  # fmt: skip


@pytest.mark.parametrize("ordered", IN_ORDER, ids=lambda ordered: ordered[-1])
def test_it_sorts_as_a_vietnamese_dictionary(ordered):
    shuffled = ordered.copy()
    random.Random(7).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == ordered


def test_the_key_does_not_depend_on_case_form_of_accents_or_place_of_the_tone():
    for one, other in (("HÀ NỘI", "hà nội"), ("hòa", "hoà"), ("Xã  An-Thịnh", "xã an thịnh")):
        assert sort_key(one) == sort_key(other)
    text = "Phường Ữ Ệ ặ"
    assert sort_key(unicodedata.normalize("NFD", text)) == sort_key(text)


def test_people_are_listed_by_given_name_then_family_name():
    people = ["Lê Văn An", "Nguyễn An", "Trần Bình An", "Đỗ Ân", "Bùi Thị Bích", "Ý"]
    assert sorted(set(people), key=name_sort_key) == people
    assert sorted(["Bùi Án", "Trần An", "Lê An"], key=name_sort_key) == [
        "Lê An",
        "Trần An",
        "Bùi Án",
    ]
    assert name_sort_key("") < name_sort_key("An")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30))
def test_the_key_is_plain_ascii_that_every_database_orders_alike(text):
    assert set(sort_key(text)) <= set("0123456789abcdefghijklmnopqrstuvwxyz")
    assert set(fold(text)).isdisjoint("ăâđêôơư_.,;\t")
    assert "  " not in fold(text)
    assert fold(fold(text)) == fold(text)


def referee(text):
    """Compare letter by letter with the alphabet in hand, then tone by tone."""
    tones = "\u0300\u0309\u0303\u0301\u0323"
    letters, marks = [], []
    for word in fold_apart(text):
        row, tone = [], 0
        for letter in word:
            parts = unicodedata.normalize("NFD", letter)
            for mark in parts:
                tone = tones.index(mark) + 1 if mark in tones else tone
            bare = nfc("".join(mark for mark in parts if mark not in tones))
            row.append(ALPHABET.index(bare))
        letters.append(row)
        marks.append(tone)
    return letters, marks


def fold_apart(text):
    return "".join(c if c.isalpha() else " " for c in nfc(text).lower()).split()


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.text(st.sampled_from("aàăắâbdđeêioôơuưỵy -Ạ"), max_size=8), min_size=2, max_size=6)
)
def test_the_order_equals_a_comparison_letter_by_letter(names):
    assert [referee(name) for name in sorted(names, key=sort_key)] == sorted(map(referee, names))
