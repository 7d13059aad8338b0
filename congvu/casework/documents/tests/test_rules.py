"""Types, symbols, series, dates, secrecy and deadlines without a database."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from congvu.casework.documents.errors import ReasonMissing, SecretDocument
from congvu.casework.documents.rules import checks
from congvu.casework.documents.rules.deadlines import Standing, days_late, standing
from congvu.casework.documents.rules.kinds import Direction
from congvu.casework.documents.rules.series import Body, find_gaps, series_code
from congvu.casework.documents.rules.states import (
    LIFE_IN,
    LIFE_OUT,
    Action,
    Actor,
    State,
    actors_of,
)
from congvu.casework.documents.rules.symbols import (
    make_symbol,
    parse_code,
    type_in_code,
)
from congvu.casework.documents.rules.types import read_columns, read_tags, read_types
from congvu.kernel.errors import Invalid

FOLDER = Path(__file__).parents[4] / "catalogue/documents"
TYPES = read_types((FOLDER / "types.toml").read_text(encoding="utf-8"))
ANNEX = {  # NĐ 30/2020, Phụ lục III
    "NQ", "QĐ", "CT", "QC", "QyĐ", "TC", "TB", "HD", "CTr", "KH", "PA", "ĐA", "DA", "BC", "BB", "TTr", "HĐ", "CĐ", "BGN", "BTT", "GUQ", "GM", "GGT", "GNP", "PG", "PC", "PB", "SY", "TrS", "SL"
}  # fmt: skip
UBND = Body("UBND")


def test_the_catalogue_holds_every_abbreviation_of_the_annex() -> None:
    held = {row.code for row in TYPES.rows if row.abbreviated}
    assert held == ANNEX
    assert read_tags((FOLDER / "tags.toml").read_text(encoding="utf-8"))[0].code == "chi-dao-cchc"
    assert "subject" in read_columns((FOLDER / "columns.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("QĐ", "QĐ"),
        ("quyet dinh", "QĐ"),
        ("Tờ trình", "TTr"),
        ("Công văn", "CV"),
        ("ĐA", "ĐA"),
        ("DA", "DA"),
        ("CTr", "CTr"),
        ("kế  hoạch", "KH"),
    ],
)
def test_a_type_is_found_by_code_or_name(said: str, code: str) -> None:
    found = TYPES.find(said)
    assert found is not None
    assert found.code == code


def test_an_abbreviation_that_could_mean_two_is_no_answer() -> None:
    assert TYPES.find("da") is None
    assert TYPES.find("không có loại này") is None


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("5/QĐ-UBND", "05/QĐ-UBND"),
        ("Số: 303/BC-UBND", "303/BC-UBND"),
        (" 139 / UBND-TH ", "139/UBND-TH"),
        ("15a/UBND-VP", "15a/UBND-VP"),
        ("01/2021/QĐ-UBND", "01/2021/QĐ-UBND"),
        ("7", "07"),
        ("12/QĐ\u2013UBND", "12/QĐ-UBND"),
        ("28-KH/HU", "28-KH/HU"),  # of the Party: the type before the slash
        ("9-CTr/TU", "09-CTr/TU"),
    ],
)
def test_number_and_symbol_are_read_as_people_write_them(text: str, shown: str) -> None:
    assert parse_code(text).text == shown


@pytest.mark.parametrize("text", ["", "QĐ-UBND", "abc", "1/2/3/QĐ", "123456789/QĐ", "/QĐ-UBND"])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        parse_code(text)


def test_symbols_are_made_after_the_annex() -> None:
    assert make_symbol(TYPES.get("BC"), "UBND") == "BC-UBND"
    assert make_symbol(TYPES.get("CV"), "UBND", unit="TH") == "UBND-TH"
    assert make_symbol(TYPES.get("QĐ"), "UBND", normative_year=2021) == "2021/QĐ-UBND"
    with pytest.raises(Invalid):
        make_symbol(TYPES.get("CV"), "UBND")
    with pytest.raises(Invalid):
        make_symbol(TYPES.get("KH"), "Ban chỉ đạo")


def test_the_type_is_guessed_from_the_symbol() -> None:
    for text, code in (
        ("1/QĐ-UBND", "QĐ"),
        ("1/2021/QĐ-UBND", "QĐ"),
        ("1/UBND-TH", "CV"),
        ("1/KH-BCĐ", "KH"),
        ("28-KH/HU", "KH"),
        ("09-CTr/TU", "CTr"),
    ):
        found = type_in_code(parse_code(text), TYPES)
        assert found is not None
        assert found.code == code
    assert type_in_code(parse_code("1"), TYPES) is None
    assert type_in_code(parse_code("1-XY/HU"), TYPES) is None


def test_each_book_has_its_own_code() -> None:
    bc, qd = TYPES.get("BC"), TYPES.get("QĐ")
    common = Body("UBND", by_type=False)
    assert series_code(Direction.INCOMING) == "DEN"
    assert series_code(Direction.OUTGOING, UBND, bc) != series_code(Direction.OUTGOING, UBND, qd)
    assert series_code(Direction.OUTGOING, common, bc) == series_code(
        Direction.OUTGOING, common, qd
    )
    # normative documents never share a book (Đ15)
    assert series_code(Direction.OUTGOING, common, qd, normative=True) == "UBND/QPPL/QĐ"
    # a committee with the agency's seal has its own numbers; one without shares the common book
    assert series_code(Direction.OUTGOING, Body("BCĐ"), bc) == "BCĐ/BC"
    assert series_code(Direction.OUTGOING, Body("TGV", own_series=False), bc) == "*/BC"


def test_gaps_are_named() -> None:
    assert find_gaps([1, 2, 4, 6], last=6) == [3, 5]
    assert find_gaps([304, 305], last=305, began_after=303) == []


@pytest.mark.parametrize("level", ["Mật", "TỐI MẬT", "tuyệt mật", "tuyet mat"])
def test_a_secret_document_is_refused(level: str) -> None:
    with pytest.raises(SecretDocument):
        checks.refuse_secret(level)


def test_an_ordinary_level_is_let_in() -> None:
    for level in ("", "Thường", "Không"):
        checks.refuse_secret(level)


ON = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("issued_on", "arrived_on", "error"),
    [
        (date(2026, 3, 9), date(2026, 3, 10), None),
        (date(2026, 3, 11), date(2026, 3, 11), Invalid),
        (date(2026, 3, 9), date(2026, 3, 11), Invalid),
        (date(2026, 3, 9), date(2026, 3, 8), Invalid),
        (date(1925, 3, 9), date(2026, 3, 8), Invalid),
        (date(2025, 12, 31), date(2026, 1, 5), None),
        (date(2025, 6, 1), date(2026, 3, 10), ReasonMissing),
        (date(2025, 12, 20), date(2025, 12, 22), ReasonMissing),
    ],
)
def test_dates_of_an_arrival_must_be_possible(
    issued_on: date, arrived_on: date, error: type[Exception] | None
) -> None:
    if error is None:
        checks.check_arrival(issued_on, arrived_on, ON, "")
        return
    with pytest.raises(error):
        checks.check_arrival(issued_on, arrived_on, ON, "")
    if error is ReasonMissing:
        checks.check_arrival(issued_on, arrived_on, ON, "Bưu điện chuyển chậm")


def test_a_number_of_another_year_needs_a_reason() -> None:
    with pytest.raises(ReasonMissing):
        checks.check_number_day(date(2025, 12, 31), ON, "")
    checks.check_number_day(date(2025, 12, 31), ON, "Ký ngày 31/12, văn thư nghỉ")


@pytest.mark.parametrize(
    ("due", "done", "stands", "late"),
    [
        (None, None, Standing.NO_DUE, 0),
        (date(2026, 3, 10), None, Standing.TODAY, 0),
        (date(2026, 3, 11), None, Standing.IN_TIME, 0),
        (date(2026, 3, 8), None, Standing.LATE, 2),
        (date(2026, 3, 8), date(2026, 3, 8), Standing.DONE, 0),
        (date(2026, 3, 8), date(2026, 3, 9), Standing.DONE_LATE, 1),
        (date(2026, 3, 8), date(2026, 3, 12), Standing.LATE, 4),
    ],
)
def test_a_deadline_stands_as_of_the_day(
    due: date | None, done: date | None, stands: Standing, late: int
) -> None:
    assert standing(due, done, ON) is stands
    assert days_late(due, done, ON) == late


def test_every_state_is_reachable_and_only_ends_are_ends() -> None:
    assert LIFE_OUT.reachable() | LIFE_IN.reachable() == set(State)
    assert LIFE_IN.dead_ends() == {State.RETURNED, State.CANCELLED, State.DONE, State.FILED} - {
        State.DONE,
        State.FILED,
    }


def test_only_a_registrar_gives_numbers() -> None:
    for role in ("officer", "head", "leader", "reform_officer"):
        assert Action.NUMBER not in LIFE_OUT.actions(State.DRAFT, actors_of(frozenset({role})))
    assert Action.NUMBER in LIFE_OUT.actions(State.DRAFT, {Actor.REGISTRAR})
    assert actors_of(frozenset({"administrator"})) == frozenset()


def test_the_readme_draws_both_lives() -> None:
    text = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    assert LIFE_OUT.as_mermaid() in text
    assert LIFE_IN.as_mermaid() in text
