"""Every deed as a story: how the dossier stands, who does it, what is typed, what becomes of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from congvu.casework.dossiers.services import clock, closing, handling, intake
from congvu.casework.dossiers.tests.make import (
    DECISION,
    accepted,
    make_intake,
    processing,
    result,
)
from congvu.interfaces.office.dossiers.tests.make import presented
from tests.world import NOW, World

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
MINUTE = timedelta(minutes=1)
CITED = {
    "doc_type": "Quyết định",
    "doc_number": "15",
    "doc_symbol": "QĐ-UBND",
    "doc_issued_on": "10/03/2026",
    "doc_issuer": "UBND xã Minh Tâm",
    "doc_subject": "về việc mẫu",
}


def a_file(name: str = "quet.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PNG, "image/png")


def rows(*lines: dict[str, Any]) -> dict[str, Any]:
    """Return what a form of many lines sends."""
    sent: dict[str, Any] = {"rows-TOTAL_FORMS": str(len(lines)), "rows-INITIAL_FORMS": "0"}
    for place, line in enumerate(lines):
        sent.update({f"rows-{place}-{name}": value for name, value in line.items()})
    return sent


def submitted(world: World):
    return intake.submit(make_intake(channel="online"), by=world.staff("lan"), at=NOW)


def incomplete(world: World):
    dossier = submitted(world)
    return intake.ask_to_complete(
        dossier,
        seen=dossier.version,
        items=[("Tờ khai", "chưa ký")],
        reason="Chưa đủ",
        by=world.staff("lan"),
        at=NOW + MINUTE,
    )


def free(world: World):
    dossier = accepted(world)
    return handling.forward(
        dossier,
        seen=dossier.version,
        to_unit_id=world.units["economy"].pk,
        by=world.staff("lan"),
        at=NOW + MINUTE,
    )


def transferred(world: World):
    dossier = processing(world)
    return handling.transfer(
        dossier,
        seen=dossier.version,
        to_unit_id=world.units["society"].pk,
        by=world.staff("minh"),
        at=NOW + 20 * MINUTE,
        note="Xác minh",
    )


def numbering(world: World):
    dossier = presented(world)
    return handling.send_to_numbering(
        dossier, seen=dossier.version, by=world.staff("hoa"), at=NOW + 70 * MINUTE
    )


def supplementing(world: World):
    dossier = processing(world)
    return clock.request_supplement(
        dossier,
        seen=dossier.version,
        items=[("Bản sao giấy tờ tùy thân", "mờ")],
        reason="Thiếu",
        by=world.staff("minh"),
        at=NOW + 20 * MINUTE,
    )


def paying(world: World):
    dossier = processing(world)
    return clock.request_payment(
        dossier,
        seen=dossier.version,
        ground="Nộp tiền",
        document=None,
        by=world.staff("minh"),
        at=NOW + 20 * MINUTE,
    )


def suspended(world: World):
    dossier = processing(world)
    return clock.suspend(
        dossier,
        seen=dossier.version,
        ground="Điều 1",
        document=DECISION,
        by=world.staff("hanh"),
        at=NOW + 20 * MINUTE,
    )


def resolved(world: World):
    dossier = presented(world)
    return closing.resolve(
        dossier,
        seen=dossier.version,
        results=[result()],
        by=world.staff("hoa"),
        at=NOW + 80 * MINUTE,
    )


@dataclass(frozen=True)
class Story:
    slug: str
    who: str
    stands: Callable[[World], Any]
    typed: Callable[[World], dict[str, Any]] = lambda _world: {}
    becomes: str = "processing"
    stranger: str = "mai"
    missing: dict[str, Any] = field(default_factory=dict)


S = Story
STORIES = (
    S("tiep-nhan", "lan", submitted, becomes="accepted"),
    S(
        "yeu-cau-hoan-thien",
        "lan",
        submitted,
        lambda w: {"reason": "Tờ khai chưa ký", **rows({"what": "Tờ khai", "why": "chưa ký"})},
        "incomplete",
        missing={"reason": ""},
    ),
    S(
        "nop-lai",
        "lan",
        incomplete,
        lambda w: rows({"name": "Tờ khai đã ký", "originals": "1", "file": a_file()}),
        "submitted",
        missing={"rows-0-name": ""},
    ),
    S(
        "tu-choi-tiep-nhan",
        "lan",
        submitted,
        lambda w: {"reason": "Không thuộc thẩm quyền", "legal_basis": "Điều 17"},
        "rejected_at_intake",
        missing={"reason": " "},
    ),
    S(
        "chuyen-xu-ly",
        "lan",
        accepted,
        lambda w: {
            "to_unit": w.units["economy"].pk,
            "to_position": w.position("minh").pk,
            "note": "Gấp",
        },
        missing={"to_unit": ""},
    ),
    S(
        "phan-cong",
        "hanh",
        free,
        lambda w: {"to_position": w.position("minh").pk, "note": ""},
        missing={"to_position": ""},
    ),
    S("nhan-viec", "minh", free),
    S(
        "tra-lai-viec",
        "minh",
        processing,
        lambda w: {"reason": "Không đúng lĩnh vực"},
        missing={"reason": ""},
    ),
    S("sang-buoc-sau", "minh", processing, lambda w: {"note": "Đã thẩm định"}),
    S(
        "trinh-ky",
        "minh",
        processing,
        lambda w: {"note": "Đủ điều kiện", "file": a_file("du-thao.png")},
        "awaiting_signature",
    ),
    S("chuyen-cap-so", "hoa", presented, lambda w: {"note": ""}, "awaiting_numbering", "dung"),
    S(
        "chuyen-noi-khac",
        "minh",
        processing,
        lambda w: {"to_unit": w.units["society"].pk, "note": "Xác minh hộ gia đình"},
        "transferred",
        missing={"note": ""},
    ),
    S(
        "lay-y-kien",
        "minh",
        processing,
        lambda w: {
            "order": "parallel",
            **rows(
                {
                    "unit": w.units["society"].pk,
                    "question": "Có tranh chấp không?",
                    "due_on": "12/03/2026",
                },
                {"unit": "", "question": "", "due_on": ""},
            ),
        },
        "awaiting_opinion",
        missing={"rows-0-due_on": ""},
    ),
    S(
        "chuyen-lai",
        "hoa",
        presented,
        lambda w: {"note": "Sửa căn cứ pháp lý"},
        missing={"note": ""},
    ),
    S(
        "yeu-cau-bo-sung",
        "minh",
        processing,
        lambda w: {
            "reason": "Thiếu giấy tờ",
            "answer_by": "20/03/2026",
            **rows({"what": "Bản sao", "why": "mờ"}, {"what": "", "why": ""}),
        },
        "awaiting_supplement",
        missing={"answer_by": "31/02/2026"},
    ),
    S(
        "nhan-bo-sung",
        "lan",
        supplementing,
        lambda w: rows({"name": "Bản sao giấy tờ tùy thân", "copies": "1", "file": a_file()}),
        missing={"rows-0-name": ""},
    ),
    S(
        "yeu-cau-nop-tien",
        "minh",
        processing,
        lambda w: {"ground": "Lệ phí trước bạ, nộp tại thuế cơ sở", "doc_type": "Thông báo"},
        "awaiting_payment",
        missing={"ground": ""},
    ),
    S(
        "xac-nhan-da-nop",
        "lan",
        paying,
        lambda w: {"receipt": "Giấy nộp tiền số 12"},
        missing={"receipt": ""},
    ),
    S(
        "tam-dung",
        "hanh",
        processing,
        lambda w: {"ground": "Điều 12 khoản 3", **CITED},
        "suspended",
        "minh",
        missing={"doc_number": ""},
    ),
    S(
        "tiep-tuc",
        "hanh",
        suspended,
        lambda w: {"note": "Đã có kết luận"},
        stranger="minh",
        missing={"note": ""},
    ),
    S(
        "hen-lai",
        "hoa",
        processing,
        lambda w: {"new_due": "06/04/2026", "reason": "Chờ xác minh", **CITED},
        stranger="minh",
        missing={"reason": ""},
    ),
    S(
        "ban-hanh",
        "hoa",
        presented,
        lambda w: {"note": "", "file": a_file("ket-qua.png"), **CITED},
        "resolved",
        "dung",
        missing={"doc_issued_on": ""},
    ),
    S(
        "tu-choi",
        "hoa",
        presented,
        lambda w: {"reason": "Không đủ điều kiện", "legal_basis": "Điều 5"},
        "refused",
        "minh",
        missing={"legal_basis": ""},
    ),
    S(
        "rut-ho-so",
        "lan",
        processing,
        lambda w: {"reason": "Không còn nhu cầu", "file": a_file("don.png")},
        "withdrawn",
        missing={"reason": ""},
    ),
    S(
        "dung-giai-quyet",
        "hoa",
        processing,
        lambda w: {"reason": "Theo quyết định", **CITED},
        "stopped",
        "minh",
        missing={"doc_number": ""},
    ),
    S(
        "tra-ket-qua",
        "lan",
        resolved,
        lambda w: {"method": "desk", "receiver_name": "Nguyễn Văn Tư", "postal_number": ""},
        "handed_out",
        missing={"receiver_name": ""},
    ),
)
