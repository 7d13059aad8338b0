"""Scans, fees and prints of one dossier: they stay inside its folder and its office."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from pypdf import PdfReader

from congvu.casework.dossiers.errors import NotYourTask
from congvu.casework.dossiers.selectors.folder import file_of, folder_of, get_slip
from congvu.casework.dossiers.services import fees, handling, papers, printing, slips
from congvu.casework.dossiers.tests.make import accepted, processing
from congvu.foundation.files.services import store
from congvu.instruments.payments import selectors as payments
from congvu.kernel.errors import Conflict, Invalid, NotFound
from tests.world import NOW, World

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
LATER = NOW + timedelta(hours=2)


def scan(world: World, name: str = "quet.png"):
    return store(
        PNG,
        name=name,
        unit_id=world.units["commune"].pk,
        by_code="lan",
        at=NOW,
        kind="paper",
    )


def text_of(pdf: bytes, tmp_path) -> str:
    place = tmp_path / "form.pdf"
    place.write_bytes(pdf)
    return " ".join(page.extract_text() for page in PdfReader(place).pages)


def test_a_scan_is_put_to_its_paper_once(world: World) -> None:
    dossier = processing(world)
    paper = dossier.papers.get(order=1)
    lan = world.staff("lan")
    papers.add_scan(dossier, paper_id=paper.pk, file=scan(world), by=lan, at=LATER)

    assert file_of(dossier, folder_of(dossier).papers[0].file.uuid).mime == "image/png"
    with pytest.raises(Conflict):
        papers.add_scan(dossier, paper_id=paper.pk, file=scan(world), by=lan, at=LATER)


def test_one_more_paper_comes_after_the_others(world: World) -> None:
    dossier = processing(world)
    version = dossier.version
    added = papers.add_paper(
        dossier, name="Giấy xác nhận", file=scan(world), by=world.staff("minh"), at=LATER
    )
    dossier.refresh_from_db()
    assert (added.order, dossier.version) == (3, version)


def test_a_neighbour_adds_no_paper(world: World) -> None:
    dossier = accepted(world)
    with pytest.raises(NotYourTask):
        papers.add_paper(dossier, name="Khác", file=scan(world), by=world.staff("kien"), at=LATER)


def test_a_file_of_another_dossier_is_not_found(world: World) -> None:
    mine, other = accepted(world), accepted(world)
    paper = papers.add_paper(other, name="Khác", file=scan(world), by=world.staff("lan"), at=LATER)
    with pytest.raises(NotFound):
        file_of(mine, paper.file.uuid)
    with pytest.raises(NotFound):
        file_of(mine, uuid4())
    with pytest.raises(NotFound):
        get_slip(mine, other.slips.get().pk)


def test_a_fee_is_collected_here_and_only_by_those_who_collect(world: World, tmp_path) -> None:
    dossier, other = accepted(world), accepted(world)
    lan = world.staff("lan")
    charge = fees.raise_charge(
        dossier,
        name="Lệ phí hộ tịch",
        kind="charge",
        amount=15_000,
        due_when="on_receipt",
        by=lan,
        at=NOW,
    )
    with pytest.raises(NotYourTask):
        fees.collect(dossier, charge_id=charge.pk, method="cash", by=world.staff("minh"), at=LATER)
    with pytest.raises(NotFound):
        fees.collect(other, charge_id=charge.pk, method="cash", by=lan, at=LATER)
    receipt = fees.collect(dossier, charge_id=charge.pk, method="cash", by=lan, at=LATER)
    assert payments.amount_owed(dossier.code) == 0
    with pytest.raises(NotFound):
        fees.get_receipt(other, receipt.pk)

    receipt = fees.get_receipt(dossier, receipt.pk)
    pdf = printing.receipt_pdf(dossier, receipt, sample=True, by=lan, at=LATER)
    assert "15.000" in text_of(pdf, tmp_path)


def test_nothing_is_owed_before_acceptance(world: World) -> None:
    dossier = accepted(world)
    dossier.code = None
    with pytest.raises(Invalid):
        fees.raise_charge(
            dossier,
            name="Lệ phí",
            kind="charge",
            amount=1,
            due_when="on_receipt",
            by=world.staff("lan"),
            at=NOW,
        )


def test_the_control_sheet_names_who_gave_and_who_took(world: World, tmp_path) -> None:
    dossier = processing(world)
    dossier = handling.present(dossier, seen=dossier.version, by=world.staff("minh"), at=LATER)
    lan = world.staff("lan")
    text = text_of(printing.control_sheet_pdf(dossier, sample=False, by=lan, at=LATER), tmp_path)

    assert "Trần Văn Minh" in text
    assert "Nguyễn Thị Lan" in text


def test_a_slip_is_rendered_once_and_comes_as_docx_too(world: World) -> None:
    dossier = accepted(world)
    slip = dossier.slips.get()
    first = slips.render(slip, sample=True, by_code="lan", at=NOW)
    again = slips.render(slip, sample=True, by_code="lan", at=LATER)

    assert first.file_id == again.file_id
    assert printing.slip_docx(slip, sample=True).startswith(b"PK")
