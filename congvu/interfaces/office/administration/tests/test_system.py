"""Outbox, journal and installation: codes and actions, never values; the chain is proven or not."""

from __future__ import annotations

import pytest

from congvu.casework.dossiers.tests.make import processing
from congvu.foundation.journal.models import Entry
from congvu.interfaces.office.administration.system import journal
from congvu.interfaces.office.administration.tests.make import html, rows_of

JOURNAL = "/quan-tri/nhat-ky/"
OUTBOX = "/quan-tri/tin-gui-di/"


def test_the_outbox_names_deeds_and_codes(yen, world):
    dossier = processing(world)

    page = html(yen.get(OUTBOX))

    assert dossier.code in page
    assert "Chuyển xử lý" in page
    assert "2 tin chưa chuyển đi" in page
    assert "Nguyễn Văn Tư" not in page


def test_an_empty_outbox_says_so(yen):
    assert "Không có tin nào" in html(yen.get(OUTBOX))


def test_the_journal_says_who_did_what_and_no_values(yen, world):
    processing(world)

    page = html(yen.get(JOURNAL))

    assert "Tiếp nhận" in page
    assert "lan.1" in page
    assert "Nguyễn Văn Tư" not in page
    assert "001099000001" not in page


def test_the_journal_is_narrowed_to_a_chain_a_kind_and_a_code(yen, world):
    dossier = processing(world)

    assert "Tạo tài khoản" not in html(yen.get(f"{JOURNAL}?loai=dossier")).split("<tbody>")[1]
    assert "H99.101.1 #" in html(yen.get(f"{JOURNAL}?chuoi=H99.101.1"))
    found = yen.post(JOURNAL, {"code": dossier.code}, follow=True)
    assert dossier.code not in found.redirect_chain[0][0]
    assert len(rows_of(yen.get(f"{JOURNAL}xuat/"))) == 2


def test_lists_of_the_system_need_few_statements(yen, world, django_assert_max_num_queries):
    processing(world)
    for address in (JOURNAL, OUTBOX):
        yen.get(address)
        with django_assert_max_num_queries(12):
            yen.get(address)


def test_a_whole_journal_is_proven_whole(yen, world):
    processing(world)

    page = html(yen.post(f"{JOURNAL}kiem-tra/", {"begin": "1"}, follow=True))

    assert "Nguyên vẹn" in page


def test_a_forged_actor_is_found_and_placed(yen, world):
    processing(world)
    forged = Entry.objects.filter(object_type="dossier").order_by("-seq").first()
    Entry.objects.filter(pk=forged.pk).update(actor_code="kien")

    page = html(yen.post(f"{JOURNAL}kiem-tra/", {"begin": "1"}, follow=True))

    assert "Chuỗi bị hỏng" in page
    assert f"{forged.unit_code} #{forged.seq}" in page


def test_a_long_verification_goes_on_in_steps(yen, world, monkeypatch):
    processing(world)
    monkeypatch.setattr(journal, "SECONDS_AT_ONCE", -1)

    page = html(yen.post(f"{JOURNAL}kiem-tra/", {"begin": "1"}))
    assert "Chuỗi đã kiểm tra" in page
    monkeypatch.setattr(journal, "SECONDS_AT_ONCE", 5)

    assert "Nguyên vẹn" in html(yen.post(f"{JOURNAL}kiem-tra/", follow=True))


def test_the_installation_tells_versions_and_room(yen):
    page = html(yen.get("/quan-tri/cai-dat/"))

    for words in ("Django", "Còn trống trên đĩa", "Lịch đã nạp", "2027"):
        assert words in page


@pytest.mark.parametrize("address", [JOURNAL, OUTBOX, "/quan-tri/cai-dat/"])
@pytest.mark.parametrize("name", ["hoa", "lan", "quan"])
def test_the_system_is_the_administrators(browser_of, address, name):
    assert browser_of(name).get(address).status_code == 403
