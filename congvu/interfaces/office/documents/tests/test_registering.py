"""The registrar's day: an arrival, a double, a secret one, a draft that becomes a number."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from congvu.casework.documents.models import Document
from congvu.casework.documents.tests.make import arrived, drafted, numbered, routed
from congvu.foundation.files.models import StoredFile
from congvu.interfaces.office.documents.tests.conftest import SignIn
from tests.answers import put_away
from tests.world import World

ARRIVAL = {
    "code": "303/SNV-CCHC",
    "issued_on": "09/03/2026",
    "arrived_on": "10/03/2026",
    "type": "",
    "issuer": "Sở Nội vụ tỉnh Minh Châu",
    "subject": "Về việc báo cáo quý I",
    "secrecy": "",
    "urgency": "urgent",
    "way": "network",
}
DRAFT = {
    "type": "CV",
    "unit_symbol": "VP",
    "subject": "V/v đôn đốc báo cáo",
    "signer": "Lê Thị Hoa",
    "signer_title": "Chủ tịch",
    "capacity": "TM",
    "urgency": "normal",
    "secrecy": "",
    "way": "network",
    "recipients": "- Sở Nội vụ;\n- Phòng Kinh tế xã Minh Tâm;\n- Lưu: VT.",
    "tags": ["chi-dao-cchc"],
}


def test_an_arrival_gets_its_number_and_its_page(sign_in: SignIn) -> None:
    dung = sign_in("dung")
    assert dung.get(reverse("office-documents-register")).status_code == 200
    answer = dung.post(reverse("office-documents-register"), ARRIVAL, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "số đến 1" in page
    assert "303/SNV-CCHC" in page
    assert "Khẩn" in page
    again = dung.post(
        reverse("office-documents-register"), {**ARRIVAL, "code": "1/A-B", "again": "1"}
    )
    assert again["Location"] == reverse("office-documents-register")


def test_a_double_is_shown_and_nothing_typed_is_lost(sign_in: SignIn, world: World) -> None:
    arrived(world)
    dung = sign_in("dung")
    answer = dung.post(reverse("office-documents-register"), ARRIVAL)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Về việc báo cáo quý I" in page
    assert "số đến 1" in page
    answer = dung.post(reverse("office-documents-register"), {**ARRIVAL, "despite_double": "on"})
    assert answer.status_code == 302
    assert Document.objects.count() == 2


def test_a_secret_arrival_is_refused(sign_in: SignIn) -> None:
    answer = sign_in("dung").post(
        reverse("office-documents-register"), {**ARRIVAL, "secrecy": "mật"}
    )
    assert answer.status_code == 422
    assert not Document.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_draft_is_numbered_issued_and_found(sign_in: SignIn, world: World) -> None:
    minh, dung = sign_in("minh"), sign_in("dung")
    given: dict[str, Any] = {**DRAFT, "body": _body(dung), "unit": world.units["economy"].pk}
    answer = minh.post(reverse("office-documents-draft"), given)
    assert answer.status_code == 302, answer.content.decode()
    document = Document.objects.get()
    assert [(row.name, row.unit_id) for row in document.recipients.all()] == [
        ("Sở Nội vụ", None),
        ("Phòng Kinh tế xã Minh Tâm", world.units["economy"].pk),
        ("Lưu: VT", None),
    ]
    for slug, more in (("cap-so", {"issued_on": "10/03/2026"}), ("phat-hanh", {})):
        url = reverse("office-documents-deed", kwargs={"ref": document.uuid, "slug": slug})
        assert dung.get(url).status_code == 200
        document.refresh_from_db()
        assert dung.post(url, {"version": document.version, **more}).status_code == 302
    document.refresh_from_db()
    assert (document.code, document.state) == ("01/UBND-VP", "issued")
    answer = dung.post(reverse("office-documents-outgoing"), {"q": "don doc ubnd"}, follow=True)
    assert "01/UBND-VP" in answer.content.decode()
    assert "don" not in answer.redirect_chain[0][0]


def test_a_signed_document_is_numbered_at_once(sign_in: SignIn, world: World) -> None:
    dung = sign_in("dung")
    given = {**DRAFT, "type": "KH", "body": _body(dung), "unit": world.units["economy"].pk}
    answer = dung.post(reverse("office-documents-number"), {**given, "issued_on": "10/03/2026"})
    assert answer.status_code == 302
    assert Document.objects.get().code == "01/KH-UBND"
    answer = dung.post(reverse("office-documents-number"), {**given, "issued_on": "31/12/2025"})
    assert answer.status_code == 422
    assert "năm khác" in answer.content.decode()


def test_the_leader_instructs_and_the_officer_reports(sign_in: SignIn, world: World) -> None:
    document = arrived(world)
    hoa, minh = sign_in("hoa"), sign_in("minh")
    url = reverse("office-documents-deed", kwargs={"ref": document.uuid, "slug": "but-phe"})
    assert hoa.get(url).status_code == 200
    economy = world.units["economy"].pk
    answer = hoa.post(
        url,
        {
            "version": document.version,
            "instruction": "Phòng Kinh tế tham mưu",
            "lead": f"p:{economy}:{world.position('minh').pk}",
            "support": [world.units["society"].pk],
            "due_on": "13/03/2026",
        },
    )
    assert answer.status_code == 302, answer.content.decode()
    page = minh.get(reverse("office-documents-tasks")).content.decode()
    assert "303/SNV-CCHC" in page
    assert "Phòng Kinh tế tham mưu" in page
    numbered(world, unit_id=economy)
    document.refresh_from_db()
    url = reverse("office-documents-deed", kwargs={"ref": document.uuid, "slug": "xong-phan-viec"})
    answer = minh.post(url, {"version": document.version, "note": "", "answer": "1/BC-UBND"})
    assert answer.status_code == 302, answer.content.decode()
    document.refresh_from_db()
    assert document.state == "done"
    page = minh.get(reverse("office-documents-page", kwargs={"ref": document.uuid}))
    assert "Được trả lời bởi" in page.content.decode()


def test_who_was_second_sees_what_happened_and_keeps_the_words(
    sign_in: SignIn, world: World
) -> None:
    document = routed(world)
    url = reverse("office-documents-deed", kwargs={"ref": document.uuid, "slug": "ket-thuc"})
    answer = sign_in("hoa").post(url, {"version": 1, "note": "Đã trả lời bằng điện thoại"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Đã trả lời bằng điện thoại" in page
    assert f'name="version" value="{document.version}"' in page


def test_every_deed_that_is_offered_opens(sign_in: SignIn, world: World) -> None:
    clients = {name: sign_in(name) for name in ("dung", "hoa", "minh", "hanh")}
    for document in (arrived(world), routed(world, code="9/A-B"), drafted(world), numbered(world)):
        url = reverse("office-documents-page", kwargs={"ref": document.uuid})
        for client in clients.values():
            answer = client.get(url)
            if answer.status_code == 404:
                continue
            for line in answer.content.decode().split('href="')[1:]:
                way = line.partition('"')[0]
                if way.startswith(f"{url}viec/") or way == f"{url}sua/":
                    opened = client.get(way)
                    assert opened.status_code == 200, way


def _body(client: Any) -> str:
    page = client.get(reverse("office-documents-draft"))
    body = str(page.context["form"]["body"].field.choices[0][0])
    put_away(page)
    return body
