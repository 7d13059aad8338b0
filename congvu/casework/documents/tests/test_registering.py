"""In and out: numbers, books, doubles, refusals, cancelled numbers that stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from congvu.casework.documents.errors import (
    DocumentChanged,
    NotYourDocument,
    ReasonMissing,
    SecretDocument,
)
from congvu.casework.documents.models import Document, Series
from congvu.casework.documents.rules.kinds import Urgency
from congvu.casework.documents.rules.states import State
from congvu.casework.documents.selectors.bodies import prove_books
from congvu.casework.documents.selectors.references import as_reference, find_by_reference
from congvu.casework.documents.services import incoming, outgoing
from congvu.casework.documents.services.additions import Correction, correct_arrival
from congvu.casework.documents.services.bodies import add_body, change_body, ensure_body
from congvu.casework.documents.services.incoming import AlreadyRegistered
from congvu.casework.documents.tests.make import INCOMING, arrived, drafted, numbered
from congvu.foundation.journal.models import Entry
from congvu.kernel.documents import DocumentReference
from congvu.kernel.errors import Invalid
from tests.world import NOW, TODAY, World


def test_arrival_numbers_follow_each_other_through_the_year(world: World) -> None:
    first = arrived(world)
    second = arrived(world, code="304/SNV-CCHC")
    last_year = arrived(
        world,
        code="99/SNV-VP",
        issued_on=date(2025, 12, 29),
        arrived_on=date(2025, 12, 30),
        late_reason="Văn thư nghỉ phép",
    )

    assert [first.arrival_number, second.arrival_number] == [1, 2]
    assert last_year.arrival_number == 1
    assert first.type == "CV"
    assert first.office_id == world.units["commune"].pk
    assert "bao cao ket qua cai cach hanh chinh" in first.folded
    assert Entry.objects.filter(action="document.register").count() == 3


def test_a_double_is_warned_of_and_may_be_meant(world: World) -> None:
    arrived(world)
    with pytest.raises(AlreadyRegistered) as told:
        arrived(world, issuer="so noi vu TINH Minh Châu")
    assert told.value.facts["number"] == 1
    assert Series.objects.get(direction="incoming").last == 1  # the number was given back

    again = arrived(world, despite_double=True)
    assert again.arrival_number == 2
    # the same number of another agency, or of another year, is no double
    assert arrived(world, issuer="Sở Tài chính").arrival_number == 3


def test_a_secret_document_leaves_no_trace(world: World) -> None:
    with pytest.raises(SecretDocument):
        arrived(world, secrecy="Mật")
    assert not Document.objects.exists()
    assert not Series.objects.exists()


@pytest.mark.parametrize("who", ["minh", "hoa", "lan", "yen"])
def test_only_a_registrar_registers(world: World, who: str) -> None:
    with pytest.raises(NotYourDocument):
        incoming.register_incoming(INCOMING, by=world.staff(who), at=NOW)


def test_each_type_has_its_own_numbers(world: World) -> None:
    assert numbered(world).code == "01/BC-UBND"
    assert numbered(world).code == "02/BC-UBND"
    assert numbered(world, type="KH").code == "01/KH-UBND"
    assert numbered(world, type="CV", unit_symbol="VP").code == "01/UBND-VP"
    normative = numbered(world, type="QĐ", is_normative=True)
    assert normative.code == "01/2026/QĐ-UBND"
    assert numbered(world, type="QĐ").code == "01/QĐ-UBND"


def test_one_series_for_all_types_when_the_head_chooses_so(world: World) -> None:
    dung = world.staff("dung")
    change_body(ensure_body(dung, NOW), by_type=False, is_active=True, by=dung, at=NOW)
    assert [numbered(world, type=code).number for code in ("BC", "KH", "TB")] == [1, 2, 3]
    # normative documents keep theirs
    assert numbered(world, type="QĐ", is_normative=True).number == 1


def test_a_committee_has_numbers_of_its_own(world: World) -> None:
    numbered(world, type="KH")
    body = add_body(
        name="Ban Chỉ đạo cải cách hành chính",
        abbreviation="BCĐ",
        own_series=True,
        by_type=True,
        by=world.staff("dung"),
        at=NOW,
    )
    document = numbered(world, type="KH", body_id=body.pk)
    assert document.code == "01/KH-BCĐ"
    assert document.issuer == "Ban Chỉ đạo cải cách hành chính"


def test_a_draft_gets_its_number_once_and_goes_out(world: World) -> None:
    dung = world.staff("dung")
    document = drafted(world)
    assert (document.state, document.number) == (State.DRAFT, None)

    document = outgoing.number_document(
        document, seen=document.version, issued_on=TODAY, by=dung, at=NOW
    )
    assert document.code == "01/BC-UBND"
    with pytest.raises(DocumentChanged):
        outgoing.number_document(document, seen=1, issued_on=TODAY, by=dung, at=NOW)
    with pytest.raises(Invalid):
        outgoing.number_document(document, seen=document.version, issued_on=TODAY, by=dung, at=NOW)
    document = outgoing.issue(document, seen=document.version, by=dung, at=NOW)
    assert document.state == State.ISSUED
    assert all(row.sent_at == NOW for row in document.recipients.all())
    assert [event.action for event in document.events.order_by("seq")] == [
        "draft",
        "number",
        "issue",
    ]


def test_an_officer_drafts_but_does_not_number(world: World) -> None:
    document = drafted(world)
    with pytest.raises(NotYourDocument):
        outgoing.number_document(
            document, seen=document.version, issued_on=TODAY, by=world.staff("minh"), at=NOW
        )


def test_a_cancelled_number_stays_and_the_next_goes_on(world: World) -> None:
    dung = world.staff("dung")
    first = numbered(world)
    with pytest.raises(ReasonMissing):
        outgoing.cancel_number(first, seen=first.version, reason=" ", by=dung, at=NOW)
    first = outgoing.cancel_number(
        first, seen=first.version, reason="Ký nhầm bản dự thảo", by=dung, at=NOW
    )
    assert (first.state, first.number) == (State.CANCELLED, 1)
    assert numbered(world).number == 2
    assert [proof.gaps for proof in prove_books(first.office_id, TODAY.year)] == [()]


def test_an_issued_document_is_recalled_never_cancelled(world: World) -> None:
    dung = world.staff("dung")
    document = numbered(world)
    document = outgoing.issue(document, seen=document.version, by=dung, at=NOW)
    with pytest.raises(Invalid):
        outgoing.cancel_number(document, seen=document.version, reason="x", by=dung, at=NOW)
    document = outgoing.recall(
        document, seen=document.version, reason="Ban hành trái thẩm quyền", by=dung, at=NOW
    )
    assert (document.state, document.code) == (State.RECALLED, "01/BC-UBND")


def test_a_later_number_with_an_earlier_day_needs_a_reason(world: World) -> None:
    numbered(world)
    with pytest.raises(ReasonMissing):
        numbered(world, on=TODAY - timedelta(days=3))
    assert numbered(world, on=TODAY - timedelta(days=3), reason="Ký ngày 07/3").number == 2


def test_a_failed_registration_gives_its_number_back(world: World) -> None:
    numbered(world)
    with pytest.raises(Invalid):
        numbered(world, tags=("khong-co",))
    assert numbered(world).number == 2


def test_a_document_is_issued_only_to_somebody(world: World) -> None:
    document = numbered(world, recipients=())
    with pytest.raises(Invalid):
        outgoing.issue(document, seen=document.version, by=world.staff("dung"), at=NOW)


def test_what_is_numbered_keeps_type_and_symbol(world: World) -> None:
    dung = world.staff("dung")
    document = numbered(world)
    changed = replace(make_changed(), type="KH")
    document = outgoing.change_draft(document, changed, seen=document.version, by=dung, at=NOW)
    assert (document.type, document.code) == ("BC", "01/BC-UBND")
    assert document.subject == "Trích yếu đã sửa"


def test_a_draft_may_still_change_its_type(world: World) -> None:
    document = drafted(world)
    changed = replace(make_changed(), type="KH")
    document = outgoing.change_draft(
        document, changed, seen=document.version, by=world.staff("minh"), at=NOW
    )
    assert (document.type, document.symbol, document.number) == ("KH", "KH-UBND", None)


def make_changed() -> outgoing.Outgoing:
    return outgoing.Outgoing(type="BC", subject="Trích yếu đã sửa")


def test_what_was_wrongly_sent_goes_back_and_keeps_its_place(world: World) -> None:
    dung = world.staff("dung")
    document = arrived(world)
    document = incoming.return_to_sender(
        document, seen=document.version, reason="Gửi nhầm", by=dung, at=NOW
    )
    assert (document.state, document.arrival_number) == (State.RETURNED, 1)
    # what was sent back may come again without a warning
    assert arrived(world).arrival_number == 2


def test_a_normative_document_is_of_a_type_that_can_be_one(world: World) -> None:
    with pytest.raises(Invalid):
        numbered(world, type="BC", is_normative=True)


def test_what_is_cited_elsewhere_is_found_in_the_register(world: World) -> None:
    document = numbered(world, type="QĐ")
    cited = DocumentReference(
        type="Quyết định", number="1", symbol="QĐ-UBND", issued_on=TODAY, issuer="UBND xã"
    )
    assert find_by_reference(document.office_id, cited) == document
    assert as_reference(document, "Quyết định").code == cited.code
    assert find_by_reference(world.units["neighbour"].pk, cited) is None
    normative = numbered(world, type="QĐ", is_normative=True)
    assert as_reference(normative, "Quyết định").code == "01/2026/QĐ-UBND"
    outgoing.cancel_number(
        document, seen=document.version, reason="Nhầm", by=world.staff("dung"), at=NOW
    )
    assert find_by_reference(document.office_id, cited) is None


def test_an_arrival_is_put_right_and_tells_what_it_was(world: World) -> None:
    dung = world.staff("dung")
    document = arrived(world)
    given = Correction("Trích yếu đúng", "Vũ Mẫu", "", Urgency.URGENT, None, "")
    document = correct_arrival(document, given, seen=document.version, by=dung, at=NOW)
    assert "trich yeu dung" in document.folded
    assert INCOMING.subject in document.events.get(action="change").note
    same = correct_arrival(document, given, seen=document.version, by=dung, at=NOW)
    assert same.version == document.version
