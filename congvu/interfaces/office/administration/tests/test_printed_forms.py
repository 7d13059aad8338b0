"""The forms of an office: seen while edited, refused with the line, taken back, two at once."""

from __future__ import annotations

import pytest

from congvu.instruments.forms.models import FormOverride
from congvu.instruments.forms.selectors import source_for
from congvu.interfaces.office.administration.tests.make import html

LIST = "/quan-tri/bieu-mau/"
SLIP = f"{LIST}nd118-2025/receipt_slip/"


@pytest.fixture
def source(world):
    return source_for("receipt_slip", "nd118-2025", world.units["commune"].pk).source


@pytest.fixture
def hoa(browser_of):
    return browser_of("hoa")


def reworded(source):
    return source.replace("Giấy tiếp nhận hồ sơ", "GIẤY HẸN CỦA XÃ", 2)


def test_the_forms_of_every_regime_are_listed(hoa):
    page = html(hoa.get(LIST))

    assert "Phiếu kiểm soát" in page
    assert SLIP in page
    assert "không có" not in page.split("<tbody>")[1].split("</tr>")[0]


def test_the_editor_shows_the_text_and_the_printed_page(hoa):
    page = html(hoa.get(SLIP))

    assert "Mẫu chuẩn" in page
    assert 'src="data:image/png;base64,' in page
    assert "{dossier_code}" in page


def test_a_leader_words_a_form_for_the_own_office_only(hoa, world, source):
    hoa.post(SLIP + f"?unit={world.units['neighbour'].pk}", {"source": reworded(source), "seen": 0})

    kept = FormOverride.objects.get()
    assert kept.unit == world.units["commune"]
    page = html(hoa.get(SLIP))
    assert "Mẫu riêng, bản 1" in page
    assert "mẫu riêng" in html(hoa.get(LIST))


def test_an_administrator_words_the_forms_of_any_unit(yen, world, source):
    neighbour = world.units["neighbour"].pk

    yen.post(f"{SLIP}?unit={neighbour}", {"source": reworded(source), "seen": 0})

    assert FormOverride.objects.get().unit_id == neighbour


def test_a_form_that_cannot_be_printed_names_the_line_and_keeps_the_text(hoa, source):
    broken = source + '\n[[blocks]]\ntype = "paragraph"\ntext = "{nguoi_yeu}"\n'

    answer = hoa.post(SLIP, {"source": broken, "seen": 0})

    assert answer.status_code == 422
    assert "Dòng " in html(answer)
    assert "nguoi_yeu" in html(answer)
    assert not FormOverride.objects.exists()


def test_the_preview_follows_the_typing(hoa, source):
    shown = html(hoa.post(f"{SLIP}xem-truoc/", {"source": source}))
    assert "data:image/png" in shown
    assert "Chưa in được" in html(hoa.post(f"{SLIP}xem-truoc/", {"source": "kind = "}))


def test_the_pdf_of_what_is_typed_opens(hoa, source):
    answer = hoa.post(f"{SLIP}xem-truoc.pdf", {"source": source, "seen": 0})

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_two_who_edit_at_once_lose_nothing(hoa, yen, world, source):
    office = world.units["commune"].pk
    yen.post(f"{SLIP}?unit={office}", {"source": reworded(source), "seen": 0})

    typed = source.replace("Nơi nhận kết quả", "Chỗ nhận kết quả")
    answer = hoa.post(SLIP, {"source": typed, "seen": 0})

    assert answer.status_code == 409
    assert "Chỗ nhận kết quả" in html(answer)
    assert "yen" in html(answer)
    assert 'name="seen" value="1"' in html(answer)


def test_the_way_back_to_the_standard_keeps_the_versions(hoa, source):
    hoa.post(SLIP, {"source": reworded(source), "seen": 0})

    page = html(hoa.post(f"{SLIP}mau-chuan/", {"seen": 1}, follow=True))

    assert "Mẫu chuẩn" in page
    assert FormOverride.objects.count() == 2
    assert "GIẤY HẸN CỦA XÃ" in html(hoa.get(f"{SLIP}?ban=1"))


@pytest.mark.parametrize("name", ["lan", "minh", "hanh", "quan", "kien"])
def test_others_do_not_touch_forms(browser_of, name):
    assert browser_of(name).get(SLIP).status_code == 403


@pytest.mark.parametrize("tail", ["nd118-2025/khong-co/", "khong-co/receipt_slip/"])
def test_an_unknown_form_is_not_found(hoa, tail):
    assert hoa.get(LIST + tail).status_code == 404
