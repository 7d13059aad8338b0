"""The intake page: what chị Lan types becomes a dossier, a guidance or a refusal, and nothing is lost."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from html import unescape

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from congvu.casework.dossiers.models import Applicant, Dossier
from congvu.casework.dossiers.tests.make import PROCEDURE, accepted
from congvu.foundation.files.models import StoredFile
from congvu.foundation.files.tests.make import make_image, make_pdf
from congvu.instruments.catalogue.models import ProcedureVersion
from congvu.instruments.payments import selectors as payments
from congvu.interfaces.office.desk.tests.make import fields_of, opened, without
from congvu.interfaces.office.dossiers.tests.make import at, signed_in
from tests.world import NOW, World

CARD = "001099000077|012345678|Lò Thị Ặng|05031999|Nữ|Thôn 1, xã Minh Tâm|25122021"
PICK = "/mot-cua/tiep-nhan/"
PAGE = f"{PICK}{PROCEDURE}/"
REFORM = date(2025, 7, 1)


@pytest.fixture
def lan(world: World):
    with at(NOW):
        yield signed_in(world, "lan")


def send(client, do: str, url: str = PAGE, **changes):
    form = opened(client, url, name="Nguyễn Thị Bình", **changes)
    return client.post(url, {**form, "do": do})


def test_a_procedure_is_found_by_code_by_words_and_by_habit(world: World, lan) -> None:
    accepted(world)
    usual = lan.get(PICK).content.decode()
    assert "Hay tiếp nhận nhất" in usual
    assert PROCEDURE in usual

    words = lan.get(PICK, {"q": "tinh trang hon nhan"}, HTTP_HX_REQUEST="true")
    assert PROCEDURE in words.content.decode()
    assert "<html" not in words.content.decode()
    assert lan.get(PICK, {"q": PROCEDURE}).url == PAGE
    assert lan.get(PICK, {"q": "hon nhan", "chon": "1"}).url == PAGE
    nothing = lan.get(PICK, {"q": "zzz"}).content.decode()
    assert "Không có thủ tục nào như vậy" in nothing
    assert "Hộ tịch" in nothing


def test_what_is_done_most_comes_first(world: World, lan) -> None:
    first = lan.get(PICK, {"q": "hộ tịch", "chon": "1"}).url
    other = lan.get(PICK, {"q": "hộ tịch"}).context["found"][3].code
    accepted(world, procedure=other)

    cache.clear()
    assert lan.get(PICK, {"q": "hộ tịch", "chon": "1"}).url == f"{PICK}{other}/" != first


def test_the_page_promises_what_the_slip_will_say(world: World, lan) -> None:
    page = lan.get(PAGE).content.decode()
    response = send(lan, "accept")
    dossier = Dossier.objects.get()

    assert response.url == f"/mot-cua/da-nhan/{dossier.code}/"
    assert f"{dossier.promised_due:%d/%m/%Y}" in page
    done = lan.get(response.url).content.decode()
    assert dossier.code in done
    assert f"{dossier.promised_due:%d/%m/%Y}" in done
    assert 'src="data:image/png;base64,' in done
    slip = reverse("office-dossiers-slip", args=[dossier.code, dossier.slips.get().pk])
    assert slip in done


def test_a_press_twice_is_one_dossier(world: World, lan) -> None:
    form = {**opened(lan, PAGE, name="Nguyễn Thị Bình"), "do": "accept"}
    urls = {lan.post(PAGE, form).url for _ in range(2)}

    assert len(urls) == 1
    assert Dossier.objects.count() == 1


def test_the_page_sent_again_with_another_person_asks_before_a_second_dossier(lan) -> None:
    form = {**opened(lan, PAGE, name="Nguyễn Thị Bình"), "do": "accept"}
    lan.post(PAGE, form)
    again = lan.post(PAGE, {**form, "name": "Trần Văn Khác"})

    assert again.status_code == 409
    assert "Trần Văn Khác" in again.content.decode()
    form = {**fields_of(again.content.decode()), "do": "accept"}
    assert lan.post(PAGE, form).status_code == 302
    assert Dossier.objects.count() == 2


def test_a_returning_applicant_is_filled_in_and_no_number_stands_in_an_address(
    world: World, lan
) -> None:
    accepted(world)
    form = opened(lan, PAGE, lookup="0900000001")
    response = lan.post(PAGE, {**form, "do": "find"}, HTTP_HX_REQUEST="true")

    page = response.content.decode()
    assert 'value="Nguyễn Văn Tư"' in page
    assert 'value="001099000001"' in page
    assert "đã nộp hồ sơ ở đây" in page
    assert "0900000001" not in response.request["PATH_INFO"] + response.request["QUERY_STRING"]


def test_the_neighbours_people_are_not_known_here(world: World, lan) -> None:
    accepted(world)
    kien = signed_in(world, "kien")
    form = opened(kien, PAGE, lookup="0900000001")
    page = kien.post(PAGE, {**form, "do": "find"}).content.decode()

    assert "Nguyễn Văn Tư" not in page
    assert 'name="phone" value="0900000001"' in page


def test_a_card_is_read_and_what_differs_is_said(world: World, lan) -> None:
    accepted(world, personal_id="001099000077", name="Lò Thị Ang")
    form = opened(lan, PAGE, lookup=CARD)
    page = lan.post(PAGE, {**form, "do": "find"}).content.decode()

    assert 'value="Lò Thị Ặng"' in page
    assert 'value="05/03/1999"' in page
    assert "Đã đọc thẻ căn cước 001099000077" in page
    assert "Địa chỉ trên thẻ khác hồ sơ trước đây" not in page
    assert CARD not in page


def test_a_damaged_card_asks_for_the_name(lan) -> None:
    form = opened(lan, PAGE, lookup=CARD.replace("Ặng", "A?ng"))
    page = lan.post(PAGE, {**form, "do": "find"}).content.decode()
    assert "có thể bị bộ gõ làm sai dấu" in page


def test_a_missing_paper_stops_the_acceptance_unless_it_was_looked_up(world: World, lan) -> None:
    form = without(opened(lan, PAGE, name="Nguyễn Thị Bình"), "giay-0-here")
    refused = lan.post(PAGE, {**form, "do": "accept"})

    assert refused.status_code == 422
    assert "Còn thiếu giấy tờ bắt buộc" in refused.content.decode()
    assert not Dossier.objects.exists()
    taken = lan.post(PAGE, {**form, "do": "accept", "waived": "on"})
    assert taken.status_code == 302


def test_guidance_lists_what_is_missing_and_prints_form_02(world: World, lan) -> None:
    form = without(opened(lan, PAGE, name="Nguyễn Thị Bình"), "giay-0-here")
    form |= {"do": "complete", "missing": "Ảnh 4x6\n\nGiấy khai sinh", "missing_reason": "Thiếu"}
    response = lan.post(PAGE, form)

    dossier = Dossier.objects.get()
    assert (dossier.state, dossier.code) == ("incomplete", None)
    items = list(dossier.supplement_requests.get().items.values_list("what", flat=True))
    assert len(items) == 3
    assert items[1:] == ["Ảnh 4x6", "Giấy khai sinh"]
    done = lan.get(response.url).content.decode()
    assert "Phiếu yêu cầu bổ sung" in done


def test_a_refusal_needs_a_reason_and_keeps_what_was_typed(world: World, lan) -> None:
    refused = send(lan, "refuse", refusal_basis="Điều 17")
    assert refused.status_code == 422
    page = refused.content.decode()
    assert 'value="Nguyễn Thị Bình"' in page
    assert 'value="Điều 17"' in page

    response = send(lan, "refuse", refusal_reason="Không đúng nơi", refusal_basis="Điều 17")
    assert response.status_code == 302
    assert Dossier.objects.get().state == "rejected_at_intake"


@pytest.mark.parametrize(
    "name",
    ['Nguyễn "Tí" O\'Brien', "Trần Bình 🌸", "Nguye\u0302\u0303n Va\u0306n Tu\u031b", "=1+1"],
)
def test_odd_names_are_kept_as_they_are(lan, name: str) -> None:
    form = {**opened(lan, PAGE), "name": name, "do": "accept"}
    response = lan.post(PAGE, form)

    kept = Applicant.objects.get().name
    assert kept == unicodedata.normalize("NFC", name)
    assert kept in unescape(lan.get(response.url).content.decode())


def test_numbers_that_cannot_be_right_are_said_beside_their_fields(lan) -> None:
    refused = send(lan, "accept", personal_id="123", address="Thôn 9")
    page = refused.content.decode()

    assert refused.status_code == 422
    assert "Số định danh có 12 chữ số" in page
    assert 'value="Thôn 9"' in page
    assert 'value="123"' in page


def test_scans_are_kept_by_their_paper(world: World, lan) -> None:
    scan = SimpleUploadedFile("tờ khai.pdf", make_pdf())
    send(lan, "accept", **{"giay-0-file": scan})

    paper = Dossier.objects.get().papers.get(order=1)
    assert paper.file.name == "tờ khai.pdf"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", b"", "không có nội dung"),
        ("a.pdf", b"MZ" + b"\0" * 100, "không phải PDF"),
        (
            "a.pdf",
            make_pdf(extra=b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
            "mã chạy",
        ),
        ("a.pdf", b"%PDF-1.4" + b"0" * 5000, "lớn hơn"),
    ],
    ids=["empty", "program", "script", "large"],
)
def test_a_bad_file_is_refused_and_all_else_stays(lan, settings, name, content, said) -> None:
    if said == "lớn hơn":
        settings.CONGVU_MAX_FILE_BYTES = 4000
    good = SimpleUploadedFile("../../x.png", make_image())
    bad = SimpleUploadedFile(name, content)
    refused = send(lan, "accept", address="Thôn 9", **{"giay-0-file": good, "giay-1-file": bad})
    page = refused.content.decode()

    assert refused.status_code == 422
    assert said in page
    assert 'value="Thôn 9"' in page
    assert not Dossier.objects.exists()
    form = without(fields_of(page), "giay-1-here")
    assert lan.post(PAGE, {**form, "do": "accept"}).status_code == 302
    assert Dossier.objects.get().papers.get(order=1).file.name == "x.png"  # nobody scans twice
    assert StoredFile.objects.count() == 1


def test_one_more_line_keeps_what_stands_in_the_others(lan) -> None:
    form = opened(lan, PAGE, **{"giay-0-copies": "7"})
    page = lan.post(PAGE, {**form, "do": "add"}, HTTP_HX_REQUEST="true").content.decode()

    values = fields_of(f"<main>{page}</main>")
    assert values["giay-0-copies"] == "7"
    assert int(values["giay-TOTAL_FORMS"]) > int(form["giay-TOTAL_FORMS"])


def test_an_added_paper_goes_into_the_dossier(lan) -> None:
    form = opened(lan, PAGE)
    last = int(form["giay-TOTAL_FORMS"]) - 1
    send(lan, "accept", **{f"giay-{last}-name": "Giấy khác", f"giay-{last}-copies": "2"})

    paper = Dossier.objects.get().papers.get(name="Giấy khác")
    assert (paper.originals, paper.copies) == (0, 2)


def test_a_fee_by_resolution_is_typed_and_collected(lan) -> None:
    send(lan, "accept", **{"phi-0-amount": "8.000", "paid_by": "cash"})

    dossier = Dossier.objects.get()
    assert [(row.amount, row.receipt_number) for row in payments.charges_of(dossier.code)] == [
        (8000, 1)
    ]
    refused = send(lan, "accept", **{"phi-0-amount": "8.000,5"})
    assert refused.status_code == 422


def test_a_day_that_is_long_past_is_a_leaders(world: World, lan) -> None:
    late = {"occurred_on": "03/03/2026", "occurred_time": "8h05", "late_reason": "Mất điện"}
    refused = send(lan, "accept", **late)
    assert refused.status_code == 422
    assert "cần lãnh đạo nhập" in refused.content.decode()
    assert 'value="8h05"' in refused.content.decode()

    hoa = signed_in(world, "hoa")
    assert send(hoa, "accept", **late).status_code == 302
    accepted_at = Dossier.objects.get().accepted_at
    assert accepted_at == NOW.replace(day=3, hour=8, minute=5)


def test_another_authoritys_dossier_waits_for_its_own_desk(world: World, lan) -> None:
    neighbour = world.units["neighbour"].pk
    response = send(lan, "accept", competent=str(neighbour))

    dossier = Dossier.objects.get()
    assert (dossier.state, dossier.accepted_at) == ("submitted", None)
    assert dossier.receiving_unit_id == dossier.competent_unit_id == neighbour
    assert dossier.support_unit_id == world.units["commune"].pk
    assert "Đã chuyển cơ quan có thẩm quyền" in lan.get(response.url).content.decode()
    assert dossier.applicant.name in signed_in(world, "kien").get("/mot-cua/").content.decode()


def test_an_unknown_procedure_is_named(lan) -> None:
    refused = lan.get(f"{PICK}9.999999/")
    assert refused.status_code == 422
    assert "9.999999" in refused.content.decode()


def test_a_procedure_that_does_not_hold_says_which_version_does(world: World) -> None:
    new = ProcedureVersion.objects.filter(number=1, starts_on__gt=REFORM - timedelta(days=1))
    code = new.values_list("procedure__code", flat=True)[0]
    with at(NOW.replace(year=2024)):
        refused = signed_in(world, "lan").get(f"{PICK}{code}/")

    assert refused.status_code == 422
    assert "01/07/2025" in refused.content.decode()


def test_without_next_years_calendar_the_page_says_so_and_loses_nothing(world: World, lan) -> None:
    with at(NOW.replace(year=2027, month=12, day=30)):
        lan = signed_in(world, "lan")
        page = lan.get(PAGE)
        assert "Chưa tính được ngày hẹn trả" in page.content.decode()
        form = {**fields_of(page.content.decode()), "name": "Nguyễn Thị Bình", "do": "accept"}
        refused = lan.post(PAGE, form)

    assert refused.status_code == 422
    assert "Chưa có lịch làm việc năm 2028" in refused.content.decode()
    assert 'value="Nguyễn Thị Bình"' in refused.content.decode()


def test_the_dossier_goes_on_from_the_page_that_says_it_was_taken(world: World, lan) -> None:
    done = lan.get(send(lan, "accept").url)
    form = fields_of(done.content.decode())
    response = lan.post("/mot-cua/chuyen/", form)

    assert response.url == PICK
    assert Dossier.objects.get().state == "processing"


def test_intake_asks_few_questions_of_the_database(
    world: World, lan, django_assert_max_num_queries
):
    accepted(world)
    lan.get(PAGE)
    with django_assert_max_num_queries(12):
        lan.get(PICK, {"q": "hon nhan"}, HTTP_HX_REQUEST="true")
    with django_assert_max_num_queries(14):
        lan.get(PAGE)
    form = opened(lan, PAGE, lookup="0900000001")
    with django_assert_max_num_queries(14):
        lan.post(PAGE, {**form, "do": "find"}, HTTP_HX_REQUEST="true")


def test_yesterday_is_the_desks_own(lan) -> None:
    yesterday = NOW - timedelta(days=1)
    assert send(lan, "accept", occurred_on=f"{yesterday:%d/%m/%Y}").status_code == 302
    assert Dossier.objects.get().code.startswith("H99.101-")
