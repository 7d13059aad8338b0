"""Papers, files, slips and fees on the page of a dossier."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse

from congvu.casework.dossiers.tests.make import accepted, processing
from congvu.foundation.files.models import StoredFile
from congvu.instruments.payments.models import Charge, Receipt
from congvu.interfaces.office.dossiers.tests.make import (
    LATER,
    at,
    page_url,
    presented,
    signed_in,
    text_of,
)
from congvu.interfaces.office.dossiers.tests.stories import a_file
from tests.world import World


def url(name: str, dossier, **more: object) -> str:
    return reverse(f"office-dossiers-{name}", kwargs={"ref": dossier.code, **more})


def with_scan(world: World):
    dossier = processing(world)
    paper = dossier.papers.get(order=1)
    with at(LATER):
        signed_in(world, "lan").post(url("scan", dossier, paper=paper.pk), {"file": a_file()})
    return dossier, StoredFile.objects.get()


def test_a_scan_is_added_and_looked_at_as_a_picture(world: World) -> None:
    dossier, stored = with_scan(world)
    with at(LATER):
        client = signed_in(world, "minh")
        assert "quet.png" in text_of(client.get(page_url(dossier)))
        page = client.get(url("file", dossier, uuid=stored.uuid))
    assert page.status_code == 200
    assert "data:image/png;base64," in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_an_original_is_only_ever_a_file_to_keep(world: World) -> None:
    dossier, stored = with_scan(world)
    with at(LATER):
        answer = signed_in(world, "minh").get(url("original", dossier, uuid=stored.uuid))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")


@pytest.mark.parametrize("name", ["kien", "yen", "quan"])
def test_files_and_slips_do_not_exist_for_others(world: World, name: str) -> None:
    dossier, stored = with_scan(world)
    slip = dossier.slips.get()
    with at(LATER):
        client = signed_in(world, name)
        for address in (
            url("file", dossier, uuid=stored.uuid),
            url("original", dossier, uuid=stored.uuid),
            url("slip", dossier, slip=slip.pk),
            url("slip-docx", dossier, slip=slip.pk),
            url("control-sheet", dossier),
        ):
            assert client.get(address).status_code == 404, address


def test_another_dossiers_file_is_not_reached_through_this_one(world: World) -> None:
    _dossier, stored = with_scan(world)
    other = accepted(world)
    with at(LATER):
        answer = signed_in(world, "lan").get(url("file", other, uuid=stored.uuid))
    assert answer.status_code == 404


def test_one_more_paper_comes_with_its_file_or_says_what_is_wrong(world: World) -> None:
    dossier = processing(world)
    client = signed_in(world, "lan")
    with at(LATER):
        empty = client.post(
            url("paper", dossier),
            {"name": "Giấy ủy quyền", "file": SimpleUploadedFile("a.pdf", b"")},
        )
        done = client.post(url("paper", dossier), {"name": "Giấy ủy quyền", "file": a_file()})
        page = text_of(client.get(page_url(dossier)))
    assert empty.status_code == 422
    assert "Giấy ủy quyền" in empty.content.decode()
    assert "không có nội dung" in text_of(empty)
    assert done.status_code == 302
    assert "Giấy ủy quyền" in page


@override_settings(CONGVU_MAX_FILE_BYTES=10)
def test_a_file_that_is_too_large_is_named(world: World) -> None:
    dossier = processing(world)
    with at(LATER):
        answer = signed_in(world, "lan").post(
            url("paper", dossier), {"name": "Giấy ủy quyền", "file": a_file()}
        )
    assert answer.status_code == 422
    assert "lớn hơn" in text_of(answer)


def test_a_reader_adds_no_paper(world: World) -> None:
    dossier = processing(world)
    with at(LATER):
        client = signed_in(world, "mai")
        assert client.get(url("paper", dossier)).status_code == 403
        answer = client.post(url("paper", dossier), {"name": "Khác", "file": a_file()})
    assert answer.status_code == 403
    assert dossier.papers.count() == 2


def test_a_slip_is_shown_in_the_browser_and_given_as_docx(world: World) -> None:
    dossier = accepted(world)
    slip = dossier.slips.get()
    with at(LATER):
        client = signed_in(world, "lan")
        pdf = client.get(url("slip", dossier, slip=slip.pk))
        docx = client.get(url("slip-docx", dossier, slip=slip.pk))
        again = client.get(url("slip", dossier, slip=slip.pk))
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf["Content-Disposition"].startswith("inline")
    assert pdf["X-Content-Type-Options"] == "nosniff"
    assert pdf.content == again.content
    assert docx["Content-Disposition"].startswith("attachment")
    assert docx.content.startswith(b"PK")


def test_the_control_sheet_is_printed(world: World) -> None:
    with at(LATER):
        answer = signed_in(world, "hoa").get(url("control-sheet", presented(world)))
    assert answer.content.startswith(b"%PDF")


def test_a_fee_is_raised_collected_printed_and_its_receipt_cancelled(world: World) -> None:
    dossier = processing(world)
    client = signed_in(world, "lan")
    typed = {
        "name": "Lệ phí hộ tịch",
        "kind": "charge",
        "amount": "15.000",
        "due_when": "on_receipt",
        "basis": "NQ của HĐND",
    }
    with at(LATER):
        wrong = client.post(url("fee", dossier), {**typed, "amount": "mười lăm"})
        assert wrong.status_code == 422
        assert "Lệ phí hộ tịch" in wrong.content.decode()
        assert client.post(url("fee", dossier), typed).status_code == 302
        charge = Charge.objects.get()
        assert charge.amount == 15_000
        collect = url("collect", dossier, charge=charge.pk)
        assert client.post(collect, {"method": "cash"}).status_code == 302
        assert client.post(collect, {"method": "cash"}).status_code == 409
        receipt = Receipt.objects.get()
        pdf = client.get(url("receipt", dossier, receipt=receipt.pk))
        assert pdf.content.startswith(b"%PDF")
        cancel = url("cancel-receipt", dossier, receipt=receipt.pk)
        assert client.post(cancel, {"reason": ""}).status_code == 422
        assert client.post(cancel, {"reason": "Ghi nhầm"}).status_code == 302
        gone = url("cancel-fee", dossier, charge=charge.pk)
        assert client.post(gone, {"reason": "Được miễn"}).status_code == 302
        page = text_of(client.get(page_url(dossier)))
    assert "Ghi nhầm" in page
    assert "Còn phải thu 0" in page


@pytest.mark.parametrize(("name", "status"), [("minh", 403), ("mai", 403), ("kien", 404)])
def test_fees_are_for_those_who_collect(world: World, name: str, status: int) -> None:
    dossier = processing(world)
    with at(LATER):
        assert signed_in(world, name).get(url("fee", dossier)).status_code == status


def test_the_procedures_own_fee_is_proposed(world: World) -> None:
    dossier = processing(world)
    with at(LATER):
        form = signed_in(world, "lan").get(url("fee", dossier))
    assert "Lệ phí" in form.content.decode()
