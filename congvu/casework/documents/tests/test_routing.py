"""Bút phê: who gets it, who may finish, who may see, what follows."""

from __future__ import annotations

from datetime import timedelta

import pytest

from congvu.casework.documents.errors import DocumentNotFound, NotYourDocument, ReasonMissing
from congvu.casework.documents.rules.kinds import FileKind, Part, RelationKind
from congvu.casework.documents.rules.states import State
from congvu.casework.documents.selectors.access import get_for, visible_to
from congvu.casework.documents.services import additions, routing
from congvu.casework.documents.services.routing import RoutingInput
from congvu.casework.documents.tests.make import arrived, drafted, numbered, routed
from congvu.foundation.files.services import store
from congvu.kernel.errors import Invalid
from tests.world import NOW, TODAY, World

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def test_the_leader_hands_on_and_the_officer_finishes(world: World) -> None:
    document = routed(world, due_on=TODAY + timedelta(days=5))
    assert (document.state, document.due_on) == (State.ROUTED, TODAY + timedelta(days=5))
    lead = document.routings.get(part=Part.LEAD)
    answer = numbered(world)

    with pytest.raises(NotYourDocument):
        routing.finish_part(
            document, lead.pk, seen=document.version, note="x", by=world.staff("mai"), at=NOW
        )
    document = routing.finish_part(
        document,
        lead.pk,
        seen=document.version,
        note="Đã báo cáo",
        answer=answer,
        by=world.staff("minh"),
        at=NOW,
    )

    assert (document.state, document.done_on) == (State.DONE, TODAY)
    assert not document.routings.filter(is_open=True).exists()
    assert answer.relations.get().kind == RelationKind.ANSWERS


def test_each_sees_what_concerns_the_own_section(world: World) -> None:
    document = arrived(world)
    seen_by = {
        name
        for name in ("lan", "minh", "hanh", "hoa", "dung", "mai", "quan", "kien", "yen")
        if visible_to(world.staff(name), TODAY).filter(pk=document.pk).exists()
    }
    assert seen_by == {"hoa", "dung", "mai"}
    routing.route(
        document,
        [RoutingInput(world.units["economy"].pk, Part.LEAD)],
        seen=document.version,
        instruction="Tham mưu",
        by=world.staff("hoa"),
        at=NOW,
    )
    for name in ("minh", "hanh"):
        assert get_for(world.staff(name), document.uuid, TODAY) == document
    for name in ("lan", "kien", "yen", "quan"):
        with pytest.raises(DocumentNotFound):
            get_for(world.staff(name), document.uuid, TODAY)


def test_a_neighbour_may_do_nothing(world: World) -> None:
    document = drafted(world)
    with pytest.raises(NotYourDocument):
        additions.relate(
            document, RelationKind.CITES, target_name="x", by=world.staff("kien"), at=NOW
        )


def test_exactly_one_leads(world: World) -> None:
    document = arrived(world)
    economy, society = world.units["economy"].pk, world.units["society"].pk
    for lines in (
        [],
        [RoutingInput(economy, Part.SUPPORT)],
        [RoutingInput(economy, Part.LEAD), RoutingInput(society, Part.LEAD)],
        [RoutingInput(economy, Part.LEAD), RoutingInput(economy, Part.LEAD)],
        [RoutingInput(world.units["neighbour"].pk, Part.LEAD)],
        [RoutingInput(society, Part.LEAD, world.position("minh").pk)],
        [RoutingInput(economy, Part.LEAD, due_on=TODAY - timedelta(days=1))],
    ):
        with pytest.raises(Invalid):
            routing.route(
                document,
                lines,
                seen=document.version,
                instruction="",
                by=world.staff("hoa"),
                at=NOW,
            )


def test_a_registrar_copies_what_the_leader_wrote(world: World) -> None:
    document = arrived(world)
    lines = [RoutingInput(world.units["economy"].pk, Part.LEAD)]
    dung = world.staff("dung")
    with pytest.raises(Invalid):
        routing.route(
            document, lines, seen=document.version, instruction="Tham mưu", by=dung, at=NOW
        )
    document = routing.route(
        document,
        lines,
        seen=document.version,
        instruction="Tham mưu",
        on_behalf_of="Lê Thị Hoa",
        by=dung,
        at=NOW,
    )
    line = document.routings.get()
    assert (line.by_name, line.recorded_by) == ("Lê Thị Hoa", "Phạm Văn Dũng")


def test_a_head_hands_on_inside_the_own_section_only(world: World) -> None:
    document = arrived(world)
    document = routing.route(
        document,
        [RoutingInput(world.units["economy"].pk, Part.LEAD)],
        seen=document.version,
        instruction="Tham mưu",
        by=world.staff("hoa"),
        at=NOW,
    )
    hanh = world.staff("hanh")
    with pytest.raises(Invalid):
        routing.route(
            document,
            [RoutingInput(world.units["society"].pk, Part.LEAD)],
            seen=document.version,
            instruction="",
            by=hanh,
            at=NOW,
        )
    document = routing.route(
        document,
        [RoutingInput(world.units["economy"].pk, Part.LEAD, world.position("minh").pk)],
        seen=document.version,
        instruction="Anh Minh làm",
        by=hanh,
        at=NOW,
    )
    open_lines = document.routings.filter(is_open=True)
    assert [line.position_id for line in open_lines] == [world.position("minh").pk]


def test_done_is_not_the_end_when_it_was_not_done(world: World) -> None:
    document = routed(world)
    hoa = world.staff("hoa")
    with pytest.raises(ReasonMissing):
        routing.finish(document, seen=document.version, note="", by=hoa, at=NOW)
    document = routing.finish(document, seen=document.version, note="Xong", by=hoa, at=NOW)
    document = routing.reopen(
        document, seen=document.version, reason="Thiếu phụ lục", by=hoa, at=NOW
    )
    assert (document.state, document.done_on) == (State.ROUTED, None)
    assert document.routings.filter(is_open=True).count() == 1


def test_files_tags_and_relations_are_added_once(world: World) -> None:
    document = numbered(world)
    dung = world.staff("dung")
    file = store(PDF, name="a.pdf", unit_id=dung.unit_id, by_code="dung", at=NOW, kind="document")
    for _again in range(2):
        additions.attach(document, file, kind=FileKind.MAIN, by=dung, at=NOW)
    assert document.files.count() == 1

    additions.tag(document, ["chi-dao-cchc", "chi-dao-cchc"], by=dung, at=NOW)
    additions.tag(document, [], by=dung, at=NOW + timedelta(days=1))
    row = document.tags.get()
    assert (row.added_at, row.removed_at) == (NOW, NOW + timedelta(days=1))
    with pytest.raises(Invalid):
        additions.tag(document, ["la"], by=dung, at=NOW)

    other = numbered(world)
    additions.relate(other, RelationKind.REPLACES, target=document, by=dung, at=NOW)
    with pytest.raises(Invalid):
        additions.relate(other, RelationKind.REPLACES, target=document, by=dung, at=NOW)
    with pytest.raises(Invalid):
        additions.relate(other, RelationKind.REPLACES, target=other, by=dung, at=NOW)
