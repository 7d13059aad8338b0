"""The register book and the end of the day: numbered, printed, added up."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from congvu.casework.dossiers.services import closing, desk
from congvu.casework.dossiers.services.desk import Money
from congvu.casework.dossiers.services.intake import FeeInput
from congvu.casework.dossiers.tests.make import accepted, make_intake, processing, result
from congvu.interfaces.office.desk.tests.make import rows_of
from congvu.interfaces.office.dossiers.tests.make import at, signed_in
from tests.world import NOW, World

BOOK = "/ho-so/so-theo-doi/"
DAY = "/mot-cua/cuoi-ngay/"
EVENING = NOW.replace(hour=16, minute=45)
JANUARY = NOW.replace(month=1, day=6)


@pytest.fixture
def lan(world: World):
    with at(EVENING):
        yield signed_in(world, "lan")


def test_entries_are_numbered_through_the_year(world: World, lan) -> None:
    first, last = accepted(world, JANUARY), accepted(world)
    page = lan.get(BOOK).content.decode()

    assert page.index(first.code) < page.index(last.code)
    assert "Tháng 1 (1)" in page
    march = lan.get(BOOK, {"nam": "2026", "thang": "3"})
    assert [entry.number for entry, _note in march.context["entries"]] == [2]
    assert lan.get(BOOK, {"nam": "1800"}).status_code == 404
    assert lan.get(BOOK, {"nam": "x", "thang": "y", "after": "z"}).status_code == 200


def test_the_book_is_printed_a4_landscape_with_its_numbers(world: World, lan) -> None:
    codes = [accepted(world, JANUARY).code, accepted(world).code]
    response = lan.get(f"{BOOK}2026.pdf")

    assert response["Content-Type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(response.content))
    box = reader.pages[0].mediabox
    assert box.width > box.height
    text = "".join(page.extract_text() for page in reader.pages).replace("\n", "")
    assert "000001" in text
    assert "000002" in text
    assert all(code.split("-")[-1] in text for code in codes)
    march = PdfReader(io.BytesIO(lan.get(f"{BOOK}2026.pdf?thang=3").content))
    assert "Từ số 000002 đến số 000002" in march.pages[0].extract_text()


def test_a_long_year_is_printed_by_the_month(world: World, lan, monkeypatch) -> None:
    monkeypatch.setattr("congvu.interfaces.office.desk.register.MOST_ON_PAPER", 1)
    codes = [accepted(world, JANUARY).code, accepted(world).code, accepted(world).code]
    assert lan.get(f"{BOOK}2026.pdf").status_code == 422
    page = lan.get(BOOK, {"nam": "2026", "thang": "3"}).content.decode()
    assert "In tập 2" in page
    second = PdfReader(io.BytesIO(lan.get(f"{BOOK}2026.pdf?thang=3&tap=2").content))
    text = "".join(page.extract_text() for page in second.pages).replace("\n", "")
    assert "000003" in text
    assert codes[2].split("-")[-1] in text
    assert lan.get(f"{BOOK}2026.pdf?thang=3&tap=-1").status_code == 200


def test_the_book_as_a_spreadsheet(world: World, lan) -> None:
    dossier = accepted(world)
    rows = rows_of(lan.get(f"{BOOK}2026.xlsx"))
    line = next(row for row in rows if dossier.code in row)
    assert line[0] == 1
    assert NOW.date() in line


def test_an_empty_book_says_so(lan) -> None:
    assert "chưa có hồ sơ nào" in lan.get(BOOK).content.decode()
    assert lan.get(f"{BOOK}2026.pdf").status_code == 200
    assert "Số thứ tự" in str(rows_of(lan.get(f"{BOOK}2026.xlsx")))


def test_the_end_of_the_day_adds_up(world: World, lan) -> None:
    fee = Money([FeeInput("Lệ phí", "charge", 8000)], "cash")
    desk.accept_at_desk(make_intake(), money=fee, by=world.staff("lan"), at=NOW)
    processing(world)
    dossier = processing(world)
    closing.resolve(
        dossier,
        seen=dossier.version,
        results=[result()],
        by=world.staff("hoa"),
        at=NOW + timedelta(hours=1),
    )
    page = lan.get(DAY).content.decode()

    assert "Phòng Kinh tế xã Minh Tâm (2)" in page
    assert "Cộng 1 biên lai, hủy 0" in page
    assert dossier.code in page
    assert "tiếp nhận 3 hồ sơ (trực tiếp 3, bưu chính 0, trực tuyến 0)" in page
    assert "Thu phí, lệ phí 8.000 đồng" in page
    sheet = lan.get(f"{DAY}in/").content.decode()
    assert "Tám nghìn đồng" in sheet
    assert "NGƯỜI LẬP" in sheet


def test_the_message_of_the_day_names_nobody(world: World, lan) -> None:
    dossier = accepted(world)
    message = lan.get(DAY).context["message"]
    assert "Nguyễn Văn Tư" not in message
    assert dossier.code not in message


def test_an_earlier_day_is_shown_and_tomorrow_is_not(world: World, lan) -> None:
    accepted(world, NOW - timedelta(days=1))
    page = lan.get(DAY, {"ngay": "09/03/2026"})
    assert page.context["numbers"].accepted == 1
    assert lan.get(DAY, {"ngay": "09/03/2036"}).context["day"] == NOW.date()
    assert lan.get(DAY, {"ngay": "hôm qua"}).status_code == 200


def test_the_books_ask_few_questions(world: World, lan, django_assert_max_num_queries) -> None:
    for _ in range(3):
        processing(world)
    for url, most in ((BOOK, 14), (DAY, 20)):
        lan.get(url)
        with django_assert_max_num_queries(most):
            lan.get(url)
