"""What is particular to single deeds: corrections, rows, files, second requests, sequences."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from congvu.casework.dossiers.models import OpinionRequest, Slip
from congvu.casework.dossiers.services import clock, handling
from congvu.casework.dossiers.services.handling import OpinionInput
from congvu.casework.dossiers.tests.make import accepted, processing
from congvu.foundation.files.models import StoredFile
from congvu.interfaces.office.dossiers.tests.make import (
    LATER,
    at,
    deed_url,
    page_url,
    presented,
    signed_in,
    text_of,
)
from congvu.interfaces.office.dossiers.tests.stories import (
    CITED,
    a_file,
    resolved,
    rows,
    submitted,
    supplementing,
)
from tests.world import NOW, World

MINUTE = timedelta(minutes=1)


def test_a_correction_shows_before_and_after_and_asks_once_more(world: World) -> None:
    dossier = resolved(world)
    hoa = signed_in(world, "hoa")
    typed = {
        "version": dossier.version,
        "to": "resolved",
        "finished_on": "10/03/2026",
        "finished_time": "09:30",
        "lawful_due": "",
        "reason": "Nhập nhầm giờ ban hành",
    }
    with at(LATER):
        shown = hoa.post(deed_url(dossier, "dinh-chinh"), typed)
        dossier.refresh_from_db()
        assert shown.status_code == 200
        assert "10:20 10/03/2026" in text_of(shown)
        assert "09:30 10/03/2026" in text_of(shown)
        assert dossier.version == typed["version"]
        done = hoa.post(
            deed_url(dossier, "dinh-chinh"), {**typed, "shown": shown.context["form"].shown}
        )
    assert done.status_code == 302
    dossier.refresh_from_db()
    assert dossier.finished_at == NOW + 30 * MINUTE


def test_a_changed_correction_is_shown_again_before_it_is_written(world: World) -> None:
    dossier = resolved(world)
    hoa = signed_in(world, "hoa")
    typed = {"version": dossier.version, "to": "processing", "reason": "Ban hành nhầm"}
    with at(LATER):
        shown = hoa.post(deed_url(dossier, "dinh-chinh"), typed).context["form"].shown
        other = {**typed, "to": "stopped", "shown": shown}
        assert hoa.post(deed_url(dossier, "dinh-chinh"), other).status_code == 200
        assert (
            hoa.post(deed_url(dossier, "dinh-chinh"), {**typed, "shown": shown}).status_code == 302
        )
    dossier.refresh_from_db()
    assert dossier.state == "processing"


def test_only_a_leader_corrects(world: World) -> None:
    dossier = resolved(world)
    with at(LATER):
        assert signed_in(world, "lan").get(deed_url(dossier, "dinh-chinh")).status_code == 403


def test_a_file_that_was_stored_is_not_asked_for_again(world: World) -> None:
    dossier = processing(world)
    lan = signed_in(world, "lan")
    typed = {"version": dossier.version, "reason": ""}
    with at(LATER):
        refused = lan.post(deed_url(dossier, "rut-ho-so"), {**typed, "file": a_file("don-rut.png")})
        kept = StoredFile.objects.get(name="don-rut.png")
        assert refused.status_code == 422
        assert str(kept.uuid) in refused.content.decode()
        done = lan.post(
            deed_url(dossier, "rut-ho-so"),
            {**typed, "reason": "Không còn nhu cầu", "file_kept": str(kept.uuid)},
        )
    assert done.status_code == 302
    assert dossier.events.get(action="withdraw").file == kept


def test_a_kept_file_of_somebody_else_is_no_file(world: World) -> None:
    dossier = processing(world)
    with at(LATER):
        signed_in(world, "minh").post(
            deed_url(dossier, "trinh-ky"),
            {"version": dossier.version, "note": "", "file": a_file("cua-minh.png")},
        )
        other = StoredFile.objects.get(name="cua-minh.png")
        dossier.refresh_from_db()
        signed_in(world, "lan").post(
            deed_url(dossier, "rut-ho-so"),
            {
                "version": dossier.version,
                "reason": "Không còn nhu cầu",
                "file_kept": str(other.uuid),
            },
        )
    assert not dossier.events.filter(action="withdraw", file=other).exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "không có nội dung"),
        (b"#!/bin/sh\nrm -rf /\n", "không phải PDF"),
        (b"%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>\n%%EOF", "mã chạy"),
    ],
)
def test_a_file_that_must_not_come_in_is_refused_beside_its_field(
    world: World, content: bytes, said: str
) -> None:
    dossier = processing(world)
    with at(LATER):
        answer = signed_in(world, "minh").post(
            deed_url(dossier, "trinh-ky"),
            {
                "version": dossier.version,
                "note": "Nội dung đã gõ rất dài",
                "file": SimpleUploadedFile("../../x.pdf", content),
            },
        )
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert "Nội dung đã gõ rất dài" in answer.content.decode()


def test_more_rows_keep_what_was_typed_and_uploaded(world: World) -> None:
    dossier = supplementing(world)
    with at(LATER):
        answer = signed_in(world, "lan").post(
            deed_url(dossier, "nhan-bo-sung"),
            {
                "version": dossier.version,
                "more": "1",
                **rows({"name": "Bản sao căn cước", "file": a_file("can-cuoc.png")}),
            },
        )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Bản sao căn cước" in page
    assert 'name="rows-3-name"' in page
    assert str(StoredFile.objects.get(name="can-cuoc.png").uuid) in page
    assert "data-error-summary" not in page


def test_what_was_asked_for_stands_in_the_form_that_receives_it(world: World) -> None:
    dossier = supplementing(world)
    with at(LATER):
        page = signed_in(world, "lan").get(deed_url(dossier, "nhan-bo-sung"))
    assert "Bản sao giấy tờ tùy thân" in page.content.decode()


def test_a_second_supplement_request_asks_for_the_leaders_name(world: World) -> None:
    dossier = supplementing(world)
    dossier = clock.receive_supplement(
        dossier, seen=dossier.version, by=world.staff("lan"), at=NOW + 30 * MINUTE
    )
    minh = signed_in(world, "minh")
    typed = {"version": dossier.version, "reason": "Thiếu nữa", **rows({"what": "Giấy khác"})}
    with at(LATER):
        assert minh.post(deed_url(dossier, "yeu-cau-bo-sung"), typed).status_code == 422
        done = minh.post(
            deed_url(dossier, "yeu-cau-bo-sung"), {**typed, "approved_by": "Lê Thị Hoa"}
        )
    assert done.status_code == 302
    assert dossier.supplement_requests.get(number=2).approved_by == "Lê Thị Hoa"


def test_an_empty_supplement_request_is_refused(world: World) -> None:
    dossier = processing(world)
    with at(LATER):
        answer = signed_in(world, "minh").post(
            deed_url(dossier, "yeu-cau-bo-sung"),
            {"version": dossier.version, "reason": "Thiếu", **rows({"what": ""})},
        )
    assert answer.status_code == 422
    assert "ít nhất một giấy tờ" in text_of(answer)


def test_a_person_of_another_section_is_not_given_the_dossier(world: World) -> None:
    dossier = accepted(world)
    with at(LATER):
        answer = signed_in(world, "lan").post(
            deed_url(dossier, "chuyen-xu-ly"),
            {
                "version": dossier.version,
                "to_unit": world.units["society"].pk,
                "to_position": world.position("minh").pk,
                "note": "",
            },
        )
    assert answer.status_code == 422
    assert "không thuộc nơi được chọn" in text_of(answer)


def test_too_late_to_reappoint_is_not_offered_and_not_taken(world: World) -> None:
    dossier = processing(world)
    on_due_day = LATER + (dossier.lawful_due - NOW.date())
    hoa = signed_in(world, "hoa")
    with at(on_due_day):
        assert hoa.get(deed_url(dossier, "hen-lai")).status_code == 302
        answer = hoa.post(
            deed_url(dossier, "hen-lai"),
            {
                "version": dossier.version,
                "new_due": "06/04/2026",
                "reason": "Chậm",
                **CITED,
            },
        )
    assert answer.status_code == 422
    assert "chậm nhất một ngày" in text_of(answer)


def test_the_desk_sees_the_new_code_after_accepting(world: World) -> None:
    dossier = submitted(world)
    with at(LATER):
        done = signed_in(world, "lan").post(
            deed_url(dossier, "tiep-nhan"), {"version": dossier.version}
        )
    dossier.refresh_from_db()
    assert done["Location"] == page_url(dossier)
    assert dossier.code in done["Location"]
    assert Slip.objects.filter(dossier=dossier, kind="receipt_slip").exists()


def test_agencies_in_sequence_answer_in_their_turn(world: World) -> None:
    dossier = processing(world)
    asked = handling.ask_opinion(
        dossier,
        seen=dossier.version,
        requests=[
            OpinionInput(world.units["neighbour"].pk, "Có tranh chấp không?", date(2026, 3, 12)),
            OpinionInput(world.units["commune"].pk, "Ý kiến lãnh đạo?", date(2026, 3, 13)),
        ],
        parallel=False,
        by=world.staff("minh"),
        at=NOW + 20 * MINUTE,
    )
    first, second = OpinionRequest.objects.filter(dossier=asked).order_by("id")
    neighbour = world.staff("kien")
    assert neighbour.unit_id == world.units["neighbour_desk"].pk

    def url(opinion) -> str:
        return reverse("office-dossiers-answer", kwargs={"ref": asked.code, "opinion": opinion.pk})

    with at(LATER):
        assert signed_in(world, "hoa").get(url(second)).status_code == 403
        assert signed_in(world, "kien").get(url(first)).status_code == 403  # a clerk
        assert signed_in(world, "kien").get(page_url(asked)).status_code == 200


def test_the_asked_office_answers_and_the_dossier_comes_back(world: World) -> None:
    dossier = processing(world)
    asked = handling.ask_opinion(
        dossier,
        seen=dossier.version,
        requests=[OpinionInput(world.units["commune"].pk, "Ý kiến?", date(2026, 3, 13))],
        by=world.staff("minh"),
        at=NOW + 20 * MINUTE,
    )
    opinion = asked.opinions.get()
    url = reverse("office-dossiers-answer", kwargs={"ref": asked.code, "opinion": opinion.pk})
    hoa = signed_in(world, "hoa")
    with at(LATER):
        assert "Trả lời" in text_of(hoa.get(page_url(asked)))
        refused = hoa.post(url, {"agrees": "yes", "answer": ""})
        done = hoa.post(url, {"agrees": "yes", "answer": "Không có tranh chấp"})
        again = hoa.get(url)
        page = text_of(hoa.get(page_url(asked)))
    assert (refused.status_code, done.status_code, again.status_code) == (422, 302, 422)
    asked.refresh_from_db()
    assert asked.state == "processing"
    assert "Không có tranh chấp" in page


def test_a_leader_reads_the_draft_before_signing(world: World) -> None:
    dossier = processing(world)
    with at(LATER):
        signed_in(world, "minh").post(
            deed_url(dossier, "trinh-ky"),
            {"version": dossier.version, "note": "Đủ điều kiện", "file": a_file("du-thao.png")},
        )
        page = text_of(signed_in(world, "hoa").get(page_url(dossier)))
    assert "du-thao.png" in page
    assert "Trần Văn Minh trình lúc" in page


def test_what_must_be_mended_stands_on_top(world: World) -> None:
    dossier = presented(world)
    with at(LATER):
        signed_in(world, "hoa").post(
            deed_url(dossier, "chuyen-lai"),
            {"version": dossier.version, "note": "Sửa căn cứ pháp lý"},
        )
        page = text_of(signed_in(world, "minh").get(page_url(dossier)))
    assert "Lê Thị Hoa chuyển lại, đề nghị: Sửa căn cứ pháp lý" in page
