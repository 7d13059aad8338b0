"""Reading what a scanner types when it sees the QR code of an identity card. All people invented."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.casework.dossiers.rules.identity_card import read_card

USUAL = (
    "001099000001|012345678|Nguyễn Văn Tư|05031999|Nam|Thôn 1, xã Minh Tâm, tỉnh Minh Châu|25122021"
)


def test_the_seven_usual_fields_are_read():
    card = read_card(USUAL)

    assert card is not None
    assert (card.number, card.old_number) == ("001099000001", "012345678")
    assert (card.name, card.sex) == ("Nguyễn Văn Tư", "Nam")
    assert card.birth_on == date(1999, 3, 5)
    assert card.address == "Thôn 1, xã Minh Tâm, tỉnh Minh Châu"
    assert card.issued_on == date(2021, 12, 25)
    assert not card.doubtful


def test_a_card_without_old_number_is_read():
    card = read_card(USUAL.replace("012345678", ""))
    assert card is not None
    assert (card.old_number, card.name) == ("", "Nguyễn Văn Tư")


@pytest.mark.parametrize("tail", ["||", "|Nguyễn Văn Ba|Trần Thị Năm", "|25122046"])
def test_newer_cards_carry_more(tail):
    card = read_card(USUAL + tail)
    assert card is not None
    assert card.name == "Nguyễn Văn Tư"
    assert card.address.startswith("Thôn 1")
    assert card.birth_on == date(1999, 3, 5)


def test_newer_cards_carry_fewer():
    card = read_card("001099000001|Nguyễn Văn Tư|05031999|Nam")
    assert card is not None
    assert (card.name, card.address, card.issued_on) == ("Nguyễn Văn Tư", "", None)


def test_decomposed_accents_are_composed():
    card = read_card(USUAL.replace("Tư", "Tu\u031b"))
    assert card is not None
    assert card.name == "Nguyễn Văn Tư"
    assert not card.doubtful


@pytest.mark.parametrize("name", ["Nguye?n Va(n Tu", "Nguy\ufffdn Văn Tư", "Nguyeⁿ Văn 7ư"])
def test_a_name_that_an_input_method_damaged_is_doubtful(name):
    card = read_card(USUAL.replace("Nguyễn Văn Tư", name))
    assert card is not None
    assert card.doubtful


@pytest.mark.parametrize("name", ["Y Bhiêu Niê Kdăm", "H'Hen Niê", "Thạch Sô-ny"])
def test_names_of_all_peoples_are_not_doubtful(name):
    card = read_card(USUAL.replace("Nguyễn Văn Tư", name))
    assert card is not None
    assert not card.doubtful


def test_only_the_year_of_birth_may_be_known():
    card = read_card(USUAL.replace("05031999", "00001950"))
    assert card is not None
    assert card.birth_on is None
    assert card.issued_on == date(2021, 12, 25)


@pytest.mark.parametrize(
    "text", ["", "001099000001", "H99.101-260310-0001", "a|b|c|d|e|f|g", "|||"]
)
def test_anything_else_is_no_card(text):
    assert read_card(text) is None


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_no_text_breaks_the_reader(text):
    read_card(text)
    read_card(f"001099000001|{text}")
