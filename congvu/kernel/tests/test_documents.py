"""How one document cites another."""

import json
from datetime import date

import pytest

from congvu.kernel.documents import DocumentReference
from congvu.kernel.errors import Invalid


def decision(**other):
    parts = {
        "type": "Quyết định",
        "number": "12",
        "symbol": "QĐ-UBND",
        "issued_on": date(2026, 2, 1),
        "issuer": "Ủy ban nhân dân xã An Thịnh",
        "subject": "về việc tạm dừng giải quyết hồ sơ",
    }
    return DocumentReference(**{**parts, **other})


def test_it_is_cited_by_type_number_date_and_issuer():
    cited = "Quyết định số 12/QĐ-UBND ngày 01/02/2026 của Ủy ban nhân dân xã An Thịnh"
    assert decision().label() == cited
    assert decision().label(with_subject=True) == f"{cited} về việc tạm dừng giải quyết hồ sơ"
    assert decision(subject="").label(with_subject=True) == cited


@pytest.mark.parametrize(
    ("number", "printed"),
    [("5", "05"), ("05", "05"), ("12", "12"), ("0139", "139"), ("12a", "12a")],
)
def test_a_number_below_ten_gets_its_zero(number, printed):
    assert decision(number=number).code == f"{printed}/QĐ-UBND"


def test_a_document_without_symbol_is_named_by_its_number():
    assert decision(symbol="").code == "12"


def test_text_is_tidied_and_composed():
    untidy = decision(type="  Quyê\u0301t  đi\u0323nh ")
    assert untidy.type == "Quyết định"
    assert untidy == decision()


@pytest.mark.parametrize(
    ("part", "value", "code"),
    [
        ("type", " ", "document_part_missing"),
        ("number", "", "document_part_missing"),
        ("issuer", "", "document_part_missing"),
        ("number", "1" * 12, "document_part_too_long"),
        ("subject", "x" * 501, "document_part_too_long"),
        ("number", "12/QĐ", "document_symbol_wrong"),
        ("symbol", "QĐ UBND", "document_symbol_wrong"),
    ],
)
def test_what_cannot_be_a_name_is_refused(part, value, code):
    with pytest.raises(Invalid) as caught:
        decision(**{part: value})
    assert caught.value.code == code
    assert caught.value.facts["field"] == part


def test_it_goes_through_json_and_back():
    facts = json.loads(json.dumps(decision().as_facts()))
    assert DocumentReference.from_facts(facts) == decision()
    for wrong in ({}, {**facts, "issued_on": "01/02/2026"}):
        with pytest.raises(Invalid):
            DocumentReference.from_facts(wrong)
